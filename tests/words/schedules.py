"""The claims of `lr-schedule`, against rates that are computed one by one in plain floats."""

from __future__ import annotations

import math
from typing import Any

from sitegen.description.sentences import Description
from tests.series.series_claims import shown
from tests.words.claims import claims

DEFAULTS = {
    "peak": 0.001,
    "warmup": 0,
    "start": 0.0,
    "rise": "linear",
    "stable": 0,
    "decay": "cosine",
    "power": 2.0,
    "factor": 0.1,
}


def phases_of(params: Any, own: Any) -> dict[str, Any]:
    """The fields of a schedule: its own, those of the figure, and the defaults."""
    fields = (*DEFAULTS, "model_size", "end", "every")
    common, given = (
        {name: getattr(each, name) for name in fields if getattr(each, name) is not None} for each in (params, own)
    )
    if "peak" in given:
        common.pop("model_size", None)
    found = {**DEFAULTS, **common, **given}
    if "model_size" in found:
        found["peak"] = 1 / math.sqrt(found["model_size"] * max(1, found["warmup"]))
    found.setdefault("end", 0.01 if found["decay"] == "exponential" else 0.0)
    found.setdefault("every", max(1, math.ceil((params.total - found["warmup"] - found["stable"]) / 3)))
    return found


def share_left(f: dict[str, Any], t: int, total: int) -> float:
    """The rate at a step, as a share of the peak."""
    top = f["warmup"] + f["stable"]
    if t < f["warmup"]:
        part = t / f["warmup"]
        return f["start"] + (1 - f["start"]) * (part if f["rise"] == "linear" else (1 - math.cos(math.pi * part)) / 2)
    if t < top or f["decay"] == "constant":
        return 1.0
    if f["decay"] == "step":
        return f["factor"] ** ((t - top) // f["every"])
    if f["decay"] == "inverse-sqrt":
        return math.sqrt(max(1, top) / max(t, 1, top))
    done = min(1.0, (t - top) / (total - top))
    if f["decay"] == "exponential":
        return math.exp(math.log(f["end"]) * done)
    shape = {"linear": 1 - done, "polynomial": (1 - done) ** f["power"], "cosine": (1 + math.cos(math.pi * done)) / 2}
    return f["end"] + (1 - f["end"]) * shape[f["decay"]]


class Schedules:
    """The rates of every schedule, by the name that sentences give it."""

    def __init__(self, params: Any, _data: Any, _: Description) -> None:
        self.params = params
        self.t = range(params.count_from, params.count_from + params.total)
        self.fields = {
            f"“{each.name}”" if params.schedules else "The learning rate": phases_of(params, each)
            for each in params.schedules or (params,)
        }
        self.only = next(iter(self.fields))
        self.shares = {name: self._shares(f) for name, f in self.fields.items()}
        self.peaks = {
            name: [t for t, share in zip(self.t, shares, strict=True) if share >= 1 - 1e-12]
            for name, shares in self.shares.items()
        }

    def _shares(self, f: dict[str, Any]) -> list[float]:
        """Of the largest rate: without a warm-up, a run that counts from 1 never has the peak that was asked for."""
        found = [share_left(f, t, self.params.total) for t in self.t]
        return [share / max(found) for share in found]

    def rate(self, name: str, t: int) -> float:
        f = self.fields[name]
        return float(f["peak"] * share_left(f, t, self.params.total))

    def is_rate(self, text: str, name: str, t: int) -> bool:
        """But for the rounding error of a cosine near −1."""
        exact, slack = self.rate(name, t), 1e-15 * self.fields[name]["peak"]
        return any(shown(text, value) for value in (exact, exact + slack, max(0.0, exact - slack)))

    def is_half(self, name: str, step: int) -> bool:
        """Whether at most half is left from this step on, and more before."""
        shares, at = self.shares[name], step - self.t[0]
        return shares[at] <= 0.5 + 1e-12 and (shares[at - 1] > 0.5 and step > self.peaks[name][-1])

    def half(self, name: str) -> int:
        """The first step at which at most half is left."""
        return next(t for t in self.t if t > self.peaks[name][-1] and self.shares[name][t - self.t[0]] <= 0.5 + 1e-12)

    def keeps_half(self, name: str) -> bool:
        return all(share > 0.5 for share in self.shares[name][self.peaks[name][-1] - self.t[0] :])


def whole(text: str) -> int:
    return int(text.replace(",", ""))


def _constant(d: Schedules, g: Any) -> bool:
    return len(d.peaks[g["subject"]]) == d.params.total and d.is_rate(g["peak"], g["subject"], d.t[0])


def _course(d: Schedules, g: Any) -> bool:
    name, shares = g["subject"], d.shares[g["subject"]]
    at = whole(g["at"])
    ends = d.is_rate(g["last"], name, d.t[-1]) if "last" in g else d.peaks[name][-1] == d.t[-1]
    return at == d.peaks[name][0] and d.is_rate(g["peak"], name, at) and ends and shown(g["area"], math.fsum(shares))


def _first(d: Schedules, g: Any) -> bool:
    origin, other = d.params.count_from, 1 - d.params.count_from
    told = (
        d.is_rate(g["otherwise"], g["subject"], other) and (g["origin"], g["other"]) == (str(origin), str(other))
        if "other" in g
        else True
    )
    return d.is_rate(g["first"], g["subject"], origin) and told


def _stable(d: Schedules, g: Any) -> bool:
    return d.peaks[g["subject"]] == list(range(whole(g["start"]), whole(g["end"]) + 1))


def _ends(d: Schedules, g: Any) -> bool:
    last = {name: d.rate(name, d.t[-1]) for name in d.shares}
    if "most" not in g:
        return all(d.is_rate(g["high"], name, d.t[-1]) for name in last)
    most, least = (extreme(last, key=last.__getitem__) for extreme in (max, min))
    return _has_end(d, g["most"], g["high"], most, last) and _has_end(d, g["least"], g["low"], least, last)


def _has_end(d: Schedules, who: str, text: str, end: str, last: dict[str, float]) -> bool:
    """Whether this is a schedule with the end of another, or the number of those whose ends look like it."""
    if who in last:
        return d.is_rate(text, who, d.t[-1]) and math.isclose(last[who], last[end], rel_tol=1e-6, abs_tol=1e-15)
    alike = sum(d.is_rate(text, each, d.t[-1]) for each in last)
    return d.is_rate(text, end, d.t[-1]) and who.isdigit() and 1 < int(who) <= alike


def _same_ends(d: Schedules, g: Any) -> bool:
    last = {d.rate(name, d.t[-1]) for name in d.shares}
    return _ends(d, g) and (max(last) - min(last) <= 1e-9 * max(last) or g["high"] == "0")


def _chart(d: Schedules, g: Any) -> bool:
    top = max(d.rate(name, d.peaks[name][0]) for name in d.fields)
    count = g.get("count", "1 schedule")
    return (
        whole(g["steps"].split()[0]) == d.params.total
        and g["low"] == "0"
        and top < float(g["high"].replace(",", "")) <= 2 * top
        and (count == f"{len(d.shares)} schedule{'s' if len(d.shares) > 1 else ''}")
    )


def _peak_and_half(d: Schedules, g: Any) -> bool:
    name, at = g["subject"], whole(g["at"])
    return at == d.peaks[name][0] and d.is_rate(g["peak"], name, at) and d.is_half(name, whole(g["half"]))


def _halving(d: Schedules, g: Any) -> bool:
    """Whether the first schedule is at half of its peak before all others, and the last one after them or never."""
    early, others = whole(g["early"]), [name for name in d.shares if name != g["first"]]
    keeping = [name for name in others if d.keeps_half(name)]
    falling = [name for name in others if name not in keeping]
    if not d.is_half(g["first"], early) or any(d.half(name) <= early for name in falling):
        return False
    if "never" in g:
        return bool(falling) and _are(g["never"], keeping)
    late = whole(g["late"])
    last = [name for name in falling if d.is_half(name, late)]
    return not keeping and _are(g["last"], last) and all(d.half(name) < late for name in falling if name not in last)


def _are(who: str, names: list[str]) -> bool:
    return who == names[0] if len(names) == 1 else who == str(len(names))


_COUNT = "Of {count}, {most} ends with the largest rate, {high}, and {least} with the smallest, {low}."
SCHEDULES = claims(
    {
        "{subject} is {peak} at every step.": _constant,
        "{subject} rises to {peak} at step {at} and stays there; its sum is as much as {area} steps at the peak.": _course,
        "{subject} peaks at {peak} at step {at} and ends with {last}; its sum is as much as {area} steps at the peak.": _course,
        "Line chart of the learning rate over {steps}, on a linear axis from {low} to {high}.": _chart,
        "Line chart of {count} over {steps}, on a linear axis from {low} to {high}.": _chart,
        "{subject} begins with {first}.": _first,
        "{subject} begins with {first}, since steps count from {origin}; if they counted from {other}, it would begin with "
        "{otherwise}.": _first,
        "{subject} is at its peak from step {start} to step {end}.": _stable,
        "{subject} has at most half of its peak left from step {half} on.": lambda d, g: d.is_half(
            g["subject"], whole(g["half"])
        ),
        "{subject} never falls to half of its peak.": lambda d, g: d.keeps_half(g["subject"]),
        "All {count} end with about the same rate, {high}.": _ends,
        "All {count} end with the same rate, {high}.": _same_ends,
        "Both schedules end with about the same rate, {high}.": _ends,
        "Both schedules end with the same rate, {high}.": _same_ends,
        "{subject} peaks at {peak} at step {at} and is down to at most half of that from step {half} on.": _peak_and_half,
        "{first} is down to at most half of its peak first, from step {early} on; {never} never falls that far.": _halving,
        "{first} is down to at most half of its peak first, from step {early} on; {never} never fall that far.": _halving,
        "{first} is down to at most half of its peak first, from step {early} on, and {last} last, from step {late} on.": _halving,
        _COUNT: _ends,
        _COUNT.replace("ends", "end"): _ends,
        "peak {peak}": lambda d, g: d.is_rate(g["peak"], d.only, d.peaks[d.only][0]),
        "half at {half}": lambda d, g: d.is_half(d.only, whole(g["half"])),
    }
)
