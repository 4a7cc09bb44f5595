"""Sentences about one series of numbers, each with its condition.

Every sentence is made from `SeriesFeatures` and says nothing that its own digits do not show: where two values look the same,
no sentence says that one is larger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sitegen.description.number_format import Count, Counted, Quantity
from sitegen.description.sentences import Sentence, Value, all_of, named_or_counted, sentence, short_lead, text_of
from sitegen.description.series_statistics_sentences import (
    mean_ends,
    noise_sentence,
    plateau_sentence,
    spikes_sentence,
    trend_sentence,
)
from sitegen.description.series_words import SeriesWords, about, same_text, shows_change
from sitegen.numerics.series_features import Extreme, SeriesFeatures, Stretch
from sitegen.numerics.series_trend import SeriesTrend

MOST_DESCRIBED_IN_FULL = 2
"""The most series of a figure that are described in full; of more series, each has one sentence."""


def series_lead(features: SeriesFeatures, words: SeriesWords) -> Sentence:
    """The one sentence to read first, of at most `LONGEST_LEAD` words where the names allow it."""
    if features.is_empty:
        return extent_sentence(features, words)
    makers = (course_sentence, _broken, mean_ends, _ends)
    return short_lead(*(found for make in makers if (found := make(features, words))))


def series_sentences(
    features: SeriesFeatures, words: SeriesWords, trend: SeriesTrend | None = None, *, num_series: int = 1
) -> list[Sentence]:
    """All that holds of a series, in reading order: extent, gaps, extremes, course, plateau, spikes, noise, trend.

    Parameters
    ----------
    features : SeriesFeatures
    words : SeriesWords
    trend : SeriesTrend, optional
        The line that fits, if there is one.
    num_series : int
        How many series the figure has; if more than `MOST_DESCRIBED_IN_FULL`, each has one sentence.
    """
    if num_series > MOST_DESCRIBED_IN_FULL:
        return [series_lead(features, words)]
    if features.is_empty:
        return [extent_sentence(features, words)]
    found = [extent_sentence(features, words), _gaps(features, words)]
    if not features.is_single:  # of a single value, the extent says all
        course = course_sentence(features, words)
        others = [_broken(features, words), _ends(features, words), *_extremes(features, words), _turns(features)]
        found += [course] if course else others
    found += [plateau_sentence(features, words), spikes_sentence(features, words)]
    found += [noise_sentence(features, words), mean_ends(features, words), trend_sentence(features, words, trend)]
    return [each for each in found if each]


def extent_sentence(features: SeriesFeatures, words: SeriesWords) -> Sentence:
    """How many points there are, and where they begin and end."""
    count = Counted(features.count, "point")
    if features.is_empty:
        return sentence("{subject} has no value.", 2, subject=words.subject)
    if features.is_single:
        template, value = "{subject} has a single value, {value} at {at} {place}.", words.value(features.first.y)
        return sentence(template, 2, **_subject(words), value=value, place=words.place(features.first.x))
    start, end = words.place(features.first.x), words.place(features.last.x)
    if same_text(start, end):
        near = "" if features.first.x == features.last.x else "about "
        template = f"{{subject}} has {{count}}, all at {near}{{at}} {{start}}."
        return sentence(template, 1, **_subject(words), count=count, start=start)
    template = "{subject} has {count} and values from {at} {start} to {at} {end}."
    return sentence(template, 1, **_subject(words), count=count, start=start, end=end)


def range_sentence(least: float, largest: float, write: Callable[[float], Quantity], what: str = "values") -> Sentence:
    """That all values, which are called `what`, are between `least` and `largest`; `write` formats these."""
    low, high = write(least), write(largest)
    if same_text(low, high):
        return sentence(f"All {what} are {about(low)}{{least}}.", 2, least=low)
    return sentence(f"All {what} are between {{least}} and {{largest}}.", 2, least=low, largest=high)


def ends_sentence(
    what: str, measure: str, ends: Sequence[tuple[str, float]], write: Callable[[float], Quantity]
) -> Sentence:
    """Which of several series ends with the largest value, and which with the smallest; or how many do.

    A series is called `what`, such as ``run``; `measure` says what its values are, and `ends` has its name and last value.
    """
    largest, smallest = (pick(value for _, value in ends) for pick in (max, min))
    high, low = write(largest), write(smallest)
    values: dict[str, Value] = {"measure": measure, "high": high}
    if same_text(high, low):
        nearly = "" if largest == smallest or text_of(high, "visible").split()[0] == "0" else "about "
        subject, number = all_of(len(ends), what)
        return sentence(f"{subject} end with {nearly}the same {{measure}}, {{high}}.", 3, **values, **number)
    highest, lowest = ([name for name, value in ends if same_text(write(value), end)] for end in (high, low))
    (most, of_most), (least, of_least) = named_or_counted(highest, "most"), named_or_counted(lowest, "least")
    verb = "ends" if len(highest) == 1 else "end"
    template = (
        f"Of {{count}}, {most} {verb} with the largest {{measure}}, {{high}}, and {least} with the smallest, {{low}}."
    )
    return sentence(template, 3, **values, **of_most, **of_least, count=Counted(len(ends), what), low=low)


def direction_sentence(features: SeriesFeatures, words: SeriesWords) -> Sentence:
    """The least that can be said of a course: how its ends compare."""
    first, last = features.first, features.last
    if features.is_empty or first.x == last.x:
        return sentence("{subject} has too few values for a trend.", 3, **_subject(words))
    if same_text(words.value(first.y), words.value(last.y)):
        return sentence("{subject} ends about where it starts.", 3, **_subject(words))
    way = "higher" if last.y > first.y else "lower"
    return sentence(f"{{subject}} ends {way} than it starts.", 3, **_subject(words))


def _subject(words: SeriesWords) -> dict[str, Value]:
    return {"subject": words.subject, "at": words.at}


def _both_ends(features: SeriesFeatures, words: SeriesWords) -> dict[str, Value]:
    first, last = features.first, features.last
    places = {"start": words.place(first.x), "end": words.place(last.x)}
    return {"first": words.value(first.y), "last": words.value(last.y), **places}


def _gaps(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    if not features.missing:
        return None
    template = "{subject} has no value at {missing} of {count}."
    missing, count = Count(features.missing), Counted(features.count, "point")
    return sentence(template, 2, subject=words.subject, missing=missing, count=count)


def _ends(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """Where the series starts and ends; None for a single value."""
    if features.is_single:
        return extent_sentence(features, words)
    values = {**_subject(words), **_both_ends(features, words)}
    if same_text(values["first"], values["last"]):
        del values["last"]
        return sentence("{subject} starts and ends with {first}, at {at} {start} and at {at} {end}.", 2, **values)
    return sentence("{subject} starts with {first} at {at} {start} and ends with {last} at {at} {end}.", 2, **values)


def _extremes(features: SeriesFeatures, words: SeriesWords) -> Iterator[Sentence | None]:
    highest, lowest = features.highest, features.lowest
    if features.is_single or features.is_unbounded or same_text(words.value(highest.at.y), words.value(lowest.at.y)):
        return
    for name, extreme in (("largest", highest), ("least", lowest)):
        yield _extreme(name, extreme, words)


def _extreme(name: str, extreme: Extreme, words: SeriesWords) -> Sentence:
    place = words.place(extreme.at.x)
    values: dict[str, Value] = {"value": words.value(extreme.at.y), "at": words.at, "place": place}
    if extreme.count == 1:
        return sentence(f"Its {name} value is {{value}}, at {{at}} {{place}}.", 2, **values)
    template = f"Its {name} value is {{value}}, at {{count}}, first at {{at}} {{place}}."
    return sentence(template, 2, **values, count=Counted(extreme.count, "point"))


def _turns(features: SeriesFeatures) -> Sentence | None:
    """How often a series turns that is not noisy."""
    if features.noise or not features.turns:
        return None
    if features.turns == 1:
        return sentence("It changes direction once.", 3)
    return sentence("It changes direction {turns}.", 3, turns=Counted(features.turns, "time"))


def course_sentence(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """The course of a series that is constant, goes one way, or has few rises and falls; None for others."""
    value = words.value(features.highest.at.y)
    if features.is_single:
        return None
    if features.is_constant and not features.is_broken:
        return sentence("{subject} is {value} at every point.", 3, subject=words.subject, value=value)
    if same_text(value, words.value(features.lowest.at.y)):
        return sentence(f"{{subject}} is always {about(value)}{{value}}.", 3, subject=words.subject, value=value)
    if features.is_broken:
        return None
    if not (features.rises and features.falls):
        return _one_way(features, words)
    return _turning(features.stretches, words)


def _broken(features: SeriesFeatures, words: SeriesWords) -> Sentence | None:
    """A series that rises, or falls, wherever it is not broken."""
    if not features.is_broken or not features.steps or features.steps not in {features.rises, features.falls}:
        return None
    verb = "rises" if features.rises else "falls"
    return sentence(f"{{subject}} {verb} at every step between its gaps.", 3, subject=words.subject)


def _one_way(features: SeriesFeatures, words: SeriesWords) -> Sentence:
    """A series that never falls, or never rises."""
    verb, other, way = ("rises", "falls", "up") if features.rises else ("falls", "rises", "down")
    how = f"{verb} at every step," if not features.stays else f"never {other}: it goes"
    template = f"{{subject}} {how} from {{first}} at {{at}} {{start}} {way} to {{last}} at {{at}} {{end}}."
    return sentence(template, 3, **_subject(words), **_both_ends(features, words))


def _shows_direction(stretch: Stretch, words: SeriesWords) -> bool:
    """Whether readers see which way a stretch goes."""
    return shows_change(words.value(stretch.first.y), words.value(stretch.last.y), stretch.direction)


def _turning(stretches: tuple[Stretch, ...], words: SeriesWords) -> Sentence | None:
    """A series of few rises and falls, each of which its digits show."""
    if not stretches or not all(_shows_direction(stretch, words) for stretch in stretches if stretch.direction):
        return None
    first = stretches[0].first
    values = {"first": words.value(first.y), "start": words.place(first.x), **_subject(words)}
    clauses = ["starts with {first} at {at} {start}"]
    for number, stretch in enumerate(stretches):
        name = "abcd"[number]
        values[f"place_{name}"] = words.place(stretch.last.x)
        if stretch.direction:
            values[f"value_{name}"] = words.value(stretch.last.y)
            verb = "rises" if stretch.direction > 0 else "falls"
            clauses.append(f"{verb} to {{value_{name}}} at {{at}} {{place_{name}}}")
        else:
            clauses.append(f"stays the same up to {{at}} {{place_{name}}}")
    return sentence(f"{{subject}} {', '.join(clauses[:-1])} and {clauses[-1]}.", 3, **values)
