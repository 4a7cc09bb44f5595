"""The claims of `layer-profile`: measured values as their author has them, and theory as the figure gives it, which other tests check."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import Any

import mpmath

from sitegen.description.sentences import Description
from tests.words.claims import Claim, claims, in_number, number, shows, shows_power, shows_ratio

NAMES = {
    "identity": "identity", "relu": "ReLU", "leaky-relu": "leaky ReLU", "elu": "ELU", "selu": "SELU", "sigmoid": "sigmoid",
    "tanh": "tanh", "gelu": "GELU", "silu": "SiLU", "softplus": "softplus", "mish": "Mish",
}  # fmt: skip
INITS = {"he": "He", "glorot": "Glorot", "lecun": "LeCun", "orthogonal": "orthogonal"}
USUAL = {
    "activation": "relu", "wiring": "plain", "init": "he", "scale": 1.0, "batch_norm": False, "statistic": "rms", "width": 64,
}  # fmt: skip
Groups = Mapping[str, str]


class Profiles:
    """Logarithms of every profile, by the name that sentences give it, and the fields of those in theory."""

    def __init__(self, params: Any, data: Any, _: Description) -> None:
        self.params, self.first = params, params.first_layer
        self.logs: dict[str, list[float]] = {}
        self.fields: dict[str, dict[str, Any]] = {}
        computed = {each.name: each.log10_magnitude.tolist() for each in data.profiles}
        for each in params.theories or (() if params.measured else (params,)):
            name = getattr(each, "name", "")
            subject = f"“{name}”" if name else f"The {params.measure}"
            self.logs[subject] = computed[name]
            given = [
                {field: getattr(of, field) for field in USUAL if getattr(of, field) is not None}
                for of in (params, each)
            ]
            self.fields[subject] = {**USUAL, **given[0], **given[1]}
        for each in params.measured:
            logs = [math.log10(value) if value else -math.inf for value in each.values]
            self.logs[f"“{each.name}”"] = [value - logs[-1] for value in logs] if params.relative else logs
        self.every = [value for logs in self.logs.values() for value in logs]
        self.subject = ""

    def of(self, groups: Groups) -> list[float]:
        """The profile that a sentence names, or the one before it."""
        logs = self.logs[groups.get("subject", self.subject)]
        self.subject = groups.get("subject", self.subject)
        return logs

    def is_end(self, text: str, log10: float) -> bool:
        """Whether a number is that with this logarithm, but for rounding errors."""
        return any(shows(text, log10 + slack) for slack in (0.0, 1e-11, -1e-11))

    def layers(self, groups: Groups, logs: list[float]) -> bool:
        """Whether both ends are named by their layers."""
        last = self.first + len(logs) - 1
        return int(groups["start"]) == last and int(groups.get("end", self.first)) == self.first


def _course(d: Profiles, g: Groups) -> bool:
    logs = d.of(g)
    first = g.get("first", g["last"])
    is_first = shows_ratio(first, logs[0], logs[-1]) if first.startswith("just") else d.is_end(first, logs[0])
    if not (d.layers(g, logs) and d.is_end(g["last"], logs[-1]) and is_first):
        return False
    if "least" in g and not _steps(d, g):
        return False
    if "factor" not in g:
        return True
    steps = len(logs) - 1
    return all(map(math.isfinite, logs)) and d.is_end(g["factor"], (logs[0] - logs[-1]) / steps)


def _constant(d: Profiles, g: Groups) -> bool:
    logs = d.of(g)
    return d.layers(g, logs) and all(d.is_end(g["last"], value) for value in logs)


def _single(d: Profiles, g: Groups) -> bool:
    return len(d.of(g)) == 1 and _course(d, g)


def _steps(d: Profiles, g: Groups) -> bool:
    steps = [before - after for before, after in pairwise(d.of(g if "subject" in g else {}))]
    return d.is_end(g["least"], min(steps)) and d.is_end(g["most"], max(steps))


def _zeros(d: Profiles, g: Groups) -> bool:
    logs = d.of(g)
    noun = "layer" if len(logs) == 1 else "layers"
    marked = in_number({**g, "rings": g["rings"].capitalize()}, int(g["zeros"]))
    return int(g["zeros"]) == logs.count(-math.inf) > 0 and g["depth"] == f"{len(logs)} {noun}" and marked


def _range(d: Profiles, g: Groups) -> bool:
    return d.is_end(g["least"], min(d.every)) and d.is_end(g.get("largest", g["least"]), max(d.every))


def _ends(d: Profiles, g: Groups) -> bool:
    firsts = {name: logs[0] for name, logs in d.logs.items()}
    if g.get("count", f"{len(firsts)} profiles") != f"{len(firsts)} profiles" or int(g["layer"]) != d.first:
        return False
    if "most" not in g:
        return all(d.is_end(g["high"], value) for value in firsts.values())
    return g["measure"] == d.params.measure and all(
        d.is_end(g[text], end) and _has_end(g[who].strip("“”"), end, firsts)
        for who, text, end in (("most", "high", max(firsts.values())), ("least", "low", min(firsts.values())))
    )


def _far_apart(d: Profiles, g: Groups) -> bool:
    """One profile is more than ten times as large as the other."""
    firsts = [logs[0] for logs in d.logs.values()]
    return _ends(d, g) and max(firsts) - min(firsts) > 1 - 1e-11


def _verdict(verb: str) -> Any:
    def check(d: Profiles, g: Groups) -> bool:
        logs = d.of(g)
        apart = logs[0] - logs[-1]
        return _course(d, g) and (_regime(apart) == verb or abs(abs(apart) - 2) < 1e-11)

    return check


def _has_end(who: str, end: float, firsts: dict[str, float]) -> bool:
    """Whether this is the name of a profile with the end, or the number of those that have it."""
    if f"“{who}”" in firsts:
        first = firsts[f"“{who}”"]
        return first == end or abs(first - end) <= 1e-11
    alike = sum(first == end or abs(first - end) <= 1e-11 for first in firsts.values())
    return who.isdigit() and 1 < int(who) <= alike


def _chart(d: Profiles, g: Groups) -> bool:
    finite = [value for value in d.every if math.isfinite(value)]
    low, high = math.log10(number(g["low"])), math.log10(number(g["high"]))
    count = g.get("count", "1 profile")
    inside = not finite or low - 1e-9 <= min(finite) <= max(finite) <= high + 1e-9
    ends = (g["left"], g["right"]) == (("loss", "input") if d.params.direction == "loss" else ("input", "loss"))
    right = shows_power(g["low"], round(low)) and shows_power(g["high"], round(high))
    return inside and ends and right and g["measure"] == d.params.measure and count == _counted(len(d.logs))


def _counted(count: int) -> str:
    return f"{count} profile{'s' if count > 1 else ''}"


def _theory(d: Profiles, g: Groups) -> bool:
    fields, d.subject = d.fields[g["subject"]], g["subject"]
    typical, residual, norm = fields["statistic"] == "typical", fields["wiring"] == "residual", fields["batch_norm"]
    text = f"{'the typical size' if typical else 'the root mean square'} over random {'' if residual else 'plain '}networks of "
    text += f"{NAMES[fields['activation']]} layers"
    text += {(False, False): "", (True, False): " with shortcuts", (False, True): " with batch normalisation"}.get(
        (residual, norm), " with shortcuts and batch normalisation"
    )
    if norm and not residual:
        return g["what"] == f"{text}, whatever the scale of their weights"
    text += f", with {INITS[fields['init']]} initialisation"
    text += f" times {fields['scale']:g}" if fields["scale"] != 1 else ""
    return g["what"] == text + (f" and a width of {fields['width']:,}" if typical else "")


def _typical(d: Profiles, g: Groups) -> bool:
    """From chi-square distributions by mpmath; with ReLU, of a binomial number of them."""
    fields = d.fields[d.subject]
    width, half = fields["width"], Fraction(1, 2)
    if fields["activation"] == "identity":
        mean = mpmath.psi(0, width * mpmath.mpf(0.5)) + mpmath.log(2) - mpmath.log(width)
    else:
        shares = [(k, comb(width, k) * half**width) for k in range(1, width + 1)]
        psi = mpmath.fsum(mpmath.psi(0, k * mpmath.mpf(0.5)) * _mpf(share) for k, share in shares)
        mean = psi / _mpf(1 - half**width) + mpmath.log(4) - mpmath.log(width)
    return fields["statistic"] == "typical" and d.is_end(g["narrow"], float(mean / 2 / mpmath.log(10)))


def _mpf(value: Fraction) -> mpmath.mpf:
    return mpmath.mpf(value.numerator) / value.denominator


def _regime(log10: float) -> str:
    return "explode" if log10 > 2 + 1e-11 else "vanish" if log10 < -2 - 1e-11 else "arrive"


def _arrivals(verb: str) -> Any:
    def check(d: Profiles, g: Groups) -> bool:
        known = {name: logs for name, logs in d.logs.items() if len(logs) > 1 and logs[-1] > -math.inf}
        wanted = [name for name, logs in known.items() if _regime(logs[0] - logs[-1]) == verb]
        close = [name for name, logs in known.items() if abs(abs(logs[0] - logs[-1]) - 2) < 1e-11]
        given = [name for name in known if name in g["who"]]
        limits = {"arrive": ("0.010", "100"), "vanish": ("0.010", None), "explode": (None, "100")}[verb]
        if (g.get("lost"), g.get("kept")) != limits:
            return False
        text = " and ".join(filter(None, (", ".join(given[:-1]), given[-1])))
        return text == g["who"] and set(wanted) - set(close) <= set(given) <= set(wanted) | set(close)

    return check


def _parting(d: Profiles, g: Groups) -> bool:
    most, least = (d.logs[f"“{g[name]}”"] for name in ("most", "least"))
    apart = [one - two for one, two in zip(most, least, strict=True)]
    if g["far"] != "10" or most[0] < max(logs[0] for logs in d.logs.values()) - 1e-11:
        return False
    if "layer" not in g:
        return apart[0] <= 1 + 1e-11
    count = int(g["layer"]) - d.first + 1
    return min(apart[:count]) > 1 - 1e-11 and (count == len(apart) or apart[count] <= 1 + 1e-11)


_CHART = (
    " by layer, from the {left} on the left to the {right} on the right, on a logarithmic axis from {low} to {high}."
)
_AT_LAST = " times as much as at the last."
PROFILES: list[Claim] = claims(
    {
        "{most} has the largest {measure} at layer {layer}, {high}, and {least} the smallest, {low}.": _ends,
        "Of {count}, {most} has the largest {measure} at layer {layer}, {high}, and {least} the smallest, {low}.": _ends,
        "Of {count}, {most} have the largest {measure} at layer {layer}, {high}, and {least} the smallest, {low}.": _ends,
        "At layer {layer}, the {measure} of {most} is {high}, but that of {least} only {low}.": _far_apart,
        "All {count} are about {high} at layer {layer}.": _ends,
        "Both profiles are about {high} at layer {layer}.": lambda d, g: _ends(d, {**g, "count": "2 profiles"}),
        "Chart of the {measure}" + _CHART: _chart,
        "Chart of the {measure} of {count}" + _CHART: _chart,
        "Lines are theory, and marks without a line are measured values.": lambda d, _: bool(
            d.fields and d.params.measured
        ),
        "Marks are measured values.": lambda d, _: not d.fields,
        "Every profile is relative to its last layer, the one nearest to the loss.": lambda d, _: all(
            logs[-1] == 0 for logs in d.logs.values()
        ),
        "{subject} is {what}.": _theory,
        "{subject} goes from {last} at layer {start} to {first} at layer {end}.": _course,
        "{subject} goes from {last} at layer {start} to {first} at layer {end}, which is a factor of {factor} a layer.": _course,
        "{subject} goes from {last} at layer {start} to {first} at layer {end}; single layers multiply it by {least} to {most}.": _course,
        **{
            f"{{subject}} {verb}s: it goes from {{last}} at layer {{start}} to {{first}} at layer {{end}}{rest}.": _verdict(
                "vanish" if verb == "vanishe" else verb
            )
            for verb in ("vanishe", "explode")
            for rest in (
                "",
                ", which is a factor of {factor} a layer",
                "; single layers multiply it by {least} to {most}",
            )
        },
        "{subject} is {last} at both layer {start} and layer {end}.": _course,
        "{subject} is about {last} at every layer from {start} to {end}.": _constant,
        "{subject} has a single layer, layer {start}, with {last}.": _single,
        "{subject} is exactly zero in {zeros} of {depth}; {rings} on the baseline {mark} it.": _zeros,
        "Single layers multiply it by {least} to {most}.": _steps,
        "For each layer that it passes, a typical gradient is {narrow} times the root mean square.": _typical,
        "All magnitudes are between {least} and {largest}.": _range,
        "All magnitudes are about {least}.": _range,
        **{
            f"{{who}} {verb}: at the first layer there is between {{lost}} and {{kept}}{_AT_LAST}": _arrivals("arrive")
            for verb in ("arrive", "arrives")
        },
        **{
            f"{{who}} {verb}: at the first layer there is less than {{lost}}{_AT_LAST}": _arrivals("vanish")
            for verb in ("vanish", "vanishes")
        },
        **{
            f"{{who}} {verb}: at the first layer there is more than {{kept}}{_AT_LAST}": _arrivals("explode")
            for verb in ("explode", "explodes")
        },
        "From layer {layer} on towards the input, “{most}” is more than {far} times as large as “{least}”.": _parting,
        "At the first layer “{most}” is at most {far} times as large as “{least}”.": _parting,
    }
)
