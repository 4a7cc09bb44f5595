"""Gradient norms through time: the numpy kernels side by side with PyTorch's autograd, in float64, with the same weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import partial
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.stopwatch import Contender, cpu_ms, medians
from sitegen.figures.bptt_norm.experiment.weight_init import WeightInit, draw_gru_weights, draw_rnn_weights
from sitegen.figures.bptt_norm.kernel import RNNWeights, gru_gradient_norms, rnn_gradient_norms

OURS = "sitegen: numpy"
TEXTBOOK = "PyTorch autograd, as in a textbook"
TUNED = "PyTorch autograd, tuned"
LOOP = "sitegen: numpy, seed by seed"
LAB = "numpy as in a textbook, seed by seed"
MISSING = "The kernels of `bptt-norm` were not measured, since PyTorch is not installed: `.venv/bin/python -m pip install --group torch`."

_SENTENCE = (0, 1, 2, 3, 1, 2)
_TARGET = 1
_SETS = 3
"""Sets of weights that the rounds take in turn."""
_SEEDS = 256
_WIDE_SCALE = 0.06
"""A spectral radius just below 1: over 1000 steps smaller norms would leave the range in which PyTorch finds them at all."""
_TURN_MS = 10.0
"""A contender's turn is at least about this long, so that what it finds in the caches is its own."""

Weights = Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """One size of the problem: medians by contender [ms], and the ratio that is wanted.

    Parameters
    ----------
    name : str
    times : mapping
        Medians [ms].
    wanted : float
        The least ratio of a peer's time to ours.
    """

    name: str
    times: Mapping[str, float]
    wanted: float


def comparisons() -> list[Comparison] | None:
    """Measure all sizes; None without PyTorch."""
    return list(_measured()) if is_possible() else None


def is_possible() -> bool:
    """Whether PyTorch is installed."""
    return find_spec("torch") is not None


def _measured() -> Iterator[Comparison]:
    lab, wide = WeightInit(), WeightInit(hidden=256, scale=_WIDE_SCALE)
    for kind, wanted in (("RNN", (6.9, 1.16, 1.7)), ("GRU", (3.4, 1.8, 1.9))):
        yield _against_torch(kind, f"{kind}, 50 steps, 32 units", (lab, 50, None), (41, wanted[0]))
        yield _against_torch(kind, f"{kind}, the same for {_SEEDS} seeds", (lab, 50, _SEEDS), (21, wanted[1]))
        yield _against_torch(kind, f"{kind}, 1000 steps, 256 units", (wide, 1000, None), (11, wanted[2]))
    yield _against_loops(21, 7.7)


def _against_torch(
    kind: str, name: str, size: tuple[WeightInit, int, int | None], measuring: tuple[int, float]
) -> Comparison:
    from benchmarks import autograd

    (init, steps, seeds), (rounds, wanted) = size, measuring
    tokens = np.resize(_SENTENCE, steps)
    draw, ours = (draw_rnn_weights, rnn_gradient_norms) if kind == "RNN" else (draw_gru_weights, gru_gradient_norms)
    sets = [draw(_seeds(number, seeds), init) for number in range(_SETS)]
    turned = [autograd.tensors(weights) for weights in sets]
    textbook, tuned = (getattr(autograd, f"{style}_{kind.lower()}") for style in ("textbook", "tuned"))
    row = tokens.tolist()
    contenders: dict[str, Contender] = {
        OURS: lambda number: ours(sets[number % _SETS], tokens, _TARGET).log10_norm,
        TEXTBOOK: lambda number: textbook(turned[number % _SETS], row, _TARGET).numpy(),
        TUNED: lambda number: tuned(turned[number % _SETS], row, _TARGET).numpy(),
    }
    _check(contenders)
    return Comparison(name, _medians(contenders, rounds), wanted)


def _against_loops(rounds: int, wanted: float) -> Comparison:
    tokens = np.resize(_SENTENCE, 50)
    sets = [draw_rnn_weights(_seeds(number, _SEEDS), WeightInit()) for number in range(_SETS)]
    alone = [_one_by_one(weights) for weights in sets]
    contenders: dict[str, Contender] = {
        OURS: lambda number: rnn_gradient_norms(sets[number % _SETS], tokens, _TARGET).log10_norm,
        LOOP: lambda number: [rnn_gradient_norms(one, tokens, _TARGET).log10_norm for one in alone[number % _SETS]],
        LAB: lambda number: [textbook_numpy(one, tokens) for one in alone[number % _SETS]],
    }
    _check(contenders)
    return Comparison(f"RNN, {_SEEDS} seeds as one batch or one by one", _medians(contenders, rounds), wanted)


def textbook_numpy(weights: RNNWeights, tokens: np.ndarray) -> np.ndarray:
    """Both passes as the equations have them, a norm at each step."""
    states = [np.zeros(weights.hidden_size)]
    for token in tokens:
        states.append(np.tanh(weights.W_hh @ states[-1] + weights.W_xh[:, token] + weights.b_h))
    logits = weights.W_ho @ states[-1] + weights.b_o
    share = np.exp(logits - logits.max())
    share /= share.sum()
    share[_TARGET] -= 1
    gradient = weights.W_ho.T @ share
    norms = [np.linalg.norm(gradient)]
    for state in reversed(states[1:]):
        gradient = weights.W_hh.T @ (gradient * (1 - state**2))
        norms.append(np.linalg.norm(gradient))
    return np.log10(norms[::-1])


def _medians(contenders: Mapping[str, Contender], rounds: int) -> dict[str, float]:
    """Median time of one call [ms], with as many calls a turn as fill `_TURN_MS`."""
    calls = {name: max(1, round(_TURN_MS / cpu_ms(contender, 0))) for name, contender in contenders.items()}
    turns = {name: partial(_repeat, contender, calls[name]) for name, contender in contenders.items()}
    return {name: spent / calls[name] for name, spent in medians(turns, rounds).items()}


def _repeat(contender: Contender, calls: int, number: int) -> None:
    for call in range(calls):
        contender(number + call)


def _one_by_one(weights: RNNWeights) -> list[RNNWeights]:
    arrays = (getattr(weights, field.name) for field in fields(weights))
    return [RNNWeights(*one) for one in zip(*arrays, strict=True)]


def _seeds(number: int, count: int | None) -> int | range:
    return number if count is None else range(number * count, (number + 1) * count)


def _check(contenders: Mapping[str, Callable[[int], Any]]) -> None:
    """All contenders find the same norms, or the times mean nothing."""
    first, *others = (np.asarray(contender(0)) for contender in contenders.values())
    for other in others:
        np.testing.assert_allclose(other, first, rtol=1e-9)
