"""Small networks with random weights, and their gradient norms in either kind and every convention."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product

import numpy as np

from sitegen.figures.bptt_norm.kernel import GRUWeights, RNNWeights, gru_gradient_norms, rnn_gradient_norms

CONVENTIONS = list(product(("new", "keep"), ("before", "after")))
ALL = [(RNNWeights, ()), *((GRUWeights, each) for each in CONVENTIONS)]
SENTENCE = (0, 1, 2, 3, 1, 2)


def sequence(length):
    return np.resize(SENTENCE, length)


def drawn(kind, rng, hidden=5, *, vocabulary=4, scale=0.7, batch=()):
    """Weights whose biases are not zero either."""
    axes = {"H": hidden, "V": vocabulary}
    shapes = {"W_x": "HV", "W_h": "HH", "W_ho": "VH", "b_o": "V", "b_": "H"}
    letters = {f.name: shapes.get(f.name) or shapes.get(f.name[:3]) or shapes[f.name[:2]] for f in fields(kind)}
    return kind(**{name: scale * rng.standard_normal((*batch, *map(axes.get, own))) for name, own in letters.items()})


def norms(weights, tokens, target=1, convention=()):
    if isinstance(weights, RNNWeights):
        return rnn_gradient_norms(weights, tokens, target)
    return gru_gradient_norms(weights, tokens, target, *convention)


def with_recurrent(weights, scale):
    """Recurrent weights times `scale`, those of gates too."""
    names = {"W_hh", "W_hz", "W_hr"} & {field.name for field in fields(weights)}
    return replace(weights, **{name: scale * getattr(weights, name) for name in names})


def shut(weights, convention, distance):
    """Update gates of a GRU moved so far towards a new state: at 60 they keep about 1e-26 of the last one."""
    if not convention:
        return weights
    return replace(weights, b_z=weights.b_z + (distance if convention[0] == "new" else -distance))
