"""The experiment as plain text: two lines a layer with bars of #, the bound by depth, and what is left of the learning rate."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.description.number_format import Compact
from sitegen.figures.vanishing_gradients.kernel import ActivationProfile, VanishingGradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.wording import NAMES, half_stays_open, passing_label
from sitegen.numerics.rounding import at_least, below

_WHERE = {
    "sigmoid": "at x=0",
    "tanh": "at x=0",
    "relu": "for x>0",
    "leaky-relu": "for x>0",
    "identity": "everywhere",
}
_MOST_PLAIN = 1e4
_LEAST_FLOAT = -300.0
"""Below this power of ten the digits of a float become fewer."""


def transcript(params: VanishingGradientsParams, data: VanishingGradients) -> str:
    """Print the figure as a program would; decimals are Python's own."""
    parts = (
        _paths(params, data),
        _bounds(data),
        _layer(params, data),
        _rates(params, data),
        _conclusion(params, data),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _paths(params: VanishingGradientsParams, data: VanishingGradients) -> Iterator[str]:
    names = [f"{NAMES[profile.activation]} Grad" for profile in data.profiles]
    if params.num_layers == 1:
        yield "=== GRADIENT MAGNITUDE THROUGH ONE LAYER ===\n"
    else:
        yield f"=== GRADIENT MAGNITUDE THROUGH {params.num_layers} LAYERS ===\n"
    yield " ".join([f"{'Layer':<8}", *(f"{name:>14}" for name in names)])
    yield "=" * (10 + 15 * len(names))
    for layer in range(params.num_layers, -1, -1):
        for number, profile in enumerate(data.profiles):
            value, log10 = float(profile.path.magnitude[layer]), float(profile.path.log10_magnitude[layer])
            yield f"  {'' if number else layer:<5} {_number(value, 8, log10):>14}  {_bar(value, 30, 1e-3)}"
        if layer:
            yield ""


def _bar(value: float, longest: int, least: float) -> str:
    return "#" * max(1, int(value * longest)) if value > least else "~"


def _number(value: float, digits: int, log10: float | None = None) -> str:
    """`value` with `digits` decimals, or with an exponent where they are too many, or make it a zero that it is not."""
    if log10 is not None and -math.inf < log10 < _LEAST_FLOAT:
        return Compact(value, log10, digits=3).visible()
    plain = f"{value:.{digits}f}"
    lost = value > 0.0 and float(plain) == 0.0
    return f"{value:.2e}" if lost or value >= _MOST_PLAIN else plain


def _factor(value: float) -> str:
    return f"{value:.4f}" if at_least(value, 0.01) and below(value, _MOST_PLAIN) else f"{value:.2e}"


def _bounds(data: VanishingGradients) -> Iterator[str]:
    yield "=== UPPER BOUND: THE BEST CASE OF A PATH ==="
    shrinking = [profile for profile in data.profiles if profile.largest_slope < 1.0]
    for profile in shrinking:
        base = f"{profile.largest_slope:g}"
        yield f"{NAMES[profile.activation]} max derivative = {base} ({_WHERE[profile.activation]})"
        yield f"After N layers, gradient <= {base}^N:\n"
        for depth, bound in zip(data.bound_depths.tolist(), profile.depth_bounds.tolist(), strict=True):
            yield f"  {depth:>2} layers: {base}^{depth:<2} = {_number(bound, 12)}  {_bar(bound, 50, 1e-4)}"
    if not shrinking:
        for profile in data.profiles:
            yield f"{NAMES[profile.activation]} max derivative = 1 ({_WHERE[profile.activation]})"
        yield "After N layers, gradient <= 1^N = 1: this bound rules nothing out."


def _layer(params: VanishingGradientsParams, data: VanishingGradients) -> Iterator[str]:
    yield "=== A LAYER OF ONE UNIT ===" if params.width == 1 else f"=== A WHOLE LAYER OF {params.width} UNITS ==="
    yield f"With random weights of scale {params.init_scale:g}:\n"
    for profile in data.profiles:
        yield (
            f"  {NAMES[profile.activation]:<10} {passing_label(profile):>18}, "
            f"norm at the input {_number(profile.layer.input_magnitude, 8, profile.layer.input_log10):>10} "
            f"(expected x{_factor(profile.layer_factor)} a layer)"
        )


def _rates(params: VanishingGradientsParams, data: VanishingGradients) -> Iterator[str]:
    yield "=== WHAT THIS MEANS FOR LEARNING ==="
    yield f"If learning rate = {params.learning_rate:g}:"
    profile = min(data.profiles, key=lambda profile: profile.largest_slope)
    for depth, rate in zip(data.rate_depths.tolist(), profile.rate_bounds.tolist(), strict=True):
        verdict = "  (basically zero!)" if below(rate, data.negligible_rate) else ""
        yield f"  Layer {depth:>2} from output: effective LR = {rate:.2e}{verdict}"
    yield f"(Plain SGD, {ACTIVATION_NAMES[profile.activation]} at its best. Adam divides by the gradient's own size:"
    yield (
        f"at learning rate {data.adam_rate:g} its first step for a gradient of {data.adam_gradient:.0e} "
        f"is still {data.adam_step:.1e}.)"
    )


def _conclusion(params: VanishingGradientsParams, data: VanishingGradients) -> Iterator[str]:
    for number, profile in enumerate(data.profiles):
        lines = list(_verdict(params, profile))
        yield ("Conclusion: " if number == 0 else "") + lines[0]
        yield from lines[1:]


def _verdict(params: VanishingGradientsParams, profile: ActivationProfile) -> Iterator[str]:
    if profile.largest_slope < 1.0:
        yield from _shrinking(params, profile)
    elif profile.survival == 1.0:
        left = _number(profile.path.input_magnitude, 8, profile.path.input_log10)
        yield f"{ACTIVATION_NAMES[profile.activation]} leaves {left} of the gradient at the end of this path."
    else:
        yield from _all_or_nothing(params, profile)


def _shrinking(params: VanishingGradientsParams, profile: ActivationProfile) -> Iterator[str]:
    """Slopes below 1: on a path they always win, in a layer only against weights that are not too large."""
    name, outweighed = ACTIVATION_NAMES[profile.activation], at_least(profile.layer_factor, 1.0)
    yield (
        f"{name} kills gradients on a path in deep networks."
        if outweighed
        else f"{name} kills gradients in deep networks."
    )
    yield f"Even at its best a layer leaves no more than {profile.largest_slope:g} of the gradient on a path."
    if outweighed:
        yield f"A whole layer is another matter: with weights of scale {params.init_scale:g} it is expected to multiply"
        yield f"the norm by {_factor(profile.layer_factor)}."


def _all_or_nothing(params: VanishingGradientsParams, profile: ActivationProfile) -> Iterator[str]:
    name, survival = ACTIVATION_NAMES[profile.activation], profile.survival
    yield f"{name} (derivative = 0 or 1) passes all of the gradient on a path, or nothing."
    yield f"Half of all pre-activations are negative, so one path is open all the way with probability {survival:.2g}."
    if half_stays_open(params, profile):
        yield f"That does not mean that a {name} layer passes nothing: {profile.passing_percent:.0f} % of its units pass,"
        yield "and with weights of scale sqrt(2) the norm stays the same on average, at any depth."
