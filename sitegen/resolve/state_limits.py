"""Limits on the states of an interactive figure.

Their number, and the work for them as their kind estimates it, are checked when a spec is resolved. What they add to a page is
estimated from a few of them, by `sitegen.write.states_files`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from sitegen.figures import KINDS
from sitegen.resolve.axes import Axis
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import counted

MAX_SLIDER_VALUES, MAX_STATES = 201, 1000
"""The values of a slider, and the combinations of the values of all axes."""
MAX_SECONDS, MAX_MEGABYTES = 60, 500
"""For all states of one figure, on a slow machine."""
MAX_PAGE_MEGABYTES = 2.0
"""What all states add to a page, before compression, which makes about a tenth of it."""


def longest_axis(axes: Sequence[Axis]) -> Axis:
    """The axis with the most values."""
    return max(axes, key=lambda axis: len(axis.values))


def count_problems(axes: Sequence[Axis]) -> Iterator[FieldProblem]:
    """Too many states."""
    count = math.prod(len(axis.values) for axis in axes)
    if count > MAX_STATES:
        longest = longest_axis(axes)
        message = (
            f"these axes make {count:,} states, and at most {MAX_STATES:,} are drawn; "
            f"thin '{longest.name}', which has {len(longest.values)} values"
        )
        yield FieldProblem(("explore",), message, highlight="key")


def cost_problems(kind: str, axes: Sequence[Axis], states: Iterable[Params]) -> Iterator[FieldProblem]:
    """`states` that together would take too long or too much memory, by the estimate of their kind."""
    if not axes:
        return
    costs = [KINDS[kind].cost(params) for params in states]
    seconds, megabytes = (math.fsum(each) for each in zip(*costs, strict=True))
    if seconds > MAX_SECONDS or megabytes > MAX_MEGABYTES:
        time = counted(max(1, round(seconds)), "second") if seconds < 120 else f"{seconds / 60:.0f} minutes"
        longest = longest_axis(axes)
        message = (
            f"{counted(len(costs), 'state')} would take about {time} and {megabytes:.0f} MB to draw, and at most "
            f"{MAX_SECONDS} seconds and {MAX_MEGABYTES} MB are allowed; thin '{longest.name}', which has "
            f"{counted(len(longest.values), 'value')}, or make the figure smaller"
        )
        yield FieldProblem(("explore",), message, highlight="key")
