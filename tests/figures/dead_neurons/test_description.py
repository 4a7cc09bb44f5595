"""The autopsy's words, to the character, and what its tables hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from sitegen.description.sentences import Description
from sitegen.figures.dead_neurons.definition import KIND, compute

Neurons = Sequence[tuple[str, Sequence[float]]]
PAIR: Neurons = [("a", [0.5, 0.0]), ("b", [0.0, 0.0])]
FADING: Neurons = [("a", [0.5] * 4 + [0.0] * 4), ("b", [0.0] * 8)]


def words(neurons: Neurons = (), **params: Any) -> Description:
    given = {"neurons": [{"id": name, "activations": list(values)} for name, values in neurons]} if neurons else {}
    chosen = KIND.params.model_validate({**given, **params})
    return KIND.describe(chosen, compute(chosen))


def layer(name: str, states: str) -> list[tuple[str, list[float]]]:
    """A neuron for each letter, ``d`` for a dead one."""
    return [(f"{name}·N{number}", [0.0, float(state != "d")]) for number, state in enumerate(states)]


def test_readout_and_summary_of_the_demo() -> None:
    found = words(demo={})
    assert [each.text() for each in found.readouts] == ["2/6 dead"]
    assert "2 of 6 neurons dead (max absolute activation below 1e-6)." in found.summary()
    assert "made up by a demo generator with seed 11; nothing was measured." in found.summary()


@pytest.mark.parametrize(
    ("neurons", "params", "sentence"),
    [
        (PAIR, {}, "The window is all of each history, 2 samples."),
        ([("a", [1])], {}, "The window is all of each history, a single sample."),
        ([("a", [1]), ("b", [])], {}, "The window is all of each history, a single sample where there is one."),
        ([("a", [1]), ("b", [])], {"window": 1}, "The window is the last sample of each neuron that has one."),
        ([("a", [1]), ("b", [2])], {"window": 4}, "every history is shorter and counts in full, 1 sample."),
        ([("a", [1]), ("b", [])], {}, "Every peak that was measured is 1.00."),
        ([("a", [0.5]), ("b", [0.501])], {}, "Every peak is 0.50."),
        (PAIR, {"activation": "relu"}, "The activation function is ReLU;"),
        (PAIR, {"window": 1}, "The window is the last sample of each neuron."),
        (PAIR, {"window": 2}, "The window is the last 2 samples of each neuron."),
        (
            PAIR,
            {"window": 9},
            "The window is the last 9 samples; every history is shorter and counts in full, 2 samples.",
        ),
        (
            [("a", [1, 2, 3]), ("b", [1])],
            {"window": 2},
            "The window is the last 2 samples, or as many as a neuron has: there are 1 to 2.",
        ),
        (PAIR, {"dead_threshold": 2.5e-9}, "no absolute activation reaches 2.5e-9."),
        (PAIR, {"window": 1}, "reaches 1e-6; earlier the neuron may have been active."),
        (PAIR, {"window": 2}, "no absolute activation reaches 1e-6. The highest peak"),
        (PAIR, {"window": 9}, "no absolute activation reaches 1e-6. The highest peak"),
        (
            PAIR,
            {"criterion": "saturated", "activation": "tanh"},
            "at every sample the slope of the activation function, tanh, is below 0.01,",
        ),
        ([("a", []), ("b", [1])], {}, "One neuron has no sample in the window, and counts as dead."),
        ([("a", []), ("b", [])], {}, "There are no samples, and a neuron without samples counts as dead."),
        ([("a", []), ("b", []), ("c", [1])], {}, "2 neurons have no sample in the window, and count as dead."),
        (PAIR, {"activation": "tanh"}, "The activation function is tanh; the table gives the largest slope"),
        ([("a", [0.5])], {}, "0 of 1 neuron dead (max absolute activation below 1e-6). "),
        ([("a", [0.5])], {}, "Its peak is 0.50."),
        ([("a", [0.5]), ("b", [-0.5])], {}, "Every peak is 0.50."),
        (PAIR, {}, "The highest peak is 0.50 (a). The lowest peak is 0 (b)."),
        ([*PAIR, ("c", [0])], {}, "The highest peak is 0.50 (a). The lowest peak is 0 (2 neurons)."),
        (
            PAIR,
            {"criterion": "saturated", "activation": "tanh"},
            "Every largest slope is 1.00.",
        ),
        (
            [("a", [0.5]), ("b", [0.999])],
            {"criterion": "saturated", "activation": "tanh"},
            "The steepest slope is 0.75 (a). The flattest slope is 0.0020 (b).",
        ),
        (
            [("a", [0.5]), ("b", [0.5]), ("c", [0.999])],
            {"criterion": "saturated", "activation": "tanh"},
            "The steepest slope is 0.75 (2 neurons). The flattest slope is 0.0020 (c).",
        ),
        (
            FADING,
            {},
            "By halves of the window, 1 of 2 neurons is silent in the first and 2 in the second. From sample",
        ),
        (
            [("a", [0, 0, 0, 0, 1, 0, 0, 0, 0])],
            {},
            "The neuron is silent in both halves of the window. Of an odd number of samples the middle one belongs to neither half.",
        ),
        (
            [("a", [0.999] * 4 + [0.5] * 4), ("b", [0.5] * 4 + [0.999] * 4)],
            {"criterion": "saturated", "activation": "tanh"},
            "By halves of the window, 1 of 2 neurons is saturated in the first and 1 in the second.",
        ),
        (
            [*FADING, ("c", [1])],
            {},
            "1 of 2 neurons with at least 8 samples is silent in the first and 2 in the second.",
        ),
        ([("a", [0] * 4 + [1] * 4)], {}, "The neuron is silent in only the first half of the window."),
        (FADING, {}, "rises by 9.52 percentage points on a fitted line, which explains 0.76 of its variance."),
        ([("a", [0] * 4 + [1] * 4)], {}, "falls by 19.0 percentage points on a fitted line,"),
        ([("a", [1] * 8)], {}, "the share of neurons below the threshold shows no trend."),
        (
            [("a", [0, 1, 0, 1, 0, 0, 1, 1])],
            {},
            "shows no clear trend: a fitted line explains 0.11 of its variance, which may be chance.",
        ),
        (
            [("a", [1, 0] * 50 + [1] * 100)],
            {},
            "shows no clear trend: a fitted line explains only 0.25 of its variance.",
        ),
        ([("a", [1] * 6 + [0])], {}, "There are too few samples for a trend: it takes at least 8."),
        ([("a", [0])], {}, "There are too few samples for a trend: it takes at least 8."),
    ],
)
def test_sentence(neurons: Neurons, params: dict[str, Any], sentence: str) -> None:
    assert sentence in words(neurons, **params).summary()


def test_a_large_threshold_has_the_form_of_the_values() -> None:
    text = words([("a", [10_000.0, 1.0])], dead_threshold=10_000.0).summary()
    assert "reaches 1e4." in text
    assert "10,000" not in text


def test_all_levels_of_text_are_there_in_every_corner() -> None:
    corners: list[Neurons] = [[("a", [])], [("a", [0])], PAIR, layer("x", "d" * 40)]
    for neurons in corners:
        assert words(neurons).levels == (1, 2, 3)


def test_a_summary_tells_its_layers_and_its_cards() -> None:
    found = words([*layer("A", "dd" + "a" * 18), *layer("B", "d" + "a" * 19)])
    assert found.summary().startswith(
        "3 of 40 neurons are dead: no absolute activation of theirs reaches 1e-6. "
        "Summary of 40 neurons, too many for a card each: a bar for each of 2 layers shows its dead share. "
        "Below are the cards of the 6 neurons with the lowest peaks, lowest first; neurons with equal peaks are in the order given."
    )
    assert "The dead share is largest in A (2 of 20). It is smallest in B (1 of 20)." in found.summary()
    assert [column.cells for column in found.more_tables[0].columns[:1]] == [("A", "B")]
    assert found.more_tables[0].rule is None


def test_layers_that_share_the_largest_or_the_smallest_share_are_counted() -> None:
    found = words(
        [row for name, dead in zip("ABCDE", (1, 2, 2, 0, 0), strict=True) for row in layer(name, "d" * dead + "a" * 7)]
    )
    assert (
        "The dead share is largest in 2 layers, the first of which is B (2 of 9). "
        "It is smallest in 2 layers, the first of which is D (0 of 7)." in found.summary()
    )


def test_an_equal_share_has_no_largest() -> None:
    found = words([*layer("A", "da" * 8), *layer("B", "ad" * 8)])
    assert "The dead share is the same in every layer." in found.summary()


def test_names_without_layers_are_one_group() -> None:
    found = words([(f"unit {number}", [1.0]) for number in range(25)])
    assert "25 neurons, too many for a card each: a bar shows the dead share." in found.summary()
    assert found.more_tables[0].rows[0][0] == "all neurons"


def test_many_layers_say_which_are_drawn() -> None:
    found = words([(f"L{number}·N", [float(number % 2)]) for number in range(30)])
    assert "Summary of 30 neurons in 30 layers" in found.summary()
    assert (
        "bars show the dead shares of the 12 layers with the largest, and of equal ones those given first."
        in found.summary()
    )
    assert "largest in 15 layers, the first of which is L0 (1 of 1)." in found.summary()
    rule = found.more_tables[0].rule
    assert rule is not None
    assert rule.text().startswith("The table shows the 12 layers of 30")
    assert len(found.more_tables[0].for_readers().rows) == 12


def test_readers_get_the_weakest_rows_and_files_get_all() -> None:
    found = words([(f"N{number}", [float(number)]) for number in range(100)])
    assert len(found.table.rows) == 100
    assert found.table.for_readers().columns[0].cells == tuple(f"N{number}" for number in range(24))
    assert found.table.rule is not None
    assert found.table.rule.text().startswith("The table shows the 24 neurons of 100 with the lowest peaks")


def test_few_neurons_are_all_in_the_table() -> None:
    table = words(PAIR).table
    assert table.shown is None
    assert [column.name for column in table.columns] == [
        "neuron",
        "state",
        "peak",
        "lowest",
        "highest",
        "samples",
        "below",
    ]


def test_a_known_activation_adds_the_slope_to_the_table() -> None:
    table = words(PAIR, activation="tanh").table
    (slope,) = (column for column in table.columns if column.name == "slope")
    assert [cell.number for cell in slope.cells if not isinstance(cell, str)] == [1.0, 1.0]


def test_the_table_tells_a_faint_neuron_from_the_threshold_in_every_column() -> None:
    (row,) = words([("a", [-9.99e-7, 1e-7])]).table.rows
    assert [cell if isinstance(cell, str) else cell.visible() for cell in row] == [
        "a",
        "dead",
        "9.99e-7",
        "-9.99e-7",
        "1.0e-7",
        "2",
        "2",
    ]
