"""The claims of `bptt-norm`, against the curves of both networks; tests/figures/bptt_norm/ computes those by other means."""

from __future__ import annotations

import math
from collections import Counter
from itertools import product
from typing import Any

import numpy as np

from sitegen.description.sentences import Description
from tests.words.claims import claims, number, shows, shows_power, shows_value

_LEVEL = 0.3
_TINY = {"float32": (1.1754943508222875e-38, 2.0**-23), "float64": (2.2250738585072014e-308, 2.0**-52)}
_INIT = {
    "normal": "normally distributed entries",
    "scaled": "normally distributed entries that are scaled by width,",
    "orthogonal": "orthogonal recurrent matrices",
    "identity": "identity recurrent matrices",
}


class Curves:
    """Parameters, numbers, and the curve of each network by its name."""

    def __init__(self, params: Any, data: Any, description: Description) -> None:
        del description
        self.params, self.data, self.steps = params, data, data.steps
        self.networks = {"RNN": data.rnn, "GRU": data.gru}
        self.rnn, self.gru = data.rnn.log10_norm, data.gru.log10_norm

    def curve(self, groups: Any) -> Any:
        """log₁₀ norms of the network that a sentence is about."""
        return self.networks[groups["network"]].log10_norm

    def lost(self, name: str) -> float:
        """Orders of magnitude lost on the way back."""
        curve = self.networks[name].log10_norm
        return math.inf if curve[0] == -math.inf else float(curve[-1] - curve[0])

    def trend(self, name: str) -> str:
        """The way that a gradient goes; over many seeds, as it was measured on all of them."""
        if self.params.seeds:
            return self.networks[name].trend
        lost = self.lost(name)
        return "level" if abs(lost) <= _LEVEL + 1e-9 else "decays" if lost > 0 else "grows"

    def zeros(self, name: str) -> int:
        """Steps at which the norm is exactly zero."""
        return int(np.isneginf(self.networks[name].log10_norm).sum())

    def counting(self, name: str, kind: str) -> list[bool]:
        """Which of the steps from 1 on still count in a sum of this format."""
        curve = self.networks[name].log10_norm[1:]
        return (curve >= curve.max() + math.log10(_TINY[kind][1]) - 1e-9).tolist() if np.isfinite(curve).any() else []

    def slopes(self, name: str) -> tuple[float, float]:
        """Orders lost in ten steps, from end to end and by least squares, over what is not zero."""
        curve = self.networks[name].log10_norm
        part = curve[np.isfinite(curve)]
        steps = np.arange(len(part))
        return 10 * float(part[-1] - part[0]) / (len(part) - 1), 10 * float(np.polyfit(steps, part, 1)[0])


def _change(curves: Curves, name: str, orders: str, sign: int) -> bool:
    lost = curves.lost(name)
    return lost * sign > 0 and shows_value(orders, abs(lost)) and not curves.zeros(name)


def _kept(curves: Curves, groups: Any) -> bool:
    curve = curves.curve(groups)
    return all(shows(groups[end], float(curve[at])) for end, at in (("last", -1), ("first", 0)))


def _ends(curves: Curves, groups: Any, sign: int) -> bool:
    curve = curves.curve(groups)
    ends = shows(groups["last"], float(curve[-1])) and shows(groups["first"], float(curve[0]))
    return ends and _change(curves, groups["network"], groups["orders"], sign)


def _rates(curves: Curves, groups: Any, ends: int, fit: int) -> bool:
    """Signs: 1 loses, −1 gains, 0 hardly changes."""
    found = curves.slopes(groups["network"])
    if "first" in groups:
        assert int(groups["first"].replace(",", "")) == curves.zeros(groups["network"]) > 0
    return all(
        abs(slope) < 0.00501 if sign == 0 else slope * sign > 0 and shows_value(groups[name], abs(slope))
        for name, sign, slope in (("ends", ends, found[0]), ("fit", fit, found[1]))
    )


