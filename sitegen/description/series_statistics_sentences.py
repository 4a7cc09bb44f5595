"""Sentences about the plateaus, spikes, noise and trend of a series, each with its condition."""

from __future__ import annotations

from sitegen.description.number_format import Count, Counted, format_percent
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.description.series_words import SeriesWords, about, same_text, shows_change
from sitegen.numerics.series_features import SeriesFeatures
from sitegen.numerics.series_statistics import SPIKE_FACTOR, SPIKE_WINDOW
from sitegen.numerics.series_trend import SeriesTrend


def spike_rule() -> Sentence:
    """What counts as a spike, for a figure that names one."""
    template = "A spike is farther from the median of the {window} values around it than {factor} times their median absolute deviation."
    return sentence(template, window=Count(SPIKE_WINDOW), factor=Count(int(SPIKE_FACTOR)))


def plateau_sentence(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """The longest level part, unless all of the series looks level."""
    found = features.plateau
    if found is None or same_text(words.value(features.highest.at.y), words.value(features.lowest.at.y)):
        return None
    start, end = words.place(found.first_x), words.place(found.last_x)
    low, high = words.value(found.low), words.value(found.high)
    values: dict[str, Value] = {"at": words.at, "low": low}
    if found.at_start:
        where, values["end"] = "up to {at} {end}", end
    elif found.at_end:
        where, values["start"] = "from {at} {start} on", start
    else:
        where = "from {at} {start} to {at} {end}"
        values |= {"start": start, "end": end}
    if same_text(low, high):
        return sentence(f"It is most level {where}, at {about(low)}{{low}}.", 3, **values)
    return sentence(f"It is most level {where}, between {{low}} and {{high}}.", 3, **values, high=high)


def spikes_sentence(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """How many spikes there are, and the farthest; None without one, or if its digits do not show it."""
    found = features.spikes
    if found is None:
        return None
    value, median = words.value(found.farthest.y), words.value(found.median)
    if same_text(value, median):
        return None
    place = words.place(found.farthest.x)
    values: dict[str, Value] = {"value": value, "median": median, "at": words.at, "place": place}
    if found.count == 1:
        template = "It has one spike: {value} at {at} {place}, where the median of the values around it is {median}."
        return sentence(template, 3, **values)
    template = "It has {count}; the farthest from the values around it is {value} at {at} {place}, where their median is {median}."
    return sentence(template, 3, **values, count=Counted(found.count, "spike"))


def noise_sentence(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """How often a noisy series turns, and how far it goes from point to point."""
    if features.noise is None:
        return None
    template = "It goes up and down: it changes direction at {turns} of {inner}, and from point to point it changes by {step} in the median."
    turns, inner = Count(features.noise.turns), Counted(features.noise.inner, "inner point")
    step = SeriesWords("", y_unit=words.y_unit).value(features.noise.step)
    return sentence(template, 3, turns=turns, inner=inner, step=step)


def mean_ends(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """For a noisy series, what its ends are without the noise."""
    if features.noise is None:
        return None
    first, last = words.value(features.noise.first_mean), words.value(features.noise.last_mean)
    count = Count(features.noise.tenth)
    if same_text(first, last):
        template = "{subject} has the same mean over its first {count} values as over its last {count}: {first}."
        return sentence(template, 3, subject=words.subject, count=count, first=first)
    rises = features.noise.last_mean > features.noise.first_mean
    if not shows_change(first, last, 1 if rises else -1):
        return None
    verb = "rises" if rises else "falls"
    template = f"{{subject}} {verb} from {{first}} to {{last}}, the means of its first {{count}} values and of its last {{count}}."
    return sentence(template, 3, subject=words.subject, count=count, first=first, last=last)


def trend_sentence(features: SeriesFeatures, words: SeriesWords, trend: SeriesTrend | None) -> Sentence | None:
    """The straight line that fits best, if `trend` has one and readers see that the values differ."""
    if trend is None or same_text(words.value(features.highest.at.y), words.value(features.lowest.at.y)):
        return None
    share = format_percent(100.0 * trend.r_squared)
    verb = "rises" if trend.slope > 0 else "falls"
    if trend.shape == "line":
        change = SeriesWords("", y_unit=words.y_unit).value(abs(trend.slope))
        template = f"The straight line that fits best {verb} by {{change}} for each {{unit}}; it explains {{share}} % of the variance."
        return sentence(template, 3, change=change, unit=_one(words), share=share)
    if trend.tenfold > features.last.x - features.first.x:
        return None
    times = "tenfold" if trend.slope > 0 else "to a tenth"
    template = (
        f"On the logarithmic axis, the straight line that fits best {verb} {times} for every {{tenfold}} along the {{x}} "
        "axis; it explains {share} % of the variance there."
    )
    tenfold = SeriesWords("", y_unit=words.x_unit).value(trend.tenfold)
    return sentence(template, 3, tenfold=tenfold, x=words.x_name, share=share)


def _one(words: SeriesWords) -> str:
    """The unit of x, as in "for each step"."""
    return words.x_unit or (f"unit of {words.x_name}" if len(words.x_name) == 1 else words.x_name)
