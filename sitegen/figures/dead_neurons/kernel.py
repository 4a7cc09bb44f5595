"""Dead neurons in a window of activation histories. numpy only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.dead_neurons.histories import Floats, Histories, windowed
from sitegen.figures.dead_neurons.layers import MOST_CARDS, Summary, layer_names, least_active, summarise
from sitegen.figures.dead_neurons.trend import Drift, Halves, dead_by_halves, drift_of_share
from sitegen.numerics.rounding import below

Activation = Literal["sigmoid", "tanh", "relu"]
Criterion = Literal["silent", "saturated"]
Scale = Literal["shared", "own"]

RANGES: dict[Activation, tuple[float, float]] = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0), "relu": (0.0, np.inf)}
"""Range of each activation function."""
SILENT_BELOW = 1e-6
SATURATED_BELOW = 0.01
"""Less than a hundredth of the gradient passes."""
_MIDDLES: dict[Activation, float] = {"sigmoid": 0.5, "tanh": 0.0, "relu": 0.0}
_SAME = 1e-6
"""A history that moves by less than this share of its peak does not move: float32 has seven digits."""


@dataclass(frozen=True, slots=True)
class DeadCriterion:
    """When a neuron is dead."""

    criterion: Criterion = "silent"
    """The value compared with the threshold: the largest absolute activation, or the largest slope."""
    threshold: float = SILENT_BELOW
    """Dead is strictly below, over the whole window; more than 0."""
    activation: Activation | None = None
    """The function that gave the activations; "saturated" needs it."""

    def deciding_values(self, values: Floats) -> Floats:
        """The values that are compared with the threshold, sample by sample, same shape as `values`."""
        if self.criterion == "silent":
            return np.abs(values)
        if self.activation is None:
            raise ValueError("the saturated criterion needs the activation whose slope it takes")
        return slope_from_output(self.activation, values)


@dataclass(frozen=True, slots=True)
class Extreme:
    """The largest or smallest measure: its value, the first neuron that has it, and how many have it."""

    value: float
    neuron: str
    shared: int


@dataclass(frozen=True, slots=True)
class Card:
    """A neuron that is drawn: its index, and its samples in the window."""

    neuron: int
    activations: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadNeuronReport:
    """The numbers of one figure; arrays have shape (N,), neurons in the order given."""

    neurons: int
    dead_neurons: int
    empty_neurons: int
    """How many there are, are dead, and have no sample in the window (these are dead by definition)."""
    ids: tuple[str, ...]
    layers: tuple[str, ...]
    """Name of each neuron, and of its layer; layers are empty texts where the ids name none."""
    samples: NDArray[np.int64]
    """Samples in the window."""
    fewest_samples: int
    most_samples: int
    """The shortest and the longest of them."""
    earlier_samples: int
    """Samples before the window, of all neurons together, which do not count."""
    lowest: Floats
    highest: Floats
    peak: Floats
    """Smallest and largest activation and the largest absolute one; 0 for an empty history."""
    slope: Floats
    """Largest slope of the activation function; without entries where the function is not known."""
    below: NDArray[np.int64]
    """Samples whose measure is below the threshold."""
    dead: NDArray[np.bool_]
    flat: NDArray[np.bool_]
    """Whether the neuron is dead, and whether its line is drawn flat: a constant or dead history shows no shape, and
    scaling it to its own range would blow up noise. A unit that jumps between two saturated ends keeps its shape."""
    threshold: float
    """Dead neurons are strictly below it."""
    largest: Extreme | None
    smallest: Extreme | None
    """Ends of the measure over the neurons: peak, or largest slope for the saturated criterion."""
    halves: Halves
    """Dead neurons in the first and in the second half of the window."""
    drift: Drift
    """Trend of the share of neurons below the threshold, sample by sample."""
    summary: Summary | None
    """Dead neurons by layer, where there are too many neurons for a card each."""
    lines_low: float
    lines_high: float
    """The ends of an axis for the samples of all cards, and for 0."""
    cards: tuple[Card, ...]
    """The neurons with a card: all of them in the order given, or some with the smallest measure, smallest first."""


def slope_from_output(activation: Activation, output: Floats) -> Floats:
    """Slope φ′(z) of an activation function at the point where it gives `output` = φ(z).

    σ′ = a(1 − a), tanh′ = 1 − a², and for ReLU 1 where a > 0, else 0.
    """
    if activation == "sigmoid":
        return output * (1.0 - output)
    if activation == "tanh":
        return (1.0 - output) * (1.0 + output)
    return (output > 0).astype(np.float64)


def dead_neuron_report(
    ids: Sequence[str], activations: Sequence[Sequence[float]], rule: DeadCriterion, window: int | None = None
) -> DeadNeuronReport:
    """Classify neurons and collect what a figure says of them.

    Parameters
    ----------
    ids : sequence of N ≥ 1 str
        Unique names.
    activations : sequence of N sequences of float
        History of each neuron, oldest sample first; lengths may differ, and may be 0.
    rule : DeadCriterion
        When a neuron is dead.
    window : int or None
        Look at the last `window` samples alone; None looks at all.

    Returns
    -------
    DeadNeuronReport

    Raises
    ------
    ValueError
        For two neurons of one name, and for a sample that is not finite or that the activation function cannot give, each
        with neuron and sample.
    """
    _check(ids, activations, rule)
    histories = windowed(activations, window)
    measures = rule.deciding_values(histories.values)
    silent = below(measures, rule.threshold)
    measure = histories.reduce(np.maximum, measures)
    dead = below(measure, rule.threshold)
    layers = layer_names(ids)
    sampled = histories.samples > 0
    lowest, highest = histories.reduce(np.minimum), histories.reduce(np.maximum)
    slopes = slope_from_output(rule.activation, histories.values) if rule.activation else None
    summary = summarise(layers, dead, measure) if len(ids) > MOST_CARDS else None
    carded = list(least_active(measure, summary.card_count) if summary else range(len(ids)))
    return DeadNeuronReport(
        neurons=len(ids),
        dead_neurons=int(dead.sum()),
        empty_neurons=int(np.count_nonzero(histories.samples == 0)),
        ids=tuple(ids),
        layers=layers,
        samples=histories.samples,
        fewest_samples=int(histories.samples.min()),
        most_samples=int(histories.samples.max()),
        earlier_samples=sum(map(len, activations)) - int(histories.samples.sum()),
        lowest=lowest,
        highest=highest,
        peak=_peak(lowest, highest),
        slope=np.zeros(0) if slopes is None else histories.reduce(np.maximum, slopes),
        below=histories.reduce(np.add, silent.astype(np.float64)).astype(np.int64),
        dead=dead,
        flat=_hardly_changes(lowest, highest) | (dead & _stays_at_one_end(rule, lowest, highest)),
        threshold=rule.threshold,
        largest=_extreme(measure, sampled, ids, np.max),
        smallest=_extreme(measure, sampled, ids, np.min),
        halves=dead_by_halves(histories, rule.deciding_values, rule.threshold),
        drift=drift_of_share(histories, silent),
        summary=summary,
        lines_low=float(np.append(lowest[carded], 0.0).min()),
        lines_high=float(np.append(highest[carded], 0.0).max()),
        cards=tuple(Card(index, histories.of(index)) for index in carded),
    )


def _check(ids: Sequence[str], activations: Sequence[Sequence[float]], rule: DeadCriterion) -> None:
    if not ids or len(ids) != len(activations) or len(set(ids)) != len(ids):
        raise ValueError("need at least one neuron, a history for each, and names that differ")
    place = first_impossible(activations, rule.activation)
    if place is not None:
        raise ValueError(f"neuron {ids[place[0]]!r}, sample {place[1] + 1}: not finite, or not in the function's range")


def _peak(lowest: Floats, highest: Floats) -> Floats:
    return np.maximum(np.abs(lowest), np.abs(highest))


def _hardly_changes(lowest: Floats, highest: Floats) -> NDArray[np.bool_]:
    """Whether a history is the same throughout but for rounding, shape (N,); halves, so that no difference overflows."""
    return np.asarray(highest / 2 - lowest / 2 <= _peak(lowest, highest) * (_SAME / 2))


def _stays_at_one_end(rule: DeadCriterion, lowest: Floats, highest: Floats) -> NDArray[np.bool_]:
    """Whether a dead history has no shape worth showing, shape (N,)."""
    if rule.criterion == "silent" or rule.activation is None:
        return np.ones(lowest.shape, dtype=np.bool_)
    middle = _MIDDLES[rule.activation]
    return (lowest >= middle) | (highest <= middle)


def _extreme(
    measure: Floats, sampled: NDArray[np.bool_], ids: Sequence[str], choose: Callable[[Floats], np.float64]
) -> Extreme | None:
    """The largest or smallest measure of the neurons that have samples; None where none has any."""
    if not sampled.any():
        return None
    value = float(choose(measure[sampled]))
    holders = np.flatnonzero((measure == value) & sampled)
    return Extreme(value, ids[int(holders[0])], len(holders))


def first_impossible(activations: Sequence[Sequence[float]], activation: Activation | None) -> tuple[int, int] | None:
    """Neuron and sample, each from 0, of the first value that is not finite or that the function cannot give."""
    every: Histories = windowed(activations, None)
    low, high = RANGES[activation] if activation else (-np.inf, np.inf)
    wrong = ~np.isfinite(every.values) | (every.values < low) | (every.values > high)
    if not wrong.any():
        return None
    index = int(np.argmax(wrong))
    neuron = int(np.searchsorted(np.cumsum(every.samples), index, side="right"))
    return neuron, index - int(every.starts[neuron])
