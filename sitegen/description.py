"""A figure in words: sentences that carry their values, the steps of its motion, and its data table.

Text is made at the very end, from the same template for the eye and for the ear; nothing is glued from fragments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from string import Formatter
from typing import Literal

from sitegen.quantity import Quantity

Style = Literal["visible", "spoken"]
Level = Literal[1, 2, 3]
Value = Quantity | str


def text_of(value: Value, style: Style) -> str:
    """The text of one value in `style`; a string is the same in both."""
    if isinstance(value, str):
        return value
    return value.visible() if style == "visible" else value.spoken()


_PLAIN = re.compile(r"[\d.,]+")
Told = str | tuple[str, str]
"""One text for the eye and the ear, or one for each."""


def told(value: Value) -> Told:
    """A value as it is shown and said.

    Trailing zeros alone are no reason for two texts: "1.00" is read well enough, and every pair interrupts the reading.
    The second text of a pair begins with a space: a search, or a reader without styles, has one after the other.
    """
    eye, ear = text_of(value, "visible"), text_of(value, "spoken")
    return eye if eye == ear or _PLAIN.fullmatch(eye) else (eye, f" {ear}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence: a template with named values.

    Parameters
    ----------
    template : str
        Whole English sentence with ``{names}``; it holds no digit, every number is a value.
    level : {1, 2, 3}
        1 how the figure is built, 2 statistics, 3 trends (Lundgard and Satyanarayan, 2022, DOI 10.1109/TVCG.2021.3114770).
    values : mapping of str to Quantity or str
        The values by name.
    """

    template: str
    level: Level = 1
    values: Mapping[str, Value] = field(default_factory=dict)

    def parts(self) -> Iterator[Value]:
        """The literal texts and the values, in reading order."""
        for literal, name, _, _ in Formatter().parse(self.template):
            if literal:
                yield literal
            if name:
                yield self.values[name]

    def text(self, style: Style = "visible") -> str:
        """The finished sentence."""
        return "".join(text_of(part, style) for part in self.parts())


def sentence(template: str, level: Level = 1, **values: Value) -> Sentence:
    """Write a `Sentence` with its values as keywords."""
    return Sentence(template, level, values)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the data table.

    Parameters
    ----------
    name : str
        Column name in CSV: a short identifier, ``magnitude``.
    heading : str
        Column heading for readers, with the unit where there is one.
    cells : tuple of Quantity or str
        One value a row; a number in CSV has 10 significant digits.
    """

    name: str
    heading: str
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers as rows; the first column names the row.

    Parameters
    ----------
    caption : str
        What the table holds.
    columns : tuple of Column
        All columns, every one complete.
    shown : tuple of int or None
        Indices of the rows that readers are shown, ascending; None for all. Files for programs hold every row.
    rule : Sentence or None
        Which rows are shown, where not all are.
    """

    caption: str
    columns: tuple[Column, ...]
    shown: tuple[int, ...] | None = None
    rule: Sentence | None = None

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The cells, row by row."""
        return tuple(zip(*(column.cells for column in self.columns), strict=True))

    def for_readers(self) -> Table:
        """The same table with the rows that readers are shown."""
        if self.shown is None:
            return self
        columns = (replace(column, cells=tuple(column.cells[row] for row in self.shown)) for column in self.columns)
        return replace(self, columns=tuple(columns), shown=None)


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that the figure's numbers answer, and the answer in sentences."""

    question: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a figure says, in words.

    Parameters
    ----------
    title : str
        Name of the figure when the author gives none.
    readouts : tuple of Sentence
        The short displays of the figure, to the character.
    sentences : tuple of Sentence
        The summary, in reading order: what it is, its axes, statistics, trend. All three levels are present.
    steps : tuple of Sentence
        The animation as an ordered list; empty where nothing moves.
    motion : tuple of Sentence
        How the figure moves on a page, which is not how its files move; empty where nothing moves.
    table : Table
        Every number that a sighted reader can read.
    more_tables : tuple of Table
        What belongs to the figure and is drawn nowhere.
    answers : tuple of Answer
        Questions about the figure, answered from its numbers.
    verdict : str
        What the numbers come to, in a word or two: ``vanishing``; empty where there is no such word.
    """

    title: str
    readouts: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]
    table: Table
    steps: tuple[Sentence, ...] = ()
    motion: tuple[Sentence, ...] = ()
    more_tables: tuple[Table, ...] = ()
    answers: tuple[Answer, ...] = ()
    verdict: str = ""

    def without_motion(self) -> Description:
        """The same words for a figure that does not move."""
        return replace(self, steps=(), motion=())

    def summary(self, style: Style = "visible") -> str:
        """The sentences as one paragraph."""
        return " ".join(s.text(style) for s in self.sentences)

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels of text that are present, ascending."""
        return tuple(sorted({s.level for s in self.sentences}))
