"""A bars figure in words: which value is largest, which is least, and how they compare."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.figures.bars.kernel import BarsData
from sitegen.figures.bars.spec import ResolvedBars
from sitegen.figures.bars.wording import value_writer
from sitegen.kinds.words import (
    CategoryWords,
    Column,
    Compact,
    Counted,
    Description,
    Sentence,
    Table,
    axis_sentence,
    beyond_sentence,
    category_lead,
    category_sentences,
    category_writer,
    chart_title,
    highlight_sentence,
    rings_sentence,
    sentence,
    value_cells,
)


def describe(params: ResolvedBars, data: BarsData) -> Description:
    """The lead, how the figure is built, and what holds of the values."""
    names = CategoryWords(
        names=data.names,
        write=value_writer(params, data),
        unit=params.y.unit or "",
        means=params.y.means or "",
        each=params.x.means or "",
        whole=params.parts_of or "",
    )
    lead = category_lead(data.features, names)
    sentences = [*_construction(params, data, names)]
    sentences += category_sentences(data.features, data.values.tolist(), names, is_sorted=params.order != "given")
    if params.highlight is not None:
        sentences.append(highlight_sentence(params.highlight, data.values[data.names.index(params.highlight)], names))
    if data.features:
        sentences += [
            beyond_sentence(found, line.name, line.at, names)
            for line, found in zip(params.lines, data.lines, strict=True)
        ]
    return Description(
        title=chart_title(params.y.means or "bars", params.x.means or ""),
        lead=(lead,),
        sentences=tuple(sentences),
        table=_table(params, data),
    )


def _construction(params: ResolvedBars, data: BarsData, names: CategoryWords) -> Iterator[Sentence]:
    """Form, order and axis."""
    form, number = "Dot chart" if params.y.log else "Bar chart", Counted(data.number, "value")
    if params.x.means and data.number > 1:
        yield sentence(f"{form} of {{number}}, one for each {{category}}.", 1, number=number, category=params.x.means)
    else:
        yield sentence(f"{form} of {{number}}.", 1, number=number)
    if params.order != "given" and data.number > 1:
        first = "least" if params.order == "rising" else "largest"
        yield sentence(f"They are sorted, the {first} first.", 1)
    is_whole = data.features is not None and data.features.is_whole
    write = category_writer(data.features) if is_whole else Compact
    yield axis_sentence("The axis", params.y.means, data.axis, lambda end: names.with_unit(write(end)))
    if data.axis.log and data.features and data.features.zeros:
        yield rings_sentence(data.features.zeros, "at its left end")


def _table(params: ResolvedBars, data: BarsData) -> Table:
    """A row for each bar, in the order of the drawing."""
    names = Column("name", params.x.means or "name", data.names)
    cells = value_cells(data.values, write=value_writer(params, data))
    return Table("Values of the bars", (names, Column("value", params.y.heading("value"), cells)))
