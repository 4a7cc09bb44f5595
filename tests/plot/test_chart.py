"""Charts on both canvases: no labels overlap, nothing leaves the panel, and what has no room gives way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.audit.contrast import used_pairs
from sitegen.audit.labels import label_problems
from sitegen.contract.drawing_checks import check_drawing
from sitegen.plot.chart import chart_panel
from sitegen.plot.chart_parts import Chart, ChartAxis, NamedEnd, Note, Reference, Zone
from sitegen.plot.key_rows import SAMPLE, KeyItem
from sitegen.plot.plot_series import Series
from sitegen.plot.ticks import decade_ticks, layer_ticks, value_ticks
from sitegen.scene.canvas import CANVASES, NARROW, WIDE
from sitegen.scene.shapes import Circles, Line, Polylines, Rect, Scene, Text
from sitegen.theme import THEME

NAMES = st.sampled_from(["", "training", "validation loss", "W" * 40, "α", "run 7", "層 1"])
VALUES = st.one_of(st.floats(-1e9, 1e9), st.just(float("nan")))


@st.composite
def charts(draw):
    count, log = draw(st.integers(1, 8)), draw(st.booleans())
    length = draw(st.integers(1, 40))
    low, high = (-9, 3) if log else sorted(draw(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2, unique=True)))
    y = ChartAxis(low=low, high=high, ticks=partial(decade_ticks if log else value_ticks, low, high), title=draw(NAMES),
                  side=draw(st.sampled_from(["left", "right"])))  # fmt: skip
    x = ChartAxis(low=0, high=max(1, length - 1), ticks=partial(layer_ticks, max(2, length)), title=draw(NAMES),
                  ends=draw(st.sampled_from([("", ""), ("input", "loss")])))  # fmt: skip
    inside = st.floats(low, high)
    series = tuple(
        Series(
            x=np.arange(length, dtype=float),
            y=np.array(draw(st.lists(st.one_of(inside, VALUES, st.just(-np.inf)) if log else VALUES,
                                     min_size=length, max_size=length))),
            name=draw(NAMES), slot=slot, form=draw(st.sampled_from(["line", "step", "points"])), strong=draw(st.booleans()),
        )
        for slot in range(1, count + 1)
    )  # fmt: skip
    lines = draw(st.lists(st.builds(Reference, at=inside, name=NAMES), max_size=3))
    zones = draw(st.lists(st.builds(Zone, low=inside, high=inside, name=NAMES), max_size=2))
    notes = draw(st.lists(st.builds(Note, x=st.floats(0, length), y=inside, text=NAMES), max_size=3))
    items = st.builds(
        KeyItem,
        role=st.just("text"),
        name=NAMES.filter(bool),
        sample=st.sampled_from([None, sample]),
        bold=st.booleans(),
    )
    head = draw(st.lists(st.tuples(items), max_size=3))
    ends = draw(
        st.lists(
            st.builds(NamedEnd, role=st.just("muted"), name=st.sampled_from(["RNN", "theory"]), at=inside), max_size=3
        )
    )
    return Chart(x=x, y=y, series=series, lines=tuple(lines), zones=tuple(zones), notes=tuple(notes), head=tuple(head),
                 ends=tuple(ends), zeros=draw(st.booleans()))  # fmt: skip


def sample(x, y):
    return [Line(role="reference", x1=x, y1=y, x2=x + SAMPLE, y2=y)]


@given(charts(), st.sampled_from(list(CANVASES.values())))
def test_labels_never_overlap_and_nothing_leaves_the_panel(chart, canvas):
    check_drawing(Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size), canvas)


@given(charts())
def test_small_multiples_have_the_same_frame(chart):
    panels = [chart_panel(chart, WIDE, WIDE.width / 2, label) for label in ("one", "two")]
    scene = Scene(panels=tuple(panels), text_size=WIDE.text_size, columns=2)
    assert panels[0].marks == panels[1].marks
    assert label_problems(scene) == []


def simple(*names, **parts):
    x = ChartAxis(low=0, high=9, ticks=partial(layer_ticks, 10), title="step")
    y = ChartAxis(low=0, high=9, ticks=partial(value_ticks, 0, 9), title="loss")
    series = (
        Series(x=np.arange(10.0), y=np.arange(10.0)[::-1] / slot, name=name, slot=slot)
        for slot, name in enumerate(names, 1)
    )
    return Chart(x=x, y=y, series=tuple(series), **parts)


def texts(panel):
    return {mark.text: mark for mark in panel.marks if isinstance(mark, Text)}


def test_what_a_kind_draws_has_the_axes_and_words_keep_clear_of_it():
    x = ChartAxis(low=0, high=9, ticks=partial(layer_ticks, 10))
    y = ChartAxis(low=0, high=9, ticks=partial(value_ticks, 0, 9))
    named = Chart(x=x, y=y, lines=(Reference(at=4.5, name="limit", role="threshold", ink="vanishing-text"),))

    def dots(plane):
        yield Circles(
            role="stable", centres=tuple((plane.x(at), plane.y(4.9)) for at in np.arange(0, 5, 0.2)), radius=3
        )

    free, taken = (texts(chart_panel(named, NARROW, content=content))["limit"] for content in (None, dots))
    assert (free.role, free.anchor) == ("vanishing-text", "start")
    assert (taken.anchor, taken.y) == ("end", free.y)


def test_names_of_lines_are_at_the_side_without_the_axis():
    for side, anchor in (("left", "start"), ("right", "end")):
        y = ChartAxis(low=0, high=9, ticks=partial(value_ticks, 0, 9), side=side)
        x = ChartAxis(low=0, high=2, ticks=partial(layer_ticks, 3))
        panel = chart_panel(Chart(x=x, y=y, ends=(NamedEnd(role="muted", name="theory", at=3.0),)), NARROW)
        assert texts(panel)["theory"].anchor == anchor
        assert (texts(panel)["8"].x < 180) == (side == "left")


def test_short_names_are_beside_the_lines_and_long_ones_above():
    beside, above = (
        chart_panel(simple(*names), NARROW) for names in (("a", "b"), ("training loss", "validation loss"))
    )
    assert texts(beside)["a"].x > 300
    assert texts(above)["validation loss"].y < 70
    assert texts(chart_panel(simple("training", "validation"), WIDE))["training"].x > 600


def test_lines_zones_and_notes_have_names():
    parts = {
        "lines": (Reference(at=4.0, name="usual"), Reference(at=2.0, name="warm-up", on="x")),
        "zones": (Zone(low=6.0, high=8.0, name="overfits", on="x"),),
        "notes": (Note(x=3.0, y=6.0, text="lowest"),),
    }
    panel = chart_panel(simple("loss", **parts), WIDE)
    assert {"usual", "warm-up", "overfits", "lowest"} <= texts(panel).keys()
    zone = next(mark for mark in panel.marks if isinstance(mark, Rect))
    assert (zone.x, zone.x + zone.width) == pytest.approx((texts(panel)["6"].x, texts(panel)["8"].x))
    lines = {mark.role for mark in panel.marks if isinstance(mark, Polylines)}
    assert {(role, on) for role in lines for on in ("surface", "zone")} <= used_pairs([panel], THEME)
    listed = replace(panel, marks=tuple(msgspec.structs.replace(mark, on=list(mark.on)) for mark in panel.marks))
    assert used_pairs([listed], THEME) == used_pairs([panel], THEME)


def test_a_line_that_ends_inside_has_its_name_at_its_end():
    places = np.arange(10.0)
    whole = Series(x=places, y=np.full(10, 2.0), name="whole", slot=1)
    short = Series(x=places[:4], y=np.full(4, 8.0), name="short", slot=2)
    panel = chart_panel(replace(simple(), series=(whole, short)), WIDE)
    assert texts(panel)["short"].x < texts(panel)["whole"].x / 2
    assert sum(isinstance(mark, Line) for mark in panel.marks if mark.role == "axis") == 1  # no leader


def test_a_line_stops_around_a_note_that_covers_it():
    """A steep line: it has few points side by side, and many below each other."""
    x, y = np.array([0.0, 4.4, 4.6, 9.0]), np.array([0.0, 0.0, 9.0, 9.0])
    chart = replace(simple(), series=(Series(x=x, y=y),), notes=(Note(x=4.5, y=4.5, text="a note " * 3),))
    marks = chart_panel(chart, NARROW).marks
    number = next(number for number, mark in enumerate(marks) if isinstance(mark, Text) and "note" in mark.text)
    ground, text = marks[number - 1 : number + 1]
    assert ground.role == "surface"
    assert ground.x < text.x < ground.x + ground.width
    assert ground.y < text.y < ground.y + ground.height


def test_a_note_without_room_is_left_out():
    crowd = tuple(Note(x=5.0, y=5.0, text=f"note {number}") for number in range(30))
    shown = [text for text in texts(chart_panel(simple("loss", notes=crowd), NARROW)) if text.startswith("note")]
    assert 0 < len(shown) < 30


def test_a_curve_may_leave_the_axis_by_hundreds_of_decades():
    x = ChartAxis(low=0, high=1, ticks=partial(layer_ticks, 2))
    y = ChartAxis(low=0, high=1e-201, ticks=partial(value_ticks, 0, 1e-201))
    curve = Series(x=np.arange(3.0), y=np.array([1.0, 1.0, 0.0]), slot=1)
    check_drawing(
        Scene(panels=(chart_panel(Chart(x=x, y=y, series=(curve,)), NARROW),), text_size=NARROW.text_size), NARROW
    )
