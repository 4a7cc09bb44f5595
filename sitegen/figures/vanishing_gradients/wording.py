"""The names of activations, and how a vanishing-gradients figure writes its numbers."""

from __future__ import annotations

import numpy as np

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.description.compared_numbers import format_against
from sitegen.description.english import capitalised
from sitegen.description.number_format import Compact, Quantity, format_percent
from sitegen.description.sentences import Sentence, sentence
from sitegen.figures.vanishing_gradients.kernel import ActivationProfile, Series
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.numerics.activations import AnyActivation
from sitegen.numerics.series import EXPLODING_FACTOR, VANISHING_MAGNITUDE

NAMES: dict[AnyActivation, str] = {kind: capitalised(name) for kind, name in ACTIVATION_NAMES.items()}
"""At the head of a panel, a column, or a sentence."""
_LEAST_CROWD = 32
"""Units from which about half of them are half: the share scatters by nine percentage points."""
_ABOUT_HALF = 1 / 6
"""From a third to two thirds is about half."""


def half_stays_open(params: VanishingGradientsParams, profile: ActivationProfile) -> bool:
    """Whether about half of each layer passes the gradient: it is wide, and nowhere zero."""
    near = bool(np.all(np.abs(profile.passing - 0.5) <= _ABOUT_HALF))
    return near and params.width >= _LEAST_CROWD and profile.layer.first_zero_layer is None


def input_quantity(series: Series) -> Quantity:
    """The magnitude at the input."""
    return magnitude_quantity(series.input_magnitude, series.input_log10)


def magnitude_quantity(magnitude: float, log10: float) -> Quantity:
    """A magnitude and its log₁₀, compared with the one below which a gradient vanishes."""
    return format_beside(magnitude, log10, VANISHING_MAGNITUDE)


def factor_quantity(series: Series) -> Quantity:
    """The factor per layer, which is compared with the one above which a gradient explodes."""
    return format_beside(series.trend.factor, series.trend.log10_factor, EXPLODING_FACTOR)


def format_beside(value: float, log10: float, limit: float) -> Quantity:
    """A positive number and its log₁₀, compared with a limit."""
    return format_against(value, limit) if 1e-300 < value < 1e300 else Compact(value, log10)


def arrival(profile: ActivationProfile) -> Sentence:
    """The magnitudes at the input: the label of a panel, and a readout."""
    return sentence(
        "{name}: one path {path}, whole layer {layer}, bound {bound}",
        2,
        name=NAMES[profile.activation],
        path=input_quantity(profile.path),
        layer=input_quantity(profile.layer),
        bound=input_quantity(profile.bound),
    )


def passing(profile: ActivationProfile) -> Quantity:
    """Share of the units whose slope is not zero [%]."""
    return format_percent(profile.passing_percent)


def passing_label(profile: ActivationProfile) -> str:
    """The share as a label; a gradient that is zero passes nowhere, whatever the slopes are."""
    if profile.layer.first_zero_layer is None and profile.passing_percent == 100.0:
        return "all units pass"
    if not profile.passing_percent:
        return "no unit passes"
    what = "units pass" if profile.layer.first_zero_layer is None else "slopes > 0"
    return f"{passing(profile).visible()} % of {what}"
