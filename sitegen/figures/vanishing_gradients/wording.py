"""The names of activations, and how a vanishing-gradients figure writes its numbers."""

from __future__ import annotations

import math

from sitegen.figures.vanishing_gradients.results import ActivationProfile, Series
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.wording import ACTIVATION_NAMES
from sitegen.numerics.activations import Activation
from sitegen.quantity import Magnitude, Quantity, Readout

NAMES: dict[Activation, str] = {kind: name[:1].upper() + name[1:] for kind, name in ACTIVATION_NAMES.items()}
"""At the head of a panel, a column, or a sentence."""
_LEAST_CROWD = 32
"""Units from which about half of them are half: the share scatters by nine percentage points."""
_LEAST_PLAIN, _MOST_PLAIN = 0.00995, 999.995


def half_stays_open(params: VanishingGradientsParams, profile: ActivationProfile) -> bool:
    """Whether the whole layer shows what one path cannot: it is wide, and nowhere zero."""
    return params.width >= _LEAST_CROWD and profile.layer.first_zero_layer is None


def size(value: float, log10: float | None = None) -> Quantity:
    """A size relative to the loss: plain from 0.01 to below 1000, a power of ten beyond, 0 for an exact zero."""
    if value >= _LEAST_PLAIN:
        return Readout(value) if value < _MOST_PLAIN else Magnitude(value, log10)
    return Magnitude(value, log10 if log10 is not None and math.isfinite(log10) else None)


def reaching(series: Series) -> Quantity:
    """What arrives at the input."""
    return size(series.input_magnitude, series.input_log10)
