"""The claims of `vanishing-gradients`, against the series of each panel."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sitegen.description.sentences import Description
from tests.words.claims import claims, number, shows, shows_power, shows_value

_NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky-relu": "leaky ReLU", "identity": "identity"}


class Panels:
    """Parameters, and the numbers of each panel by its name in a sentence and at the beginning of one."""

    def __init__(self, params: Any, data: Any, description: Description) -> None:
        del description
        self.params, self.data = params, data
        self.named = {_NAMES[each.activation]: each for each in data.profiles}
        self.named |= {name[0].upper() + name[1:]: each for name, each in self.named.items()}

    def __getitem__(self, groups: Any) -> Any:
        return self.named[groups["name"]]


def _log(series: Any) -> float:
    return float(series.log10_magnitude[0])


def _is_zero(series: Any) -> bool:
    return _log(series) == -math.inf


def _first_zero(series: Any) -> int:
    """The zero that is nearest to the loss."""
    return int(np.flatnonzero(np.isneginf(series.log10_magnitude))[-1])


def _opening(panels: Panels, groups: Any) -> bool:
    names = [groups[key] for key in ("first", "second", "third") if key in groups]
    return names == [_NAMES[activation] for activation in panels.params.activations]


def _arrives(panels: Panels, groups: Any) -> bool:
    profile = panels[groups]
    return shows(groups["path"], _log(profile.path)) and shows(groups["layer"], _log(profile.layer))


def _brings(text: str, log10: float) -> bool:
    """Whether an amount such as ``0.5 times`` is that with this logarithm."""
    amount = text.removesuffix(" the gradient at the loss")
    return (
        log10 == -math.inf if amount == "nothing" else shows(amount.removesuffix(" times"), log10) and log10 > -math.inf
    )


def _whole_layers(panels: Panels, groups: Any) -> bool:
    """What whole layers bring to the input: the most, the least, or with a single activation also one path."""
    layers = {name: _log(each.layer) for name, each in panels.named.items()}
    largest, smallest = max(layers.values()), min(layers.values())
    if not _brings(groups["high"], largest):
        return False
    if "name" in groups:
        return len(panels.data.profiles) == 1 and _brings(groups["path"], _log(panels[groups].path))
    if "count" in groups:
        return groups["count"] == f"{len(panels.data.profiles)} activations" and _brings(groups["high"], smallest)
    return layers[groups["most"]] == largest > smallest == layers[groups["least"]] and _brings(groups["low"], smallest)


def _share(panels: Panels, groups: Any) -> float:
    return 100 * float(np.mean(panels[groups].passing))


def _above(panels: Panels, groups: Any) -> bool:
    profile = panels[groups]
    bound = panels.params.num_layers * math.log10(0.25 if profile.activation == "sigmoid" else 1.0)
    return _log(profile.layer) > bound + 0.0005


def _mean(panels: Panels, series: Any) -> float:
    return _log(series) / panels.params.num_layers


def _rms(panels: Panels, groups: Any) -> bool:
    """s·√E[φ′²], by the trapezoidal rule over a fine grid."""
    spread = panels.params.pre_activation_spread
    z = np.linspace(-12, 12, 200_001) * spread
    activation = panels[groups].activation
    slope = {
        "identity": np.ones_like(z),
        "relu": (z > 0) * 1.0,
        "leaky-relu": np.where(z > 0, 1.0, 0.01),
        "tanh": 1 - np.tanh(z) ** 2,
        "sigmoid": 0.25 / np.cosh(np.clip(z / 2, -300, 300)) ** 2,
    }[activation]
    weight = np.exp(-0.5 * (z / spread) ** 2)
    mean = float(np.sum(weight * slope**2) / np.sum(weight))
    log10 = math.log10(panels.params.init_scale) + 0.5 * math.log10(mean)
    return shows(groups["expected"], log10) or abs(math.log10(number(groups["expected"])) - log10) < 0.0022


def _rate(panels: Panels, factor: float) -> float:
    return math.log10(panels.params.learning_rate) + panels.params.num_layers * math.log10(factor)


def _left_on_path(panels: Panels, groups: Any, *, negligible: bool) -> bool:
    left = _rate(panels, 0.25)
    return (
        panels[groups].activation == "sigmoid"
        and shows(groups["left"], left)
        and shows_value(groups["rate"], panels.params.learning_rate)
        and (left < -6) == negligible
    )


_PLACE = "The gradient on its way from the loss back to the input, with "
_UNITS = (
    "The line is the norm of the gradient in a whole layer of {units}, with pre-activations of the same spread and random "
    "weights of scale {scale}."
)
_ARRIVAL = (
    "{name}: relative to the loss, the gradient reaches the input as {path} on the one path and as {layer} in the whole layer, "
    "where "
)
_BRING = "whole layers bring {high} to the input"
_SIDES = "The input (layer 0) is on the left and the loss (layer {last}) on the right; "
_BECAUSE = ": the pre-activation there is negative, where the slope is zero."


def _axis(panels: Panels, groups: Any) -> bool:
    logs = [_ for p in panels.data.profiles for s in (p.path, p.layer, p.bound) for _ in s.log10_magnitude.tolist()]
    low, high = panels.data.axis_low, panels.data.axis_high
    inside = all(low <= each <= high + 1e-9 for each in logs if each != -math.inf)
    written = shows_power(groups["low"], low) if low > -300 else True
    return inside and written and shows_power(groups["high"], high) and int(groups["last"]) == panels.params.num_layers


def _half(panels: Panels, groups: Any) -> bool:
    passing = panels[groups].passing
    return bool(np.all((passing > 0.33) & (passing < 0.67))) and not _is_zero(panels[groups].layer)


VANISHING = claims(
    {
        f"With {{name}}, {_BRING}, and one path {{path}}.": _whole_layers,
        f"With all {{count}}, {_BRING}.": _whole_layers,
        f"With {{most}}, {_BRING}; with {{least}}, {{low}}.": _whole_layers,
        f"{_PLACE}{{first}} as the activation of every layer.": _opening,
        f"{_PLACE}a panel for each activation: {{first}} and {{second}}.": _opening,
        f"{_PLACE}a panel for each activation: {{first}}, {{second}} and {{third}}.": _opening,
        "It passes a single layer.": lambda d, _: d.params.num_layers == 1,
        "It passes {layers} layers.": lambda d, g: int(g["layers"]) == d.params.num_layers > 1,
        "Dots are one path: a single unit in each layer, whose pre-activation is drawn around zero with spread {spread}.": (
            lambda d, g: number(g["spread"]) == d.params.pre_activation_spread
        ),
        "On the path the gradient is multiplied by the slope at every unit; no weights are used.": lambda *_: True,
        _UNITS: lambda d, g: (
            g["units"] == ("a single unit" if d.params.width == 1 else f"{d.params.width:,} units")
            and number(g["scale"]) == d.params.init_scale
        ),
        "The dotted line is the upper bound of a path, its best case: the largest slope of the activation at every layer.": (
            lambda *_: True
        ),
        f"{_SIDES}the logarithmic axis goes from {{low}} to {{high}}.": lambda d, g: (
            _axis(d, g) and len(d.data.profiles) == 1
        ),
        f"{_SIDES}all panels share a logarithmic axis from {{low}} to {{high}}.": lambda d, g: (
            _axis(d, g) and len(d.data.profiles) > 1
        ),
        "A ring on the baseline stands for a gradient that is exactly zero.": lambda d, _: any(
            _is_zero(each.path) for each in d.data.profiles
        ),
        f"{_ARRIVAL}no unit passes anything.": lambda d, g: _arrives(d, g) and not panels_passing(d, g).any(),
        f"{_ARRIVAL}all units pass something.": lambda d, g: (
            _arrives(d, g) and panels_passing(d, g).all() and not _is_zero(d[g].layer)
        ),
        f"{_ARRIVAL}{{percent}} % of the units pass something.": lambda d, g: (
            _arrives(d, g)
            and not _is_zero(d[g].layer)
            and shows_value(g["percent"], _share(d, g))
            and g["percent"] != "100"
        ),
        f"{_ARRIVAL}the slope of {{percent}} % of the units is not zero.": lambda d, g: (
            _arrives(d, g) and _is_zero(d[g].layer) and shows_value(g["percent"], _share(d, g))
        ),
        "The {name} layer lies above the bound, which holds for a path without weights.": _above,
        "Every unit on this {name} path happens to have a positive pre-activation.": lambda d, g: (
            d[g].activation == "relu" and bool(np.all(d[g].pre_activation > 0))
        ),
        f"The {{name}} path is exactly zero from the first step{_BECAUSE}": lambda d, g: d[g].pre_activation[-1] <= 0,
        f"The {{name}} path is exactly zero after {{steps}} steps{_BECAUSE}": lambda d, g: (
            int(np.argmax(d[g].pre_activation[::-1] <= 0)) + 1 == int(g["steps"]) > 1
        ),
        "On average half of all pre-activations are negative, so one path in {paths} is open all the way: a probability of "
        "{survival}.": lambda d, g: (
            shows(g["paths"], d.params.num_layers * math.log10(2))
            and shows(g["survival"], -d.params.num_layers * math.log10(2))
            and d[{"name": "ReLU"}] is not None
        ),
        "That does not mean that a {name} layer passes nothing: in every layer about half of the units pass the gradient on "
        "unchanged.": _half,
        "The {name} path is exactly zero at the input.": lambda d, g: _first_zero(d[g].path) == 0,
        "The {name} path is exactly zero from layer {layer} down to the input.": lambda d, g: (
            _first_zero(d[g].path) == int(g["layer"]) > 0
        ),
        "The {name} layer is exactly zero at the input.": lambda d, g: _first_zero(d[g].layer) == 0,
        "The {name} layer is exactly zero from layer {layer} down to the input.": lambda d, g: (
            _first_zero(d[g].layer) == int(g["layer"]) > 0
        ),
        "On the {name} path each layer multiplies the gradient by {factor}.": lambda d, g: (
            shows(g["factor"], _log(d[g].path)) and d.params.num_layers == 1
        ),
        "On the {name} path each layer multiplies the gradient by {factor} on average.": lambda d, g: (
            shows(g["factor"], _mean(d, d[g].path)) and d.params.num_layers > 1
        ),
        "The whole {name} layer multiplies the norm by {factor}; the scale times the root mean square of the slope is "
        "{expected}.": lambda d, g: shows(g["factor"], _log(d[g].layer)) and _rms(d, g) and d.params.num_layers == 1,
        "The whole {name} layer multiplies the norm by {factor} on average; the scale times the root mean square of the slope is "
        "{expected}.": lambda d, g: shows(g["factor"], _mean(d, d[g].layer)) and _rms(d, g) and d.params.num_layers > 1,
        "{name}: one path {path}, whole layer {layer}, bound {bound}": lambda d, g: (
            _arrives(d, g)
            and shows(g["bound"], d.params.num_layers * math.log10(0.25 if d[g].activation == "sigmoid" else 1.0))
        ),
        "{name} has a largest slope of 1.00, so its bound does not shrink with depth: it rules nothing out, and promises nothing.": (
            lambda d, g: d[g].activation != "sigmoid"
        ),
        "{name} has its largest slope, 0.25, only where the pre-activation is zero: even in this best case a path keeps no more "
        "than {bound}, because no layer passes more than this slope.": lambda d, g: (
            d[g].activation == "sigmoid" and shows(g["bound"], d.params.num_layers * math.log10(0.25))
        ),
        "Plain SGD changes a weight by the learning rate times the gradient, so a small gradient acts like a small learning rate.": (
            lambda *_: True
        ),
        "This is true of plain SGD. Adam divides by the size of the gradient: for a gradient of 1.0e-6 and a learning rate of "
        "0.001 its first step is {step}.": lambda _, g: shows_value(g["step"], 1e-3 * 1e-6 / (1e-6 + 1e-8)),
        "{name}: at the input a path keeps at best the whole learning rate of {rate}; in the whole layer the effective rate is "
        "expected to be {left}.": lambda d, g: (
            d[g].activation != "sigmoid"
            and shows_value(g["rate"], d.params.learning_rate)
            and shows(g["left"], _rate(d, d[g].layer_factor))
        ),
        "{name}: at the input the effective learning rate of a path is at best {left} instead of {rate}.": lambda d, g: (
            _left_on_path(d, g, negligible=False)
        ),
        "{name}: at the input the effective learning rate of a path is at best {left} instead of {rate}; below 1.0e-6 it is "
        "basically zero.": lambda d, g: _left_on_path(d, g, negligible=True),
    }
)


def panels_passing(panels: Panels, groups: Any) -> Any:
    """Share of the units that pass, layer by layer."""
    return panels[groups].passing
