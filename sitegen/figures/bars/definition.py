"""`KIND`, the entry of `bars` in the table of kinds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.figures.bars.description import describe
from sitegen.figures.bars.drawing import draw
from sitegen.figures.bars.kernel import BarsData, bars_data
from sitegen.figures.bars.spec import BarsParams, ResolvedBars
from sitegen.kinds import Example, FigureKind, Truth
from sitegen.kinds.numerics import Scaling
from sitegen.kinds.params import range_of_states


def compute(params: ResolvedBars) -> BarsData:
    """Order and measure the bars."""
    bars = [(bar.name, math.nan if bar.value is None else bar.value) for bar in params.bars]
    scaling, lines = Scaling(params.y.log, params.y.linear), [line.at for line in params.lines]
    return bars_data(bars, params.order, scaling, params.y.range or (), lines)


def _shared_axis_params(params: Sequence[ResolvedBars], data: Sequence[BarsData]) -> Mapping[str, Any]:
    """An axis that the author leaves open reaches over the bars of all states."""
    ends = [end for each in data for end in (each.axis.start, each.axis.end)]
    return range_of_states("y", params[0].y, ends, linear=min(each.axis.linear for each in data) or None)


_BARS = {"bars": {"a": 2.0, "b": 1.0}}
KIND = FigureKind(
    name="bars",
    title="Bars",
    purpose="Up to 32 named values as bars, or as dots on a logarithmic axis, whose meaning the author declares. "
    "The words say which value is largest and which least, how they compare, and how many are above a line.",
    formula=r"y_1, \dots, y_n",
    source="Bars begin at zero, and a logarithmic axis has dots (Cleveland and McGill 1984, JASA 79, 531).",
    example="x: {means: layer}\ny: {means: gradient norm}\nbars: {conv1: 0.12, conv2: 0.34, output: 0.9}",
    params=BarsParams,
    resolved_params=ResolvedBars,
    compute=compute,
    draw=draw,
    describe=describe,
    shared_axis_params=_shared_axis_params,
    examples=(
        Example("slopes", {"order": "falling", "bars": {"sigmoid": 0.25, "tanh": 1.0, "GELU": 1.1289}}),
        Example("parts", {"parts_of": "the network", "bars": {"conv": 150, "dense": 48_120, "output": 850}}),
        Example("signs", {"y": {"log": "symmetric"}, "bars": {"a": -30.0, "b": 0.002, "c": 0.4}}),
    ),
    truths=(Truth("fractions", "sitegen.figures.bars.truths:fractions"),),
    variations={
        "bars": (_BARS, {"a": 2.0, "b": 1.5}),
        "x": (_BARS, {"means": "layer"}),
        "y": (_BARS, {"log": True}),
        "order": (_BARS, "rising"),
        "parts_of": (_BARS, "the network"),
        "lines": (_BARS, [{"at": 1.5, "name": "limit"}]),
        "highlight": (_BARS, "a"),
    },
)
