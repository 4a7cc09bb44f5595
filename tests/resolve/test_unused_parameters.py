"""Parameters that are given and have no effect: a warning that names them and what takes their effect away."""

from __future__ import annotations

import pytest

from sitegen import load_spec, render_figure
from sitegen.kinds.words import PlacedMark


def warnings_of(text: str) -> list[tuple[str, str]]:
    """Field and message of each warning of a spec."""
    with pytest.warns(UserWarning, match="has no effect") as caught:
        spec = load_spec(text)
    assert len(caught) == len(spec.warnings)
    return sorted((each.field.removeprefix("params."), each.message.partition(": ")[2]) for each in spec.warnings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: lr-schedule\nparams: {decay: constant, end: 0.5}", ("end", "has no effect with decay: constant")),
        ("kind: lr-schedule\nparams: {power: 3}", ("power", "has no effect with decay: cosine")),
        ("kind: lr-schedule\nparams: {decay: linear, every: 5}", ("every", "has no effect with decay: linear")),
        ("kind: lr-schedule\nparams: {decay: constant, stable: 5}", ("stable", "has no effect with decay: constant")),
        ("kind: lr-schedule\nparams: {rise: cosine}", ("rise", "has no effect without warmup, which is 0")),
        (
            "kind: lr-schedule\nparams: {schedules: [{name: a, decay: step, end: 0.1}]}",
            ("schedules.0.end", "has no effect with decay: step"),
        ),
        (
            "kind: lr-schedule\nparams: {peak: 0.1, schedules: [{name: a, peak: 1.0}]}",
            ("peak", "has no effect: each of the schedules has its own peak"),
        ),
        ("kind: layer-profile\nparams: {width: 8}", ("width", "has no effect with statistic: rms")),
        (
            "kind: layer-profile\nparams: {measured: {a: [1, 2]}, init: he}",
            ("init", "has no effect with measured values alone: there is no network in theory"),
        ),
        (
            "kind: layer-profile\nparams: {relative: true}",
            ("relative", "has no effect without measured: theory is always relative to the last layer"),
        ),
        (
            "kind: layer-profile\nparams: {init: he, theories: [{name: a, init: lecun}]}",
            ("init", "has no effect: each of the theories has its own init"),
        ),
        (
            "kind: gradient-flow\nparams: {layers: [3, 3], playing: false, play_speed: 300}",
            ("play_speed", "has no effect with playing: false"),
        ),
        (
            "kind: gradient-flow\nparams: {layers: [3, 3], current_layer: 1, play_speed: 300}",
            ("play_speed", "has no effect with current_layer: 1, where the wave rests"),
        ),
        (
            "kind: graph\nparams: {edges: [a -> b], edge_values: {means: x, unit: m}}",
            ("edge_values", "has no effect: no value is given in edges"),
        ),
        (
            "kind: graph\nparams: {edges: [a -> b], edge_values: {direction: backward}}",
            ("edge_values", "has no effect: no value is given in edges"),
        ),
        (
            "kind: histogram\nparams: {rows: {a: [1, 2]}, edges: [0, 1, 2], bins: 9}",
            ("bins", "has no effect with edges, which are those of the bins"),
        ),
        ("kind: curves\nparams: {series: {a: [1, 2]}, a: 4}", ("a", "has no effect: no expression in series uses it")),
        (
            "kind: curves\nparams: {series: {a: [1, 2]}, x: {points: 9}}",
            ("x.points", "has no effect: series has numbers, not an expression"),
        ),
        (
            "kind: curves\nparams: {series: [{name: a, y: [1, 2], x: [0, 1]}], x: {values: [5, 6]}}",
            ("x.values", "has no effect: each curve of series has places of its own"),
        ),
        (
            "kind: grid\nparams: {values: x + y, x: {from: 0, to: 1}, y: {from: 0, to: 1}, transpose: true}",
            ("transpose", "has no effect on an expression"),
        ),
        (
            "kind: grid\nparams: {values: [[1, 2], [3, 4]], x: {names: [a, b], values: [1, 2]}}",
            ("x.values", "has no effect with x.names"),
        ),
        (
            "kind: grid\nparams: {values: [[1, 2], [3, 4]], b: 1}",
            ("b", "has no effect: no expression in values uses it"),
        ),
    ],
)
def test_a_parameter_without_effect_is_a_warning(text, expected):
    assert warnings_of(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "kind: lr-schedule\nparams: {decay: constant, end: 0.5}\nexplore: {decay: [constant, cosine]}",
        "kind: lr-schedule\nparams: {decay: constant, end: 0.5, schedules: [{name: a, decay: linear}, {name: b}]}",
        "kind: gradient-flow\nparams: {layers: [3, 3], current_layer: 1, playing: true, play_speed: 300}",
        "kind: layer-profile\nparams: {width: 8, statistic: typical}",
        "kind: curves\nparams: {series: {f: a * x}, x: {from: 0, to: 1}, a: 2}",
    ],
)
def test_a_parameter_with_an_effect_in_some_state_is_none(text):
    assert load_spec(text).warnings == ()


