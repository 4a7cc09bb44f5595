"""The names of activations, and how a vanishing-gradients figure writes its numbers."""

from __future__ import annotations

from sitegen.description.number_format import Compact, Fixed, Quantity
from sitegen.description.sentences import Sentence, sentence
from sitegen.figures.shared_sentences import ACTIVATION_NAMES
from sitegen.figures.vanishing_gradients.results import ActivationProfile, Series
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.numerics.activations import Activation

NAMES: dict[Activation, str] = {kind: name[:1].upper() + name[1:] for kind, name in ACTIVATION_NAMES.items()}
"""At the head of a panel, a column, or a sentence."""
_LEAST_CROWD = 32
"""Units from which about half of them are half: the share scatters by nine percentage points."""


def half_stays_open(params: VanishingGradientsParams, profile: ActivationProfile) -> bool:
    """Whether about half of the whole layer passes the gradient: it is wide, and nowhere zero."""
    return params.width >= _LEAST_CROWD and profile.layer.first_zero_layer is None


def input_quantity(series: Series) -> Quantity:
    """The magnitude at the input."""
    return Compact(series.input_magnitude, series.input_log10)


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


def passing(profile: ActivationProfile) -> Fixed:
    """Share of the units that pass anything [%]."""
    return Fixed(profile.passing_percent, 0)
