"""The experiment: both networks on one sequence, without training, and what is measured on their backward passes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sitegen.figures.bptt_norm.checks import Floats
from sitegen.figures.bptt_norm.kernel import (
    PER_STEPS,
    GradientNorms,
    GRUGradientNorms,
    GRUWeights,
    RNNWeights,
    gru_gradient_norms,
    rnn_gradient_norms,
)
from sitegen.figures.bptt_norm.measures import (
    chaos_of,
    floor_of,
    gates_of,
    growth_of,
    network_of,
    orders_lost,
    recurrence_of,
)
from sitegen.figures.bptt_norm.network import Network
from sitegen.figures.bptt_norm.reproducibility import lost_digits, reproducible_decimals, reproducible_length
from sitegen.figures.bptt_norm.results import BpttNorms, Comparison, Floor, Recurrence
from sitegen.figures.bptt_norm.spec import DEFAULT_LENGTH, RANDOM_VOCABULARY, BpttNormParams
from sitegen.figures.bptt_norm.weights import WeightInit, draw_gru_weights, draw_rnn_weights, weights_digest
from sitegen.numerics.series import decade_limits
from sitegen.numerics.streams import named_stream
from sitegen.spec.model import resolved

CHAIN = (0, 1, 2, 3, 1, 2)
"""Sequence A, repeated: I work , you work ,"""
CHAIN_WORDS = ("I", "work", ",", "you")
CHAIN_TARGET = 1
"""The verb that the first token, I, agrees with."""
_ROWS = 26
"""Rows of the table that readers are shown, at most."""
_STRIDES = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True, slots=True)
class _Run:
    """Both backward passes over the first tokens; leading axes are those of the weights."""

    rnn: GradientNorms
    gru: GRUGradientNorms

    @property
    def lost(self) -> float:
        return max(map(lost_digits, self.curves.values()))

    @property
    def curves(self) -> dict[str, Floats]:
        """log₁₀ norms by network."""
        return {"RNN": self.rnn.log10_norm, "GRU": self.gru.log10_norm}

    def rounded(self, decimals: int) -> _Run:
        """With `decimals` of all log₁₀ norms: whatever is made of them is the same on every machine, too."""
        rnn, gru = (np.round(curve, decimals) + 0.0 for curve in self.curves.values())
        return _Run(replace(self.rnn, log10_norm=rnn), replace(self.gru, log10_norm=gru))


@dataclass(frozen=True, slots=True)
class _Setup:
    """What is run: tokens, target, weights (with a leading axis of seeds where there is a band) and conventions."""

    params: BpttNormParams
    tokens: tuple[int, ...]
    target: int
    rnn: RNNWeights
    gru: GRUWeights
    digests: tuple[str, str]

    def run(self, steps: int) -> _Run:
        tokens, gate, reset = self.tokens[:steps], self.params.update_gate, self.params.reset
        return _Run(
            rnn_gradient_norms(self.rnn, tokens, self.target),
            gru_gradient_norms(self.gru, tokens, self.target, gate, reset),
        )


def sequence_of(params: BpttNormParams) -> tuple[tuple[int, ...], int]:
    """Token ids of the sequence that was asked for, and the target id."""
    tokens = resolved(params.tokens)
    if tokens is not None:
        return tokens, params.target or 0
    length = params.length or DEFAULT_LENGTH
    if params.source == "B":
        stream = named_stream(params.seed, "tokens")
        return tuple(stream.integers(0, RANDOM_VOCABULARY, length).tolist()), params.target or 0
    return tuple(np.resize(CHAIN, length).tolist()), CHAIN_TARGET


def run_experiment(params: BpttNormParams) -> BpttNorms:
    """Draw the weights, run both networks and measure them."""
    setup = _setup(params)
    run = cache(setup.run)
    steps = reproducible_length(len(setup.tokens), lambda length: run(length).lost)
    decimals = max(0, reproducible_decimals(run(steps).lost))
    return _measured(setup, run(steps).rounded(decimals), decimals)


def _setup(params: BpttNormParams) -> _Setup:
    tokens, target = sequence_of(params)
    vocabulary = {"A": len(CHAIN_WORDS), "B": RANDOM_VOCABULARY}.get(params.source, max(*tokens, target, 1) + 1)
    init = WeightInit(params.hidden, vocabulary, params.init, params.scale, params.update_bias)
    seed = params.seed if params.seeds is None else params.seed + np.arange(params.seeds)
    digests = (weights_digest("RNN", seed, init), weights_digest("GRU", seed, init))
    return _Setup(params, tokens, target, draw_rnn_weights(seed, init), draw_gru_weights(seed, init), digests)


def _measured(setup: _Setup, run: _Run, decimals: int) -> BpttNorms:
    rnn, gru = (
        network_of(each, decimals, digest) for each, digest in zip((run.rnn, run.gru), setup.digests, strict=True)
    )
    steps = len(rnn.log10_norm) - 1
    recurrence = recurrence_of(setup.rnn.W_hh, run.rnn, rnn.log10_norm, decimals, _expected_radius(setup.params))
    floors = tuple(floor_of(name, rnn.log10_norm, gru.log10_norm) for name in ("float32", "float64"))
    low, high = _limits(rnn, gru, recurrence, floors)
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
    if other < 0.75 * steep:
        return "flatter"
    if other < 0.95 * steep:
        return "hardly flatter"
    return "as steep" if other <= 1.05 * steep else "steeper"


def _expected_radius(params: BpttNormParams) -> float | None:
    """Radius of the circular law for independent entries; None where the matrix is drawn otherwise."""
    spread = {"normal": params.scale * params.hidden**0.5, "scaled": params.scale}
    return spread.get(params.init)


def _limits(rnn: Network, gru: Network, recurrence: Recurrence, floors: tuple[Floor, ...]) -> tuple[int, int]:
    """Exponents of an axis that shows both curves, their bands, the theory, and the floors that they come near."""
    shown = [curve for network in (rnn, gru) for curve in network.curves]
    near = [floor.log10 for floor in floors if floor.near]
    ends = [rnn.log10_norm[-1], recurrence.log10_start, *near]
    return decade_limits(np.concatenate([*shown, ends]))
