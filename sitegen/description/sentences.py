"""A figure in words: sentences that carry their values, the steps of its motion, and its data table.

Text is made from the same template for each `Style` when a drawing, a page or a file is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Literal

from sitegen.description.number_format import Count, Counted, DualText, Quantity, drawn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Style = Literal["visible", "drawn", "spoken", "page"]
"""Short and in letters of keyboards, typeset for drawings, in words for names and alternative texts, and the one form of pages and text files."""
Level = Literal[1, 2, 3]
Value = Quantity | str
LONGEST_LEAD = 30
"""Most words of a lead, where a number is one word."""
NO_VALUE = "none"
"""Cell of a table for a number that does not exist."""

AS_WRITTEN = r"`[^`]*`|(?:https?://|www\.)\S+"
"""Code and addresses in an author's text, whose characters stay as they are."""
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_MINUS = re.compile(
    rf"({AS_WRITTEN})|(?<![\w./])(?<!\w-)(\d+(?:\.\d+)?[eE])-(?=\d{{1,3}}(?![\w./-]*\w))|(?<![^\s(])-(?=\d)"
)
"""Code, an address, or the hyphen of a number: before its exponent, unless it is a part of a word or of a path, or before itself."""
_UNIT = re.compile(rf"{AS_WRITTEN}|(?<=\d) (?=(?:[%‰]|(?:°C|[kMG]B|[mnµ]?s|px)(?!\w)))")
"""Code, an address, or the space between a number and its sign of per cent or its unit."""
_SPOKEN_POWER = re.compile(r"(?:([\d.,]+) times )?ten to the (minus )?(\d+)")
_SPOKEN_MINUS, _SPOKEN_ZERO = re.compile(r"\bminus (?=\d)"), re.compile(r"^zero\b")
_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9.,;/() +-]*")


@lru_cache(maxsize=8192)
def text_of(value: Value, style: Style) -> str:
    """The text of a value in `style`; a string is the same in all."""
    if isinstance(value, str):
        return value
    if style == "spoken" or (style == "page" and isinstance(value, DualText) and _has_symbols(value)):
        return value.spoken()
    if style == "drawn":
        return drawn(value)
    return true_minus(value.visible()) if style == "page" else value.visible()


@lru_cache(maxsize=8192)
def _in_prose(value: Value, style: Style) -> str:
    """The text of a value in a sentence: on a page, a number has the digits that are spoken, and not the zeros that align columns."""
    if style != "page" or isinstance(value, str | DualText):
        return text_of(value, style)
    text = _SPOKEN_POWER.sub(lambda m: f"{m[1] or 1}e{'−' if m[2] else ''}{m[3]}", value.spoken())
    return _SPOKEN_ZERO.sub("0", _SPOKEN_MINUS.sub("−", text))


def _has_symbols(value: DualText) -> bool:
    return _LETTERS_AND_DIGITS.fullmatch(value.visible()) is None


def true_minus(text: str) -> str:
    """`text` with the minus sign U+2212 in numbers: speech engines leave out a hyphen, as in ``3.1e-5``, but read this sign."""
    if "-" not in text:
        return text
    return _MINUS.sub(lambda found: found[1] or f"{found[2] or ''}−", text)


def apostrophes(text: str) -> str:
    """`text` with the apostrophe U+2019 between letters, instead of the straight one of a keyboard."""
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", text)


