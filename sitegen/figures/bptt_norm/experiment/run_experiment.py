"""The experiment: both networks on one sequence, without training, and what is measured on their backward passes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from sitegen.figures.bptt_norm.experiment.measures import (
    chaos_of,
    floor_of,
    gates_of,
    growth_of,
    network_of,
    orders_lost,
    recurrence_of,
)
from sitegen.figures.bptt_norm.experiment.reproducibility import reproducible_decimals, reproducible_length
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Comparison, Floor, Network, Recurrence
from sitegen.figures.bptt_norm.experiment.runs import Run, Setup, batches, run_batch
from sitegen.figures.bptt_norm.kernel import PER_STEPS
from sitegen.figures.bptt_norm.spec import ResolvedBpttNorm
from sitegen.numerics.rounding import above, below
from sitegen.numerics.series import decade_limits

_ROWS = 26
"""Rows of the table that readers are shown, at most."""
_STRIDES = (1, 2, 5, 10, 20, 50, 100)


def run_experiments(many: Sequence[ResolvedBpttNorm]) -> list[BpttNorms]:
    """Draw weights, run both networks and measure them, with one pass through time for all whose weights alone differ."""
    results: dict[int, BpttNorms] = {}
    for numbers in batches(many):
        setups = [Setup.of(many[number]) for number in numbers]
        for number, setup, whole in zip(numbers, setups, run_batch(setups), strict=True):
            results[number] = _result(setup, whole)
    return [results[number] for number in range(len(many))]


def _result(setup: Setup, whole: Run) -> BpttNorms:
    """Cut to what is the same on every machine, and measured."""
    asked = len(setup.tokens)
    run = cache(lambda steps: whole if steps == asked else setup.run(steps))
    steps = reproducible_length(asked, lambda length: run(length).lost)
    decimals = max(0, reproducible_decimals(run(steps).lost))
    return _measured(setup, run(steps).rounded(decimals), decimals)


def _measured(setup: Setup, run: Run, decimals: int) -> BpttNorms:
    rnn, gru = (
        network_of(each, decimals, digest) for each, digest in zip((run.rnn, run.gru), setup.digests, strict=True)
    )
    steps = len(rnn.log10_norm) - 1
    recurrence = recurrence_of(setup.rnn.W_hh, run.rnn, rnn.log10_norm, decimals, _expected_radius(setup.params))
    floors = tuple(floor_of(name, rnn.log10_norm, gru.log10_norm) for name in ("float32", "float64"))
    low, high = own_axis(rnn, gru, recurrence, floors)
    flatter = orders_lost(run.gru.log10_norm) < orders_lost(run.rnn.log10_norm)
    return BpttNorms(
        steps=steps,
        steps_asked=len(setup.tokens),
        tokens=setup.tokens[:steps],
        target=setup.target,
        seeds=setup.params.seeds or 1,
        rnn=rnn,
        gru=gru,
        gates=gates_of(run.gru, setup.params.update_bias, decimals),
        recurrence=recurrence,
        floors=floors,
        comparison=compared(rnn, gru),
        gru_flatter_percent=100.0 * float(np.mean(flatter)),
        attention_weight=1.0 / steps,
        attention_orders=float(np.log10(steps)),
        growth=growth_of(run.curves, decimals),
        chaos=chaos_of(run.curves),
        decimals=decimals,
        per_steps=PER_STEPS,
        axis_low=low,
        axis_high=high,
        shown_every=next((stride for stride in _STRIDES if steps / stride < _ROWS), _STRIDES[-1]),
    )


def compared(rnn: Network, gru: Network) -> Comparison:
    """The GRU's slope against the RNN's; up to a quarter less is hardly flatter."""
    if rnn.trend != "decays":
        verdicts: dict[str, Comparison] = {"level": "level", "grows": "growing", "mixed": "mixed"}
        return verdicts[rnn.trend]
    if gru.trend == "grows":
        return "opposite"
    steep, other = rnn.end_to_end.decay, gru.end_to_end.decay
    if below(other, 0.75 * steep, scale=1.0):
        return "flatter"
    if below(other, 0.95 * steep, scale=1.0):
        return "hardly flatter"
    return "steeper" if above(other, 1.05 * steep, scale=1.0) else "as steep"


def _expected_radius(params: ResolvedBpttNorm) -> float | None:
    """Radius of the circular law for independent entries; None where the matrix is drawn otherwise."""
    spread = {"normal": params.scale * params.hidden**0.5, "scaled": params.scale}
    return spread.get(params.init)


def own_axis(rnn: Network, gru: Network, recurrence: Recurrence, floors: tuple[Floor, ...]) -> tuple[int, int]:
    """Exponents of an axis that shows both curves, their bands, the theory, and the floors that they come near."""
    shown = [curve for network in (rnn, gru) for curve in network.curves]
    near = [floor.log10 for floor in floors if floor.near]
    ends = [rnn.log10_norm[-1], recurrence.log10_start, *near]
    return decade_limits(np.concatenate([*shown, ends]))
