"""`KIND`, the entry of `curves` in the table of kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np

from sitegen.figures.curves.curve_checks import VARIABLE
from sitegen.figures.curves.description import describe
from sitegen.figures.curves.drawing import draw
from sitegen.figures.curves.kernel import CurvesData, CurveValues, curves_data
from sitegen.figures.curves.spec import CurvesParams, ResolvedCurve, ResolvedCurves
from sitegen.figures.curves.unused import unused
from sitegen.kinds import Cost, Example, FigureKind, Truth
from sitegen.kinds.expressions import parse, sample
from sitegen.kinds.numerics import Scaling, axis_limits
from sitegen.kinds.params import LARGEST, range_of_states


def compute(params: ResolvedCurves) -> CurvesData:
    """Evaluate the expressions and measure all curves."""
    curves = [
        _expression(params, curve) if isinstance(curve.y, str) else _numbers(params, curve) for curve in params.series
    ]
    x, y = (Scaling(axis.log, axis.linear, axis.range) for axis in (params.x, params.y))
    return curves_data(curves, x, y, params.limits)


def _numbers(params: ResolvedCurves, curve: ResolvedCurve) -> CurveValues:
    y = np.array(curve.y, dtype=np.float64)  # None becomes NaN
    places = curve.x if curve.x is not None else params.x.values
    x = np.arange(len(y), dtype=np.float64) if places is None else np.array(places, dtype=np.float64)
    return CurveValues(curve.name, x, y)


def _expression(params: ResolvedCurves, curve: ResolvedCurve) -> CurveValues:
    ends = cast("float", params.x.start), cast("float", params.x.to)
    expression = parse(str(curve.y), {VARIABLE, *params.constants})
    places = axis_limits(np.empty(0), Scaling(params.x.log, params.x.linear, ends)).spaced(params.x.points)
    found = sample(expression, VARIABLE, places, params.constants, slope=curve.slope)
    y = np.where(np.abs(found.y) <= LARGEST, found.y, np.nan)
    return CurveValues(curve.name, found.x, y, found.poles, found.jumps, found.holes)


def _shared_axis_params(params: Sequence[ResolvedCurves], data: Sequence[CurvesData]) -> Mapping[str, Any]:
    """Axes that the author leaves open reach over the curves of all states."""
    shared: dict[str, Any] = {}
    for name, limits in (("x", [each.x_axis for each in data]), ("y", [each.y_axis for each in data])):
        ends = [end for each in limits for end in (each.start, each.end)]
        linear = min(each.linear for each in limits) or None
        shared |= range_of_states(name, getattr(params[0], name), ends, linear=linear)
    return shared


def _cost(params: ResolvedCurves) -> Cost:
    numbers, letters = 0, 0
    for curve in params.series:
        count = params.x.points if isinstance(curve.y, str) else len(curve.y)
        numbers += count
        letters += count * len(curve.y) * (1 + curve.slope) if isinstance(curve.y, str) else 0
    return Cost(0.02 + numbers * 4e-6 + letters * 2e-8, 0.5 + numbers * 1.2e-4)


_LOSSES = {"series": {"training": [2.0, 1.0, 0.5], "test": [2.1, 1.2, 0.9]}}
_PARABOLA = {
    "x": {"from": -1, "to": 1, "points": 5},
    "a": 1.0,
    "b": 1.0,
    "c": 1.0,
    "series": {"curve": "a*x^2 + b*x + c"},
}
KIND = FigureKind(
    name="curves",
    title="Curves",
    purpose="Up to eight curves from numbers, files or expressions, on axes whose meaning the author declares. "
    "The words say where each curve starts, ends, is largest and least, and where two of them cross.",
    formula=r"y_i = f_i(x)",
    source="Lines are thinned by M4 (Jugel et al. 2014, VLDB 7, 797); slopes are exact, by forward-mode automatic "
    "differentiation (Griewank and Walther 2008, chapter 3).",
    example="x: {means: step}\ny: {means: loss}\nseries: {training: [2.3, 1.1, 0.6, 0.4], validation: [2.4, 1.3, 0.9, 0.9]}",
    params=CurvesParams,
    resolved_params=ResolvedCurves,
    compute=compute,
    draw=draw,
    describe=describe,
    unused=lambda params: unused(params, compute),
    cost=_cost,
    shared_axis_params=_shared_axis_params,
    examples=(
        Example("losses", _LOSSES),
        Example(
            "slope",
            {
                "x": {"from": -3, "to": 3},
                "series": [{"name": "f", "y": "tanh(x)"}, {"name": "slope", "y": "tanh(x)", "slope": True}],
            },
        ),
        Example(
            "signs",
            {
                "x": {"means": "step"},
                "y": {"log": "symmetric"},
                "series": {"gradient": [0.0, 1e-4, -3e-3, 0.2, -40.0, 900.0]},
            },
        ),
    ),
    truths=(Truth("comparison and differences", "sitegen.figures.curves.truths:compared", rtol=1e-7, atol=1e-9),),
    derived=lambda data: {"share": {100 * curve.trend.r_squared for curve in data.curves if curve.trend}},
    variations={
        "x": (_LOSSES, {"means": "epoch"}),
        "y": (_LOSSES, {"log": True}),
        "a": (_PARABOLA, 0.5),
        "b": (_PARABOLA, 0.5),
        "c": (_PARABOLA, 0.5),
        "series": (_LOSSES, {"training": [2.0, 1.0, 0.4]}),
        "lines": (_LOSSES, [{"at": 1.0, "name": "limit"}]),
        "zones": (_LOSSES, [{"from": 1, "to": 2, "name": "late"}]),
        "notes": (_LOSSES, [{"x": 1, "y": 1.0, "text": "here"}]),
        "highlight": (_LOSSES, "training"),
    },
)
