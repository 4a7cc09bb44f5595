"""A curves figure in words: what each curve does, by the numbers alone, and how two of them differ."""

from __future__ import annotations

import math
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from sitegen.figures.curves.kernel import CurveResult, CurvesData
from sitegen.figures.curves.outside import ApartCurve, marks_outside
from sitegen.figures.curves.spec import ResolvedCurves
from sitegen.figures.curves.tables import csv_of_all, curves_table
from sitegen.kinds.words import (
    MOST_DESCRIBED_IN_FULL,
    Counted,
    Description,
    PlacedMark,
    Sentence,
    SeriesWords,
    Value,
    axis_sentence,
    chart_title,
    direction_sentence,
    line_sentence,
    pair_lead,
    pair_sentences,
    range_sentence,
    rings_sentence,
    sentence,
    series_lead,
    series_sentences,
    series_words,
)

_MOST_PLACES = 3
"""Poles or jumps that are named."""


def describe(params: ResolvedCurves, data: CurvesData) -> Description:
    """The lead, how the figure is built, and what holds of each curve."""
    places = _places_named(params, data)
    words = [_words(params, data, curve, places) for curve in data.curves]
    outside = marks_outside(params, data)
    lead = _lead(params, data, words, {mark.field for mark in outside})
    sentences = [*_construction(params, data, words[0]), *_range(data, words[0])]
    for curve, named in zip(data.curves, words, strict=True):
        sentences += _curve(params, data, curve, named)
    if data.pair:
        sentences += pair_sentences(data.pair, words[0], data.curves[1].inner)
    sentences += _marks(params, outside, words[0])
    if not any(each.level == 3 for each in (lead, *sentences)):
        sentences.append(direction_sentence(data.curves[0].features, words[0]))
    return Description(
        title=chart_title(params.y.means or "curves", params.x.means or ""),
        lead=(lead,),
        sentences=tuple(sentences),
        table=curves_table(params, data),
        more_csv=csv_of_all(data),
    )


def _words(params: ResolvedCurves, data: CurvesData, curve: CurveResult, places: ArrayLike) -> SeriesWords:
    names = {"x_name": params.x.means or "x", "x_unit": params.x.unit or "", "y_unit": params.y.unit or ""}
    return series_words(curve.subject, places, data.least, data.largest, **names, limits=params.limits)


def _places_named(params: ResolvedCurves, data: CurvesData) -> ArrayLike:
    """The places of all curves and of what the author marks on the horizontal axis: texts may name any two of them."""
    lines = [line.at for line in params.lines if line.axis == "x"]
    zones = [end for zone in params.zones if zone.axis == "x" for end in (zone.start, zone.to)]
    marks = [*(params.x.range or ()), *lines, *zones, *(note.x for note in params.notes)]
    return np.unique(np.concatenate([marks, *(curve.values.x for curve in data.curves)]))


def _lead(params: ResolvedCurves, data: CurvesData, words: list[SeriesWords], outside: Container[str]) -> Sentence:
    """How two curves differ, or what the highlighted curve does, or of those drawn the one that rises or falls most on the axis."""
    if data.pair:
        return pair_lead(data.pair, words[0], data.curves[1].inner)
    names = [curve.values.name for curve in data.curves]
    drawn = [at for at in range(data.number) if f"series.{at}.name" not in outside] or range(data.number)
    chosen = names.index(params.highlight) if params.highlight else _most_changed(data, drawn)
    return series_lead(data.curves[chosen].features, words[chosen])


def _most_changed(data: CurvesData, among: Sequence[int]) -> int:
    """Which of these curves has the ends that are farthest apart on the vertical axis.

    It is the first of several, and the first of all if none has ends there.
    """
    features = [data.curves[at].features for at in among]
    ends = np.array([[each.first.y, each.last.y] for each in features])
    places = data.y_axis.coordinates(ends)
    with np.errstate(invalid="ignore"):
        apart = np.abs(places[:, 1] / 2 - places[:, 0] / 2)  # halves: the whole may be beyond the largest float
    known = np.where(np.isfinite(apart), apart, -1.0)
    return among[int(np.argmax(known >= known.max() * (1 - 1e-9)))]


