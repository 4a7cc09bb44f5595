"""The audit of real figures, and of figures that violate its rules one at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from sitegen import load_spec
from sitegen.audit.audit_input import AuditInput, PageWeight
from sitegen.audit.audit_report import AuditReport, audit_figure
from sitegen.audit.rules import RULES
from sitegen.description.sentences import Description, Table, sentence
from sitegen.pipeline import render_resolved
from sitegen.scene.motion_budget import fit_motion_budget
from sitegen.scene.shapes import WIDTH, Motion, Panel, Polylines, Rect, Scene, Text
from sitegen.theme import ABOVE, BELOW, RAMP, THEME, Theme

WORDS = Description(
    title="t",
    readouts=(),
    sentences=(sentence("a", 1), sentence("b", 2), sentence("c", 3)),
    table=Table("t", ()),
)


def audit(*marks: Text | Rect | Polylines, words: Description = WORDS, theme: Theme = THEME) -> AuditReport:
    scene = Scene(panels=(Panel(height=100, marks=marks),))
    return audit_figure(AuditInput(scene, fit_motion_budget(scene), words, theme))


def standards(found: AuditReport) -> list[str]:
    return [violation.standard for violation in found.violations]


def test_a_plain_figure_passes() -> None:
    assert standards(audit(Text(role="text", x=9, y=50, text="a"))) == []


def test_small_text_is_a_violation() -> None:
    found = audit(Text(role="text", x=9, y=50, text="a", size=14))
    assert standards(found) == ["text size"]
    assert "11.2 px" in found.violations[0].message


def test_faint_text_and_marks_are_violations_in_the_palette_that_has_them() -> None:
    pale = {**THEME.palettes, "dark": {**THEME.palettes["dark"], "ink": "#55585c", "stable": "#333333"}}
    theme = replace(THEME, palettes=pale)
    marks = (Text(role="text", x=9, y=50, text="a"), Rect(role="stable", x=0, y=0, width=1, height=1))
    found = audit(*marks, theme=theme)
    assert standards(found) == ["WCAG 1.4.3", "WCAG 1.4.11"]
    assert all("dark palette" in violation.message for violation in found.violations)


def test_missing_levels_of_text_are_a_violation() -> None:
    assert standards(audit(words=replace(WORDS, sentences=WORDS.sentences[:2]))) == ["levels of text"]


def test_fast_loops_flash() -> None:
    motion = Motion(channel="opacity", times=(0, 50, 100), values=(0.0, 1.0, 0.0), loop=True)
    found = audit(Rect(role="lit", key="x", x=0, y=0, width=9, height=9, opacity=0.0, motion=motion))
    assert standards(found) == ["WCAG 2.3.1"]


def test_the_slowest_loop_that_is_refused_flashes_and_the_next_does_not() -> None:
    spec = load_spec(
        {"id": "w", "kind": "gradient-flow", "params": {"layers": [2, 2, 2], "loop": True, "play_speed": 101}}
    )
    assert standards(render_resolved(spec).audit) == []
    faster = replace(spec, params=spec.params.model_copy(update={"play_speed": 100}))
    assert standards(render_resolved(faster).audit) == ["WCAG 2.3.1"]


@pytest.mark.parametrize(
    ("rule", "allowed", "refused", "message"),
    [
        ("text-contrast-dark", 4.5, 4.49, "text contrast is 4.49 in the dark palette, at least 4.5 is needed"),
        ("mark-contrast-light", 3.0, 2.99, "mark contrast is 2.99 in the light palette, at least 3 is needed"),
        ("colour-difference", 10.0, 9.9, "two meanings differ by only ΔE 9.9, at least 10 is needed"),
        ("ramp", 3.0, 2.9, "two shades of a ramp differ by L* 2.9 alone, at least 3 is needed"),
        ("file-motion", 5.0, 5.1, "motion in files lasts 5.1 s, at most 5 s is allowed"),
        ("flashes", 3, 4, "the motion flashes 4 times in a second, at most 3 are allowed: slow it down"),
        ("text-size", 12.0, 11.9, "text is 11.9 px on the narrowest screen, at least 12 px is needed"),
        ("arrowheads", 6.0, 5.9, "an arrowhead is 5.9 px on the narrowest screen, at least 6 px are needed"),
        ("text-levels", (1, 2, 3), (2,), "the description lacks text of level 1, 3"),
        (
            "page-weight",
            PageWeight(2.0, 90, "a", 9),
            PageWeight(2.01, 90, "a", 9),
            (
                "the 90 states to explore weigh 2.1 MB, at most 2 MB are allowed: "
                "take larger steps or fewer values for 'a', which has 9"
            ),
        ),
    ],
)
def test_a_value_at_the_limit_is_allowed(rule: str, allowed: Any, refused: Any, message: str) -> None:
    (found,) = [each for each in RULES if each.id == rule]
    assert found.problems(allowed) == []
    assert found.problems(refused) == [message]


def test_motion_without_end_is_allowed_on_pages_alone() -> None:
    """A page has a Pause control."""
    loop = Motion(channel="opacity", times=(0.0, 6000.0), values=(0.9, 1.0), loop=True)
    scene = Scene(panels=(Panel(height=100, marks=(structs.replace(bar("stable"), key="x", motion=loop),)),))
    assert standards(audit_figure(AuditInput(scene, fit_motion_budget(scene), WORDS, THEME))) == []
    assert standards(audit_figure(AuditInput(scene, scene, WORDS, THEME))) == ["WCAG 2.2.2"]


def bar(role: str) -> Rect:
    return Rect(role=role, x=0, y=0, width=1, height=1)


def test_meanings_that_look_alike_are_a_violation() -> None:
    alike = {**THEME.palettes, "light": {**THEME.palettes["light"], "exploding": THEME.palettes["light"]["stable"]}}
    found = audit(bar("stable"), bar("exploding"), theme=replace(THEME, palettes=alike))
    assert standards(found) == ["WCAG 1.4.1"]
    assert found["colour-difference"] == 0


def test_meanings_that_differ_in_shape_are_not_compared() -> None:
    assert audit(bar("stable"), bar("vanishing"))["colour-difference"] is None
    assert audit(bar("stable"), bar("exploding"))["colour-difference"] > 10


def test_shades_of_a_ramp_go_one_way_for_every_reader() -> None:
    assert audit(*map(bar, RAMP))["ramp"] > 5
    assert audit(bar("ramp-4"))["ramp"] is None
    dark = THEME.palettes["dark"]
    back = {**dark, "ramp-6": dark["ramp-8"], "ramp-8": dark["ramp-6"]}
    found = audit(*map(bar, RAMP), theme=replace(THEME, palettes={**THEME.palettes, "dark": back}))
    assert standards(found) == ["WCAG 1.4.1"]
    assert found["ramp"] < 0
    assert standards(audit(bar("ramp-6"), bar("ramp-8"))) == []


def test_shades_on_both_sides_of_a_centre_are_two_ramps_that_differ_for_every_reader() -> None:
    found = audit(*map(bar, (*BELOW, *ABOVE)))
    assert found["ramp"] > 5
    assert found["colour-difference"] > 20
    assert audit(*map(bar, BELOW))["colour-difference"] is None
    light = THEME.palettes["light"]
    alike = {**light, "above-2": light["below-2"]}
    found = audit(bar("above-2"), bar("below-2"), theme=replace(THEME, palettes={**THEME.palettes, "light": alike}))
    assert standards(found) == ["WCAG 1.4.1"]
    back = {**light, "above-3": light["above-1"], "above-1": light["above-3"]}
    assert audit(*map(bar, ABOVE), theme=replace(THEME, palettes={**THEME.palettes, "light": back}))["ramp"] < 0


def test_shades_that_only_hue_tells_apart_are_a_violation() -> None:
    """Red and green of one lightness, which look alike without red or green cones."""
    light = {**THEME.palettes["light"], "ramp-3": "#d9602a", "ramp-4": "#5f9a3c"}
    found = audit(bar("ramp-3"), bar("ramp-4"), theme=replace(THEME, palettes={**THEME.palettes, "light": light}))
    assert standards(found) == ["WCAG 1.4.1"]


@pytest.mark.parametrize(
    ("marks", "problem"),
    [
        ([Text(role="text", x=-5, y=50, text="a")], "the label 'a' leaves the drawing"),
        ([Text(role="text", x=5, y=5, text="a")], "the label 'a' leaves the drawing"),
        (
            [Text(role="text", x=5, y=50, text="ab"), Text(role="text", x=9, y=55, text="c")],
            "the labels 'ab' and 'c' overlap",
        ),
        ([Text(role="text", x=5, y=50, text="ab"), Text(role="text", x=9, y=50, text="c", key="k", opacity=0)], None),
        ([Text(role="text", x=5, y=50, text="ab"), Text(role="text", x=5, y=70, text="c")], None),
        ([Text(role="text", x=WIDTH, y=50, text="a", anchor="end")], None),  # up to the edge
        ([Text(role="text", x=0, y=96.4, text="a")], None),
        ([Text(role="text", x=WIDTH + 1, y=50, text="a", anchor="end")], "the label 'a' leaves the drawing"),
        ([Text(role="text", x=5, y=99, text="a")], "the label 'a' leaves the drawing"),
    ],
)
def test_labels_leave_the_drawing_or_overlap(marks: list[Text], problem: str | None) -> None:
    found = audit(*marks)
    assert found["labels"] == ([] if problem is None else [problem])
    assert standards(found) == ([] if problem is None else ["labels"])


BOX = Rect(role="box", x=50, y=30, width=40, height=30)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (Text(role="text", x=70, y=50, text="ab", anchor="middle", on=("box",)), None),
        (
            Text(role="text", x=70, y=50, text="abcdef", anchor="middle", on=("box",)),
            "the label 'abcdef' leaves its box",
        ),
        (Text(role="text", x=55, y=62, text="ab", on=("box",)), "the label 'ab' leaves its box"),
        (Text(role="text", x=40, y=50, text="ab"), "the label 'ab' reaches into a box"),
        (Text(role="text", x=95, y=50, text="ab"), None),
    ],
)
def test_texts_stay_inside_their_boxes_and_off_others(text: Text, problem: str | None) -> None:
    found = audit(BOX, text)
    assert found["boxes"] == ([] if problem is None else [problem])
    assert standards(found) == ([] if problem is None else ["labels"])


@pytest.mark.parametrize(("side", "is_enough"), [(7.6, True), (7.4, False)])
def test_arrowheads_are_six_pixels_on_the_narrowest_screen(side: float, is_enough: bool) -> None:
    """Where 360 units are 288 px."""
    head = Polylines(role="arrowhead", runs=(((9, 9), (9 + side, 9 + side / 2), (9, 9 + side)),), closed=True)
    assert standards(audit(head)) == ([] if is_enough else ["arrowheads"])
    assert audit(bar("box"))["arrowheads"] is None


NAMES = [["W" * 24] * 4, ["漢" * 24] * 4, ["a"] * 4]


@pytest.mark.parametrize("names", NAMES)
def test_long_names_of_layers_are_shortened(names: list[str]) -> None:
    spec = {"id": "w", "kind": "gradient-flow", "params": {"layers": [2] * 4, "names": names}}
    assert standards(render_resolved(load_spec(spec)).audit) == []


@pytest.mark.parametrize("activation", ["identity", "relu", "sigmoid"])
@pytest.mark.parametrize("scale", [0.001, 0.2, 1.0, 1.0099, 4.0, 30.0, 1000.0])
@pytest.mark.parametrize("log_scale", [True, False])
def test_labels_hold_at_the_corners_of_the_parameters(activation: str, scale: float, log_scale: bool) -> None:
    for num_layers in (2, 3, 7, 16, 33, 64):
        params = {"num_layers": num_layers, "activation": activation, "init_scale": scale, "log_scale": log_scale}
        spec = {"id": "d", "kind": "gradient-decay", "params": params}
        assert render_resolved(load_spec(spec)).audit.violations == (), params


@pytest.mark.parametrize("depth", [1, 2, 3, 5, 6, 8, 12, 13, 24, 64])
@pytest.mark.parametrize("widths", [1, 4, 64])
def test_labels_hold_at_every_depth(depth: int, widths: int) -> None:
    for gradients in ([1e-7] * depth, [0.0] * depth, [123.4] * depth, [9.9e-300] * depth):
        spec = {"id": "w", "kind": "gradient-flow", "params": {"layers": [widths] * depth, "gradients": gradients}}
        assert render_resolved(load_spec(spec)).audit.violations == ()
