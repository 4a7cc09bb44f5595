"""The explorable figures of the site: their states as a page names them, and each state made anew as a figure of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

from sitegen.explore.axes import AxisValues
from sitegen.explore.choices import axes_of
from sitegen.explore.parameters import with_values
from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.environment import Templates
from sitegen.pipeline import load_spec, render_figure
from sitegen.spec.figure_spec import FigureSpec
from tests.conftest import CONTENT

State = dict[str, Any]


@cache
def spec_of(figure: str) -> FigureSpec:
    return load_spec(CONTENT / "figures" / f"{figure}.yaml")


def axes_of_figure(figure: str) -> tuple[AxisValues, ...]:
    return axes_of(spec_of(figure))[0]


def follows(figure: str) -> bool:
    """Whether the figure has no choices of its own."""
    return any(axis.form == "followed" for axis in axes_of_figure(figure))


def states(spec: FigureSpec) -> Iterator[tuple[State, State]]:
    """Every state: by the names that its page knows, and by its parameters."""
    axes, _ = axes_of(spec)
    followed = any(axis.form == "followed" for axis in axes)
    for indices in product(*(range(len(axis.values)) for axis in axes)):
        params = {axis.name: axis.values[index] for axis, index in zip(axes, indices, strict=True)}
        yield ({spec.link: indices[0]} if followed and spec.link else params), params


def made_anew(spec: FigureSpec, params: State) -> str:
    """The HTML of a figure that is this state and has no others."""
    alone = {"params": with_values(spec.params, params), "explore": {}, "stills": (), "link": None}
    return str(figure_block(render_figure(spec.model_copy(update=alone)), BlockPlace("../../"), Templates()))


def base_of(figure: str) -> dict[str, Any]:
    return {axis.name: axis.values[axis.base] for axis in axes_of_figure(figure)}
