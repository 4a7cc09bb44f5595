"""Parameters of training curves, as an author writes them."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from sitegen.kinds.params import (
    CHART_WORDS,
    Field,
    Files,
    Items,
    Label,
    Name,
    Number,
    Params,
    ReachedAxis,
    SeriesFile,
    SpecModel,
    check_names,
    field_validator,
    model_validator,
    refused,
)
from sitegen.kinds.words import counted, format_number, there_are

Numbers = Annotated[tuple[Number, ...], Items, Field(min_length=1, max_length=20_000)]
MOST_RUNS = 8


class Run(SpecModel):
    """One run: its name and its values."""

    other_tools = {**dict.fromkeys(("id", "label"), "write name"), **dict.fromkeys(("y", "data"), "write values")}

    name: Name
    """Its name, in the drawing and in the words."""
    values: Numbers | Files
    """The measure at each step, or the file to take it from."""


class TrainingCurvesParams(Params):
    """Parameters of `training-curves`."""

    not_explored = frozenset({"measure"})
    other_tools = {
        **CHART_WORDS,
        **dict.fromkeys(("losses", "loss", "series", "curves", "values", "data", "metrics"), "write runs"),
        **dict.fromkeys(("log", "yscale", "logy"), "write log_scale: true"),
        **dict.fromkeys(("x", "epochs", "epoch", "step"), "write steps"),
        **dict.fromkeys(("y", "ylabel", "metric"), "write measure"),
        **dict.fromkeys(("ylim", "range"), "write axis: {range: [low, high]}"),
        **dict.fromkeys(("smooth", "beta", "ema", "window", "rolling"), "write smoothing, from 0 to below 1"),
        **dict.fromkeys(
            ("train", "val", "valid", "test", "train_loss", "val_loss"), "write it below runs, as the name of a run"
        ),
    }

    runs: Annotated[tuple[Run, ...], Items, Field(min_length=1, max_length=MOST_RUNS)] | SeriesFile
    """The runs, at most eight: a list of `name` and `values`, a mapping of names to lists of numbers, or the file to take them from."""
    steps: Numbers | Files | None = None
    """The number of each step, ascending, or the file to take them from. By default 0, 1, 2 and so on. A run that stopped early has fewer values."""
    measure: Name = "loss"
    """What the values are, such as `loss`, `gradient norm` or `learning rate`."""
    smoothing: Annotated[float, Field(ge=0, le=0.999), Label("smoothing")] = 0.0
    """β of the running mean, in which every value counts β times as much as the one after it; 0 for none."""
    log_scale: bool = False
    """Draw the measure on a logarithmic axis; exact zeros are rings on its baseline."""
    clip: Annotated[Number | None, Field(gt=0), Label("clipping")] = None
    """For gradient norms: the norm from which on gradients are clipped, as a line with the share of steps above it."""
    axis: ReachedAxis = ReachedAxis()
    """The axis of the values: with `range: [low, high]` it reaches at least these two, so that several figures have the same axis."""

    @model_validator(mode="after")
    def _axis_fits_the_scale(self) -> Self:
        if self.log_scale and self.axis.range is not None and self.axis.range[0] <= 0:
            raise refused(f"begins at {self.axis.range[0]:g}, which a logarithmic axis cannot show", "axis.range")
        return self


class ResolvedRun(Run):
    """One run with numbers in place of references."""

    values: Numbers


class ResolvedTrainingCurves(TrainingCurvesParams):
    """Parameters of `training-curves` with numbers in place of references."""

    runs: Annotated[tuple[ResolvedRun, ...], Items, Field(min_length=1, max_length=MOST_RUNS)]
    steps: Numbers | None = None

    @field_validator("steps")
    @classmethod
    def _ascend(cls, value: tuple[float, ...] | None) -> tuple[float, ...] | None:
        for index, (before, after) in enumerate(pairwise(value or ())):
            if after <= before:
                raise ValueError(
                    f"steps must ascend, but {format_number(after)} at position {index + 1} is not above {format_number(before)}"
                )
        return value

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        check_names("run", runs=self.runs)
        longest = max(self.runs, key=lambda run: len(run.values))
        if self.steps is not None and len(longest.values) != len(self.steps):
            values, steps = counted(len(longest.values), "value"), there_are(len(self.steps), "step")
            raise refused(f"the run “{longest.name}” has {values}, but {steps}", "steps")
        negative = next((at for at, run in enumerate(self.runs) if min(run.values) < 0), None)
        if self.log_scale and negative is not None:
            message = f"the run “{self.runs[negative].name}” has values below 0, which a logarithmic axis cannot show"
            raise refused(message, f"runs.{negative}.values")
        return self
