"""`KIND`, the entry of `histogram` in the table of kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sitegen.figures.histogram.description import describe
from sitegen.figures.histogram.drawing import draw
from sitegen.figures.histogram.kernel import Binning, HistogramData, histogram_data
from sitegen.figures.histogram.spec import HistogramParams, ResolvedHistogram
from sitegen.figures.histogram.unused import unused
from sitegen.kinds import Cost, Example, FigureKind, Truth
from sitegen.kinds.params import range_of_states


def compute(params: ResolvedHistogram) -> HistogramData:
    """Count the values of all rows in common bins."""
    edges = None if params.edges is None else np.array(params.edges, dtype=np.float64)
    threshold = params.threshold
    return histogram_data(
        [(row.name, np.array(row.values, dtype=np.float64)) for row in params.rows],
        Binning(params.log, params.bins, params.x.range, edges),
        (threshold.at, threshold.side) if threshold else None,
    )


def _shared_axis_params(params: Sequence[ResolvedHistogram], data: Sequence[HistogramData]) -> Mapping[str, Any]:
    """An axis that the author leaves open reaches over the values of all states, unless only some are logarithmic."""
    if len({each.log for each in params}) > 1 or any(each.edges is not None for each in params):
        return {}
    edges = np.concatenate([each.axis.edges for each in data])
    return range_of_states("x", params[0].x, np.abs(edges[edges != 0]) if params[0].log else edges)


def _cost(params: ResolvedHistogram) -> Cost:
    numbers = sum(len(row.values) for row in params.rows)
    return Cost(0.02 + numbers * 1e-6, 0.5 + numbers * 2e-5)


_SAMPLES = {"rows": {"a": [0.0, 1.0, 2.0, 4.0]}}
KIND = FigureKind(
    name="histogram",
    title="Histogram",
    purpose="Up to eight histograms as rows on one axis, from numbers or from counts in bins, whose meaning the author "
    "declares. The words say where half of the values are, how many are zero or beyond a line, and how the rows differ.",
    formula=r"h_i = \frac{n_i}{N \, w_i}",
    source="A bin’s height is its share of the values, divided by its width (Silverman 1986, section 2.2).",
    example="x: {means: activation}\nthreshold: {at: 0.97, name: saturated, side: both}\n"
    "rows: {layer 1: [0.1, -0.4, 0.99, 0.3], layer 2: [0.98, -0.99, 1, 0.7]}",
    params=HistogramParams,
    resolved_params=ResolvedHistogram,
    compute=compute,
    draw=draw,
    describe=describe,
    unused=lambda params: tuple(unused(params, compute)),
    cost=_cost,
    shared_axis_params=_shared_axis_params,
    examples=(
        Example(
            "rows",
            {
                "rows": {"layer 1": [0.1, -0.4, 0.99, 0.3], "layer 2": [0.98, -0.99, 1.0, 0.7]},
                "threshold": {"at": 0.97, "name": "saturated", "side": "both"},
            },
        ),
        Example("decades", {"log": True, "rows": {"gradients": [1e-6, -2e-3, 0.0, 0.5]}}),
        Example("counts", {"edges": [0.0, 1.0, 2.0, 3.0], "rows": {"a": [4, 2, 1]}}),
    ),
    truths=(Truth("the standard library", "sitegen.figures.histogram.truths:statistics_of_rows"),),
    variations={
        "rows": (_SAMPLES, {"a": [0.0, 1.0, 2.0, 5.0]}),
        "x": (_SAMPLES, {"means": "loss"}),
        "log": (_SAMPLES, True),
        "bins": (_SAMPLES, 10),
        "edges": ({**_SAMPLES, "edges": [0.0, 1.0, 2.0, 3.0, 4.0]}, [0.0, 1.0, 2.0, 3.0, 5.0]),
        "threshold": (_SAMPLES, {"at": 1.5, "name": "limit"}),
        "lines": (_SAMPLES, [{"at": 1.5, "name": "limit"}]),
    },
)
