"""The claims of `gradient-decay` and `gradient-flow`, which have one magnitude a layer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sitegen.description.sentences import Description
from tests.words.claims import claims, exact, has_cut_names, number, shows, shows_power, shows_ratio, shows_value

_LEAST_BAR = 0.007
_GAINS = {"identity": 1, "relu": 0.5, "leaky-relu": 0.505, "sigmoid": 0.25, "tanh": 1, "gelu": 0.5, "silu": 0.5}
_MEAN_SQUARES = {
    "identity": 1.0,
    "relu": 0.5,
    "leaky-relu": 0.50005,
    "sigmoid": 0.044836241350194,
    "tanh": 0.46440290244827,
    "gelu": 0.45585086564929,
    "silu": 0.37948235163283,
}
_ROOT_MEAN_SQUARES = {name: math.sqrt(square) for name, square in _MEAN_SQUARES.items()}
_NAMES = {
    "identity": "identity",
    "relu": "ReLU",
    "leaky-relu": "leaky ReLU",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "gelu": "GELU",
    "silu": "SiLU",
}
_AT_MOST = ("sigmoid", "tanh")


@dataclass
class Layers:
    """The magnitudes of a figure by layer, input first, as logarithms, and what readers are shown of them."""

    params: Any
    logs: list[float]
    shown: tuple[str, ...]
    names: tuple[str, ...]
    axis: tuple[int, int]

    @property
    def called(self) -> list[str]:
        """The names of the layers, each with its number if others have the same."""
        return [f"{name} ({layer})" if self.names.count(name) > 1 else name for layer, name in enumerate(self.names)]

    @property
    def steps(self) -> list[float]:
        """Change of the logarithm from each layer to the next one towards the input."""
        return [towards_input - before for towards_input, before in pairwise(self.logs)]

    @property
    def mean(self) -> float:
        """Change a layer on average."""
        return (self.logs[0] - self.logs[-1]) / (len(self.logs) - 1)

    @property
    def spread(self) -> float:
        """From the smallest to the largest logarithm."""
        return max(self.logs) - min(self.logs)

    @property
    def even(self) -> bool:
        """Whether every step is within a factor of two of the mean."""
        return all(abs(step - self.mean) <= math.log10(2) + 1e-9 for step in self.steps)

    def steady(self, factor: str) -> bool:
        """Whether every step shows this factor."""
        return all(shows(factor, step) for step in self.steps)


def _logs(values: list[float]) -> list[float]:
    return [math.log10(value) if value > 0 else -math.inf for value in values]


def _shown(description: Description) -> tuple[str, ...]:
    (column,) = (column for column in description.table.columns if column.name == "magnitude")
    return tuple(cell.visible() for cell in column.cells)


def flow_facts(params: Any, data: Any, description: Description) -> Layers:
    """From the parameters alone, but for the axis."""
    depth = len(params.layers)
    values = params.gradients or [0.55 ** (depth - 1 - layer) for layer in range(depth)]
    hidden = [f"hidden {layer}" for layer in range(1, depth - 1)]
    names = params.names or (("input", *hidden, "output") if depth > 1 else ("output",))
    return Layers(params, _logs(values), _shown(description), names, (data.axis_low, data.axis_high))


def decay_facts(params: Any, data: Any, description: Description) -> Layers:
    """From the parameters alone, but for the axis."""
    gains = _GAINS if params.rule == "mean" else _ROOT_MEAN_SQUARES
    factor = math.log10(params.init_scale * gains[params.activation])
    logs = [factor * (params.num_layers - 1 - layer) for layer in range(params.num_layers)]
    return Layers(params, logs, _shown(description), (), (data.axis_low, data.axis_high))


def _by_factor(layers: Layers, factor: float) -> bool:
    """Whether every step is this factor to two decimals, and all of them together to five percent."""
    together = abs(layers.logs[0] - layers.logs[-1] - math.log10(factor) * len(layers.steps))
    return together <= 0.0212 and all(abs(10**step - factor) <= 0.00501 for step in layers.steps)


_START = "Each layer towards the input multiplies the magnitude by {factor}"
_TREND = {
    "The magnitude is exactly zero in every layer.": lambda d, _: set(d.logs) == {-math.inf},
    "The magnitude is exactly zero in {zeros} of {depth} layers, so that there is no factor per layer.": lambda d, g: (
        (number(g["zeros"]), number(g["depth"])) == (d.logs.count(-math.inf), len(d.logs))
    ),
    "The magnitude stays the same at every layer on the way from the loss to the input.": lambda d, _: (
        len(set(d.shown)) == 1
    ),
    "The magnitude halves at every layer on the way from the loss to the input.": lambda d, _: _by_factor(d, 0.5),
    "The magnitude falls to a quarter at every layer on the way from the loss to the input.": lambda d, _: _by_factor(
        d, 0.25
    ),
    "The magnitude doubles at every layer on the way from the loss to the input.": lambda d, _: _by_factor(d, 2.0),
    "From each layer to the next, the magnitude hardly changes.": lambda d, _: all(
        abs(step) < 0.00218 for step in d.steps
    ),
    "On average each layer towards the input multiplies the magnitude by {factor}; single layers multiply it by {least} to "
    "{most}.": lambda d, g: (
        shows(g["factor"], d.mean)
        and shows(g["least"], min(d.steps))
        and shows(g["most"], max(d.steps))
        and exact(g["least"]) < exact(g["most"])
    ),
    f"{_START}.": lambda d, g: d.steady(g["factor"]),
    f"{_START}: one order of magnitude a layer.": lambda d, g: d.steady(g["factor"]) and abs(abs(d.mean) - 1) <= 0.051,
    f"{_START}: {{orders}} orders of magnitude a layer.": lambda d, g: (
        d.steady(g["factor"]) and shows_value(g["orders"], abs(d.mean))
    ),
    f"{_START}: one order of magnitude every {{layers}} layers.": lambda d, g: (
        d.steady(g["factor"])
        and shows_value(g["layers"], 1 / abs(d.mean))
        and number(g["layers"]) <= len(d.steps) + 0.05
    ),
}


def _zeros(layers: Layers, groups: Any) -> bool:
    return (number(groups["zeros"]), number(groups["depth"])) == (layers.logs.count(-math.inf), len(layers.logs))


def _named(layers: Layers, groups: Any) -> bool:
    """Whether the ends have the names of the author, or those of every network."""
    ends = (groups["start"], groups["end"])
    return ends in {("the input", "the loss"), (layers.names[0], layers.names[-1]) if layers.names else ()}


def _arrives(layers: Layers, groups: Any, sign: int, verdict: str) -> bool:
    """Both ends, the way from one to the other, and what becomes of the gradient."""
    first, last = layers.logs[0], layers.logs[-1]
    shown = (
        _named(layers, groups)
        and shows(groups["last"], last)
        and ("first" not in groups or shows_ratio(groups["first"], first, last))
    )
    if hasattr(layers.params, "init_scale"):
        found = next((word for word in ("exploding", "vanishing") if _verdict(layers, word)), "")
    else:
        found = (
            "" if last == -math.inf else "exploding" if first - last > 2 else "vanishing" if first - last < -2 else ""
        )
    return shown and (first - last) * sign > 0 and found == verdict


_LEADS = {
    "The only layer has a gradient of {magnitude}.": lambda d, g: len(d.logs) == 1 and shows(g["magnitude"], d.logs[0]),
    "The gradient is exactly zero in every layer.": lambda d, _: set(d.logs) == {-math.inf},
    "The gradient is exactly zero in {zeros} of {depth} layers.": _zeros,
    "The gradient stays the same at every layer.": lambda d, _: len(set(d.shown)) == 1 < len(d.logs),
    "The gradient hardly changes from layer to layer.": lambda d, _: all(abs(step) < 0.00218 for step in d.steps),
    "On average, the gradient hardly changes from layer to layer.": lambda d, _: abs(d.mean) < 0.00218 and d.even,
    "The gradient halves at every layer.": lambda d, _: _by_factor(d, 0.5),
    "The gradient falls to a quarter at every layer.": lambda d, _: _by_factor(d, 0.25),
    "The gradient doubles at every layer.": lambda d, _: _by_factor(d, 2.0),
    "Each layer multiplies the gradient by {factor}.": lambda d, g: d.steady(g["factor"]),
    "On average, each layer multiplies the gradient by {factor}.": lambda d, g: shows(g["factor"], d.mean) and d.even,
    "Single layers multiply the gradient by {least} to {most}, on average by {factor}.": lambda d, g: (
        shows(g["least"], min(d.steps)) and shows(g["most"], max(d.steps)) and shows(g["factor"], d.mean)
    ),
    "As much reaches {start} as there is at {end}, {last}.": lambda d, g: (
        _named(d, g) and shows(g["last"], d.logs[0]) and shows(g["last"], d.logs[-1])
    ),
    "Of {last} at {end}, nothing reaches {start}: it vanishes.": lambda d, g: (
        _named(d, g) and d.logs[0] == -math.inf and shows(g["last"], d.logs[-1])
    ),
    "Of {last} at {end}, {first} reaches {start}.": lambda d, g: _arrives(d, g, -1, ""),
    "Of {last} at {end}, {first} reaches {start}: it vanishes.": lambda d, g: _arrives(d, g, -1, "vanishing"),
    "From {last} at {end} it grows to {first} at {start}.": lambda d, g: _arrives(d, g, 1, ""),
    "From {last} at {end} it grows to {first} at {start}: it explodes.": lambda d, g: _arrives(d, g, 1, "exploding"),
}


def _resting(layers: Layers) -> int:
    """The layer at which the wave stands at rest, counted from the input."""
    params, depth = layers.params, len(layers.logs)
    moves = params.current_layer is None if params.playing is None else params.playing
    cursor = params.current_layer if params.current_layer is not None else depth - 1 if moves else 0
    return depth - 1 - cursor


def _layer(layers: Layers, name: str) -> int:
    """The one layer with this name, or with this name and its number, if others have the same name."""
    return layers.called.index(name)


def _at(layers: Layers, groups: Any) -> bool:
    layer = _layer(layers, groups["name"])
    return "magnitude" not in groups or shows(groups["magnitude"], layers.logs[layer])


def _ends(layers: Layers, groups: Any) -> bool:
    named = (groups["end"], groups["start"]) == (layers.called[-1], layers.called[0])
    return named and shows(groups["last"], layers.logs[-1]) and shows(groups["first"], layers.logs[0])


def _fold(layers: Layers, groups: Any, sign: int) -> bool:
    change = layers.logs[0] - layers.logs[-1]
    return _ends(layers, groups) and change * sign > 0 and shows(groups["fold"], abs(change))


_STRENGTHS = "the greatest magnitude in full, a tenth of it at half strength, a hundredth at a third and so on"
_LIT = f"Each layer that the wave has reached is lit: {_STRENGTHS}, but none at less than {{least}} percent"
_ENDS = "The magnitude is {last} at {end} and {first} at {start}"
_NETWORK = "Diagram of a network with {depth} layers"
_SIDES = "from {first} on the left to {last} on the right."


def _network(layers: Layers, groups: Any) -> bool:
    ends = (groups["first"], groups["last"]) == (layers.called[0], layers.called[-1])
    return ends and number(groups["depth"]) == len(layers.logs)


def _ahead(layers: Layers) -> list[bool]:
    """Whether each of the next layers glows, two at most."""
    rest = _resting(layers)
    nearest = reversed(layers.logs[max(0, rest - 2) : rest])
    return [layers.params.light == "even" or each > -math.inf for each in nearest]


def _dots(layers: Layers) -> int:
    return sum(each > -math.inf for each in layers.logs)


def _lit(layers: Layers, groups: Any) -> bool:
    return layers.params.light == "gradient" and len(layers.logs) > 1 and groups["least"] == "8"


FLOW = claims(
    {
        **_TREND,
        **_LEADS,
        "Diagram of a network with a single layer of width {shape}.": lambda d, g: (
            (int(g["shape"].replace(",", "")),) == d.params.layers
        ),
        f"{_NETWORK} of widths {{shape}}, {_SIDES}": lambda d, g: (
            _network(d, g)
            and tuple(map(int, g["shape"].split(", "))) == d.params.layers
            and len(set(d.params.layers)) > 1
        ),
        f"{_NETWORK}, each 1 neuron wide, {_SIDES}": lambda d, g: _network(d, g) and set(d.params.layers) == {1},
        f"{_NETWORK}, each {{wide}} neurons wide, {_SIDES}": lambda d, g: (
            _network(d, g) and set(d.params.layers) == {number(g["wide"])} != {1}
        ),
        f"{_NETWORK}, {{narrow}} to {{wide}} neurons wide, {_SIDES}": lambda d, g: (
            _network(d, g)
            and (number(g["narrow"]), number(g["wide"])) == (min(d.params.layers), max(d.params.layers))
            and g["narrow"] != g["wide"]
        ),
        "Faint lines join every neuron to all neurons of the next layer.": lambda d, _: len(d.logs) > 1,
        "Names that have no room in the drawing are cut or left out; the table has all of them.": lambda d, _: (
            has_cut_names("gradient-flow", d.params, d.names)
        ),
        "The magnitude is {last} at both ends.": lambda d, g: (
            shows(g["last"], d.logs[0]) and shows(g["last"], d.logs[-1])
        ),
        f"{_ENDS}.": lambda d, g: (
            _ends(d, g) and (-math.inf in {d.logs[0], d.logs[-1]} or abs(d.logs[0] - d.logs[-1]) < 0.00218)
        ),
        f"{_ENDS}, smaller by a factor of {{fold}}.": lambda d, g: _fold(d, g, -1),
        f"{_ENDS}, larger by a factor of {{fold}}.": lambda d, g: _fold(d, g, 1),
        "A single layer has no trend.": lambda d, _: len(d.logs) == 1,
        "The dot under each layer shows its magnitude on a logarithmic axis from {low} to {high}; the baseline is its lower end.": lambda d, g: (
            all(
                math.log10(number(g["low"])) - 1e-9 <= each <= math.log10(number(g["high"])) + 1e-9
                for each in d.logs
                if each != -math.inf
            )
            if d.axis[0] > -300 and d.axis[1] < 300
            else True
        ),
        "A ring on the baseline stands for a magnitude of exactly zero.": lambda d, _: -math.inf in d.logs,
        "A frame marks the layer that the wave has reached.": lambda d, _: len(d.logs) > 1,
        "No layer is lit, since no gradient arrives.": lambda d, _: set(d.logs) == {-math.inf},
        "It alone is lit in full, whatever its magnitude.": lambda d, _: d.params.light == "even",
        f"{_LIT}.": lambda d, g: _lit(d, g) and -math.inf not in d.logs,
        f"{_LIT}; a layer with a magnitude of exactly zero stays dark.": lambda d, g: (
            _lit(d, g) and -math.inf in d.logs
        ),
        "The next layer on its way glows faintly.": lambda d, _: _ahead(d) in ([True], [True, False]),
        "The next layer on its way is dark, and the one after it glows faintly.": lambda d, _: (
            _ahead(d) == [False, True]
        ),
        "The next two layers on its way glow faintly.": lambda d, _: _ahead(d) == [True, True],
        "At rest, the backward gradient wave stands at {name}, where the gradient magnitude is {magnitude}.": (
            lambda d, g: _at(d, g) and _layer(d, g["name"]) == _resting(d)
        ),
        "At {name}, the gradient magnitude is {magnitude}.": _at,
        "{name} · |∂L| {magnitude}": _at,
        "On this page the wave runs from the loss to {name} again and again, {beat} milliseconds a layer.": (
            lambda d, g: _at(d, g) and d.params.loop and number(g["beat"]) == d.params.play_speed
        ),
        "On this page the wave runs once from the loss to {name}, {beat} milliseconds a layer.": (
            lambda d, g: _at(d, g) and not d.params.loop and number(g["beat"]) == d.params.play_speed
        ),
        "The dot of each layer appears when the wave arrives.": lambda d, _: (
            _resting(d) < len(d.logs) - 1 and -math.inf not in d.logs
        ),
        "The dots appear when the wave arrives.": lambda d, _: 1 < _dots(d) < len(d.logs),
        "The dot appears when the wave arrives.": lambda d, _: 1 == _dots(d) < len(d.logs),
    }
)


def _verdict(layers: Layers, word: str) -> bool:
    """The word for a network: the source's limits, and a factor of two for what is stable."""
    start, factor = layers.logs[0], layers.mean
    exploding = factor > math.log10(1.05) + 1e-9
    return {
        "exploding": exploding,
        "vanishing": not exploding and start < -2,
        "stable": not exploding and abs(start) <= math.log10(2) + 1e-9,
        "growing": not exploding and start > math.log10(2),
        "shrinking": -2 <= start < -math.log10(2),
    }[word]


