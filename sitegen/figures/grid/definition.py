"""`KIND`, the entry of `grid` in the table of kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sitegen.figures.grid.description import describe
from sitegen.figures.grid.drawing import draw
from sitegen.figures.grid.kernel import GridData, GridValues, Shading, grid_data
from sitegen.figures.grid.matrix import grid_axes, grid_values, marked_cell
from sitegen.figures.grid.spec import GridParams, ResolvedGrid
from sitegen.figures.grid.unused import unused
from sitegen.kinds import Cost, Example, FigureKind, Truth
from sitegen.kinds.params import range_of_states


def compute(params: ResolvedGrid) -> GridData:
    """Place the values and measure them."""
    x, y = grid_axes(params)
    values = GridValues(x, y, grid_values(params, x, y), params.z.log)
    levels = [line.at for line in params.lines]
    shading = Shading(params.z.range, params.z.centre)
    return grid_data(values, shading, levels, marked_cell(params, x, y), contours=params.contours)


def _shared_axis_params(params: Sequence[ResolvedGrid], data: Sequence[GridData]) -> Mapping[str, Any]:
    """Shades that the author leaves open have one scale in all states."""
    return range_of_states("z", params[0].z, [level for each in data for level in each.levels.tolist()])


def _cost(params: ResolvedGrid) -> Cost:
    rows = params.values
    cells = params.x.points * params.y.points if isinstance(rows, str) else sum(len(row.values) for row in rows)
    return Cost(0.03 + cells * 5e-6, 0.5 + cells * 1.3e-4)


_CELLS = {"values": {"N1": [1.0, 2.0], "N2": [3.0, 4.0]}}
_PLANE = {
    "x": {"from": 0, "to": 1, "points": 5},
    "y": {"from": 0, "to": 1, "points": 4},
    "a": 1.0,
    "b": 1.0,
    "c": 1.0,
    "values": "a*x + b*y + c",
}
KIND = FigureKind(
    name="grid",
    title="Grid",
    purpose="A matrix of numbers, or an expression of two variables, as cells with a shade for each band of values. "
    "The words say where it is largest and least, how it changes along its edges, and where a level runs.",
    formula=r"z_{ij} = f(x_j, y_i)",
    source="Iso-lines by marching squares (Lorensen and Cline 1987, SIGGRAPH 21, 163, in two dimensions).",
    example="x: {means: step}\ny: {means: layer}\nz: {means: gradient, log: true}\n"
    "values: {conv: [0.1, 0.05, 0.02], dense: [0.4, 0.3, 0.3]}",
    params=GridParams,
    resolved_params=ResolvedGrid,
    compute=compute,
    draw=draw,
    describe=describe,
    unused=unused,
    cost=_cost,
    shared_axis_params=_shared_axis_params,
    examples=(
        Example(
            "layers",
            {"z": {"means": "gradient", "log": True}, "values": {"conv": [0.1, 0.05, 0.02], "dense": [0.4, 0.3, None]}},
        ),
        Example("plane", _PLANE),
        Example("centre", {"z": {"means": "factor", "centre": 1.0}, "values": {"N1": [0.4, 0.9], "N2": [1.2, 2.1]}}),
        Example("cells", {**_CELLS, "lines": [{"at": 2.5, "name": "limit"}]}),
    ),
    truths=(Truth("cell by cell", "sitegen.figures.grid.truths:cells"),),
    variations={
        "x": (_CELLS, {"means": "step"}),
        "y": (_CELLS, {"names": ["first", "second"]}),
        "z": (_CELLS, {"log": True}),
        "values": (_CELLS, {"N1": [1.0, 2.0], "N2": [3.0, 5.0]}),
        "transpose": (_CELLS, True),
        "a": (_PLANE, 0.5),
        "b": (_PLANE, 0.5),
        "c": (_PLANE, 0.5),
        "lines": (_CELLS, [{"at": 2.5, "name": "limit"}]),
        "contours": (_CELLS, True),
        "mark_x": ({**_CELLS, "mark_x": 0.0, "mark_y": 0.0}, 1.0),
        "mark_y": ({**_CELLS, "mark_x": 0.0, "mark_y": 0.0}, 1.0),
    },
)