def _construction(params: ResolvedCurves, data: CurvesData, words: SeriesWords) -> Iterator[Sentence]:
    if data.number == 1:
        yield sentence("Line chart of {curve} by {x}.", 1, curve=data.curves[0].inner, x=words.x_name)
    else:
        yield sentence("Line chart of {number} by {x}.", 1, number=Counted(data.number, "curve"), x=words.x_name)
    yield axis_sentence("The horizontal axis", params.x.means, data.x_axis, words.place)
    is_rough = data.y_axis.log or data.y_axis.linear  # ends of decades have few digits
    ends = replace(words, limits=(), digits=None if is_rough else words.digits)
    yield axis_sentence("The vertical axis", params.y.means, data.y_axis, ends.value)
    if any(len(curve.values.y) > 4 * 360 for curve in data.curves):
        template = "Where points are closer together than the drawing can show, the line keeps the first, the last, the lowest and the highest of them."
        yield sentence(template, 1)


def _range(data: CurvesData, words: SeriesWords) -> Iterator[Sentence]:
    """The least and the largest of all values, unless a curve has a pole."""
    if any(curve.values.poles for curve in data.curves):
        return
    if not math.isfinite(data.least):
        yield sentence("No curve has a value.", 2)
        return
    yield range_sentence(data.least, data.largest, words.value)


def _curve(params: ResolvedCurves, data: CurvesData, curve: CurveResult, words: SeriesWords) -> Iterator[Sentence]:
    yield from series_sentences(curve.features, words, curve.trend, num_series=data.number)
    values = curve.values
    for what, places in (("pole", values.poles), ("jump", values.jumps), ("gap", values.holes)):
        yield from _places(what, places, curve, words)
    if curve.zeros:
        yield rings_sentence(curve.zeros, "on the baseline", curve.inner)
    reasons = ((curve.outside, "beyond the ends of the axis"), (curve.undrawn, "below zero on a logarithmic axis"))
    for count, reason in reasons:
        if count:
            template = f"The drawing leaves out {{count}} of {{curve}}, {reason}."
            yield sentence(template, 2, count=Counted(count, "value"), curve=curve.inner)
    if data.number <= MOST_DESCRIBED_IN_FULL:
        lines = [line for line in params.lines if line.axis == "y"]
        sentences = (
            line_sentence(found, words, f"the line “{line.name}”", line.at)
            for line, found in zip(lines, curve.lines, strict=True)
        )
        yield from filter(None, sentences)


def _places(what: str, places: tuple[float, ...], curve: CurveResult, words: SeriesWords) -> Iterator[Sentence]:
    """Where an expression becomes infinite, or jumps."""
    for number, place in enumerate(places[:_MOST_PLACES]):
        more = "another" if number else "a"
        template = f"{{curve}} has {more} {what} at {{at}} {{place}}."
        yield sentence(template, 2, curve=curve.subject, at=words.at, place=words.place(place))


def _marks(
    params: ResolvedCurves, outside: Sequence[PlacedMark | ApartCurve], words: SeriesWords
) -> Iterator[Sentence]:
    """Vertical lines, zones and notes."""
    for line in params.lines:
        if line.axis == "x":
            values: dict[str, Value] = {"name": line.name, "at": words.at, "place": words.place(line.at)}
            yield sentence("The vertical line “{name}” is at {at} {place}.", 1, **values)
    for zone in params.zones:
        heights = series_words("", (), zone.start, zone.to, y_unit=words.y_unit, limits=words.limits)
        write, axis = (words.place, "horizontal") if zone.axis == "x" else (heights.value, "vertical")
        template = f"The area “{{name}}” goes from {{start}} to {{end}} on the {axis} axis."
        yield sentence(template, 1, name=zone.name, start=write(zone.start), end=write(zone.to))
    yield from (mark.sentence() for mark in outside)
    for note in params.notes:
        said: dict[str, Value] = {"at": words.at, "x": words.place(note.x), "y": words.value(note.y), "text": note.text}
        yield sentence("The note at {at} {x} and the value {y} says “{text}”.", 1, **said)