def _construction(layers: Layers, groups: Any) -> bool:
    params = layers.params
    gain = (_GAINS if params.rule == "mean" else _ROOT_MEAN_SQUARES)[params.activation]
    slope, _, shown = groups["slope"].rpartition(" ")
    classroom = "max σ' =" if params.activation in _AT_MOST else "E[σ'] ≈"
    of_others = classroom if params.rule == "mean" else "√E[σ'²] ≈"
    named = slope == ("σ' =" if params.activation == "identity" else of_others)
    return (
        named
        and groups["activation"] == _NAMES[params.activation]
        and shows_value(shown, gain)
        and shows_value(groups["scale"], params.init_scale)
    )


def _count(layers: Layers, groups: Any, expected: int) -> bool:
    return (number(groups["count"]), number(groups["of"])) == (expected, len(layers.logs))


_PLACES = "per layer, from the input (layer 0) on the left to the layer next to the loss (layer {last}) on the right; heights are on a "
_EACH = "Each layer multiplies by the scale "
_SPAN = "The magnitudes span from {smallest} to {largest}"


def _span(layers: Layers, groups: Any) -> bool:
    return shows(groups["smallest"], min(layers.logs)) and shows(groups["largest"], max(layers.logs))


def _below(layers: Layers) -> int:
    return sum(each < -2 - 1e-10 for each in layers.logs)


