"""Fields of schedules that are given and have no effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitegen.figures.lr_schedule.kernel import Phases
from sitegen.figures.lr_schedule.spec import LrScheduleParams, SchedulePhases
from sitegen.kinds import Unused, changed_fields

_DECAYS = {
    "end": ("linear", "cosine", "exponential", "polynomial"),
    "power": ("polynomial",),
    "factor": ("step",),
    "every": ("step",),
    "stable": ("linear", "cosine", "exponential", "polynomial", "step", "inverse-sqrt"),
}
"""The decays for which a field has an effect."""


def unused(params: LrScheduleParams) -> Sequence[Unused]:
    """The given fields that change no learning rate."""
    phases = [each for _, each in params.named_phases]
    found = []
    for name in sorted(changed_fields(params) & SchedulePhases.model_fields.keys()):
        owners = zip(params.schedules or (None,), phases, strict=True)
        takers = [each for own, each in owners if getattr(own, name, None) is None]
        if not takers:
            message = f"has no effect: each of the schedules has its own {name}"
            found.append(Unused(name, message, ("schedules",)))
        found += _without_effect(name, name, takers)
    for number, own in enumerate(params.schedules):
        for name in sorted(changed_fields(own)):
            found += _without_effect(f"schedules.{number}.{name}", name, [phases[number]])
    return found


def _without_effect(field: str, name: str, takers: Sequence[Phases]) -> Iterator[Unused]:
    """The problem of a field that has no effect in any of the schedules that take it."""
    allowed = _DECAYS.get(name)
    if allowed and takers and not any(each.decay in allowed for each in takers):
        decays = " and ".join(sorted({each.decay for each in takers}))
        hint = "delete it" if len(allowed) > 2 else f"delete it, or write decay: {allowed[0]}"
        yield Unused(field, f"has no effect with decay: {decays}", ("decay", "schedules"), hint)
    if name in ("start", "rise") and takers and not any(each.warmup for each in takers):
        message = "has no effect without warmup, which is 0"
        yield Unused(field, message, ("warmup", "schedules"), "delete it, or give warmup")