def _rate_claims() -> dict[str, Any]:
    texts = {
        (1, 1): "loses {ends} orders of magnitude per 10 steps from end to end, and {fit} by least squares.",
        (1, -1): "loses {ends} orders of magnitude per 10 steps from end to end, but gains {fit} by least squares.",
        (1, 0): "loses {ends} orders of magnitude per 10 steps from end to end, but hardly changes by least squares.",
        (-1, 1): "gains {ends} orders of magnitude per 10 steps from end to end, but loses {fit} by least squares.",
        (-1, -1): "gains {ends} orders of magnitude per 10 steps from end to end, and {fit} by least squares.",
        (-1, 0): "gains {ends} orders of magnitude per 10 steps from end to end, but hardly changes by least squares.",
        (0, 1): "hardly changes from end to end, but loses {fit} orders of magnitude per 10 steps by least squares.",
        (0, -1): "hardly changes from end to end, but gains {fit} orders of magnitude per 10 steps by least squares.",
        (0, 0): "hardly changes, neither from end to end nor by least squares.",
    }
    return {
        f"{start} {{network}} {text}": lambda d, g, signs=signs: _rates(d, g, *signs)
        for start in ("The", "From step {first} on, the")
        for signs, text in texts.items()
    }


def _ratio(curves: Curves) -> float:
    return curves.slopes("GRU")[0] / curves.slopes("RNN")[0]


def _decaying(curves: Curves) -> bool:
    return curves.trend("RNN") == "decays" and curves.trend("GRU") != "grows"


def _counts(curves: Curves, groups: Any) -> bool:
    name = groups["network"]
    found = (sum(curves.counting(name, "float32")), curves.steps, sum(curves.counting(name, "float64")))
    return tuple(int(number(groups[each])) for each in ("few", "of", "many")) == found


def _missed(curves: Curves, name: str, kind: str) -> int:
    return [*curves.counting(name, kind), True].index(True)


def _misses(curves: Curves, groups: Any, few: int, many: int | None = None) -> bool:
    name = groups["network"]
    single, double = _missed(curves, name, "float32"), _missed(curves, name, "float64")
    return single == few > 0 and (double == many if many is not None else True)


def _close(curves: Curves) -> bool:
    measured, theory = curves.slopes("RNN")[0], curves.data.recurrence.theory.decay
    return abs(measured - theory) <= 0.1 * max(abs(measured), abs(theory)) + 1e-9


def _predicted(curves: Curves) -> float:
    """Orders that the theory's line loses in all."""
    return float(curves.data.recurrence.theory.decay) * curves.steps / 10


def _theory(curves: Curves, groups: Any, sign: int) -> bool:
    matrix, factor = curves.data.recurrence, groups.get("factor", "1.00")
    return (
        shows_value(groups["slope"], matrix.mean_slope)
        and (
            curves.params.seeds
            or math.isclose(number(factor), matrix.spectral_radius * matrix.mean_slope, rel_tol=0.06)
        )
        and shows(factor, -matrix.theory.decay / 10)
        and matrix.theory.decay * sign > 0
        and shows_value(groups["theory"], abs(matrix.theory.decay))
    )


def _tokens(curves: Curves, groups: Any) -> bool:
    return (
        groups["length"] == f"{curves.steps:,} token{'s' * (curves.steps > 1)}"
        and int(groups["target"]) == curves.data.target
    )


def _seeds(curves: Curves, groups: Any, rnn: int, gru: int) -> bool:
    bands = ((curves.data.rnn.band, "rnn", rnn), (curves.data.gru.band, "gru", gru))
    return all(
        band.decay_mean * sign >= 0
        and shows_value(groups[name], abs(band.decay_mean))
        and shows_value(groups[f"{name}_deviation"], band.decay_deviation)
        for band, name, sign in bands
    )


def _better(curves: Curves, groups: Any, count: int) -> bool:
    """How many of the networks lose fewer orders than uniform attention does."""
    lost = [curves.lost("RNN"), curves.lost("GRU")]
    attention = math.log10(curves.steps)
    shown = shows_value(groups["rnn"], abs(lost[0])) and shows_value(groups["gru"], abs(lost[1]))
    return shown and sum(abs(each) <= attention + 1e-9 for each in lost) == count


_LINES = "The RNN is the dashed line with round markers, the GRU the solid line with square markers"
_BOTH = "Both have a hidden width of {hidden} and {init} at scale {scale}; the update gate of the GRU has a bias of "
_PATH = "A path that is multiplied by that share at every step "
_START = "At the start the RNN’s norm is {first}"
_SIGMA = "The largest singular value is not below 1, so nothing forces the gradient to vanish"
_THEORY = "With a mean tanh slope of {slope} the radius predicts "
_TIME = "Through time, the RNN loses {rnn} orders on the same way and the GRU {gru}"
_CANNOT = "In float32 the {network} cannot learn from its "
_GROWTH = "the gradient of the {network} grows by up to {rise} orders of magnitude"
_UNCERTAIN = "rounding errors of the forward pass grow as much, so that {digits} digits are uncertain."
_OVER = "Over the seeds, from end to end, the RNN {rnn_verb} {rnn} ± {rnn_deviation} orders of magnitude per 10 steps and the GRU "


