"""Many neurons summed up by layer, the part of a neuron's name before its last "·", "." or "/". numpy only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST_CARDS = 24
"""Up to this number of neurons every one has a card, and a row of the table that readers are shown."""
WORST_CARDS = 6
"""Number of cards below a summary."""
MOST_LAYERS = 12
"""Layers that a summary draws."""
_NAMED = re.compile(r"(?s)(.*\S.*)[·./](.*\S.*)")


@dataclass(frozen=True, slots=True)
class LayerCount:
    """Number of dead neurons of a layer; `name` is empty where the ids name no layers."""

    name: str
    neurons: int
    dead: int

    @property
    def dead_share(self) -> float:
        """Share of the layer that is dead, in [0, 1]."""
        return self.dead / self.neurons


@dataclass(frozen=True, slots=True)
class LayerExtreme:
    """The layer with the largest or smallest dead share, the first of those that have it, and how many have it."""

    layer: LayerCount
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Summary by layer, for more neurons than there can be cards."""

    layers: tuple[LayerCount, ...]
    """In order of first appearance; a single one without a name where the ids name no layers."""
    largest: LayerExtreme
    smallest: LayerExtreme
    """Ends of the dead share."""
    layer_count: int
    drawn_layers: tuple[int, ...]
    """Indices of the layers with the largest dead share, of equal ones those that come first; ascending."""
    drawn_layer_count: int
    card_count: int
    """Number of cards below the drawn layers."""
    table_rows: tuple[int, ...]
    """Indices of the neurons with the smallest measure, ascending."""
    table_row_count: int
    """Number of table rows on the page."""


def split_name(name: str) -> tuple[str, str] | None:
    """Layer and neuron of ``L1·N2``, ``block.3.relu.17`` or ``conv/5``; None where the name has no two parts."""
    found = _NAMED.fullmatch(name)
    return (found[1], found[2]) if found else None


def layer_names(ids: Sequence[str]) -> tuple[str, ...]:
    """The layer of each neuron; empty texts unless every name has one."""
    parts = [split_name(name) for name in ids]
    named = [part[0] for part in parts if part]
    return tuple(named) if len(named) == len(ids) else ("",) * len(ids)


def count_by_layer(layers: Sequence[str], dead: NDArray[np.bool_]) -> tuple[LayerCount, ...]:
    """Count the dead of each layer, in order of first appearance; `layers` and `dead` are those of each neuron."""
    number = {name: index for index, name in enumerate(dict.fromkeys(layers))}
    index = np.array([number[name] for name in layers])
    neurons = np.bincount(index, minlength=len(number)).tolist()
    deaths = np.bincount(index[dead], minlength=len(number)).tolist()
    return tuple(LayerCount(*row) for row in zip(number, neurons, deaths, strict=True))


def least_active(measure: NDArray[np.float64], count: int) -> tuple[int, ...]:
    """Indices of the `count` neurons with the smallest measure, smallest first, of equal ones those given first."""
    return tuple(np.argsort(measure, kind="stable")[:count].tolist())


def summarise(layers: Sequence[str], dead: NDArray[np.bool_], measure: NDArray[np.float64]) -> Summary:
    """Count by layer, and choose what is drawn and what readers are shown; `measure` is compared with the threshold."""
    by_layer = count_by_layer(layers, dead)
    ranked = sorted(range(len(by_layer)), key=lambda row: -by_layer[row].dead_share)
    drawn, rows = tuple(sorted(ranked[:MOST_LAYERS])), tuple(sorted(least_active(measure, MOST_CARDS)))
    return Summary(
        layers=by_layer,
        largest=_extreme(by_layer, by_layer[ranked[0]].dead_share),
        smallest=_extreme(by_layer, by_layer[ranked[-1]].dead_share),
        layer_count=len(by_layer),
        drawn_layers=drawn,
        drawn_layer_count=len(drawn),
        card_count=min(WORST_CARDS, len(layers)),
        table_rows=rows,
        table_row_count=len(rows),
    )


def _extreme(layers: Sequence[LayerCount], share: float) -> LayerExtreme:
    holders = [layer for layer in layers if layer.dead_share == share]
    return LayerExtreme(holders[0], len(holders))
