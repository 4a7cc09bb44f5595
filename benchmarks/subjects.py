"""The two figures that are measured: a spec for sitegen, bars for its peers; no two rounds have the same numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

PAGE_TEXT = """---
title: Page {number}
description: What figure {number} shows.
---

# Page {number}

The gradient reaches the input layer by layer. Each layer multiplies it by its own slope, so that a small difference
in one layer becomes a large one over many. The figure shows this for one scale of the weights.

## What to look for

Read from the loss to the input, and compare with the [home page](../index.md).

"""
"""A page of a site, before its figure."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure in both forms.

    Parameters
    ----------
    name : str
        As the results call it.
    spec : callable
        YAML for a round.
    bars : callable
        Names and values of the bars for a round, as the figure of that round shows them.
    """

    name: str
    spec: Callable[[int], str]
    bars: Callable[[int], dict[str, float]]


def _scale(number: int) -> float:
    return 1 + number / 1000


def _decay_spec(number: int) -> str:
    return f"kind: gradient-decay\nparams:\n  init_scale: {_scale(number)}\n"


def _decay_bars(number: int) -> dict[str, float]:
    return {str(layer): (_scale(number) / 2) ** (16 - layer) for layer in range(1, 17)}


def _wave(number: int) -> list[float]:
    return [(0.55 + number / 1000) ** steps for steps in (3, 2, 1, 0)]


def _flow_spec(number: int) -> str:
    pace = 500 + number  # other motion, too: its proof against flashing is cached
    return f"kind: gradient-flow\nparams:\n  layers: [3, 4, 4, 2]\n  gradients: {_wave(number)}\n  play_speed: {pace}\n"


def _flow_bars(number: int) -> dict[str, float]:
    return dict(zip(("input", "hidden 1", "hidden 2", "output"), _wave(number), strict=True))


SUBJECTS = (
    Subject("gradient-decay, 16 bars", _decay_spec, _decay_bars),
    Subject("gradient-flow, layers 3-4-4-2", _flow_spec, _flow_bars),
)
