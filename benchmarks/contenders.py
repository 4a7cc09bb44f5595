"""What is compared: all products and the page of a figure here, a bare bar chart as one SVG there.

A bare chart has bars on a logarithmic axis, tick labels and the titles of both axes. It has no second palette, words, table, motion or page.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import altair as alt
import pygal  # type: ignore[import-untyped]  # it ships no types
import vl_convert
from matplotlib import rc_context
from matplotlib.figure import Figure

from benchmarks.one_figure import empty_site, figure_with_page
from benchmarks.stopwatch import Contender
from benchmarks.subjects import Subject

OURS = "sitegen: spec to all products and page"
BARE = "vl-convert: JSON to one SVG"
MATPLOTLIB = "matplotlib: one SVG"

Bars = Mapping[str, float]


def contenders(subject: Subject) -> dict[str, Contender]:
    """All of them for one subject, by name; their input is prepared before the clock starts where it is not part of the work."""
    site = empty_site()
    return {
        OURS: lambda number: figure_with_page(site, subject.spec(number)),
        "pygal: one SVG": lambda number: pygal_chart(subject.bars(number)),
        BARE: lambda number: vl_convert.vegalite_to_svg(vega_lite(subject.bars(number))),
        "Altair and vl-convert: Python to one SVG": lambda number: altair_chart(subject.bars(number)),
        MATPLOTLIB: lambda number: matplotlib_chart(subject.bars(number)),
    }


def matplotlib_chart(bars: Bars) -> str:
    """Without pyplot, and with text as text, which is faster than outlines."""
    with rc_context({"svg.fonttype": "none"}):
        figure = Figure(figsize=(4.8, 3.6))
        axes = figure.subplots(gridspec_kw={"left": 0.2, "bottom": 0.2})
        axes.bar(list(bars), list(bars.values()))
        axes.set(yscale="log", xlabel="Layer", ylabel="Magnitude")
        written = io.StringIO()
        figure.savefig(written, format="svg")
    return written.getvalue()


def pygal_chart(bars: Bars) -> str:
    """Without pygal's script, which would be fetched from elsewhere."""
    chart = pygal.Bar(logarithmic=True, range=(_foot(bars), max(bars.values())), js=(), show_legend=False)
    chart.x_title, chart.y_title = "Layer", "Magnitude"
    chart.x_labels = list(bars)
    chart.add("Magnitude", list(bars.values()))
    return str(chart.render(is_unicode=True))


def vega_lite(bars: Bars) -> str:
    """The chart as Vega-Lite JSON."""
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "data": {"values": [{"layer": name, "magnitude": value} for name, value in bars.items()]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "layer", "type": "nominal", "sort": None, "title": "Layer"},
            "y": {
                "field": "magnitude",
                "type": "quantitative",
                "title": "Magnitude",
                "scale": {"type": "log", "domainMin": _foot(bars)},
            },
            "y2": {"datum": _foot(bars)},
        },
    }
    return json.dumps(spec)


def altair_chart(bars: Bars) -> str:
    """The same chart from Altair's own objects."""
    rows: list[dict[str, Any]] = [{"layer": name, "magnitude": value} for name, value in bars.items()]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=alt.X("layer:N", sort=None, title="Layer"),
            y=alt.Y("magnitude:Q", title="Magnitude", scale=alt.Scale(type="log", domainMin=_foot(bars))),
            y2=alt.datum(_foot(bars)),
        )
    )
    return vl_convert.vegalite_to_svg(chart.to_json())


def _foot(bars: Bars) -> float:
    """Where the bars stand: zero is not on a logarithmic axis."""
    return min(bars.values()) / 2
