"""The gate on real figures and on figures that break its rules one at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sitegen.description import Description, Table, sentence
from sitegen.gate.evidence import Evidence, gather
from sitegen.pipeline import load_spec, render_figure
from sitegen.scene.model import Panel, Rect, Scene, Text
from sitegen.scene.motion import Motion
from sitegen.scene.pace import for_file
from sitegen.theme import THEME, Theme

WORDS = Description(
    title="t",
    readouts=(),
    sentences=(sentence("a", 1), sentence("b", 2), sentence("c", 3)),
    table=Table("t", ()),
)


def evidence(*marks: Text | Rect, words: Description = WORDS, theme: Theme = THEME) -> Evidence:
    scene = Scene(panels=(Panel(height=100, marks=marks),))
    return gather(scene, for_file(scene), words, theme)


def rules(found: Evidence) -> list[str]:
    return [breach.rule for breach in found.breaches]


def test_a_plain_figure_passes() -> None:
    assert rules(evidence(Text(role="text", x=0, y=0, text="a"))) == []


def test_small_text_is_a_breach() -> None:
    found = evidence(Text(role="text", x=0, y=0, text="a", size=14))
    assert rules(found) == ["1.4.4"]
    assert "11.2 px" in found.breaches[0].message


def test_faint_text_and_marks_are_breaches_in_the_palette_that_has_them() -> None:
    pale = {**THEME.palettes, "dark": {**THEME.palettes["dark"], "ink": "#55585c", "stable": "#333333"}}
    theme = replace(THEME, palettes=pale)
    marks = (Text(role="text", x=0, y=0, text="a"), Rect(role="stable", x=0, y=0, width=1, height=1))
    found = evidence(*marks, theme=theme)
    assert rules(found) == ["1.4.3", "1.4.11"]
    assert all("dark palette" in breach.message for breach in found.breaches)


def test_missing_levels_of_text_are_a_breach() -> None:
    assert rules(evidence(words=replace(WORDS, sentences=WORDS.sentences[:2]))) == ["1.1.1"]


def test_fast_loops_flash() -> None:
    motion = Motion(channel="opacity", times=(0, 50, 100), values=(0.0, 1.0, 0.0), loop=True)
    found = evidence(Rect(role="lit", key="x", x=0, y=0, width=9, height=9, opacity=0.0, motion=motion))
    assert rules(found) == ["2.3.1"]


def test_a_fast_loop_of_two_layers_is_refused_and_a_slower_one_is_not() -> None:
    spec = {"id": "w", "kind": "gradient-flow", "params": {"layers": [2, 2], "loop": True, "play_speed": 80}}
    assert rules(render_figure(load_spec(spec)).evidence) == ["2.3.1"]
    spec["params"] = {"layers": [2, 2], "loop": True, "play_speed": 400}
    assert rules(render_figure(load_spec(spec)).evidence) == []


@pytest.mark.parametrize("depth", [2, 12, 40, 64])
def test_files_settle_within_five_seconds(depth: int) -> None:
    spec = {"id": "w", "kind": "gradient-flow", "params": {"layers": [2] * depth}}
    assert render_figure(load_spec(spec)).evidence.file_settle_seconds <= 5.0 + 1e-9
