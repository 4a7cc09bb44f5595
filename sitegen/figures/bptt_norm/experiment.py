"""The experiment: both networks on one sequence, without training, and what is measured on their backward passes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sitegen.figures.bptt_norm.certainty import certain, certain_decimals, certain_steps, lost_digits
from sitegen.figures.bptt_norm.kernel import (
    GradientNorms,
    GRUGradientNorms,
    GRUWeights,
    RNNWeights,
    gru_gradient_norms,
    rnn_gradient_norms,
)
from sitegen.figures.bptt_norm.measures import chaos_of, floor_of, network_of, recurrence_of
from sitegen.figures.bptt_norm.results import Comparison, Experiment, Floor, Gates, Network, Recurrence
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
        return max(lost_digits(self.rnn.log10_norm), lost_digits(self.gru.log10_norm))


@dataclass(frozen=True, slots=True)
class _Setup:
    """What is run: tokens, target, weights (with a leading axis of seeds where there is a band) and conventions."""

    params: BpttNormParams
    tokens: tuple[int, ...]
    target: int
    rnn: RNNWeights
    gru: GRUWeights

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


def run_experiment(params: BpttNormParams) -> Experiment:
    """Draw the weights, run both networks and measure them."""
    setup = _setup(params)
    run = cache(setup.run)
    steps = certain_steps(len(setup.tokens), lambda length: run(length).lost)
    return _measured(setup, run(steps), steps)


def _setup(params: BpttNormParams) -> _Setup:
    tokens, target = sequence_of(params)
    vocabulary = {"A": len(CHAIN_WORDS), "B": RANDOM_VOCABULARY}.get(params.source, max(*tokens, target, 1) + 1)
    init = WeightInit(params.hidden, vocabulary, params.init, params.scale, params.update_bias)
    seed = params.seed if params.seeds is None else params.seed + np.arange(params.seeds)
    return _Setup(params, tokens, target, draw_rnn_weights(seed, init), draw_gru_weights(seed, init))


def _measured(setup: _Setup, run: _Run, steps: int) -> Experiment:
    decimals = max(0, certain_decimals(run.lost))
    rnn = network_of(run.rnn, decimals, weights_digest(setup.rnn))
    gru = network_of(run.gru, decimals, weights_digest(setup.gru))
    expected_radius = _expected_radius(setup.params)
    recurrence = recurrence_of(setup.rnn.W_hh, run.rnn, rnn.log10_norm, decimals, expected_radius)
    floors = tuple(floor_of(name, rnn.log10_norm, gru.log10_norm) for name in ("float32", "float64"))
    low, high = _limits(rnn, gru, recurrence, floors)
    flatter = _orders_lost(run.gru.log10_norm) < _orders_lost(run.rnn.log10_norm)
    return Experiment(
        steps=steps,
        steps_asked=len(setup.tokens),
        tokens=setup.tokens[:steps],
        target=setup.target,
        seeds=setup.params.seeds or 1,
        rnn=rnn,
        gru=gru,
        gates=_gates(setup.params, run.gru, decimals),
        recurrence=recurrence,
        floors=floors,
        comparison=compared(rnn.end_to_end.decay, gru.end_to_end.decay),
        gru_flatter_percent=100.0 * float(np.mean(flatter)),
        attention_weight=1.0 / steps,
        attention_orders=float(np.log10(steps)),
        chaos=chaos_of(rnn.log10_norm, gru.log10_norm),
        decimals=decimals,
        per_steps=10,
        axis_low=low,
        axis_high=high,
        shown_every=next((stride for stride in _STRIDES if steps / stride < _ROWS), _STRIDES[-1]),
    )


def compared(rnn: float, gru: float) -> Comparison:
    """The GRU's slope against the RNN's [orders per 10 steps]; up to a quarter less is hardly flatter."""
    if rnn <= 0:
        return "growing"
    share = gru / rnn
    if share < -0.05:
        return "opposite"
    if share < 0.75:
        return "flatter"
    if share < 0.95:
        return "hardly flatter"
    return "as steep" if share <= 1.05 else "steeper"


def _orders_lost(log10_norm: NDArray[np.float64]) -> NDArray[np.float64]:
    """Orders lost from the last step to the first, shape (…); exact zeros count as infinitely many."""
    with np.errstate(invalid="ignore"):
        lost = log10_norm[..., -1] - log10_norm[..., 0]
    return np.where(np.isneginf(log10_norm[..., 0]), np.inf, lost)


def _gates(params: BpttNormParams, run: GRUGradientNorms, decimals: int) -> Gates:
    middle = {
        name: certain(float(np.median(getattr(run, name))), decimals)
        for name in ("update_mean", "update_std", "reset_mean", "reset_std")
    }
    kept = 1.0 - middle["update_mean"] if params.update_gate == "new" else middle["update_mean"]
    kept_decay = -10.0 * math.log10(kept) if kept > 0 else math.inf
    return Gates(**middle, kept=kept, kept_decay=kept_decay, bias_size=abs(params.update_bias))


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
