"""The hinge loss, a kind of figure to begin with: the loss at every margin, and at one."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from sitegen.kinds import Example, FigureKind, Truth
from sitegen.kinds.params import Field, Label, Params
from sitegen.kinds.plot import Chart, ChartAxis, Note, Series, chart_panel
from sitegen.kinds.scene import Canvas, Scene, TableCells
from sitegen.kinds.words import Column, Compact, Description, Sentence, Table, format_parameter, sentence

MARGINS = np.linspace(-3.0, 3.0, 25)


class HingeParams(Params):
    margin: Annotated[float, Field(ge=-3, le=3), Label("margin")] = -1.0
    """The margin at which the loss is stated."""


@dataclass(frozen=True)
class Hinge:
    margins: np.ndarray
    losses: np.ndarray
    loss: float  # at the margin of the parameters


def compute(params: HingeParams) -> Hinge:
    return Hinge(MARGINS, np.maximum(0.0, 1.0 - MARGINS), max(0.0, 1.0 - params.margin))


def loss_sentence(params: HingeParams, data: Hinge) -> Sentence:
    return sentence(
        "The loss is {loss} at {margin}.", 2, loss=Compact(data.loss), margin=format_parameter(params.margin)
    )


def draw(params: HingeParams, data: Hinge, canvas: Canvas) -> Scene:
    x, y = ChartAxis(low=-3.0, high=3.0, title="margin"), ChartAxis(low=0.0, high=4.0, title="loss")
    note = Note(x=params.margin, y=data.loss, text=loss_sentence(params, data).text("drawn"))
    losses = Series(x=data.margins, y=data.losses, cells=TableCells((1,)))  # column 1 of the table
    chart = Chart(x=x, y=y, series=(losses,), notes=(note,))
    return Scene(panels=(chart_panel(chart, canvas),), text_size=canvas.text_size)


def describe(params: HingeParams, data: Hinge) -> Description:
    low, high, first, last = map(format_parameter, (*data.margins[[0, -1]].tolist(), *data.losses[[0, -1]].tolist()))
    built = sentence("A line shows the loss for margins from {low} to {high}, on a linear axis.", low=low, high=high)
    course = sentence(
        "The loss never rises with the margin: from {first} it falls to {last}.", 3, first=first, last=last
    )
    margins = Column("margin", "Margin", tuple(map(format_parameter, data.margins.tolist())))
    table = Table("Loss by margin", (margins, Column("loss", "Loss", tuple(map(Compact, data.losses.tolist())))))
    here = loss_sentence(params, data)
    return Description(title="Hinge loss", readouts=(here,), sentences=(here, built, course), table=table)


def by_cases(params: HingeParams) -> dict[str, float]:
    return {"loss": 1.0 - params.margin if params.margin < 1.0 else 0.0}


KIND = FigureKind(
    name="lab.hinge",
    title="Hinge loss",
    purpose="How large the hinge loss of an example is. An example that is right with a margin has no loss.",
    formula=r"\ell(m) = \max(0, 1 - m)",
    source="Cortes and Vapnik 1995, Support-vector networks, Machine Learning 20, 273.",
    example="margin: -1",
    params=HingeParams,
    compute=compute,
    draw=draw,
    describe=describe,
    examples=tuple(Example(name, {"margin": at}) for name, at in {"wrong": -1.0, "near": 0.5, "safe": 2.5}.items()),
    truths=(Truth("case by case", by_cases),),
)
