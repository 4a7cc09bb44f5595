"""Beside a verdict, a number that is compared with a limit is never shown on the other side of it, in no kind of figure.

The deciding number of a figure goes through its limit in steps that shrink to the next float. It is read back from the words, the
drawing or the table, and its digits alone are compared with the limit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from sitegen.description.number_format import format_percent
from sitegen.description.sentences import Description
from sitegen.figures import KINDS
from sitegen.scene.canvas import NARROW
from sitegen.scene.shapes import Scene, Text

FLOW, PROFILE = {"layers": [1, 1]}, "“a” goes from (.+) at layer 2 to (.+?) at layer 1"
ENDS = r"(?:Of|From) (.+) at the loss,? (?:it grows to )?(.+?) (?:reaches|at the input)"
IN_WORDS = {
    "just less than a hundredth of it": (0.01, -1),
    "just more than a hundredth of it": (0.01, 1),
    "just less than a hundred times as much": (100, -1),
    "just more than a hundred times as much": (100, 1),
}


@dataclass
class Told:
    """A figure in words and as drawn."""

    description: Description
    scene: Scene
    data: Any

    @property
    def words(self) -> str:
        return self.description.summary("visible")

    @property
    def answers(self) -> str:
        return " ".join(said.text() for answer in self.description.answers for said in answer.sentences)

    @property
    def drawn(self) -> list[Text]:
        return [mark for mark in self.scene.marks() if isinstance(mark, Text)]

    def found(self, pattern: str) -> tuple[str, ...]:
        """What a sentence has at the groups of a pattern."""
        (groups,) = set(re.findall(pattern, self.words))
        return groups if isinstance(groups, tuple) else (groups,)

    def column(self, name: str, row: int = 0) -> str:
        """A cell of the first table that has this column."""
        tables = (self.description.table, *self.description.more_tables)
        column = next(each for table in tables for each in table.columns if each.name == name)
        return column.cells[row].visible()

    def row(self, name: str) -> str:
        """The number behind a name in one of the tables."""
        cells = [row for table in self.description.more_tables for row in table.rows]
        (found,) = (row[1] for row in cells if not isinstance(row[0], str) and row[0].visible() == name)
        return found.visible()

    def beside(self, start: str) -> str:
        """The number after the beginning of a text in the drawing, which leaves the symbol of the gradient out where it has no room."""
        (text,) = (each.text for each in self.drawn if each.text.startswith(start))
        return text.removeprefix(start).removeprefix("|∂L|").strip()


def told(kind: str, params: dict[str, Any]) -> Told:
    known = KINDS[kind]
    resolved = known.resolved_model.model_validate(params)
    data = known.compute(resolved)
    return Told(known.describe(resolved, data), known.draw(resolved, data, NARROW), data)


def near(limit: float) -> Iterator[float]:
    """A limit, the floats next to it, and numbers around it."""
    yield from (limit, math.nextafter(limit, 0), math.nextafter(limit, math.inf))
    for digits in (*range(2, 11), 13, 14, 15):  # rounding errors decide at 11 and 12 digits
        yield from (limit * (1 - 10.0**-digits), limit * (1 + 10.0**-digits), limit * (1 + 4e-1 * 10.0**-digits))


def side_of(value: float, limit: float) -> int:
    return 0 if math.isclose(value, limit, rel_tol=1e-12) else 1 if value > limit else -1


def number(text: str) -> Decimal:
    typeset = re.sub(r"(?: × )?10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", "e", text)
    typeset = f"1{typeset}" if typeset.startswith("e") else typeset
    return Decimal(typeset.translate(str.maketrans("⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")).replace(",", ""))


def shown_side(text: str, limit: float, other: str = "1") -> int:
    """On which side of `limit` times another number a text is, by its digits."""
    if text in IN_WORDS:
        return IN_WORDS[text][1] if IN_WORDS[text][0] == limit else side_of(IN_WORDS[text][0], limit)
    if text[0] in "<>":
        return -1 if text[0] == "<" else 1
    gap = number(text) - number(other) * Decimal(repr(limit))
    return 0 if not gap else 1 if gap > 0 else -1


@dataclass(frozen=True)
class Limit:
    """A kind of figure, a limit, how a figure with a number near it is made, and what is read back from it."""

    kind: str
    at: float
    params: Callable[[float], dict[str, Any]]
    shown: Callable[[Told], list[tuple[str, ...]]]
    """Every text of the number; and the one that it is a ratio to, if it is one."""
    verdict: Callable[[Told], bool]
    holds: Callable[[int], bool]
    """Whether the verdict is true on a side of the limit."""
    value: Callable[[Told], float] | None = None
    """The number that decides, where a parameter only leads to it."""


def decay(scale: float, layers: int = 2) -> dict[str, Any]:
    return {"num_layers": layers, "activation": "identity", "init_scale": scale}


def arrives(each: Told) -> list[tuple[str, ...]]:
    return [
        (each.found("reaches the input as (.+?) — ")[0],),
        (each.column("magnitude"),),
        (each.beside("input |∂L|"),),
    ]


def ends(last: float) -> Callable[[float], dict[str, Any]]:
    return lambda value: {**FLOW, "gradients": [value * last, last]}


def flow_ends(each: Told) -> list[tuple[str, ...]]:
    return [
        each.found(ENDS)[::-1],
        each.found("The magnitude is (.+?) at output and (.+?) at input,")[::-1],
        (each.column("magnitude"), each.column("magnitude", -1)),
        (each.beside("input · "), each.beside("output · ")),
    ]


def profile_ends(each: Told) -> list[tuple[str, ...]]:
    return [each.found(PROFILE)[::-1], (each.column("magnitude"), each.column("magnitude", -1))]


def profile(last: float) -> Callable[[float], dict[str, Any]]:
    return lambda value: {"measured": [{"name": "a", "values": [value * last, last]}]}


def ratio(each: Told) -> float:
    ends = each.data.profiles[0].magnitude if hasattr(each.data, "profiles") else each.data.magnitude
    return float(Decimal(float(ends[0])) / Decimal(float(ends[-1])))


def before(text: str) -> Callable[[Told], bool]:
    return lambda each: text in each.words


def least(side: int) -> bool:
    return side < 0


def most(side: int) -> bool:
    return side > 0


def _layers_of(each: Told) -> list[tuple[str, ...]]:
    if float(each.data.profiles[0].layer.input_magnitude) > 1:
        drawn, told = each.beside("norm ×").removesuffix(" a layer"), each.found("multiplies the norm by (.+?);")
        return [(drawn,), told, (each.column("norm_factor"),)]
    told = each.found("as (\\S+(?: \\S+)?) in the whole layer")
    return [(each.beside("layer "),), told, (each.column("tanh_layer"),)]


def _bars(value: float) -> dict[str, Any]:
    bars = [{"name": "a", "value": value}, {"name": "b", "value": 0.001}]
    return {"bars": bars, "lines": [{"at": 0.01, "name": "limit"}]}


WEIGHT = float(
    told("vanishing-gradients", {"num_layers": 1, "activations": ["tanh"]}).data.profiles[0].layer.input_magnitude
)
"""What a whole layer multiplies the gradient by."""
LIMITS = {
    "decay vanishes": Limit("gradient-decay", 0.01, decay, arrives, before("— vanishing"), least),
    "decay shrinks": Limit("gradient-decay", 0.5, decay, arrives, before("— shrinking"), least),
    "decay grows": Limit(
        "gradient-decay",
        2.0,
        lambda value: decay(value ** (1 / 20), 21),
        arrives,
        before("— growing"),
        most,
        lambda each: float(each.data.magnitude[0]),
    ),
    "decay spans": Limit(
        "gradient-decay",
        100.0,
        lambda value: decay(1 / value),
        lambda each: [each.found("a factor of (.+?)\\. ")],
        before("— vanishing"),
        most,
        lambda each: float(each.data.fold),
    ),
    "decay explodes": Limit(
        "gradient-decay",
        1.05,
        decay,
        lambda each: [
            (each.description.readouts[1].text().partition("×")[2],),
            each.found("Each layer multiplies the gradient by (.+?)\\. From"),
            each.found("multiplies the magnitude by (.+?)\\.(?: |$)"),
        ],
        lambda each: each.description.readouts[1].text().startswith("exploding"),
        most,
    ),
    **{
        f"flow of {last:g} vanishes": Limit(
            "gradient-flow", 0.01, ends(last), flow_ends, before("it vanishes"), least, ratio
        )
        for last in (1.0, 0.7, 3.14159, 1 / 3, 1e-7)
    },
    **{
        f"flow of {last:g} explodes": Limit(
            "gradient-flow", 100.0, ends(last), flow_ends, before("it explodes"), most, ratio
        )
        for last in (1.0, 0.7, 3.14159, 1 / 3, 1e5)
    },
    "flow is larger": Limit(
        "gradient-flow", 100.0, ends(1.0), lambda each: [each.found("by a factor of (.+?)\\.(?: |$)")], before("it explodes"), most
    ),
    **{
        f"{name} layer {which}": Limit(
            "vanishing-gradients",
            at,
            lambda value: {"num_layers": 1, "activations": ["tanh"], "init_scale": value / WEIGHT},
            _layers_of,
            lambda each, role=role: any(text.role == role for text in each.drawn if text.text.startswith("layer")),
            holds,
            lambda each: float(each.data.profiles[0].layer.input_magnitude),
        )
        for name, which, at, role, holds in (
            ("whole", "vanishes", 0.01, "vanishing-text", least),
            ("whole", "explodes", 1.05, "exploding-text", most),
        )
    },
    "neuron is dead": Limit(
        "dead-neurons",
        0.01,
        lambda value: {"neurons": [{"id": "L1N1", "activations": [value]}], "dead_threshold": 0.01},
        lambda each: [(each.column("peak"),)],
        before("is dead"),
        least,
    ),
    "bar is above": Limit(
        "bars",
        0.01,
        _bars,
        lambda each: [(each.column("value"),), each.found("largest is (.+?), of"), (max((text.text for text in each.drawn), key=lambda text: text.startswith(("0.0", "<", ">")) and not text.startswith("0.001")),)],
        before("of 1 bar is above"),
        most,
    ),
    "curve is above": Limit(
        "curves",
        0.01,
        lambda value: {"x": {"values": [0, 1]}, "series": [{"name": "a", "y": [value, value]}], "lines": [{"at": 0.01, "name": "limit", "axis": "y"}]},
        lambda each: [each.found("is (\\S+(?: \\S+)?) at every point"), (each.column("a"),)],
        before("is above the line"),
        most,
    ),
    "run is clipped": Limit(
        "training-curves",
        0.01,
        lambda value: {"runs": [{"name": "a", "values": [value, value]}], "clip": 0.01},
        lambda each: [each.found("is (\\S+(?: \\S+)?) at every point"), (each.column("value"),)],
        before("is above the clipping line"),
        most,
    ),
    "value is beyond": Limit(
        "histogram",
        0.01,
        lambda value: {"rows": [{"name": "a", "values": [value, value]}], "threshold": {"at": 0.01, "name": "limit"}},
        lambda each: [each.found("all (?:about )?(\\S+(?: \\S+)??)(?:;|\\. )"), (each.column("least"),), (each.column("largest"),)],
        before("Every value of “a” is above"),
        most,
    ),
    "cell stays below": Limit(
        "grid",
        0.01,
        lambda value: {"x": {"values": [0, 1]},
            "y": {"values": [0, 1]},
            "values": [{"name": name, "values": [value, value]} for name in "01"], "lines": [{"at": 0.01, "name": "limit"}]},
        lambda each: [each.found("is (?:about )?(.+?) everywhere"), (each.column("x_1"),)],
        before("stays below the line"),
        least,
    ),
    **{
        f"profile of {last:g} vanishes": Limit(
            "layer-profile", 0.01, profile(last), profile_ends, before("“a” vanishes"), least, ratio
        )
        for last in (1.0, 0.7, 3.14159)
    },
    "profile explodes": Limit(
        "layer-profile", 100.0, profile(0.7), profile_ends, before("“a” explodes"), most, ratio
    ),
    "profiles part": Limit(
        "layer-profile",
        10.0,
        lambda value: {"measured": [{"name": "a", "values": [value * 0.7, 1.0]}, {"name": "b", "values": [0.7, 1.0]}]},
        lambda each: [each.found("(?:At layer 1, the gradient of “a” is|at layer 1,) (.+?), (?:but that of “b” only|and “b” the smallest,) (.+?)\\.(?: |$)")],
        before("is more than 10 times"),
        most,
        lambda each: float(Decimal(float(each.data.profiles[0].magnitude[0])) / Decimal(float(each.data.profiles[1].magnitude[0]))),
    ),
    "rate is half": Limit(
        "lr-schedule",
        0.5,
        lambda value: {"peak": 1.0, "total": 9, "decay": "step", "factor": value, "every": 5},
        lambda each: [each.found("ends with (.+?);"), (each.column("rate", -1),)],
        before("never falls to half"),
        most,
    ),
    "matrix shrinks": Limit(
        "bptt-norm",
        1.0,
        lambda value: {"length": 1, "hidden": 2, "init": "identity", "scale": value},
        lambda each: [re.findall("largest singular value of (.+?)\\.(?: |$)", each.answers), (each.row("largest singular value of W_hh"),)],
        lambda each: "The largest singular value is below" in each.answers,
        least,
        lambda each: each.data.recurrence.largest_singular_value,
    ),
    "slope is flat": Limit(
        "activation-curve",
        0.01,
        lambda value: {"activation": "leaky-relu", "alpha": value, "point": -1.0},
        lambda each: [each.found(" and the slope is (.+?)\\. "), (each.description.readout_text().split(" at")[0].removeprefix("slope "),), (each.column("slope"),)],
        before("smaller than 0.01"),
        least,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_a_number_is_shown_on_the_side_of_its_limit_that_the_verdict_tells(name: str) -> None:
    case, sides = LIMITS[name], set()
    for value in near(case.at):
        each = told(case.kind, case.params(value))
        side = side_of(case.value(each) if case.value else value, case.at)
        for texts in case.shown(each):
            assert shown_side(texts[0], case.at, *texts[1:]) == side, (value, texts, each.words)
        assert case.verdict(each) == case.holds(side), (value, each.words)
        sides.add(side)
    assert sides == {-1, 0, 1}


def test_the_logarithm_of_a_magnitude_is_on_the_side_of_the_limit_that_its_regime_tells() -> None:
    for value in near(0.01):
        each = told("gradient-decay", decay(value))
        side, log10, regime = side_of(value, 0.01), each.column("log10_magnitude"), each.description.table.columns[4]
        assert shown_side(log10, -2.0) == side, (value, log10)
        assert (regime.cells[0] == "vanishing") == (side < 0)


@pytest.mark.parametrize("decimals", [0, 1])
def test_a_share_is_shown_as_nothing_or_everything_only_where_it_is(decimals: int) -> None:
    for share in (0.0, 0.04, 0.4, 50.0, 99.6, 99.96, 100.0):
        shown = format_percent(share, decimals).visible()
        assert (float(shown) in {0.0, 100.0}) == (share in {0.0, 100.0}), (share, shown)
        assert abs(float(shown) - share) <= 0.5 * 10.0**-decimals
