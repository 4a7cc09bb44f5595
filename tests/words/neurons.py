"""The claims of `dead-neurons`, against the histories themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

import numpy as np

from sitegen.description.sentences import Description
from sitegen.figures.dead_neurons.demo import demo_activations, demo_names
from tests.words.claims import claims, number, shows_value

_NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
_LEAST = 8


class Neurons:
    """Histories in the window by name, with the measure of every sample and its limit."""

    def __init__(self, params: Any, data: Any, description: Description) -> None:
        del data, description
        self.params = params
        if demo := params.demo:
            made = demo_activations(demo.neurons, demo.samples, demo.dead_share, demo.seed)
            given = dict(zip(demo_names(demo.neurons, demo.per_layer), made.tolist(), strict=True))
        else:
            given = {each.id: list(each.activations) for each in params.neurons}
        self.whole = given
        length = None if params.window == "all" else params.window
        self.window = {name: history[-length:] if length else history for name, history in given.items()}
        self.silent = params.criterion == "silent"
        self.threshold = params.dead_threshold or (1e-6 if self.silent else 0.01)
        self.measures = {name: [self._measure(value) for value in history] for name, history in self.window.items()}
        self.peaks = {name: max(values) for name, values in self.measures.items() if values}
        self.lengths = [len(values) for values in self.window.values()]

    def _measure(self, value: float) -> float:
        if self.silent:
            return abs(value)
        return {"sigmoid": value * (1 - value), "tanh": (1 - value) * (1 + value), "relu": float(value > 0)}[
            self.params.activation
        ]

    def is_dead(self, values: Iterable[float]) -> bool:
        """Whether no measure reaches the limit."""
        return all(value < self.threshold for value in values)

    @property
    def dead(self) -> int:
        """How many neurons are dead."""
        return sum(map(self.is_dead, self.measures.values()))

    def shows(self, text: str, value: float) -> bool:
        """Whether `text` is the value, on the right side of the limit."""
        if text[0] in "<>":
            near = math.isclose(number(text[2:]), self.threshold, rel_tol=0.06)
            return (
                near
                and (value < self.threshold) == (text[0] == "<")
                and math.isclose(value, self.threshold, rel_tol=1e-4)
            )
        return shows_value(text, value)

    def layers(self) -> dict[str, tuple[int, int]]:
        """Dead neurons and all neurons of each layer."""
        split = lambda name: max((name.rpartition(each)[0] for each in "·./"), key=len)  # noqa: E731
        return {
            layer: (sum(self.is_dead(self.measures[name]) for name in names), len(names))
            for layer, names in ((key, list(group)) for key, group in groupby(self.measures, split))
        }

    def halves(self) -> tuple[int, int, int]:
        """Neurons that have enough samples, and those that are dead in each half."""
        enough = [values for values in self.measures.values() if len(values) >= _LEAST]
        first = sum(self.is_dead(values[: len(values) // 2]) for values in enough)
        return len(enough), first, sum(self.is_dead(values[len(values) - len(values) // 2 :]) for values in enough)

    def fit(self) -> tuple[float, float]:
        """Slope [percentage points a sample] and squared correlation of the share below the limit."""
        longest = max(self.lengths)
        share = [
            np.mean([values[-back] < self.threshold for values in self.measures.values() if len(values) >= back])
            for back in range(longest, 0, -1)
        ]
        if np.ptp(share) < 1e-12:
            return 0.0, 0.0
        slope = np.polyfit(range(longest), share, 1)[0]
        return 100 * float(slope), float(np.corrcoef(range(longest), share)[0, 1] ** 2)


def _ends(neurons: Neurons) -> tuple[float, float]:
    """The least and the largest sample of all cards, and 0: of many neurons, the six with the smallest measure have one."""
    names = sorted(neurons.measures, key=lambda name: max(neurons.measures[name], default=0.0))
    carded = names[:6] if len(names) > 24 else names
    samples = [0.0, *(value for name in carded for value in neurons.window[name])]
    return min(samples), max(samples)


def _shown_ends(neurons: Neurons, groups: Any) -> bool:
    shown = zip((groups["low"], groups["high"]), _ends(neurons), strict=True)
    return neurons.params.scale == "shared" and all(
        neurons.shows(text.removeprefix("-"), abs(value)) and text.startswith("-") == (value < 0)
        for text, value in shown
    )


def _limit(neurons: Neurons, groups: Any) -> bool:
    return shows_value(groups["threshold"], neurons.threshold)


def _count(neurons: Neurons, groups: Any) -> bool:
    counts = (number(groups["dead"]), number(groups["neurons"])) == (neurons.dead, len(neurons.window))
    return counts and ("threshold" not in groups or _limit(neurons, groups))


def _dead(neurons: Neurons, groups: Any, *, silent: bool, many: bool) -> bool:
    """How many are dead of one neuron or of several; the numbers that are not named are all of them, or none."""
    count = len(neurons.window)
    named = "neurons" not in groups or groups["neurons"] == f"{count:,} neurons"
    return named and neurons.silent == silent and many == (count > 1) and _limit(neurons, groups)


def _leads(*, silent: bool, what: str, some: str) -> dict[str, Any]:
    def claim(*, many: bool, dead: Callable[[int, int, Any], bool]) -> Callable[[Neurons, Any], bool]:
        return lambda d, g: _dead(d, g, silent=silent, many=many) and dead(d.dead, len(d.window), g)

    return {
        f"The only neuron is dead: no {what} of it reaches {{threshold}}.": claim(
            many=False, dead=lambda n, *_: n == 1
        ),
        f"The only neuron is alive: {some} of it reaches {{threshold}}.": claim(many=False, dead=lambda n, *_: n == 0),
        f"All {{neurons}} are dead: no {what} reaches {{threshold}}.": claim(many=True, dead=lambda n, of, _: n == of),
        f"All {{neurons}} are alive: each has {some} of at least {{threshold}}.": claim(
            many=True, dead=lambda n, *_: n == 0
        ),
        f"Both neurons are dead: no {what} reaches {{threshold}}.": claim(
            many=True, dead=lambda n, of, _: n == of == 2
        ),
        f"Both neurons are alive: each has {some} of at least {{threshold}}.": claim(
            many=True, dead=lambda n, of, _: n == 0 and of == 2
        ),
        f"1 of {{neurons}} is dead: no {what} of it reaches {{threshold}}.": claim(
            many=True, dead=lambda n, *_: n == 1
        ),
        f"{{dead}} of {{neurons}} are dead: no {what} of theirs reaches {{threshold}}.": claim(
            many=True, dead=lambda n, of, g: 1 < n == number(g["dead"]) < of
        ),
    }


def _extreme(neurons: Neurons, groups: Any, *, largest: bool, silent: bool) -> bool:
    value = (max if largest else min)(neurons.peaks.values())
    holders = [name for name, peak in neurons.peaks.items() if peak == value]
    named = [groups["neuron"]] == holders if "neuron" in groups else int(groups["shared"]) == len(holders) > 1
    return neurons.silent == silent and named and neurons.shows(groups["value"], value)


def _every(neurons: Neurons, groups: Any, *, silent: bool, measured: bool) -> bool:
    values = neurons.peaks.values()
    return (
        neurons.silent == silent
        and (len(values) < len(neurons.window)) == measured
        and all(neurons.shows(groups["value"], value) for value in values)
    )


def _window(neurons: Neurons, *, fewest: int, most: int) -> bool:
    return (min(neurons.lengths), max(neurons.lengths)) == (fewest, most)


def _layer(neurons: Neurons, groups: Any, *, largest: bool) -> bool:
    layers = neurons.layers()
    share = (max if largest else min)(dead / of for dead, of in layers.values())
    holders = [name for name, (dead, of) in layers.items() if dead / of == share]
    counted = (int(groups["dead"]), int(groups["neurons"])) == layers[groups["layer"]]
    return counted and groups["layer"] == holders[0] and int(groups.get("shared", 1)) == len(holders)


def _halves(neurons: Neurons, groups: Any, state: str) -> bool:
    found = (number(groups["neurons"]), number(groups["first"]), number(groups["second"]))
    every = neurons.halves()[0] == len(neurons.window)
    said = {"1": "is"}.get(groups["first"], "are")
    named = state == neurons.params.criterion and groups["verb"] == said
    return named and found == neurons.halves() and ("least" in groups) != every


def _only(neurons: Neurons, first: str, second: str, state: str) -> bool:
    _, *dead = neurons.halves()
    return len(neurons.window) == 1 and state == neurons.params.criterion and dead == [not first, not second]


def _fit(neurons: Neurons, groups: Any, sign: int | None) -> bool:
    slope, explained = neurons.fit()
    explains = shows_value(groups["fit"], explained)
    clear = explained >= 0.25 - 1e-9
    if sign is None:
        return explains
    return explains and clear and slope * sign > 0 and shows_value(groups["rate"], abs(slope))


_EACH = "each with its name, its state, its activations as a line, and "
_ONE = "A card for one neuron: its name, its state, its activations as a line, and "
_PEAK, _SLOPE = "its peak, the largest absolute activation.", "the largest slope of its activation function."
_SHARE = "From sample to sample, the share of neurons below the threshold "
_CARDS = (
    "Below are the cards of the 6 neurons with the {what} first; neurons with equal {peaks} are in the order given."
)
_FEW = "The table shows the {rows}"
_REST = "and of equal ones those given first; the CSV and JSON files hold all of them."


def _state_claims(state: str) -> dict[str, Any]:
    halves = "By halves of the window, "
    claims_of_one = {
        f"The neuron is {state} in {half} of the window.": (
            lambda d, _, first=first, second=second: _only(d, first, second, state)
        )
        for half, first, second in (
            ("both halves", "", ""),
            ("only the first half", "", "not "),
            ("only the second half", "not ", ""),
            ("neither half", "not ", "not "),
        )
    }
    return claims_of_one | {
        f"{halves}{{first}} of {{neurons}} {noun}{enough} {{verb}} {state} in the first and {{second}} in the second.": (
            lambda d, g, noun=noun: _halves(d, g, state) and (g["neurons"] == "1") == (noun == "neuron")
        )
        for noun in ("neuron", "neurons")
        for enough in ("", " with at least {least} samples")
    }


NEURONS = claims(
    {
        **_leads(silent=True, what="absolute activation", some="an absolute activation"),
        **_leads(silent=False, what="slope", some="a slope"),
        **_state_claims("silent"),
        **_state_claims("saturated"),
        f"{_ONE}{_PEAK}": lambda d, _: len(d.window) == 1 and d.silent,
        f"{_ONE}{_SLOPE}": lambda d, _: len(d.window) == 1 and not d.silent,
        f"Cards for {{count}} neurons, {_EACH}{_PEAK}": lambda d, g: int(g["count"]) == len(d.window) > 1 and d.silent,
        f"Cards for {{count}} neurons, {_EACH}{_SLOPE}": lambda d, g: (
            int(g["count"]) == len(d.window) > 1 and not d.silent
        ),
        "Summary of {neurons} neurons, too many for a card each: a bar shows the dead share.": lambda d, g: (
            int(g["neurons"]) == len(d.window) > 24 and len(d.layers()) == 1
        ),
        "Summary of {neurons} neurons, too many for a card each: a bar for each of {layers} layers shows its dead share.": (
            lambda d, g: int(g["neurons"]) == len(d.window) > 24 and 1 < int(g["layers"]) == len(d.layers()) <= 12
        ),
        "Summary of {neurons} neurons in {layers} layers, too many for a card each: bars show the dead shares of the 12 "
        "layers with the largest, and of equal ones those given first.": lambda d, g: (
            int(g["neurons"]) == len(d.window) > 24 and int(g["layers"]) == len(d.layers()) > 12
        ),
        _CARDS.format(what="lowest peaks, lowest", peaks="peaks"): lambda d, _: d.silent,
        _CARDS.format(what="smallest slopes, smallest", peaks="slopes"): lambda d, _: not d.silent,
        "The activations are made up by a demo generator with seed {seed}; nothing was measured.": lambda d, g: (
            d.params.demo and number(g["seed"]) == d.params.demo.seed
        ),
        "Every line lies on the dashed one, which marks zero.": lambda d, _: (
            _ends(d) == (0.0, 0.0) and len(d.window) > 1
        ),
        "The line lies on the dashed one, which marks zero.": lambda d, _: (
            _ends(d) == (0.0, 0.0) and len(d.window) == 1
        ),
        "The line is on a linear axis from {low} to {high}; a dashed line marks zero.": lambda d, g: (
            len(d.window) == 1 and _shown_ends(d, g)
        ),
        "All lines are on one linear axis from {low} to {high}, so that heights can be compared; a dashed line marks zero.": (
            lambda d, g: len(d.window) > 1 and _shown_ends(d, g)
        ),
        "The line is scaled to its own lowest and highest value.": lambda d, _: len(d.window) == 1,
        "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards; it is flat "
        "where a neuron is dead or does not change.": lambda d, _: d.silent and len(d.window) > 1,
        "Each line is scaled to its own lowest and highest value, so that heights cannot be compared between cards; it is flat "
        "where a neuron does not change, or stays at one end of its range.": lambda d, _: (
            not d.silent and len(d.window) > 1
        ),
        "{dead}/{neurons} dead": _count,
        "{dead} of {neurons} neurons dead (max absolute activation below {threshold}).": lambda d, g: (
            _count(d, g) and d.silent
        ),
        "{dead} of {neurons} neuron dead (max absolute activation below {threshold}).": lambda d, g: (
            _count(d, g) and d.silent
        ),
        "{dead} of {neurons} neurons dead (largest slope below {threshold}).": lambda d, g: (
            _count(d, g) and not d.silent
        ),
        "{dead} of {neurons} neuron dead (largest slope below {threshold}).": lambda d, g: (
            _count(d, g) and not d.silent
        ),
        "There are no samples, and a neuron without samples counts as dead.": lambda d, _: max(d.lengths) == 0,
        "The window is all of each history, a single sample.": lambda d, _: _window(d, fewest=1, most=1),
        "The window is all of each history, a single sample where there is one.": lambda d, _: _window(
            d, fewest=0, most=1
        ),
        "The window is all of each history, {fewest} to {most} samples.": lambda d, g: (
            _window(d, fewest=int(g["fewest"]), most=int(g["most"])) and g["fewest"] != g["most"]
        ),
        "The window is all of each history, {most} samples.": lambda d, g: (
            _window(d, fewest=int(g["most"]), most=int(g["most"])) and d.params.window == "all"
        ),
        "The window is the last sample of each neuron.": lambda d, _: (
            _window(d, fewest=1, most=1) and d.params.window == 1
        ),
        "The window is the last sample of each neuron that has one.": lambda d, _: (
            _window(d, fewest=0, most=1) and d.params.window == 1
        ),
        "The window is the last {window} samples, or as many as a neuron has: there are {fewest} to {most}.": lambda d, g: (
            d.params.window == int(g["window"]) and _window(d, fewest=int(g["fewest"]), most=int(g["most"]))
        ),
        "The window is the last {window} samples; every history is shorter and counts in full, {most}.": lambda d, g: (
            d.params.window == int(g["window"]) > max(d.lengths)
            and g["most"] == f"{max(d.lengths)} sample{'s' * (max(d.lengths) > 1)}"
            and min(d.lengths) == max(d.lengths)
        ),
        "The window is the last {window} samples of each neuron.": lambda d, g: (
            _window(d, fewest=int(g["window"]), most=int(g["window"])) and d.params.window == int(g["window"])
        ),
        "Dead means saturated in this window: at every sample the slope of the activation function, {activation}, is below "
        "{threshold}, so that almost no gradient passes.": lambda d, g: (
            not d.silent and _limit(d, g) and g["activation"] == _NAMES[d.params.activation]
        ),
        "Dead means silent in this window: no absolute activation reaches {threshold}.": lambda d, g: (
            d.silent and _limit(d, g) and d.whole == d.window
        ),
        "Dead means silent in this window: no absolute activation reaches {threshold}; earlier the neuron may have been active.": (
            lambda d, g: d.silent and _limit(d, g) and d.whole != d.window
        ),
        "One neuron has no sample in the window, and counts as dead.": lambda d, _: d.lengths.count(0) == 1,
        "{empty} neurons have no sample in the window, and count as dead.": lambda d, g: (
            d.lengths.count(0) == int(g["empty"]) > 1
        ),
        "The activation function is {activation}; the table gives the largest slope of each neuron, too.": lambda d, g: (
            g["activation"] == _NAMES[d.params.activation] and d.silent
        ),
        "Every peak is {value}.": lambda d, g: _every(d, g, silent=True, measured=False),
        "Every peak that was measured is {value}.": lambda d, g: _every(d, g, silent=True, measured=True),
        "Every largest slope is {value}.": lambda d, g: _every(d, g, silent=False, measured=False),
        "Every slope that was measured is {value}.": lambda d, g: _every(d, g, silent=False, measured=True),
        "Its peak is {value}.": lambda d, g: _every(d, g, silent=True, measured=False) and len(d.window) == 1,
        "Its largest slope is {value}.": lambda d, g: _every(d, g, silent=False, measured=False) and len(d.window) == 1,
        "The highest peak is {value} ({shared} neurons).": lambda d, g: _extreme(d, g, largest=True, silent=True),
        "The lowest peak is {value} ({shared} neurons).": lambda d, g: _extreme(d, g, largest=False, silent=True),
        "The steepest slope is {value} ({shared} neurons).": lambda d, g: _extreme(d, g, largest=True, silent=False),
        "The flattest slope is {value} ({shared} neurons).": lambda d, g: _extreme(d, g, largest=False, silent=False),
        "The highest peak is {value} ({neuron}).": lambda d, g: _extreme(d, g, largest=True, silent=True),
        "The lowest peak is {value} ({neuron}).": lambda d, g: _extreme(d, g, largest=False, silent=True),
        "The steepest slope is {value} ({neuron}).": lambda d, g: _extreme(d, g, largest=True, silent=False),
        "The flattest slope is {value} ({neuron}).": lambda d, g: _extreme(d, g, largest=False, silent=False),
        "The dead share is the same in every layer.": lambda d, _: (
            len({dead / of for dead, of in d.layers().values()}) == 1
        ),
        "The dead share is largest in {layer} ({dead} of {neurons}).": lambda d, g: _layer(d, g, largest=True),
        "The dead share is largest in {shared} layers, the first of which is {layer} ({dead} of {neurons}).": lambda d, g: (
            _layer(d, g, largest=True)
        ),
        "It is smallest in {layer} ({dead} of {neurons}).": lambda d, g: _layer(d, g, largest=False),
        "It is smallest in {shared} layers, the first of which is {layer} ({dead} of {neurons}).": lambda d, g: _layer(
            d, g, largest=False
        ),
        "There are too few samples for a trend: it takes at least 8.": lambda d, _: max(d.lengths) < _LEAST,
        "Of an odd number of samples the middle one belongs to neither half.": lambda d, _: any(
            length % 2 for length in d.lengths if length >= _LEAST
        ),
        f"{_SHARE}shows no trend.": lambda d, _: d.fit()[1] < 0.005,
        f"{_SHARE}shows no clear trend: a fitted line explains {{fit}} of its variance, which may be chance.": lambda d, g: (
            _fit(d, g, None)
        ),
        f"{_SHARE}shows no clear trend: a fitted line explains only {{fit}} of its variance.": lambda d, g: (
            _fit(d, g, None) and d.fit()[1] < 0.25
        ),
        f"{_SHARE}rises by {{rate}} percentage points on a fitted line, which explains {{fit}} of its variance.": (
            lambda d, g: _fit(d, g, 1)
        ),
        f"{_SHARE}falls by {{rate}} percentage points on a fitted line, which explains {{fit}} of its variance.": (
            lambda d, g: _fit(d, g, -1)
        ),
        f"{_FEW} neurons of {{of}} with the lowest peaks, {_REST}": lambda d, g: (
            d.silent and int(g["of"]) == len(d.window) > int(g["rows"]) == 24
        ),
        f"{_FEW} neurons of {{of}} with the smallest slopes, {_REST}": lambda d, g: (
            not d.silent and int(g["of"]) == len(d.window) > int(g["rows"]) == 24
        ),
        f"{_FEW} layers of {{of}} with the largest dead shares, {_REST}": lambda d, g: (
            int(g["of"]) == len(d.layers()) > int(g["rows"]) == 12
        ),
    }
)