def with_units(text: str) -> str:
    """`text` with a no-break space between a number and ``%`` or a unit such as ``ms``."""
    return _UNIT.sub(lambda found: found[0].strip() or "\N{NO-BREAK SPACE}", text)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One whole sentence: a template with named values."""

    template: str
    """A whole English sentence with ``{names}`` and no digits: every number is a value."""
    level: Level = 1
    """1 how the figure is built, 2 statistics, 3 trends (Lundgard and Satyanarayan, 2022, DOI
    10.1109/TVCG.2021.3114770)."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """The values by name."""
    _texts: dict[Style, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def parts(self) -> Iterator[Value]:
        """The literal texts and the values, in reading order."""
        for literal, name, _, _ in Formatter().parse(self.template):
            if literal:
                yield literal
            if name:
                yield self.values[name]

    def text(self, style: Style = "visible") -> str:
        """The finished sentence."""
        if style not in self._texts:
            values = {name: _in_prose(value, style) for name, value in self.values.items()}
            text = self.template.format_map(values)
            self._texts[style] = with_units(text) if style == "page" else text
        return self._texts[style]


def sentence(template: str, level: Level = 1, **values: Value) -> Sentence:
    """A `Sentence` with this template and level of text, and with the `values` that the template names."""
    return Sentence(template, level, values)


def all_of(count: int, noun: str) -> tuple[str, dict[str, Value]]:
    """The subject of a sentence on all of two or more things, and its value: "Both runs", or ``All {count}``."""
    return (f"Both {noun}s", {}) if count == 2 else ("All {count}", {"count": Counted(count, noun)})


def named_or_counted(names: Sequence[str], key: str) -> tuple[str, dict[str, Value]]:
    """How a template names one thing or counts several, such as those with the same value: ``“{key}”`` or ``{key}``, and its value."""
    return (f"“{{{key}}}”", {key: names[0]}) if len(names) == 1 else (f"{{{key}}}", {key: Count(len(names))})


def joined(sentences: Iterable[Sentence], style: Style = "visible") -> str:
    """Sentences as one paragraph."""
    return " ".join(each.text(style) for each in sentences)


def fits_lead(*sentences: Sentence) -> bool:
    """Whether sentences together have at most `LONGEST_LEAD` words."""
    return len(joined(sentences).split()) <= LONGEST_LEAD


def short_lead(*tries: Sentence) -> Sentence:
    """The first of `tries` that is short enough for a lead; the last one where names of an author make all of them longer."""
    return next((each for each in tries if fits_lead(each)), tries[-1])


@dataclass(frozen=True)
class Column:
    """One column of the data table."""

    name: str
    """Column name in CSV: a short identifier, ``magnitude``."""
    heading: Value
    """Column heading for readers, with the unit where there is one."""
    cells: tuple[Value, ...]
    """One value a row; a number in CSV has 10 significant digits."""
    quantity: str = ""
    """For readers who hear a value without the caption of its table: what it is, before a heading that is only a name, as in
    ``loss of`` before ``run 2``."""

    @cached_property
    def is_numeric(self) -> bool:
        """Whether any cell is a number."""
        return not all(isinstance(cell, str | DualText) for cell in self.cells)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The heading and the cells, as pages and text files show them."""
        return tuple(text_of(value, "page") for value in (self.heading, *self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """A table of values; the first column names the row."""

    caption: str
    """What the table contains."""
    columns: tuple[Column, ...]
    """All columns, with every row."""
    shown: tuple[int, ...] | None = None
    """Indices of the rows that a page shows at first, ascending; None for all. Files have every row."""
    rule: Sentence | None = None
    """Says which rows are shown, where not all are."""

    @property
    def rows(self) -> tuple[tuple[Value, ...], ...]:
        """The cells, row by row."""
        return tuple(zip(*(column.cells for column in self.columns), strict=True))

    def for_readers(self) -> Table:
        """The table with the shown rows alone."""
        if self.shown is None:
            return self
        columns = (replace(column, cells=tuple(column.cells[row] for row in self.shown)) for column in self.columns)
        return replace(self, columns=tuple(columns), shown=None)


FileColumns = Mapping[str, "NDArray[np.float64] | Sequence[str]"]
"""Columns of a file by their names: numbers, NaN where there is none, or texts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that the figure's numbers answer, and the answer in sentences."""

    question: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A figure in words."""

    title: str
    """Name of the figure when the author gives none."""
    sentences: tuple[Sentence, ...]
    """All that is said besides the lead, in reading order; those of the lead may be among them. With it, all three levels are
    present."""
    table: Table
    """Every number that the drawing shows."""
    lead: tuple[Sentence, ...] = ()
    """What the figure says, in one or two sentences of at most `LONGEST_LEAD` words, the finding first. By default, the first
    sentence beyond how the figure is built."""
    readouts: tuple[Sentence, ...] = ()
    """The short texts in the figure itself, which the table of states has, too; by default, the lead."""
    steps: tuple[Sentence, ...] = ()
    """The animation as an ordered list; empty for a still figure."""
    motion: tuple[Sentence, ...] = ()
    """How the figure moves on a page (files move differently); empty for a still figure."""
    more_tables: tuple[Table, ...] = ()
    """Further tables for readers."""
    more_csv: Mapping[str, Table | FileColumns] = field(default_factory=dict)
    """Drawn values that `table` does not contain, by the name of their CSV file: a table, or many numbers as columns."""
    answers: tuple[Answer, ...] = ()
    """Questions with answers from the figure's numbers."""
    verdict: str = ""
    """The result in a word or two, such as ``vanishing``; may be empty."""

    def __post_init__(self) -> None:
        if not self.lead:
            found = next((each for each in self.sentences if each.level > 1), self.sentences[0])
            object.__setattr__(self, "lead", (found,))
        if not self.readouts:
            object.__setattr__(self, "readouts", self.lead)

    def without_motion(self) -> Description:
        """The description of the same figure without motion."""
        return replace(self, steps=(), motion=())

    def readout_text(self, style: Style = "visible") -> str:
        """The readouts in one line, without a full stop at the end of each."""
        return "; ".join(readout.text(style).removesuffix(".") for readout in self.readouts)

    @property
    def more(self) -> tuple[Sentence, ...]:
        """The sentences that are not in the lead."""
        return tuple(each for each in self.sentences if each not in self.lead)

    @property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """The lead and all other sentences: the long description."""
        return (*self.lead, *self.more)

    def summary(self, style: Style = "visible") -> str:
        """The long description as one paragraph."""
        return joined(self.all_sentences, style)

    def alternative(self, most: int) -> str:
        """The lead as it is spoken, as much of it as `most` characters hold: all of it, its first sentence, or whole words."""
        whole, first = joined(self.lead, "spoken"), self.lead[0].text("spoken")
        if len(whole) <= most:
            return whole
        return first if len(first) <= most else f"{first[: most - 1].rpartition(' ')[0]}…"

    @property
    def levels(self) -> tuple[int, ...]:
        """Levels of text that are present, ascending."""
        return tuple(sorted({s.level for s in self.all_sentences}))
