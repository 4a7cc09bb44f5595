"""Runs of both networks: weights, tokens and backward passes, in a batch where only the weights differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np

from sitegen.figures.bptt_norm.experiment.reproducibility import lost_digits
from sitegen.figures.bptt_norm.experiment.weight_init import (
    WeightInit,
    draw_gru_weights,
    draw_rnn_weights,
    weights_digest,
)
from sitegen.figures.bptt_norm.kernel import (
    GradientNorms,
    GRUGradientNorms,
    GRUWeights,
    RNNWeights,
    gru_gradient_norms,
    rnn_gradient_norms,
)
from sitegen.figures.bptt_norm.kernel.networks import BLOCK
from sitegen.figures.bptt_norm.kernel.weights import Floats
from sitegen.figures.bptt_norm.spec import DEFAULT_LENGTH, RANDOM_VOCABULARY, ResolvedBpttNorm
from sitegen.numerics.streams import named_stream

_T = TypeVar("_T", RNNWeights, GRUWeights, GradientNorms, GRUGradientNorms)

CHAIN = (0, 1, 2, 3, 1, 2)
"""Sequence A, repeated: I work , you work ,"""
CHAIN_WORDS = ("I", "work", ",", "you")
CHAIN_TARGET = 1
"""The verb that the first token, I, agrees with."""
_MOST_NUMBERS = 2_000_000
"""Most numbers in the states and the recurrent weights of a batch: 16 MB, of which a pass takes several."""
_RECURRENT = 4
"""Recurrent matrices of a plain network and a GRU."""


@dataclass(frozen=True, slots=True)
class Run:
    """Both backward passes over the first tokens; leading axes are those of the weights."""

    rnn: GradientNorms
    gru: GRUGradientNorms

    @property
    def lost(self) -> float:
        """Digits of float64 that the rise of a norm has used up."""
        return max(map(lost_digits, self.curves.values()))

    @property
    def curves(self) -> dict[str, Floats]:
        """log₁₀ norms by network."""
        return {"RNN": self.rnn.log10_norm, "GRU": self.gru.log10_norm}

    def rounded(self, decimals: int) -> Run:
        """The run with all log₁₀ norms rounded to `decimals`, so that what is made of them is the same on every machine."""
        rnn, gru = (np.round(curve, decimals) + 0.0 for curve in self.curves.values())
        return Run(replace(self.rnn, log10_norm=rnn), replace(self.gru, log10_norm=gru))


@dataclass(frozen=True, slots=True)
class Setup:
    """Input of a run: tokens, target, weights (with a leading axis of seeds where there is a band) and conventions."""

    params: ResolvedBpttNorm
    tokens: tuple[int, ...]
    target: int
    rnn: RNNWeights
    gru: GRUWeights
    digests: tuple[str, str]

    @classmethod
    def of(cls, params: ResolvedBpttNorm) -> Setup:
        """Draw the weights of a figure."""
        tokens, target = sequence_of(params)
        vocabulary = {"A": len(CHAIN_WORDS), "B": RANDOM_VOCABULARY}.get(params.source, max(*tokens, target, 1) + 1)
        init = WeightInit(params.hidden, vocabulary, params.init, params.scale, params.update_bias)
        seed = params.seed if params.seeds is None else params.seed + np.arange(params.seeds)
        digests = (weights_digest("RNN", seed, init), weights_digest("GRU", seed, init))
        return cls(params, tokens, target, draw_rnn_weights(seed, init), draw_gru_weights(seed, init), digests)

    def run(self, steps: int) -> Run:
        """Both backward passes over the first `steps` tokens."""
        tokens, gate, reset = self.tokens[:steps], self.params.update_gate, self.params.reset
        return Run(
            rnn_gradient_norms(self.rnn, tokens, self.target),
            gru_gradient_norms(self.gru, tokens, self.target, gate, reset),
        )


def sequence_of(params: ResolvedBpttNorm) -> tuple[tuple[int, ...], int]:
    """Token ids of the sequence that was asked for, and the target id."""
    tokens = params.tokens
    if tokens is not None:
        return tokens, params.target or 0
    length = params.length or DEFAULT_LENGTH
    if params.source == "B":
        stream = named_stream(params.seed, "tokens")
        return tuple(stream.integers(0, RANDOM_VOCABULARY, length).tolist()), params.target or 0
    return tuple(np.resize(CHAIN, length).tolist()), CHAIN_TARGET


def batches(many: Sequence[ResolvedBpttNorm]) -> Iterator[list[int]]:
    """Indices of the experiments that differ only in their weights, in groups that one pass can hold.

    An experiment with several seeds is a batch already, and a group of its own.
    """
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, params in enumerate(many):
        tokens, target = sequence_of(params)
        seeds, hidden = params.seeds, params.hidden
        alike = (tokens, target, params.source, hidden, seeds, params.update_gate, params.reset)
        groups.setdefault(alike, []).append(number)
    for (tokens, _, _, hidden, seeds, *_), numbers in groups.items():
        each = hidden * (len(tokens) + 1 + _RECURRENT * hidden)
        count = 1 if seeds else max(1, min(BLOCK, _MOST_NUMBERS // each))
        yield from (numbers[start : start + count] for start in range(0, len(numbers), count))


def run_batch(setups: Sequence[Setup]) -> Iterator[Run]:
    """The runs over the whole sequence of a batch, in one pass with a leading axis of experiments."""
    first, *others = setups
    if not others:
        yield first.run(len(first.tokens))
        return
    rnn, gru = _stacked([setup.rnn for setup in setups]), _stacked([setup.gru for setup in setups])
    whole = replace(first, rnn=rnn, gru=gru).run(len(first.tokens))
    yield from (Run(_at(whole.rnn, number), _at(whole.gru, number)) for number in range(len(setups)))


def _stacked(many: Sequence[_T]) -> _T:
    """Every field of `many`, stacked along a new first axis."""
    names = [field.name for field in fields(many[0])]
    return replace(many[0], **{name: np.stack([getattr(each, name) for each in many]) for name in names})


def _at(many: _T, number: int) -> _T:
    """The entry with this number along the first axis of every field."""
    return replace(many, **{field.name: getattr(many, field.name)[number] for field in fields(many)})
