"""Parameters of a learning-rate schedule, as an author writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from sitegen.figures.lr_schedule.kernel import Decay, Phases, Rise
from sitegen.kinds.params import (
    Field,
    Items,
    Label,
    Name,
    Params,
    SpecModel,
    check_names,
    given_fields,
    model_validator,
    refused,
)
from sitegen.kinds.words import counted

Steps = Annotated[int, Field(ge=0, le=1_000_000)]
Share = Annotated[float, Field(ge=0, le=1)]
_DEFAULTS: dict[str, Any] = {
    "peak": 1e-3, "warmup": 0, "start": 0.0, "rise": "linear", "stable": 0, "decay": "cosine", "power": 2.0, "factor": 0.1,
}  # fmt: skip


class SchedulePhases(SpecModel):
    """A warm-up, a stable phase and a decay."""

    other_tools = {
        **dict.fromkeys(("lr", "max_lr", "learning_rate", "base_lr"), "write peak"),
        **dict.fromkeys(("warmup_steps", "num_warmup_steps"), "write warmup"),
        **dict.fromkeys(("min_lr", "eta_min"), "write end, as a share of the peak"),
        **dict.fromkeys(("phases", "milestones"), "write warmup, stable and decay"),
        **dict.fromkeys(("steps", "total_steps", "num_training_steps", "T_max", "epochs"), "write total"),
        "gamma": "write factor",
        **dict.fromkeys(("schedule", "scheduler", "type", "name", "annealing"), "write decay"),
        "d_model": "write model_size",
    }
    bare_value_keys = ("decay",)

    peak: Annotated[float | None, Field(gt=1e-12, le=1e6), Label("peak")] = None
    """Largest learning rate; by default 0.001."""
    model_size: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    """Width d of a Transformer. The peak is then 1/√(d·warmup), as of Vaswani et al., who decay by `inverse-sqrt`."""
    warmup: Annotated[Steps | None, Label("warm-up steps")] = None
    """Steps until the peak; by default 0."""
    start: Share | None = None
    """Share of the peak at which the warm-up begins; by default 0."""
    rise: Annotated[Rise | None, Label("warm-up")] = None
    """Shape of the warm-up: `linear`, which is the default, or `cosine`, as in one-cycle schedules."""
    stable: Annotated[Steps | None, Label("stable steps")] = None
    """Steps at the peak between warm-up and decay; by default 0."""
    decay: Annotated[Decay | None, Label("decay", {"inverse-sqrt": "inverse square root"})] = None
    """Shape of the decay; by default `cosine`."""
    end: Share | None = None
    """Share of the peak after the last step of the decay; by default 0, and 0.01 for `exponential`. `constant`, `step` and `inverse-sqrt` do without it."""
    power: Annotated[float | None, Field(gt=0, le=10)] = None
    """Exponent of a `polynomial` decay; by default 2."""
    factor: Annotated[float | None, Field(gt=0, le=1)] = None
    """What each fall of a `step` decay multiplies the rate by; by default 0.1."""
    every: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    """Steps from one fall of a `step` decay to the next; by default a third of the decay."""

    @model_validator(mode="after")
    def _has_one_peak(self) -> Self:
        if self.peak is not None and self.model_size is not None:
            raise ValueError("model_size gives the peak: delete one of the two")
        return self


class Schedule(SchedulePhases):
    """One of several schedules."""

    name: Name
    """Its name, in the drawing and in the words."""


class LrScheduleParams(SchedulePhases, Params):
    """Parameters of `lr-schedule`."""

    total: Annotated[int, Field(ge=2, le=1_000_000), Label("steps")] = 10_000
    """Steps of the whole training run."""
    count_from: Annotated[Literal[0, 1], Label("first step")] = 0
    """Number of the first step: 0 as in most libraries, so that a warm-up begins with a rate of 0, or 1 as of Vaswani et al."""
    schedules: Annotated[tuple[Schedule, ...], Items, Field(max_length=8)] = ()
    """Several schedules side by side: a `name`, and what differs from the fields above."""

    @property
    def named_phases(self) -> list[tuple[str, Phases]]:
        """Every schedule with all of its fields; a single one has no name."""
        return [(getattr(each, "name", ""), self._phases(each)) for each in self.schedules or (self,)]

    def _phases(self, own: SchedulePhases) -> Phases:
        found = _DEFAULTS | given_fields(SchedulePhases, self, own)
        size = found.pop("model_size", None)
        if size and own.peak is None:
            found["peak"] = (size * max(1, found["warmup"])) ** -0.5
        left = self.total - found["warmup"] - found["stable"]
        default = {"end": 0.01 if found["decay"] == "exponential" else 0.0, "every": max(1, -(-left // 3))}
        return Phases(**{**default, **found})

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        check_names("schedule", schedules=self.schedules)
        for number, (name, phases) in enumerate(self.named_phases):
            for message, field in self._problems(name, phases):
                own = bool(self.schedules) and getattr(self.schedules[number], field, None) is not None
                raise refused(message, f"schedules.{number}.{field}" if own else field)
        return self

    def _problems(self, name: str, phases: Phases) -> Iterator[tuple[str, str]]:
        """What is wrong with one schedule, and the field that it is about."""
        of = f" of “{name}”" if name else ""
        before = phases.warmup + phases.stable
        if before >= self.total:
            taken = counted(before, "step")
            message = f"warm-up and stable phase{of} have {taken}, which leaves none of {self.total:,} for the decay"
            yield message, "warmup" if phases.warmup >= phases.stable else "stable"
        if phases.decay == "exponential" and phases.end == 0:
            yield f"an exponential decay{of} never ends at 0: write a share such as end: 0.01", "end"
