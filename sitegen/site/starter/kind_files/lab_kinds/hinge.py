"""The hinge loss by margin, and its slope at one margin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Annotated

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sitegen.kinds import Example, FigureKind, Truth
from sitegen.kinds.params import Field, Label, Params
from sitegen.kinds.plot import Chart, ChartAxis, Note, Series, chart_panel, value_ticks
from sitegen.kinds.scene import Canvas, Scene
from sitegen.kinds.words import Answer, Column, Compact, Description, Sentence, Table, format_parameter, sentence


class HingeParams(Params):
    """The parameters of a hinge loss."""

    reach: Annotated[float, Field(ge=2, le=10), Label("reach")] = 3.0
    """How far the margins go on both sides of zero."""
    margin: Annotated[float, Field(ge=-10, le=10), Label("margin")] = -1.0
    """The margin at which the slope is told."""


@dataclass(frozen=True, slots=True)
class Hinge:
    """The loss at every margin."""

    margin: NDArray[np.float64]
    """Shape (n,), ascending."""
    loss: NDArray[np.float64]
    """Shape (n,): the greater of 0 and 1 minus the margin."""
    top: float
    """Upper end of the axis of losses."""
    at_loss: float
    at_slope: float
    """Loss and slope at the margin of the parameters; from 1 on, the slope is 0."""
    flat_from: float = 1.0
    """The margin from which the loss is zero."""


def compute(params: HingeParams) -> Hinge:
    """The numbers of the figure."""
    margin = np.linspace(-params.reach, params.reach, 25)
    at_loss = max(0.0, 1.0 - params.margin)
    return Hinge(margin, np.maximum(0.0, 1.0 - margin), 1.0 + params.reach, at_loss, -1.0 if at_loss else 0.0)


def draw(params: HingeParams, data: Hinge, canvas: Canvas) -> Scene:
    """One line, with a note at the margin."""
    x = ChartAxis(
        low=-params.reach, high=params.reach, ticks=partial(value_ticks, -params.reach, params.reach), title="margin"
    )
    y = ChartAxis(low=0.0, high=data.top, ticks=partial(value_ticks, 0.0, data.top), title="loss")
    note = Note(x=params.margin, y=data.at_loss, text=at_margin(params, data).text())
    series = Series(x=data.margin, y=data.loss)
    return Scene(
        panels=(chart_panel(Chart(x=x, y=y, series=(series,), notes=(note,)), canvas),), text_size=canvas.text_size
    )


def at_margin(params: HingeParams, data: Hinge) -> Sentence:
    """The note in the drawing."""
    return sentence(
        "slope {slope} at {margin}", 2, slope=format_parameter(data.at_slope), margin=format_parameter(params.margin)
    )


def describe(params: HingeParams, data: Hinge) -> Description:
    """The same in words."""
    here = sentence(
        "At the margin {margin} the loss is {loss}, and its slope is {slope}.",
        2,
        margin=format_parameter(params.margin),
        loss=format_parameter(data.at_loss),
        slope=format_parameter(data.at_slope),
    )
    built = sentence(
        "A line shows the hinge loss, from {zero} to {top}, for margins from {low} to {high}.",
        zero=format_parameter(0.0),
        top=format_parameter(data.top),
        low=format_parameter(-params.reach),
        high=format_parameter(params.reach),
    )
    course = sentence(
        "The loss falls by as much as the margin grows, and is zero from the margin {flat} on.",
        3,
        flat=format_parameter(data.flat_from),
    )
    cells = (Column("margin", "Margin", tuple(map(format_parameter, data.margin.tolist()))),)
    loss = Column("loss", "Loss", tuple(map(Compact, data.loss.tolist())))
    return Description(
        title="Hinge loss",
        readouts=(at_margin(params, data),),
        lead=(here,),
        sentences=(built, course),
        table=Table("Loss by margin", (*cells, loss)),
        answers=(Answer("How steep is the loss here?", (here,)),),
    )


def by_cases(params: HingeParams) -> dict[str, ArrayLike]:
    """The loss case by case, and its slope as a difference quotient."""
    margins = np.linspace(-params.reach, params.reach, 25)
    step, losses = 2.0**-20, [1 - m if m < 1 else 0.0 for m in (params.margin, params.margin + 2.0**-20)]
    return {"loss": np.where(margins < 1, 1 - margins, 0.0), "at_slope": (losses[1] - losses[0]) / step}


KIND = FigureKind(
    name="lab.hinge",
    title="Hinge loss",
    purpose="How large the hinge loss of an example is, and how steep. An example that is right with a margin has no loss.",
    formula=r"\ell(m) = \max(0, 1 - m)",
    source="Cortes and Vapnik 1995, Support-vector networks, Machine Learning 20, 273.",
    example="margin: -1\n",
    params=HingeParams,
    compute=compute,
    draw=draw,
    describe=describe,
    examples=(
        Example("wrong", {"margin": -1.0}),
        Example("near", {"margin": 0.5, "reach": 2.0}),
        Example("safe", {"margin": 2.5}, "No loss"),
    ),
    truths=(Truth("case by case", by_cases),),
)
