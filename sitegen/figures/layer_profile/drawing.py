"""Theory as lines and measured values as marks, on a logarithmic axis."""

from __future__ import annotations

import numpy as np

from sitegen.figures.layer_profile.kernel import LayerProfiles, Profile
from sitegen.figures.layer_profile.spec import ResolvedLayerProfile
from sitegen.kinds.plot import Chart, ChartAxis, Series, chart_panel, decade_axis, step_ticks
from sitegen.kinds.scene import Canvas, Scene, TableCells

_MOST_DASHES = 4
"""Lines that their dashes alone tell apart: beside measured values, theory has no markers."""


def draw(params: ResolvedLayerProfile, data: LayerProfiles, canvas: Canvas) -> Scene:
    """A line or marks for each profile."""
    first, last = int(data.layer[0]), max(int(data.layer[-1]), int(data.layer[0]) + 1)
    sign = -1 if data.from_loss else 1
    low, high = sorted((sign * first, sign * last))
    chart = Chart(
        x=ChartAxis(
            low=float(low),
            high=float(high),
            ticks=lambda most: tuple((sign * at, text) for at, text in step_ticks(first, last, most)),
            title="layer · gradients go this way →" if data.from_loss else "← layer · gradients go this way",
            short="layer →" if data.from_loss else "← layer",
            ends=("loss", "input") if data.from_loss else ("input", "loss"),
        ),
        # names of lines are where gradients arrive, since theory begins at 1 for all of them
        y=decade_axis(
            data.axis_low,
            data.axis_high,
            params.measure,
            side="left" if data.from_loss or data.number == 1 else "right",
        ),
        series=tuple(_series(each, slot, data) for slot, each in enumerate(data.profiles, 1)),
    )
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)


def _series(profile: Profile, slot: int, data: LayerProfiles) -> Series:
    beside = slot <= _MOST_DASHES and any(each.measured for each in data.profiles)
    layer = np.arange(profile.first_layer, profile.last_layer + 1, dtype=np.float64)
    log10 = profile.log10_magnitude
    return Series(
        x=-layer[::-1] if data.from_loss else layer,
        y=log10[::-1] if data.from_loss else log10,
        name=profile.name if data.number > 1 else "",
        slot=slot,
        form="points" if profile.measured else "line",
        marked=profile.measured or not beside,
        cells=TableCells((slot,), first=len(layer) - 1, upwards=True) if data.from_loss else TableCells((slot,)),
    )