CURVE = "kind: curves\nparams: {{series: {{a: [1, 2, 3]}}, {}}}"


@pytest.mark.parametrize(
    ("text", "field", "message", "hint"),
    [
        (
            CURVE.format("lines: [{at: 40, name: up}]"),
            "lines.0.at",
            "the line “up” is not drawn: the axis goes from 0.92 to 3.08",
            "to show it, write y: {range: [0.92, 40]}",
        ),
        (
            CURVE.format("lines: [{at: -4, name: left, axis: x}]"),
            "lines.0.at",
            "the line “left” is not drawn: the axis goes from 0 to 2",
            "to show it, write x: {range: [-4, 2]}",
        ),
        (
            CURVE.format("zones: [{from: 2, to: 8, name: late}]"),
            "zones.0.from",
            "the area “late” is not drawn: the axis goes from 0 to 2",
            "to show it, write x: {range: [0, 8]}",
        ),
        (
            CURVE.format("y: {range: [0, 2]}, notes: [{x: 1, y: 3, text: here}]"),
            "notes.0.y",
            "the note “here” is not drawn: the axis goes from 0 to 2",
            "to show it, write y: {range: [0, 3]}",
        ),
        (
            CURVE.format("x: {range: [10, 20]}"),
            "series.0.name",
            "the curve “a” is not drawn: the axis goes from 10 to 20",
            "to show it, write x: {range: [0, 20]}",
        ),
        (
            CURVE.format("y: {range: [-2, 0.5]}"),
            "series.0.name",
            "the curve “a” is not drawn: the axis goes from -2 to 0.5",
            "to show it, write y: {range: [-2, 3]}",
        ),
        (
            CURVE.format("x: {range: [2, 4]}, y: {range: [0, 2]}, lines: [{at: 1, name: b}]"),
            "series.0.name",
            "the curve “a” is not drawn: no part of it is within the ends of both axes",
            "to show it, write x: {range: [0, 4]} and y: {range: [0, 3]}",
        ),
        (
            "kind: curves\nparams: {x: {range: [-1, 2]}, y: {range: [1, 2]}, series: [{name: a, y: [0, 3], form: points}]}",
            "series.0.name",
            "the curve “a” is not drawn: no part of it is within the ends of both axes",
            "to show it, write y: {range: [0, 3]}",
        ),
        (
            "kind: curves\nparams: {x: {range: [3, 9]}, y: {log: true, range: [1, 10]}, series: {a: [0, 0]}}",
            "series.0.name",
            "the curve “a” is not drawn: the axis goes from 3 to 9",
            "to show it, write x: {range: [0, 9]}",
        ),
        (
            "kind: histogram\nparams: {rows: {a: [1, 2, 3]}, threshold: {at: 40, name: limit}}",
            "threshold.at",
            "the line “limit” is not drawn: the axis goes from 1 to 3",
            "to show it, write x: {range: [1, 40]}",
        ),
    ],
)
def test_a_mark_beyond_the_axis_is_a_warning_with_the_range_that_shows_it(text, field, message, hint):
    with pytest.warns(UserWarning, match="is not drawn"):
        (found,) = load_spec(text).warnings
    assert (found.field, found.message, found.hint) == (f"params.{field}", f"params.{field}: {message}", hint)