def _weights(curves: Curves, groups: Any, sign: int) -> bool:
    params = curves.params
    return (
        int(groups["hidden"]) == params.hidden
        and groups["init"] == _INIT[params.init]
        and number(groups["scale"]) == params.scale
        and sign * number(groups["bias"]) == params.update_bias
    )


def _grows(curves: Curves, groups: Any) -> bool:
    growth = curves.data.growth
    named = groups["network"] == growth.network and shows_value(groups["rise"], growth.rise)
    if not curves.params.seeds:
        curve = curves.curve(groups)
        rises = [curve[early] - curve[early:].min() for early in range(len(curve)) if np.isfinite(curve[early:]).all()]
        named = named and abs(max(rises) - growth.rise) < 0.01
    return named and int(groups["digits"]) == math.ceil(growth.rise - 1e-9) > 1


def _chaotic(curves: Curves, groups: Any) -> bool:
    chaos = curves.data.chaos
    return (
        groups["network"] == chaos.network
        and int(groups["steps"]) == curves.steps
        and shows_value(groups["factor"], chaos.factor)
        and abs(number(groups["horizon"]) - math.log(2**52) / math.log(chaos.factor)) <= 1
        and int(groups.get("draws", 1)) == chaos.draws
    )


_VERDICTS = {
    "So the GRU’s line is clearly flatter than the RNN’s.": lambda d, _: _decaying(d) and _ratio(d) < 0.7501,
    "So the GRU’s line is hardly flatter than the RNN’s.": lambda d, _: _decaying(d) and 0.7499 < _ratio(d) < 0.9501,
    "So both lines are about equally steep.": lambda d, _: _decaying(d) and 0.9499 < _ratio(d) < 1.0501,
    "So the GRU’s line is steeper than the RNN’s.": lambda d, _: _decaying(d) and _ratio(d) > 1.0499,
    "The RNN’s gradient does not vanish here: it keeps about the same length on its way back.": lambda d, _: (
        d.trend("RNN") == "level"
    ),
    "The RNN’s gradient does not vanish in every draw: it decays in some and grows in others.": lambda d, _: (
        bool(d.params.seeds) and d.trend("RNN") == "mixed"
    ),
    "So the two go opposite ways: on the way back the RNN’s gradient decays and the GRU’s grows.": lambda d, _: (
        (d.trend("RNN"), d.trend("GRU")) == ("decays", "grows")
    ),
    "The RNN’s gradient does not vanish here: it grows on its way back.": lambda d, _: d.trend("RNN") == "grows",
}


def _becomes(curves: Curves, name: str, clause: str, groups: Any) -> bool:
    """Whether a clause is true of one network."""
    orders = groups.get(f"{name.lower()}_orders", "")
    if clause.startswith("is exactly zero"):
        step = groups.get(f"{name.lower()}_step")
        return curves.zeros(name) == (curves.steps + 1 if step is None else int(step)) > 0
    if clause == "hardly changes":
        return abs(curves.lost(name)) < 0.005 and not curves.zeros(name)
    return _change(curves, name, orders, 1 if clause.startswith("decays") else -1)


def _lead_claims() -> dict[str, Any]:
    """Every pair of clauses; the second one is short where the first has its verb."""
    clauses = (
        "decays by {_orders} orders of magnitude",
        "grows by {_orders} orders of magnitude",
        "hardly changes",
        "is exactly zero",
        "is exactly zero before step {_step}",
    )

    def claim(rnn: str, gru: str) -> Any:
        return lambda d, g: (
            _becomes(d, "RNN", rnn, g)
            and _becomes(d, "GRU", gru, g)
            and g["steps"] == f"{d.steps:,} step{'s' * (d.steps > 1)}"
        )

    found = {}
    for rnn, gru in product(clauses, repeat=2):
        alike = rnn.split()[0] == gru.split()[0]
        second = "by {_orders}" if alike and "orders" in rnn else gru
        first, second = rnn.replace("{_", "{rnn_"), second.replace("{_", "{gru_")
        join = "and" if alike else "but"
        found[f"The gradient {first} in the RNN {join} {second} in the GRU, over {{steps}}."] = claim(rnn, gru)
    return found


