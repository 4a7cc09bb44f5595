"""The value and the slope of an activation in one chart, with a tangent."""

from __future__ import annotations

import numpy as np

from sitegen.figures.activation_curve.description import readout
from sitegen.figures.activation_curve.kernel import ActivationCurve
from sitegen.figures.activation_curve.spec import ActivationCurveParams
from sitegen.kinds.plot import Chart, ChartAxis, Note, Reference, Series, chart_panel
from sitegen.kinds.scene import Canvas, Scene, TableCells

_TANGENT = 0.3
"""Length of the tangent on each side of its point, as a share of the reach."""


def draw(params: ActivationCurveParams, data: ActivationCurve, canvas: Canvas) -> Scene:
    """Two lines, and a shorter one that touches the first."""
    reach = np.array([-1.0, 0.0, 1.0]) * _TANGENT * params.reach
    tangent = Series(x=params.point + reach, y=data.at_value + data.at_slope * reach, name="tangent", slot=3)
    low, high = float(data.z[0]), float(data.z[-1])
    rows = range(0, len(data.z), data.shown_every)
    chart = Chart(
        x=ChartAxis(low=low, high=high, title="pre-activation z"),
        y=ChartAxis(low=data.y_low, high=data.y_high),
        series=(
            Series(x=data.z, y=data.value, name="value", slot=1, strong=True, cells=TableCells((1,)), rows=rows),
            Series(x=data.z, y=data.slope, name="slope", slot=2, cells=TableCells((2,)), rows=rows),
            tangent,
        ),
        lines=(Reference(at=0.0),),
        notes=(Note(x=params.point, y=data.at_value, text=readout(params, data).text("drawn")),),
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)