def test_a_note_beyond_the_ends_of_both_axes_is_a_warning_for_each():
    text = CURVE.format("y: {range: [0, 2]}, notes: [{x: 7, y: 3, text: here}]")
    with pytest.warns(UserWarning, match="is not drawn"):
        spec = load_spec(text)
    assert [(each.field, each.hint) for each in spec.warnings] == [
        ("params.notes.0.x", "to show it, write x: {range: [0, 7]}"),
        ("params.notes.0.y", "to show it, write y: {range: [0, 3]}"),
    ]
    said = [each.text() for each in render_figure(spec).description.sentences]
    assert "The note “here” is beyond the right end of the horizontal axis, and not drawn." in said
    assert "The note “here” is beyond the upper end of the vertical axis, and not drawn." in said


@pytest.mark.parametrize(
    ("params", "field", "message"),
    [
        ("x: {names: [the, cat, the]}, values: [[1, 2, 3]]", "x.names.2", "two columns are called 'the'"),
        ("y: {names: [a, a, a]}, values: [[1], [2], [3]]", "y.names.1", "two rows are called 'a'"),
        ("values: [{name: a, values: [1]}, {name: a, values: [2]}]", "values.1.name", "two rows are called 'a'"),
        (
            "transpose: true, values: [{name: a, values: [1]}, {name: a, values: [2]}]",
            "values.1.name",
            "two columns are called 'a'",
        ),
    ],
)
def test_equal_names_in_a_grid_are_a_warning(params, field, message):
    with pytest.warns(UserWarning, match="are called"):
        (found,) = load_spec(f"kind: grid\nparams: {{{params}}}").warnings
    assert (found.field, found.message) == (f"params.{field}", f"params.{field}: {message}")
    assert found.hint.startswith("write names that differ, such as ")


def test_names_of_columns_and_rows_of_a_grid_may_be_the_same():
    text = "kind: grid\nparams: {x: {names: [the, cat]}, y: {names: [the, cat]}, values: [[1, 2], [3, 4]]}"
    assert load_spec(text).warnings == ()


def test_a_row_beyond_the_axis_is_a_warning():
    text = "kind: histogram\nparams: {rows: {a: [1, 2], b: [5, 6]}, x: {range: [4, 9]}}"
    with pytest.warns(UserWarning, match="no value of “a” is drawn"):
        (found,) = load_spec(text).warnings
    assert found.field == "params.rows.0.name"
    assert found.hint == "write another range, or delete it"


@pytest.mark.parametrize(
    "marks",
    [
        "lines: [{at: 3.08, name: b}]",
        "x: {range: [2, 3]}",
        "y: {range: [-1, 1]}",
        "zones: [{from: 1.5, to: 8, name: b}]",
        "y: {log: true, range: [0.1, 30]}, lines: [{at: 0.1, name: b}, {at: 30, name: c}]",
        "y: {log: true}, zones: [{from: 0, to: 2, name: b, axis: y}]",
        "x: {range: [0.25, 0.75]}, y: {range: [1.25, 1.75]}",
        "y: {range: [1.2, 1.4]}, x: {range: [0.3, 9]}",
    ],
)
def test_a_mark_that_is_drawn_in_part_or_at_an_end_is_none(marks):
    assert load_spec(CURVE.format(marks)).warnings == ()


def test_a_mark_that_ends_where_the_axis_begins_is_at_that_end():
    area = PlacedMark("zones.0.from", "area", "Z", 0.0, 0.1 + 0.2, "x", 0.3, 1.0)
    assert area.is_outside
    assert area.sentence().text() == "The area “Z” is beyond the left end of the horizontal axis, and not drawn."


def test_the_advised_range_has_the_mark_in_it():
    line = PlacedMark("lines.0.at", "line", "up", 1000003.0, 1000003.0, "x", 1000000.0, 1000001.0)
    assert line.advice == (
        "the line “up” is not drawn: the axis goes from 1000000 to 1000001",
        "to show it, write x: {range: [1000000, 1000003]}",
    )


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "{x: {values: [1, 2]}, y: {log: true, range: [0.001, 1]}, series: {a: [1, 0.5]}, zones: [{name: Z, from: 0, to: 1e-4, axis: y}]}",
            "to show it, write y: {range: [1e-05, 1]}",
        ),
        ("{x: {from: 0, to: 3}, series: [{name: a, x: [0, 1], y: [1, 2]}]}", "delete it"),
    ],
)
def test_the_hint_leads_to_no_other_warning(text: str, hint: str) -> None:
    with pytest.warns(UserWarning, match=r"not drawn|no effect"):
        found = load_spec(f"kind: curves\nparams: {text}").warnings
    assert {each.hint for each in found} == {hint}