def _invisible(layers: Layers) -> int:
    return not layers.params.log_scale and sum(each < max(layers.logs) + math.log10(_LEAST_BAR) for each in layers.logs)


def _log(layers: Layers, _: Any) -> bool:
    return bool(layers.params.log_scale)


def _linear(layers: Layers, _: Any) -> bool:
    return not layers.params.log_scale


DECAY = claims(
    {
        **_TREND,
        **_LEADS,
        "Gradient decay: {activation} ({slope}), initialisation scale {scale}.": _construction,
        "After {layers} layers, gradient magnitude reaches the input as {magnitude} — {regime}.": lambda d, g: (
            number(g["layers"]) == len(d.logs) and shows(g["magnitude"], d.logs[0]) and _verdict(d, g["regime"])
        ),
        f"One dot {_PLACES}logarithmic axis from {{low}} to {{high}}, whose lower end is the baseline.": lambda d, g: (
            d.params.log_scale
            and number(g["last"]) == len(d.steps)
            and shows_power(g["low"], d.axis[0])
            and shows_power(g["high"], d.axis[1])
            and d.axis[0] <= min(d.logs) + 1e-9
            and max(d.logs) <= d.axis[1] + 1e-9
        ),
        f"One bar {_PLACES}linear axis from 0 to {{high}}.": lambda d, g: (
            not d.params.log_scale and number(g["last"]) == len(d.steps) and shows(g["high"], max(d.logs))
        ),
        f"{_EACH}times the root mean square of the activation’s slope.": lambda d, _: d.params.rule == "rms",
        f"{_EACH}times the largest slope of the sigmoid, its best case.": lambda d, _: d.params.activation == "sigmoid",
        f"{_EACH}alone, since the slope of the identity is constant.": lambda d, _: d.params.activation == "identity",
        f"{_EACH}times the largest slope of tanh, its best case.": lambda d, _: d.params.activation == "tanh",
        f"{_EACH}times the mean slope of the activation.": lambda d, _: (
            d.params.activation not in _AT_MOST and d.params.activation != "identity"
        ),
        "Every layer has magnitude {magnitude}.": lambda d, g: all(shows(g["magnitude"], each) for each in d.logs),
        f"{_SPAN}.": lambda d, g: _span(d, g) and d.spread < 0.00218,
        f"{_SPAN}, a factor of {{fold}}.": lambda d, g: _span(d, g) and shows(g["fold"], d.spread),
        "In {count} of {of} layers the magnitude is above that at the loss.": lambda d, g: _count(
            d, g, sum(each > 1e-10 for each in d.logs)
        ),
        "No layer is below 0.01.": lambda d, _: not _below(d),
        "In {count} of {of} layers the magnitude is below 0.01.": lambda d, g: _count(d, g, _below(d)),
        "In {count} of {of} layers the bar would be too low to see, and a dot on the baseline stands for it.": (
            lambda d, g: _count(d, g, _invisible(d))
        ),
        "The bars rise one after another, beginning next to the loss, each to the magnitude of its layer.": _linear,
        "The dots appear one after another, beginning next to the loss, each at the magnitude of its layer.": _log,
        "At the end, the profile goes from {last} next to the loss to {magnitude} at the input.": lambda d, g: (
            shows(g["last"], 0.0) and shows(g["magnitude"], d.logs[0])
        ),
        "The bars rise once, one after another, from the loss towards the input.": _linear,
        "The dots appear once, one after another, from the loss towards the input.": _log,
        "input |∂L| {magnitude}": lambda d, g: shows(g["magnitude"], d.logs[0]),
        "{regime} · per-layer ×{factor}": lambda d, g: shows(g["factor"], d.mean) and _verdict(d, g["regime"]),
    }
)
