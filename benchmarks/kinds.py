"""Processor time of each kind that takes anyone's numbers, beside `gradient-decay` with as many values, and of a long curve.

``python -m benchmarks.kinds`` prints the tables and keeps them in the README next to this file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, pairwise
from typing import Any

import numpy as np

from benchmarks.one_figure import empty_site, figure_with_page
from benchmarks.readme import keep, table
from benchmarks.stopwatch import WARM_UP, Contender, medians, use_one_core
from sitegen import load_spec, render_figure
from sitegen.figures import KINDS
from sitegen.scene.canvas import NARROW
from sitegen.site.model import Site
from sitegen.svg.composition import write_drawing
from sitegen.theme import THEME

VALUES, MOST_LAYERS, POINTS = 16, 64, 100_000
ROUNDS, CURVE_ROUNDS = 41, 7
MOST_RATIO, MOST_MS, MOST_BYTES = 1.5, 80, 60_000
BASE, DENSE_BASE = "gradient-decay", f"gradient-decay, {MOST_LAYERS} layers"
GRAPH = "graph, 24 nodes and 60 edges"
DENSE = frozenset({DENSE_BASE, "activation-curve", GRAPH})
"""What has many values: an activation curve has 161 places."""
MARKS = {DENSE_BASE: 88, GRAPH: 194}
"""That a drawing shows; a graph is compared with `gradient-decay` mark for mark."""

Params = dict[str, object]


def _values(number: int) -> list[float]:
    scale = 1 + number / 1000
    return [(scale / 2) ** (VALUES - value) for value in range(VALUES)]


def _rows(number: int) -> list[list[float]]:
    values = _values(number)
    return [values[start : start + 4] for start in range(0, VALUES, 4)]


def _graph(layers: Sequence[int], number: int) -> Params:
    """Layers of nodes, with three quarters of the edges from each to the next."""
    names = [[f"node {layer}.{place}" for place in range(count)] for layer, count in enumerate(layers)]
    pairs = [(one, other) for before, after in pairwise(names) for one in before for other in after]
    scale = 1 + number / 1000
    return {
        "nodes": {name: scale / index for index, name in enumerate(chain.from_iterable(names), 1)},
        "edges": {f"{a} -> {b}": scale / index for index, (a, b) in enumerate(pairs, 2) if (index + number) % 4},
    }


PARAMS: Mapping[str, Callable[[int], Params]] = {
    BASE: lambda number: {"init_scale": 1 + number / 1000},
    DENSE_BASE: lambda number: {"num_layers": MOST_LAYERS, "init_scale": 1 + number / 1000},
    "curves": lambda number: {"x": {"means": "layer"}, "y": {"means": "gradient"}, "series": {"one": _values(number)}},
    "bars": lambda number: {
        "x": {"means": "layer"},
        "y": {"means": "gradient"},
        "bars": {f"layer {layer}": value for layer, value in enumerate(_values(number), 1)},
    },
    "grid": lambda number: {
        "x": {"means": "step"},
        "y": {"means": "layer"},
        "z": {"means": "gradient"},
        "values": _rows(number),
    },
    "histogram": lambda number: {"x": {"means": "activation"}, "rows": {"layer 1": _values(number)}},
    "activation-curve": lambda number: {"activation": "gelu", "point": number / 100},
    "training-curves": lambda number: {"measure": "loss", "runs": {"training": _values(number)}},
    "lr-schedule": lambda number: {"total": 10_000 + number, "peak": 0.001, "warmup": 500, "decay": "cosine"},
    "layer-profile": lambda number: {"measured": {"ours": _values(number)}},
    "graph": lambda number: _graph((2, 3, 2), number),
    GRAPH: lambda number: _graph((4, 4, 4, 4, 4, 4), number),
}
"""Parameters of each kind for a round, with `VALUES` values where an author gives any."""


def spec(kind: str, number: int) -> str:
    """The spec of a kind for a round, as JSON, which is YAML."""
    return json.dumps({"kind": kind.partition(",")[0], "params": PARAMS[kind](number)})


def contenders() -> dict[str, Contender]:
    """All products and pages of a figure of each kind."""
    site = empty_site()
    return {kind: partial(_make, site, kind) for kind in PARAMS}


def _make(site: Site, kind: str, number: int) -> None:
    figure_with_page(site, spec(kind, number))


class LongCurve:
    """A noisy curve of `POINTS` points with two spikes, another one in each round."""

    def __init__(self, rounds: int) -> None:
        self.params = [_curve(number) for number in range(WARM_UP + rounds)]
        kind = KINDS["curves"]
        self._data = [kind.compute(params) for params in self.params]

    def draw(self, number: int) -> int:
        """Draw a curve, and write its marks; return the bytes of these."""
        scene = KINDS["curves"].draw(self.params[number], self._data[number], NARROW)
        return sum(len(marks.encode()) for marks in write_drawing(scene, THEME, "sg").animated)

    def write(self, number: int) -> None:
        """Make every file of the figure."""
        render_figure("curves", **self.params[number].model_dump(exclude_unset=True))


def _curve(number: int) -> Any:
    noise = np.random.default_rng(number).standard_normal(POINTS)
    values = 2.3 * np.exp(-np.arange(POINTS) / 30_000) + 0.1 * noise
    values[61_234], values[70_001] = 9, -5
    params = {"x": {"means": "step"}, "y": {"means": "loss"}, "series": [{"name": "loss", "y": values}]}
    return load_spec({"kind": "curves", "params": params}).params


def written(times: Mapping[str, float], curve_ms: float, files_ms: float, curve_bytes: int) -> str:
    """The measurements as Markdown."""
    head = (f"{VALUES} values, all products and pages", "ms", f"times {BASE}")
    rows = ((kind, f"{ms:.1f}", f"{_ratio(times, kind):.2f}") for kind, ms in times.items())
    return "\n\n".join("\n".join(lines) for lines in (table(head, rows), _aims(times, curve_ms, files_ms, curve_bytes)))


def _ratio(times: Mapping[str, float], kind: str) -> float:
    """Times `gradient-decay` with about as many values, or marks."""
    base = DENSE_BASE if kind in DENSE else BASE
    return times[kind] / times[base] * (MARKS[base] / MARKS[kind] if kind in MARKS else 1.0)


def _aims(times: Mapping[str, float], curve_ms: float, files_ms: float, curve_bytes: int) -> Iterator[str]:
    slowest = max(times, key=lambda kind: _ratio(times, kind))
    return table(
        ("Aim", "Wanted", "Measured"),
        (
            (f"times {BASE}, slowest kind", f"≤ {MOST_RATIO}", f"{_ratio(times, slowest):.2f} ({slowest})"),
            (f"ms to draw a curve of {POINTS:,} points", f"< {MOST_MS}", f"{curve_ms:.0f}"),
            ("ms for all its files, with every point in three of them", "", f"{files_ms:.0f}"),
            ("bytes of its `figure.svg`", f"< {MOST_BYTES:,}", f"{curve_bytes:,}"),
        ),
    )


def main() -> None:
    """Measure, print, and keep the tables."""
    use_one_core()
    curve = LongCurve(CURVE_ROUNDS)
    curve_times = medians({"draw": curve.draw, "write": curve.write}, CURVE_ROUNDS)
    drawn = render_figure("curves", **curve.params[0].model_dump(exclude_unset=True)).svg
    times = medians(contenders(), ROUNDS)
    text = written(times, curve_times["draw"], curve_times["write"], len(drawn.encode()))
    print(text)
    keep(text, "kinds")


if __name__ == "__main__":
    main()
