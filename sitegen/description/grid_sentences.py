"""Sentences about values in a grid: extremes, directions, edges, levels and one cell, each with its condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.description.number_format import Count, Counted, Quantity
from sitegen.description.sentences import Sentence, Value, sentence, short_lead
from sitegen.description.series_words import SeriesWords, about, common_value, same_text
from sitegen.numerics.distribution_features import Cell, GridFeatures
from sitegen.numerics.grid_courses import EdgeCourse, Here, LevelCourse


@dataclass(frozen=True, slots=True)
class GridWords:
    """The names, units and digits of a grid."""

    inner: str
    """The values inside of a sentence: ``the loss``."""
    columns: SeriesWords
    """Words for the values and for the places of columns."""
    rows: SeriesWords
    """Words for the places of rows."""

    @property
    def subject(self) -> str:
        """As a sentence begins: ``The loss``."""
        return self.columns.subject

    def value(self, value: float) -> Quantity:
        """A value of the grid."""
        return self.columns.value(value)

    def place(self, x: float, y: float, name: str = "") -> tuple[str, dict[str, Value]]:
        """The place of a cell: a part of a template, and its values, whose names end in `name`."""
        values: dict[str, Value] = {f"x{name}": self.columns.place(x), f"y{name}": self.rows.place(y)}
        template = f"at {{at_x}} {{x{name}}} and {{at_y}} {{y{name}}}"
        return template, {**values, "at_x": self.columns.at, "at_y": self.rows.at}


def grid_lead(found: GridFeatures | None, words: GridWords) -> Sentence:
    """Where the values are largest and least, or as much of it as `LONGEST_LEAD` words can say."""
    if found is None:
        return sentence("No cell has a value.", 2)
    highest, lowest = words.value(found.highest.value), words.value(found.lowest.value)
    if same_text(highest, lowest):
        return _everywhere(found, words)
    values: dict[str, Value] = {"subject": words.subject, "high": highest, "low": lowest}
    where, of_where = words.place(found.highest.x, found.highest.y, "_high")
    low_where, of_low = words.place(found.lowest.x, found.lowest.y, "_low")
    top, bottom = f"largest, {{high}}, {where}", f"least, {{low}}, {low_where}"
    sentences = []
    if found.highest.count == found.lowest.count == 1:
        sentences.append(sentence(f"{{subject}} is {top}, and {bottom}.", 2, **values, **{**of_where, **of_low}))
    if found.highest.count == 1:
        sentences.append(sentence(f"{{subject}} is {top}, and goes down to {{low}}.", 2, **values, **of_where))
    elif found.lowest.count == 1:
        sentences.append(sentence(f"{{subject}} is {bottom}, and goes up to {{high}}.", 2, **values, **of_low))
    sentences.append(sentence("{subject} goes from {low} to {high}.", 2, **values))
    return short_lead(*sentences, sentence("All values are between {low} and {high}.", 2, low=lowest, high=highest))


def _everywhere(found: GridFeatures, words: GridWords) -> Sentence:
    """What the value is where all are the same to the digits that are shown."""
    value = words.value(found.highest.value)
    where = "wherever it has a value" if found.missing else "everywhere"
    return sentence(f"{{subject}} is {about(value)}{{value}} {where}.", 2, subject=words.subject, value=value)


def grid_sentences(found: GridFeatures, words: GridWords) -> list[Sentence]:
    """All that holds of a grid: cells without values, where it is largest and least, and in which direction it rises."""
    sentences: list[Sentence] = []
    if found.missing:
        template = f"{{missing}} of {{cells}} {'has' if found.missing == 1 else 'have'} no value."
        missing, cells = Count(found.missing), Counted(found.cells, "cell")
        sentences.append(sentence(template, 2, missing=missing, cells=cells))
    highest, lowest = words.value(found.highest.value), words.value(found.lowest.value)
    if same_text(highest, lowest):
        return [*sentences, _everywhere(found, words)]
    sentences += [_cell("largest", found.highest, words), _cell("least", found.lowest, words)]
    for direction, along in ((found.along_x, words.columns), (found.along_y, words.rows)):
        if direction:
            verb = "rises" if direction > 0 else "falls"
            sentences.append(sentence(f"It {verb} everywhere with {{axis}}.", 3, axis=along.x_name))
    return sentences


def _cell(name: str, cell: Cell, words: GridWords) -> Sentence:
    place, where = words.place(cell.x, cell.y)
    values: dict[str, Value] = {"subject": words.subject, "value": words.value(cell.value), **where}
    if cell.count == 1:
        return sentence(f"{{subject}} is {name}, {{value}}, {place}.", 2, **values)
    cells = Counted(cell.count, "cell")
    return sentence(f"{{subject}} is {name}, {{value}}, in {{cells}}, first {place}.", 2, **values, cells=cells)


def edge_sentences(found: Iterable[EdgeCourse], words: GridWords) -> Iterator[Sentence]:
    """How the values go along each edge."""
    for edge in found:
        other = words.rows if edge.axis == "x" else words.columns
        first, last = words.value(edge.first), words.value(edge.last)
        values: dict[str, Value] = {"at": other.at, "place": other.place(edge.place), "inner": words.inner}
        if common := common_value(first, last):
            template = f"Along the edge at {{at}} {{place}}, {{inner}} starts and ends at {about(common)}{{first}}."
            yield sentence(template, 3, **values, first=common)
            continue
        course = {1: "rises", -1: "falls", 0: "goes"}[edge.course]
        template = f"Along the edge at {{at}} {{place}}, {{inner}} {course} from {{first}} to {{last}}."
        yield sentence(template, 3, **values, first=first, last=last)


def level_sentences(name: str, level: float, found: LevelCourse, words: GridWords) -> Iterator[Sentence]:
    """Where the line called `name` at a `level` runs through a grid, as it was `found`, and how many cells reach the level."""
    named: dict[str, Value] = {"name": name, "inner": words.inner}
    clauses, places = [], dict[str, Value]()
    for key, of_axis, ends in (("x", words.columns, found.x), ("y", words.rows, found.y)):
        if ends:
            start, end = (of_axis.place(each) for each in ends)
            same = same_text(start, end)
            clauses.append(
                f"near {{at_{key}}} {{{key}_low}}" if same else f"from {{at_{key}}} {{{key}_low}} to {{{key}_high}}"
            )
            places |= {f"at_{key}": of_axis.at, f"{key}_low": start, **({} if same else {f"{key}_high": end})}
    start = f"The line “{{name}}”, where {{inner}} is {{value}}, runs {' and '.join(clauses)}."
    template = start if clauses else "The line “{name}” is where {inner} is {value}."
    yield sentence(template, 3 if clauses else 1, **named, **places, value=words.value(level))
    if not found.known:
        return
    if found.reached in {0, found.known}:
        side = "reaches" if found.reached else "stays below"
        cells = "Every cell with a value" if found.missing else "Every cell"
        yield sentence(f"{cells} {side} the line “{{name}}”.", 3, name=name)
        return
    counts: dict[str, Value] = {"reached": Count(found.reached), "known": Counted(found.known, "cell")}
    yield sentence("In {reached} of {known}, {inner} reaches the line “{name}”.", 3, **named, **counts)


def here_sentence(found: Here, words: GridWords) -> Sentence:
    """The value of the cell that is marked."""
    place, values = words.place(found.x, found.y)
    values["inner"] = words.inner
    if found.value is None:
        return sentence(f"The mark is {place}, where {{inner}} has no value.", 2, **values)
    return sentence(f"The mark is {place}, where {{inner}} is {{value}}.", 2, **values, value=words.value(found.value))
