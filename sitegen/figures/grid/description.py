"""A grid in words: how it is built, where it is largest and least, and how it goes along its edges and lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sitegen.figures.grid.kernel import GridAxis, GridData
from sitegen.figures.grid.spec import ResolvedGrid
from sitegen.figures.grid.tables import every_cell, grid_table
from sitegen.figures.grid.wording import grid_words
from sitegen.kinds.params import Meaning
from sitegen.kinds.words import (
    Counted,
    Description,
    GridWords,
    Sentence,
    SeriesWords,
    Value,
    chart_title,
    edge_sentences,
    grid_lead,
    grid_sentences,
    here_sentence,
    level_sentences,
    same_text,
    sentence,
)


def describe(params: ResolvedGrid, data: GridData) -> Description:
    """The lead, how the figure is built, and what holds of the values."""
    words = grid_words(params, data)
    lead = grid_lead(data.features, words)
    sentences = [*_construction(params, data, words), *(grid_sentences(data.features, words) if data.features else ())]
    if data.here:
        sentences.append(here_sentence(data.here, words))
    sentences += edge_sentences(data.edges, words)
    for line, course in zip(params.lines, data.lines, strict=True):
        sentences += level_sentences(line.name, line.at, course, words)
    if not any(each.level == 3 for each in (lead, *sentences)):
        sentences.append(_no_course(data, words))
    return Description(
        title=_title(params),
        lead=(lead,),
        sentences=tuple(sentences),
        table=grid_table(params, data, words),
        more_csv={"grid.csv": every_cell(data)},
    )


def _title(params: ResolvedGrid) -> str:
    """The name of a figure whose author gives none."""
    z = params.z.means or "values"
    axes = f"{params.x.means or 'x'} and {params.y.means or 'y'}" if params.x.means or params.y.means else ""
    return chart_title(z, axes)


def _no_course(data: GridData, words: GridWords) -> Sentence:
    """The least that can be said of a course."""
    names: dict[str, Value] = {"x": words.columns.x_name, "y": words.rows.x_name}
    found = data.features
    if not found:
        return sentence("There is no value that rises or falls with {x} or {y}.", 3, **names)
    if same_text(words.value(found.highest.value), words.value(found.lowest.value)):
        template = "To the digits that are shown, {inner} is the same at every {x} and {y}."
        if found.missing:
            template = "To the digits that are shown, {inner} is the same wherever it has a value."
            return sentence(template, 3, inner=words.inner)
        return sentence(template, 3, inner=words.inner, **names)
    if found.missing:
        template = "Since values are missing, {inner} neither rises nor falls everywhere."
        return sentence(template, 3, inner=words.inner)
    template = "{subject} neither rises nor falls everywhere with {x} or with {y}."
    return sentence(template, 3, subject=words.subject, **names)


def _construction(params: ResolvedGrid, data: GridData, words: GridWords) -> Iterator[Sentence]:
    numbers: dict[str, Value] = {"columns": Counted(data.columns, "column"), "rows": Counted(data.rows, "row")}
    names: dict[str, Value] = {"inner": words.inner, "x": words.columns.x_name, "y": words.rows.x_name}
    yield sentence("Grid of {columns} and {rows}, with a shade for {inner} at each {x} and {y}.", 1, **numbers, **names)
    yield _axis("columns", "horizontal", params.x, data.values.x, words.columns)
    yield _axis("rows", "vertical", params.y, data.values.y, words.rows)
    ends = replace(words.columns, limits=())
    low, high = ends.value(data.levels.tolist()[0]), ends.value(data.levels.tolist()[-1])
    if not same_text(low, high):
        scale = "logarithmic" if data.values.log else "linear"
        start = f"The scale of the shades is {scale}, from {{low}} to {{high}}, in {{bands}}"
        given: dict[str, Value] = {"low": low, "high": high, "bands": Counted(data.bands, "band")}
        if params.z.centre is None:
            yield sentence(f"{start}: shades of larger values differ more from the background.", 1, **given)
        else:
            template = f"{start}: values above {{centre}} have another colour than those below it, and shades farther from it differ more from the background."
            yield sentence(template, 1, **given, centre=ends.value(params.z.centre))
    for count, template in (
        (data.outside, "The first or the last shade also has {count} beyond the ends of the scale."),
        (data.undrawn, "The drawing has no shade for {count} not above zero, since the scale is logarithmic."),
    ):
        if count:
            yield sentence(template, 2, count=Counted(count, "value"))
    if data.block > 1:
        template = "Each shade in the drawing is that of the mean of a block of {size} by {size}; the file of all cells has every value."
        yield sentence(template, 1, size=Counted(data.block, "cell"))


def _axis(lines: str, side: str, given: Meaning, axis: GridAxis, words: SeriesWords) -> Sentence:
    """The scale of an axis, or the first and the last of its places or names."""
    values: dict[str, Value] = {"low": words.place(float(axis.places[0])), "high": words.place(float(axis.places[-1]))}
    if same_text(*values.values()):
        return sentence(f"The {lines} are at {{at}} {{low}}.", 1, at=words.at, low=values["low"])
    if axis.is_even:
        means: dict[str, Value] = {"means": given.means} if given.means else {}
        named = f"The {side} axis, {{means}}," if means else f"The {side} axis"
        scale = "logarithmic" if axis.log else "linear"
        return sentence(f"{named} is {scale}, from {{low}} to {{high}}.", 1, **means, **values)
    way = "" if axis.names else ", at equal distances"
    return sentence(f"The {lines} go from {{at}} {{low}} to {{high}}{way}.", 1, at=words.at, **values)