_CHANGES = {
    "{network}: {first} arrives": lambda d, g: shows(g["first"], float(d.curve(g)[0])),
    "The gradient of the {network} keeps its norm of {last} on its way back.": lambda d, g: _kept(
        d, {**g, "first": g["last"]}
    ),
    "The gradient of the {network} hardly changes on its way back, from {last} to {first}.": lambda d, g: (
        _kept(d, g) and abs(d.lost(g["network"])) < 0.005
    ),
    "The gradient of the {network} decays by {orders} orders of magnitude on its way back, from {last} to {first}.": (
        lambda d, g: _ends(d, g, 1)
    ),
    "The gradient of the {network} grows by {orders} orders of magnitude on its way back, from {last} to {first}.": (
        lambda d, g: _ends(d, g, -1)
    ),
    "The gradient of the {network} is exactly zero.": lambda d, g: d.zeros(g["network"]) == d.steps + 1,
    "The gradient of the {network} is exactly zero before step {step}.": lambda d, g: (
        0 < d.zeros(g["network"]) == int(g["step"]) <= d.steps
    ),
    "The gradient of the {network} is zero at too many steps for a slope.": lambda d, g: (
        d.zeros(g["network"]) >= d.steps
    ),
}
_PREDICTION = {
    "The recurrent matrix has a spectral radius of {radius} and a largest singular value of {stretch}.": lambda d, g: (
        shows_value(g["radius"], d.data.recurrence.spectral_radius)
        and shows_value(g["stretch"], d.data.recurrence.largest_singular_value)
    ),
    "A scale of {scale} is the spread of a single entry: {hidden} entries a row make a radius near {expected}.": (
        lambda d, g: (
            number(g["scale"]) == d.params.scale
            and int(g["hidden"]) == d.params.hidden > 1
            and shows_value(g["expected"], d.params.scale * math.sqrt(d.params.hidden))
        )
    ),
    f"{_THEORY}that the norm hardly changes.": lambda d, _: abs(d.data.recurrence.theory.decay) < 0.005,
    f"{_THEORY}a factor of {{factor}} a step, a loss of {{theory}} orders per 10 steps.": lambda d, g: _theory(d, g, 1),
    f"{_THEORY}a factor of {{factor}} a step, a gain of {{theory}} orders per 10 steps.": lambda d, g: _theory(
        d, g, -1
    ),
    f"{_THEORY}a loss of {{theory}} orders per 10 steps.": lambda d, g: _theory(d, g, 1),
    f"{_THEORY}a gain of {{theory}} orders per 10 steps.": lambda d, g: _theory(d, g, -1),
    "The measured slope agrees with this prediction.": lambda d, _: _close(d),
    "The measured gradient and this prediction both stay within a factor of two.": lambda d, _: (
        d.trend("RNN") == "level" and abs(_predicted(d)) <= _LEVEL + 1e-9
    ),
    "A single prediction cannot tell this: the measured gradient decays in some draws and grows in others.": lambda d, _: (
        d.trend("RNN") == "mixed"
    ),
    "The measured gradient grows instead: states and weights are not independent, as the prediction assumes.": (
        lambda d, _: d.trend("RNN") == "grows" and _predicted(d) > _LEVEL
    ),
    "The measured gradient decays instead: states and weights are not independent, as the prediction assumes.": (
        lambda d, _: d.trend("RNN") == "decays" and _predicted(d) < -_LEVEL
    ),
    "The measured gradient grows, while this prediction stays about level.": lambda d, _: (
        d.trend("RNN") == "grows" and abs(_predicted(d)) <= _LEVEL + 1e-9
    ),
    "The measured gradient decays, while this prediction stays about level.": lambda d, _: (
        d.trend("RNN") == "decays" and abs(_predicted(d)) <= _LEVEL + 1e-9
    ),
    "The measured gradient stays about level, while this prediction decays.": lambda d, _: (
        d.trend("RNN") == "level" and _predicted(d) > _LEVEL
    ),
    "The measured gradient stays about level, while this prediction grows.": lambda d, _: (
        d.trend("RNN") == "level" and _predicted(d) < -_LEVEL
    ),
    "The measured line is steeper than this prediction.": lambda d, _: (
        abs(d.slopes("RNN")[0]) > abs(d.data.recurrence.theory.decay)
    ),
    "The measured line is flatter than this prediction.": lambda d, _: (
        abs(d.slopes("RNN")[0]) < abs(d.data.recurrence.theory.decay)
    ),
    "The largest singular value is below 1, which alone makes the gradient vanish over time.": lambda d, _: (
        d.data.recurrence.largest_singular_value < 1
    ),
    f"{_SIGMA}, and it does in some draws only.": lambda d, _: d.trend("RNN") == "mixed",
    f"{_SIGMA}; it decays all the same.": lambda d, _: d.trend("RNN") == "decays",
    f"{_SIGMA}, and it does not.": lambda d, _: d.trend("RNN") in {"level", "grows"},
}
_GATES = {
    "The update gate is {mean} on average, with a standard deviation of {deviation}, so a step keeps {kept} of the old state.": (
        lambda d, g: (
            shows_value(g["mean"], d.data.gates.update_mean)
            and shows_value(g["deviation"], d.data.gates.update_std)
            and (
                d.data.gates.kept >= 0.9995 if g["kept"] == "nearly all" else shows_value(g["kept"], d.data.gates.kept)
            )
            and (
                abs(
                    d.data.gates.kept
                    - (1 - d.data.gates.update_mean if d.params.update_gate == "new" else d.data.gates.update_mean)
                )
                < 5.1e-4  # both have three digits
            )
        )
    ),
    f"{_PATH}hardly changes.": lambda d, _: d.data.gates.kept > 0.9988,
    f"{_PATH}loses {{path}} orders per 10 steps.": lambda d, g: shows_value(
        g["path"], -10 * math.log10(d.data.gates.kept)
    ),
    f"{_PATH}loses {{path}} orders per 10 steps; what the GRU keeps beyond this comes through the new state.": lambda d, g: (
        shows_value(g["path"], d.data.gates.kept_decay) and d.slopes("GRU")[0] < number(g["path"])
    ),
    "The additive path does its work, because the gate keeps most of the old state at every step.": lambda d, _: (
        d.data.gates.kept >= 0.7 - 1e-9 and _ratio(d) < 0.7501
    ),
    "The gate keeps most of the old state, and the RNN’s own matrix keeps about as much or more.": lambda d, _: (
        d.data.gates.kept >= 0.7 - 1e-9 and _ratio(d) > 0.7499
    ),
    "The share of the old state that the gate keeps sets this slope, and the RNN has no such path.": lambda d, _: (
        abs(d.slopes("GRU")[0] - d.data.gates.kept_decay) <= 0.1501 * d.data.gates.kept_decay
    ),
    "That is not the gate’s merit: it replaces much of the old state, and the RNN merely loses more.": lambda d, _: (
        d.data.gates.kept < 0.7 and _ratio(d) < 0.7501
    ),
    "The additive path alone does not preserve the gradient, because the gate replaces too much of the old state at every step.": (
        lambda d, _: d.data.gates.kept < 0.7 and _ratio(d) > 0.7499
    ),
}
_PRACTICE = {
    f"{_START}: it has not vanished.": lambda d, g: (
        shows(g["first"], float(d.rnn[0])) and d.trend("RNN") in {"level", "grows"}
    ),
    f"{_START}, and float32 can hold this number: its smallest normal one is 1.2e-38.": lambda d, g: (
        shows(g["first"], float(d.rnn[0])) and d.rnn[0] >= -37.93
    ),
    f"{_START}, below 1.2e-38, the smallest normal number of float32.": lambda d, g: (
        shows(g["first"], float(d.rnn[0])) and d.rnn[0] < -37.92
    ),
    "A weight is shared by all steps, and its gradient is their sum: a term smaller than 1.2e-7 of the largest is rounded away in "
    "float32.": lambda *_: True,
    "For the {network}, {few} of {of} steps still count in float32 and {many} in float64.": lambda d, g: (
        _counts(d, g) and g["few"] != "1" and g["of"] != "1"
    ),
    "For the {network}, {few} of {of} steps still counts in float32 and {many} in float64.": lambda d, g: (
        _counts(d, g) and g["few"] == "1" and g["of"] != "1"
    ),
    "For the {network}, {few} of {of} step still counts in float32 and {many} in float64.": lambda d, g: (
        _counts(d, g) and g["few"] == g["of"] == "1"
    ),
    "For the {network}, {few} of {of} step still count in float32 and {many} in float64.": lambda d, g: (
        _counts(d, g) and g["few"] == "0" and g["of"] == "1"
    ),
    "So in float32 every token can teach both networks something, with its share of the gradient.": lambda d, _: all(
        all(d.counting(name, "float32")) and d.trend(name) != "grows" for name in d.networks
    ),
    f"{_CANNOT}first token; in float64 it cannot, either.": lambda d, g: _misses(d, g, 1, 1),
    f"{_CANNOT}first token; in float64 it can.": lambda d, g: _misses(d, g, 1, 0),
    f"{_CANNOT}{{few}} earliest tokens; in float64 it misses {{many}} of them.": lambda d, g: (
        _misses(d, g, int(number(g["few"])), int(number(g["many"]))) and g["few"] != "1"
    ),
    f"{_CANNOT}{{few}} earliest tokens; in float64 all of them count.": lambda d, g: (
        _misses(d, g, int(number(g["few"])), 0) and g["few"] != "1"
    ),
    "The early tokens are not lost on the {network}: their gradient is larger than that of the late ones.": lambda d, g: (
        d.trend(g["network"]) == "grows"
    ),
    "In float32 the early tokens can teach the {network} something, with their share of the gradient.": lambda d, g: (
        _missed(d, g["network"], "float32") == 0
    ),
    "No learning rate brings a missed token back, because it scales all terms alike.": lambda d, _: any(
        _missed(d, name, "float32") for name in d.networks
    ),
}
_ATTENTION = {
    "The gradient of an attention layer goes from the last position to the first in a single step, whatever the distance; that "
    "step multiplies it by about the attention weight α.": lambda *_: True,
    "With a single position, α is one and nothing is lost.": lambda d, _: d.steps == 1,
    "Before training every position gets about the same α, one over {steps}: that is {weight}, a loss of {orders} orders of "
    "magnitude at every distance.": lambda d, g: (
        int(number(g["steps"])) == d.steps > 1
        and shows_value(g["weight"], 1 / d.steps)
        and shows_value(g["orders"], math.log10(d.steps))
    ),
    "Here a gradient grows on its way back through time, and attention has no product of steps that could grow.": lambda d, _: (
        "grows" in {d.trend("RNN"), d.trend("GRU")}
    ),
    "In some draws a gradient grows on its way back through time, and attention has no product of steps that could grow.": (
        lambda d, _: "mixed" in {d.trend("RNN"), d.trend("GRU")}
    ),
    "The gradient of the {network} becomes exactly zero on its way back through time, and attention has no product of steps.": (
        lambda d, g: d.zeros(g["network"]) > 0
    ),
    "The gradient of the {network} keeps about the same length on its way back through time, because the factors of its steps balance; "
    "attention has no product of steps to balance.": lambda d, g: d.trend(g["network"]) == "level",
    f"{_TIME}, and more with every further step.": lambda d, g: _better(d, g, 0),
    f"{_TIME}: over this length one of them does better than uniform attention, but its loss grows with every further step.": (
        lambda d, g: _better(d, g, 1)
    ),
    f"{_TIME}: over this length both do better than uniform attention, but their loss grows with every further step.": (
        lambda d, g: _better(d, g, 2)
    ),
}
CURVES = claims(
    {
        **_lead_claims(),
        **_CHANGES,
        **_rate_claims(),
        **_VERDICTS,
        **_PREDICTION,
        **_GATES,
        **_PRACTICE,
        **_ATTENTION,
        "Line chart of the norm of the loss gradient at each hidden state of a vanilla RNN and of a GRU, neither of them trained, "
        "from backpropagation through time.": lambda *_: True,
        f"{_BOTH}{{bias}}.": lambda d, g: _weights(d, g, 1),
        f"{_BOTH}minus {{bias}}.": lambda d, g: _weights(d, g, -1),
        "The sequence is the author’s own, {length} long, and the loss after its last token asks for token {target}.": (
            lambda d, g: bool(d.params.tokens) and _tokens(d, g)
        ),
        "The sequence is random, {length} long, and the loss after the last asks for token {target}.": lambda d, g: (
            d.params.sequence == "B" and _tokens(d, g)
        ),
        "The sequence repeats “I work , you work ,” up to a length of {length}, and the loss after its last token asks for "
        "“work”.": lambda d, g: int(number(g["length"])) == d.steps and d.params.sequence == "A",
        "The horizontal axis is the time step, from 0 on the left to {last} on the right, where the loss is; the vertical axis is "
        "logarithmic, from {low} to {high}.": lambda d, g: (
            int(number(g["last"])) == d.steps
            and all(
                d.data.axis_low <= each <= d.data.axis_high + 1e-9
                for curve in (d.rnn, d.gru)
                for each in curve.tolist()
                if each != -math.inf
            )
            and (abs(d.data.axis_low) > 300 or shows_power(g["low"], d.data.axis_low))
            and shows_power(g["high"], d.data.axis_high)
        ),
        f"{_LINES}.": lambda d, _: not math.isfinite(d.data.recurrence.log10_start),
        f"{_LINES}; the dotted line is what the spectral radius predicts for the RNN.": lambda d, _: math.isfinite(
            d.data.recurrence.log10_start
        ),
        "The lines are medians over {seeds} seeds, and the bands reach from the 5th to the 95th percentile.": lambda d, g: (
            int(g["seeds"]) == d.params.seeds
        ),
        "The dashed level named {format} is the smallest normal number of that format, {smallest}.": lambda _, g: (
            shows_value(g["smallest"], _TINY[g["format"]][0])
        ),
        **{
            f"{_OVER.replace('{rnn_verb}', rnn)}{gru} {{gru}} ± {{gru_deviation}}, mean and standard deviation.": (
                lambda d, g, rnn=rnn, gru=gru: _seeds(d, g, 1 if rnn == "loses" else -1, 1 if gru == "loses" else -1)
            )
            for rnn in ("loses", "gains")
            for gru in ("loses", "gains")
        },
        "The GRU loses fewer orders than the RNN in all of them.": lambda d, _: d.data.gru_flatter_percent == 100,
        "The GRU loses fewer orders than the RNN in none of them.": lambda d, _: d.data.gru_flatter_percent == 0,
        "The GRU loses fewer orders than the RNN in {percent} % of them.": lambda d, g: (
            shows_value(g["percent"], d.data.gru_flatter_percent) and 0 < number(g["percent"]) < 100
        ),
        f"From one step to an earlier one {_GROWTH}; {_UNCERTAIN}": lambda d, g: _grows(d, g) and not d.params.seeds,
        f"In one of the {{seeds}} draws {_GROWTH} from one step to an earlier one; {_UNCERTAIN}": lambda d, g: (
            _grows(d, g) and int(g["seeds"]) == d.params.seeds
        ),
        "Over these {steps} steps the {network} is chaotic: its gradient grows in both halves of the sequence, by a factor of "
        "{factor} a step on average, and after about {horizon} such steps two machines share no digit.": _chaotic,
        "Over these {steps} steps the {network} is chaotic in {draws} of the {seeds} draws: its gradient grows in both halves of "
        "the sequence, in the fastest by a factor of {factor} a step on average, and after about {horizon} such steps two machines "
        "share no digit.": _chaotic,
        "Of the {asked} steps that were asked for only {steps} are run, with the loss after them, so that every machine draws the "
        "same figure.": lambda d, g: (
            1 < int(number(g["steps"])) == d.steps < int(number(g["asked"])) == d.data.steps_asked
        ),
        "Of the {asked} steps that were asked for only {steps} is run, with the loss after them, so that every machine draws the "
        "same figure.": lambda d, g: g["steps"] == "1" and d.steps == 1,
        "The logarithms of all norms are kept to {decimals} decimals, which are the same on every machine.": lambda d, g: (
            2 <= int(g["decimals"]) == d.data.decimals
        ),
        "Markers appear on both lines one after another, as the gradient travels from the loss after step {last} back to step 0.": lambda d, g: (
            int(number(g["last"])) == d.steps
        ),
        "Markers appear once, one pair after another, from the loss back to the start.": lambda *_: True,
        "The table shows steps that are {stride} apart, and the last; the files hold every step.": lambda d, g: (
            int(number(g["stride"])) > 1 and Counter(np.diff(range(0, d.steps, int(number(g["stride"]))))).total() < 27
        ),
    }
)
