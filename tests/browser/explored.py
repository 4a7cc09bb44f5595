"""The states of interactive figures, and each state rendered as a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from sitegen import load_spec, render_figure
from sitegen.figure import Figure
from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.environment import default_templates
from sitegen.resolve.axes import Axis, LinkedAxis, with_values
from sitegen.resolve.resolved_spec import ResolvedSpec
from tests.conftest import CONTENT

State = dict[str, Any]


@cache
def spec_of(figure: str) -> ResolvedSpec:
    return load_spec(CONTENT / "figures" / f"{figure}.yaml")


def axes_of_figure(figure: str) -> tuple[Axis, ...]:
    return spec_of(figure).axes


def states(spec: ResolvedSpec) -> Iterator[tuple[State, State]]:
    """Every state, as the page names it, and its parameters."""
    axes = spec.axes
    followed = any(isinstance(axis, LinkedAxis) for axis in axes)
    for indices in product(*(range(len(axis.values)) for axis in axes)):
        params = {axis.name: axis.values[index] for axis, index in zip(axes, indices, strict=True)}
        yield ({spec.link: indices[0]} if followed and spec.link else params), params


def figure_of(spec: ResolvedSpec, params: State) -> Figure:
    """A static figure with the parameters of one state."""
    of_file = {name: value for name, value in params.items() if name in spec.recorded.names}
    others = {name: value for name, value in params.items() if name not in of_file}
    return render_figure(spec.alone(with_values(spec.in_state(of_file), others)))


def fresh_render(spec: ResolvedSpec, params: State) -> str:
    """HTML of a static figure with the parameters of one state."""
    return str(figure_block(figure_of(spec, params), BlockPlace("../../", number=1), default_templates()))


def base_of(figure: str) -> dict[str, Any]:
    return {axis.name: axis.values[axis.base] for axis in axes_of_figure(figure)}
