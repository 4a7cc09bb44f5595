"""The cards and the summary as shapes, audited in every corner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import render_figure
from sitegen.audit.audit_input import AuditInput
from sitegen.audit.audit_report import audit_figure
from sitegen.figures.dead_neurons.definition import KIND, compute
from sitegen.scene.canvas import NARROW
from sitegen.scene.motion_budget import fit_motion_budget
from sitegen.scene.shapes import Panel, Polyline, Rect, Scene, Text
from sitegen.theme import THEME

WIDE = "神経細胞" * 19
LONG = "encoder.layers.11.feed_forward.activation"


def figure(neurons: Sequence[tuple[str, Sequence[float]]] = (), **params: Any) -> Scene:
    given_neurons = {"neurons": [{"id": name, "activations": list(values)} for name, values in neurons]}
    chosen = KIND.params.model_validate({**(given_neurons if neurons else {}), **params})
    data = compute(chosen)
    scene = KIND.draw(chosen, data, NARROW)
    shown = AuditInput(scene, fit_motion_budget(scene), KIND.describe(chosen, data), THEME)
    assert audit_figure(shown).violations == ()
    return scene


def cards(scene: Scene) -> list[Panel]:
    return [panel for panel in scene.panels if panel.label]


def texts(panel: Panel) -> list[str]:
    return [mark.text for mark in panel.marks if isinstance(mark, Text)]


def series(count: int, name: str = "L1·N{}") -> list[tuple[str, list[float]]]:
    return [(name.format(number), [0.0, 0.3 * (number % 3), 0.1]) for number in range(count)]


@pytest.mark.parametrize("count", [1, 6, 24])
def test_every_neuron_has_a_card_of_its_own(count: int) -> None:
    scene = figure(series(count))
    assert [panel.label.partition(":")[0] for panel in cards(scene)] == [f"layer 1, neuron {n}" for n in range(count)]
    assert {panel.width for panel in cards(scene)} == {180.0}
    assert (scene.columns, scene.width) == (2, 360.0)


@pytest.mark.parametrize("count", [25, 4096])
def test_more_neurons_become_a_summary_with_the_weakest(count: int) -> None:
    scene = figure(series(count))
    assert len(cards(scene)) == 6
    assert len(scene.panels) == 8


def test_a_card_says_name_state_and_peak_and_shows_them() -> None:
    alive, dead = cards(figure([("L1·N1", [0.1, 0.4361]), ("L3·N1", [0, 0])]))
    assert (alive.label, alive.state) == ("layer 1, neuron 1: alive, peak 0.44", "alive")
    assert (dead.label, dead.state) == ("layer 3, neuron 1: dead, peak zero", "dead")
    assert texts(alive) == ["L1·N1", "alive", "peak 0.44"]
    assert texts(dead) == ["L3·N1", "dead", "peak 0"]


def test_dead_and_alive_differ_in_more_than_colour() -> None:
    alive, dead = cards(figure([("a", [0.1, 0.4]), ("b", [0, 0])]))
    paints = [
        [THEME.paints[mark.role] for mark in card.marks if isinstance(mark, Rect | Polyline)] for card in (alive, dead)
    ]
    assert paints[0][0].dash != paints[1][0].dash
    assert paints[0][1].width != paints[1][1].width
    assert "dead" in texts(dead)


def test_the_line_lies_in_the_card_and_a_dead_one_in_the_middle() -> None:
    alive, dead = cards(figure([("a", [0.1, 0.4, 0.2]), ("b", [0, 1e-9])], scale="own"))
    (line,) = (mark for mark in alive.marks if isinstance(mark, Polyline))
    (still,) = (mark for mark in dead.marks if isinstance(mark, Polyline))
    assert max(x for x, _ in line.points) - min(x for x, _ in line.points) == 96
    assert max(y for _, y in line.points) - min(y for _, y in line.points) == 22
    assert len({y for _, y in still.points}) == 1


def test_lines_share_a_scale_that_contains_zero() -> None:
    lines = [
        next(mark.points for mark in card.marks if isinstance(mark, Polyline))
        for card in cards(figure([("a", [2.0, 4.0]), ("b", [1.0, 1.0]), ("c", [0.0, 0.0])]))
    ]
    heights = [[(54.0 - y) / 22.0 * 4.0 for _, y in line] for line in lines]
    assert [pytest.approx(values) for values in ([2.0, 4.0], [1.0, 1.0], [0.0, 0.0])] == heights


def test_the_dashed_line_is_at_zero() -> None:
    (card,) = cards(figure([("a", [-1.0, 3.0])]))
    (zero,) = (mark for mark in card.marks if mark.role == "midline")
    assert (zero.y1, zero.y2) == (48.5, 48.5)


def test_a_neuron_without_samples_has_no_line() -> None:
    (card,) = cards(figure([("a", [])]))
    assert card.label == "a: dead, no samples"
    assert not any(isinstance(mark, Polyline) for mark in card.marks)


def test_the_header_counts_and_names_window_and_threshold() -> None:
    neurons = [("a", [1.0, 0.0]), ("b", [0.0, 1.0])]
    assert texts(figure(neurons).panels[0]) == ["0/2 dead", "all samples (2)", "dead: max |a| < 10⁻⁶"]
    assert texts(figure(neurons, window=1).panels[0])[:2] == ["1/2 dead", "last sample"]
    assert texts(figure(neurons, window=2).panels[0])[:2] == ["0/2 dead", "last 2 samples"]
    assert "made-up" in texts(figure(demo={}).panels[0])[-1]
    assert texts(figure([*neurons, ("c", [])]).panels[0])[1] == "all samples"


@pytest.mark.parametrize("name", [LONG + ".{:04d}", WIDE + "{}", "ي" * 70 + "{}", "W" * 70 + "·{}", "{}" + "x" * 70])
@pytest.mark.parametrize("count", [3, 30])
def test_long_names_are_shortened_in_the_drawing_and_whole_when_said(name: str, count: int) -> None:
    neurons = series(count, name)
    scene = figure(neurons)
    whole = {full for full, _ in neurons}
    for card in cards(scene):
        assert card.label.rpartition(": ")[0] in whole
        assert "…" in texts(card)[0]


def test_a_shortened_name_keeps_the_number_of_its_neuron() -> None:
    shown = [texts(card)[0] for card in cards(figure(series(3, LONG + ".{}")))]
    assert [name[-2:] for name in shown] == [".0", ".1", ".2"]


def test_bars_are_as_long_as_the_share_of_dead_neurons() -> None:
    neurons = [(f"A·{n}", [float(n >= 5)]) for n in range(20)] + [(f"B·{n}", [1.0]) for n in range(10)]
    panel = figure(neurons).panels[1]
    (bar,) = (mark for mark in panel.marks if isinstance(mark, Rect) and mark.role == "exploding")
    track = next(mark for mark in panel.marks if isinstance(mark, Rect) and mark.role == "card")
    assert bar.width == pytest.approx(track.width * 5 / 20)
    assert texts(panel) == ["dead neurons by layer", "A", "5/20", "B", "0/10"]


def test_many_layers_are_cut_to_a_dozen_rows() -> None:
    panel = figure([(f"L{n}·N1", [float(n % 2)]) for n in range(60)]).panels[1]
    assert len([text for text in texts(panel) if re.fullmatch(r"\d/1", text)]) == 12


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["C", "Z"]), max_size=79).map("n{}".format),
            st.lists(st.floats(-1e308, 1e308), max_size=5),
        ),
        min_size=1,
        max_size=30,
        unique_by=lambda neuron: neuron[0],
    ),
    st.floats(1e-320, 1e300),
    st.sampled_from(["all", 1, 3, 10**9]),
)
def test_labels_never_overlap_or_leave_their_panel(
    neurons: list[tuple[str, list[float]]], threshold: float, window: str | int
) -> None:
    figure(neurons, dead_threshold=threshold, window=window)


def test_a_large_layer_is_drawn_with_few_marks() -> None:
    rng = np.random.default_rng(5)
    values = rng.random((4096, 200)).tolist()
    chosen = KIND.params.model_validate(
        {"neurons": [{"id": f"L{n // 512}·N{n}", "activations": row} for n, row in enumerate(values)]}
    )
    assert len(list(KIND.draw(chosen, compute(chosen), NARROW).marks())) < 100


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("L2·N17", "layer 2, neuron 17"),
        ("L2/N17", "layer 2, neuron 17"),
        ("conv.17", "conv.17"),
        ("L2·N17b", "L2·N17b"),
    ],
)
def test_a_name_is_said_in_words_where_it_is_only_letters_for_them(name: str, said: str) -> None:
    (card,) = cards(figure([(name, [0.5])]))
    assert card.label == f"{said}: alive, peak 0.5"
    assert texts(card)[0] == name


@pytest.mark.parametrize("activation", [1e-7, 2e-8, 1e-5])
def test_a_slope_next_to_its_threshold_fits_on_the_card(activation: float) -> None:
    params = {"neurons": [{"id": "a", "activations": [activation]}], "activation": "tanh", "criterion": "saturated"}
    assert render_figure("dead-neurons", **params, dead_threshold=1.0).audit.violations == ()


def test_a_cell_with_many_numbers_has_no_comma() -> None:
    """Mozilla's Readability took the cells of this table for the text of the page, because they had the most commas."""
    figure = render_figure("dead-neurons", neurons=[{"id": "a", "activations": [0.25, 0.5, 0.0]}])
    html = figure.html
    assert "0.25; 0.50; 0" in html
    assert not re.search(r"<td>[\d.]+, [\d.]+, ", html)
