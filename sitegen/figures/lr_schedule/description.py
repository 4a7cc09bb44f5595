"""Description of learning-rate schedules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from sitegen.figures.lr_schedule.kernel import LearningRates, Rates
from sitegen.figures.lr_schedule.spec import LrScheduleParams
from sitegen.kinds.words import (
    MOST_DESCRIBED_IN_FULL,
    Column,
    Count,
    Counted,
    Description,
    Fixed,
    Level,
    Sentence,
    Table,
    Value,
    chart_sentence,
    ends_sentence,
    fits_lead,
    format_against,
    format_parameter,
    named_or_counted,
    place_cells,
    same_text,
    sentence,
    series_columns,
    value_cells,
)

_rate = partial(format_parameter, digits=3)


def describe(_: LrScheduleParams, data: LearningRates) -> Description:
    """The lead, how the chart is built, and for each schedule its beginning, peak, half, end and sum."""
    courses = [_course(each, data) for each in data.schedules]
    ends = [(each.name, each.last) for each in data.schedules]
    if data.number == 1:
        lead = _peak_and_half(data.schedules[0]) or courses[0]
    else:
        lead = _halving(data) or ends_sentence("schedule", "rate", ends, _rate)
    full = data.schedules if data.number <= MOST_DESCRIBED_IN_FULL else ()
    details = [each for rates in full for each in _schedule(rates, data)]
    return Description(
        title="Learning-rate schedule" if data.number == 1 else "Learning-rate schedules",
        readouts=(lead, *(note for _, note in notes(data))),
        lead=(lead,),
        sentences=(_construction(data), *(each for each in courses if each != lead), *details),
        table=_table(data),
    )


def _peak_and_half(found: Rates) -> Sentence | None:
    """Where a single schedule peaks, and where half of that is left; None if it never is."""
    if found.half_from is None:
        return None
    template = "{subject} peaks at {peak} at step {at} and is down to at most half of that from step {half} on."
    peak, at, half = _rate(found.peak), Count(found.peak_from), Count(found.half_from)
    return sentence(template, 3, subject=found.subject, peak=peak, at=at, half=half)


def _halving(data: LearningRates) -> Sentence | None:
    """Which of several schedules is first down to half of its peak, and which last or never; None if several are first, or none is."""
    steps = {each.name: each.half_from for each in data.schedules}
    known = {name: step for name, step in steps.items() if step is not None}
    if len(known) < 2 or list(known.values()).count(early := min(known.values())) > 1:
        return None
    first = next(name for name, step in known.items() if step == early)
    values: dict[str, Value] = {"first": first, "early": Count(early)}
    start = "“{first}” is down to at most half of its peak first, from step {early} on"
    if never := [name for name, step in steps.items() if step is None]:
        who, named = named_or_counted(never, "never")
        verb = "never falls" if len(never) == 1 else "never fall"
        lead = sentence(f"{start}; {who} {verb} that far.", 3, **values, **named)
    else:
        late = max(known.values())
        last, named = named_or_counted([name for name, step in known.items() if step == late], "last")
        lead = sentence(f"{start}, and {last} last, from step {{late}} on.", 3, **values, **named, late=Count(late))
    return lead if fits_lead(lead) else None


def notes(data: LearningRates) -> list[tuple[int, Sentence]]:
    """The notes of a single schedule with their steps: at its peak, and where half of it is left. None if it never falls so far."""
    only = data.schedules[0]
    if data.number > 1 or only.half_from is None:
        return []
    peak = sentence("peak {peak}", 2, peak=_rate(only.peak))
    return [(only.peak_from, peak), (only.half_from, sentence("half at {step}", 2, step=Count(only.half_from)))]


def _construction(data: LearningRates) -> Sentence:
    what = "the learning rate" if data.number == 1 else Counted(data.number, "schedule")
    steps = Counted(data.total, "step")
    return chart_sentence("Line chart of {what} over {steps}", data.axis, _rate, what=what, steps=steps)


def _course(found: Rates, data: LearningRates) -> Sentence:
    """Peak, end and sum in one sentence."""
    level: Level = 3 if data.number == 1 and found.peak_until == data.end else 2
    values: dict[str, Value] = {"subject": found.subject, "peak": _rate(found.peak)}
    if found.peak_from == data.origin and found.peak_until == data.end:
        return sentence("{subject} is {peak} at every step.", level, **values)
    course = "rises to {peak} at step {at} and stays there"
    if found.peak_until < data.end:
        course = "peaks at {peak} at step {at} and ends with {last}"
        values["last"] = format_against(found.last, found.peak / 2, write=_rate)
    values |= {
        "at": Count(found.peak_from),
        "area": Fixed(found.area, 0 if found.area >= 100 else 1, before_plural=True),
    }
    return sentence(f"{{subject}} {course}; its sum is as much as {{area}} steps at the peak.", level, **values)


def _schedule(found: Rates, data: LearningRates) -> Iterator[Sentence]:
    """The first step with its convention, a stable phase, and where half of the peak is left."""
    named = {"subject": found.subject}
    first, otherwise = _rate(found.first), _rate(found.first_otherwise)
    if same_text(first, otherwise):
        yield sentence("{subject} begins with {first}.", 2, **named, first=first)
    else:
        template = "{subject} begins with {first}, since steps count from {origin}; if they counted from {other}, it would begin with {otherwise}."
        origin, other = Count(data.origin), Count(data.other_origin)
        yield sentence(template, 2, **named, first=first, origin=origin, other=other, otherwise=otherwise)
    if found.peak_from < found.peak_until < data.end:
        template = "{subject} is at its peak from step {start} to step {end}."
        yield sentence(template, 2, **named, start=Count(found.peak_from), end=Count(found.peak_until))
    if found.half_from is not None:
        template = "{subject} has at most half of its peak left from step {half} on."
        yield sentence(template, 3, **named, half=Count(found.half_from))
    elif found.peak_until < data.end:
        yield sentence("{subject} never falls to half of its peak.", 3, **named)


def _table(data: LearningRates) -> Table:
    rates = (
        (each.name or "Learning rate", value_cells(each.rate, each.peak / 2, write=_rate)) for each in data.schedules
    )
    quantity = "learning rate" if any(each.name for each in data.schedules) else ""
    columns = (Column("step", "Step", place_cells(data.step)), *series_columns("rate", rates, quantity))
    return Table("Learning rate at the drawn steps", columns)
