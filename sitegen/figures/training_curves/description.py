"""Training curves in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import chain

from sitegen.figures.training_curves.kernel import RunCurve, TrainingCurves
from sitegen.figures.training_curves.spec import ResolvedTrainingCurves
from sitegen.kinds.words import (
    Column,
    Count,
    Counted,
    Description,
    Sentence,
    SeriesWords,
    Table,
    Value,
    capitalised,
    chart_sentence,
    chart_title,
    direction_sentence,
    ends_sentence,
    format_parameter,
    pair_sentences,
    place_cells,
    range_sentence,
    rings_sentence,
    same_text,
    sentence,
    series_columns,
    series_lead,
    series_sentences,
    series_words,
    spike_rule,
    spikes_sentence,
    value_cells,
)


def describe(params: ResolvedTrainingCurves, data: TrainingCurves) -> Description:
    """The lead, how the chart is built, what each run does, and how two of them differ."""
    usual = partial(series_words, x_name="step", limits=_limits(params))
    words = [usual(run.subject, data.step, data.least, data.largest) for run in data.runs]
    named_runs, first = [*zip(data.runs, words, strict=True)], words[0]
    ends = [(run.name, run.features.last.y) for run in data.runs]
    if data.number == 1:
        lead = series_lead(data.runs[0].features, first)
    else:
        lead = _loss_lead(params, data, first) or ends_sentence("run", params.measure, ends, first.value)
    sentences = [*_construction(params, data, first)]
    for run, named in named_runs:
        sentences += [*series_sentences(run.features, named, num_series=data.number), *_details(params, run, named)]
    if not any(each.level == 2 for each in (lead, *sentences)):
        sentences.append(range_sentence(data.least, data.largest, first.value))
    sentences += _two(params, data, first)
    if any(spikes_sentence(run.features, named) in sentences for run, named in named_runs):
        sentences.append(spike_rule())
    if not any(each.level == 3 for each in (lead, *sentences)):
        sentences.append(direction_sentence(data.runs[0].features, first))
    return Description(
        title=chart_title(params.measure, "step"),
        lead=(lead,),
        sentences=tuple(sentences),
        table=_table(params, data),
    )


def _loss_lead(params: ResolvedTrainingCurves, data: TrainingCurves, words: SeriesWords) -> Sentence | None:
    """How the runs with the smallest and with the largest last loss change; None for other measures, and where others end alike."""
    least, most = (pick(data.runs, key=lambda run: run.features.last.y) for pick in (min, max))
    low, high = (words.value(run.features.last.y) for run in (least, most))
    ends = [words.value(run.features.last.y) for run in data.runs]
    is_shared = any(sum(same_text(end, each) for each in ends) > 1 for end in (low, high))
    if "loss" not in params.measure.lower().replace("_", " ").split() or is_shared:
        return None
    named: dict[str, Value] = {"measure": params.measure, "least": least.name, "most": most.name}
    falls, of_least = _change(least, words, "low")
    if data.number > 2:
        template = f"Of {{count}}, “{{least}}” ends with the smallest {{measure}}, which {falls}; “{{most}}” ends with the largest, {{high}}."
        return sentence(template, 3, **named, **of_least, count=Counted(data.number, "run"), high=high)
    rises, of_most = _change(most, words, "high")
    template = f"The {{measure}} of “{{least}}” {falls}, while that of “{{most}}” {rises}."
    return sentence(template, 3, **named, **of_least, **of_most)


def _change(run: RunCurve, words: SeriesWords, name: str) -> tuple[str, dict[str, Value]]:
    """A clause on how a run begins and ends, and its values, whose names end in `name`."""
    first, last = run.features.first.y, run.features.last.y
    values: dict[str, Value] = {f"from_{name}": words.value(first), name: words.value(last)}
    if same_text(*values.values()):
        return f"begins and ends with {{{name}}}", {name: values[name]}
    return f"{'rises' if last > first else 'falls'} from {{from_{name}}} to {{{name}}}", values


def _limits(params: ResolvedTrainingCurves) -> tuple[float, ...]:
    """The line that values are compared with."""
    return () if params.clip is None else (params.clip,)


def _construction(params: ResolvedTrainingCurves, data: TrainingCurves, words: SeriesWords) -> Iterator[Sentence]:
    values: dict[str, Value] = {"measure": params.measure, "steps": Counted(len(data.step), "step")}
    of = " of {count}" if data.number > 1 else ""
    values |= {"count": Counted(data.number, "run")} if of else {}
    written = replace(words, limits=()).value
    yield chart_sentence(f"Line chart of the {{measure}}{of} at {{steps}}", data.axis, written, **values)
    if params.smoothing:
        template = "Lines are running means, in which each value counts {beta} times as much as the next one; the area beside a line reaches to the values."
        yield sentence(template, 1, beta=format_parameter(params.smoothing))


def _details(params: ResolvedTrainingCurves, run: RunCurve, words: SeriesWords) -> Iterator[Sentence]:
    """Where the running mean ends, rings, and how often the run is above the clipping line."""
    named = {"subject": words.subject}
    if params.smoothing:
        mean = words.value(float(run.mean[-1]))
        yield sentence("{subject} ends with a running mean of {mean}.", 2, **named, mean=mean)
    if run.zeros:
        yield rings_sentence(
            run.zeros, "on the baseline", f"the running mean of {run.inner}" if params.smoothing else run.inner
        )
    if params.clip is not None:
        clip = words.value(params.clip)
        count, of = Count(run.clipped), Counted(run.features.count, "step")
        template = "{subject} is above the clipping line, {clip}, at {count} of {of}; clipping scales it down to the line there."
        never = sentence("{subject} is never above the clipping line, {clip}.", 2, **named, clip=clip)
        yield sentence(template, 2, **named, clip=clip, count=count, of=of) if run.clipped else never


def _two(params: ResolvedTrainingCurves, data: TrainingCurves, words: SeriesWords) -> list[Sentence]:
    """How two runs differ, by their running means if there are any."""
    if data.pair is None:
        return []
    one, two = data.runs
    subject = f"The running mean of {one.inner}" if params.smoothing else one.subject
    return pair_sentences(data.pair, replace(words, subject=subject), two.other)


def _table(params: ResolvedTrainingCurves, data: TrainingCurves) -> Table:
    """The values and the running mean of every run."""
    names = [run.name if data.number > 1 else params.measure for run in data.runs]
    quantity = params.measure if data.number > 1 else ""
    limits, named = _limits(params), [*zip(names, data.runs, strict=True)]
    values = series_columns("value", ((name, value_cells(run.values, *limits)) for name, run in named), quantity)
    means = series_columns(
        "mean", ((f"{name}, running mean", value_cells(run.mean, *limits)) for name, run in named), quantity
    )
    columns = (Column("step", "Step", place_cells(data.step)), *chain(*zip(values, means, strict=True)))
    table = Table(f"{capitalised(params.measure)} and its running mean", columns)
    if len(data.shown) == len(data.step):
        return table
    rule = sentence("The table shows evenly spaced steps and every extreme; the files have every step.")
    return replace(table, shown=tuple(data.shown.tolist()), rule=rule)
