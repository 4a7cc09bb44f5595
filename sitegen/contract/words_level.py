"""The level words: numbers, sentences, tables and files of a figure agree, and are the same in every run."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from xml.etree import ElementTree as ET

import numpy as np

from sitegen.contract.kinds_under_test import scene_of
from sitegen.contract.level import Level
from sitegen.contract.outside_world import without_outside_world
from sitegen.contract.parameter_values import explored
from sitegen.contract.written_numbers import NUMBER, KnownNumbers, all_sentences, is_rounding_of, spoken_digits
from sitegen.description.english import plural
from sitegen.description.number_format import Counted, DualText
from sitegen.description.sentences import (
    LONGEST_LEAD,
    NO_VALUE,
    Table,
    fits_lead,
    joined,
    text_of,
)
from sitegen.errors import ContentError
from sitegen.figure import Figure
from sitegen.kinds.figure_kind import AnyKind
from sitegen.page.html_table import MOST_ROWS
from sitegen.pipeline import render_figure, render_resolved
from sitegen.resolve.read_spec import load_spec
from sitegen.scene.shapes import DataPoints, Group, Text
from sitegen.spec.declaration import field_docs
from sitegen.spec.field_types import FieldType
from sitegen.spec.value_reference import DataFile
from sitegen.write.data_files import plain

_MOTION = re.compile(
    r"@keyframes [^{]+\{(?:[^{}]*\{[^{}]*\})*\}|@media [^{]*reduced-motion[^{]*|animation[\w-]*:[^;}]*"
)
_DRAWN = {"circle", "line", "path", "polygon", "polyline", "rect", "text", "tspan"}
_PAINT_AND_NAMES = {"class", "fill", "stroke", "id", "role", "href", "tabindex"}
_STATE_PROBLEMS = re.compile(r"do not have the same|must have the same number|a state cannot take")
"""Why a parameter cannot be explored."""


class WordsLevel(Level):
    """What needs nothing but the figure itself."""

    level = "words"

    def test_every_number_in_the_words_is_in_the_data(self, figure: Figure) -> None:
        known = KnownNumbers(figure, self.derived(figure))
        for each in all_sentences(figure.description):
            for name, value in each.values.items():
                if isinstance(value, str) or value.number is None:
                    continue
                assert known.has(value.number, name), f"{name} = {value.number} is not in the data: {each.text()}"
                noun = f" {plural(value.number, value.noun)}" if isinstance(value, Counted) else ""
                for text in (value.visible(), spoken_digits(value.spoken())):
                    number = text.removesuffix(noun)
                    size = number.removeprefix("minus ").removeprefix("-")
                    assert is_rounding_of(size, abs(value.number)), (text, value)
                    assert (size != number) == (value.number < 0), (text, value)

    def test_digits_in_words_that_carry_no_number_are_in_the_data(self, figure: Figure) -> None:
        """Names of layers, ends of axes, positions with two digits."""
        known = KnownNumbers(figure, self.derived(figure))
        for each in all_sentences(figure.description):
            for name, value in each.values.items():
                if isinstance(value, DualText):
                    tokens = re.findall(r"1e-?\d+|\d+", value.visible())
                    assert all(known.has(float(token), name, "position") for token in tokens), value
                elif isinstance(value, str) and re.search(r"\d", value):
                    assert value in known.texts, value

    def test_templates_hold_no_digit(self, figure: Figure) -> None:
        for each in all_sentences(figure.description):
            assert not re.search(r"\d", each.template), each.template

    def test_sentences_use_every_value_that_they_carry(self, figure: Figure) -> None:
        for each in all_sentences(figure.description):
            assert set(each.values) == set(re.findall(r"\{(\w+)\}", each.template)), each.template

    def test_every_number_in_the_drawing_is_in_the_table_or_the_words(self, figure: Figure) -> None:
        """But for the ticks of an axis, whose ends the words give."""
        words = figure.description
        sentences = (*words.all_sentences, *words.readouts, *words.steps)
        said = " ".join(each.text(style) for each in sentences for style in ("visible", "drawn"))
        cells = {
            text_of(cell, style)
            for style in ("visible", "drawn")
            for table in (words.table, *words.more_tables)
            for row in table.rows
            for cell in row
        }
        shown = {*NUMBER.findall(said), *cells}
        for mark in scene_of(figure).marks():
            drawn = mark.text.replace("−", "-") if isinstance(mark, Text) else ""
            if isinstance(mark, Text) and mark.role != "muted" and drawn not in cells:
                for token in NUMBER.findall(drawn):
                    position = token.startswith("0") and str(int(token)) in shown if token.isdigit() else False
                    assert token in shown or position, f"{token} in {mark.text!r}"

    def test_a_figure_has_a_name_and_tells_its_values(self, figure: Figure) -> None:
        assert figure.title.strip()
        assert figure.description.levels == (1, 2, 3)
        for svg in (figure.svg, figure.still_svg):
            assert re.search(r"<title[^>]*>[^<]+</title>", svg)
            assert figure.description.lead[0].text("spoken") in re.sub("<[^>]+>", "", svg).replace("&#39;", "'")

    def test_the_lead_is_short_and_says_what_was_found(self, figure: Figure) -> None:
        lead = figure.description.lead
        assert 1 <= len(lead) <= 2, lead
        assert fits_lead(*lead), f"more than {LONGEST_LEAD} words: {joined(lead)}"
        assert lead[0].level > 1, f"this says how the figure is built: {joined(lead)}"

    def test_motion_is_also_a_list_of_steps_and_has_a_pause(self, figure: Figure) -> None:
        assert bool(figure.description.steps) == figure.drawing.moves
        assert ('class="sg-pause"' in figure.html) == figure.drawing.moves

    def test_the_same_spec_gives_the_same_bytes(self, figure: Figure) -> None:
        assert render_resolved(figure.spec, figure.canvas).files == figure.files

    def test_the_picture_at_rest_is_complete(self, figure: Figure) -> None:
        """What motion ends in is what is shown without it, and something is to be seen."""
        scene = scene_of(figure)
        assert any(mark.opacity == 1.0 and not isinstance(mark, Group) for mark in scene.marks())
        for mark in scene.marks():
            if mark.motion and not mark.motion.loop:
                rest = mark.opacity if mark.motion.channel == "opacity" else 1.0
                assert mark.motion.values[-1] == rest

    def test_files_of_a_figure_differ_in_paint_and_names_alone(self, figure: Figure) -> None:
        for one, *others in (("figure.svg", "image-dark.svg"), ("still.svg", "still-dark.svg")):
            assert len(_shapes(figure.files[one])) > 5
            for other in others:
                assert _shapes(figure.files[other]) == _shapes(figure.files[one]), other

    def test_light_and_dark_pictures_move_alike(self, figure: Figure) -> None:
        light, dark = (_MOTION.findall(figure.files[file]) for file in ("figure.svg", "image-dark.svg"))
        assert dark[len(light) :] == (["animation:none"] if light else [])  # for the address image-dark.svg#still
        assert [rule.replace(figure.prefix, "sg") for rule in light] == dark[: len(light)]
        assert bool(light) == ("@keyframes" in figure.files["figure.svg"])

    def test_keys_are_unique(self, figure: Figure) -> None:
        scene = scene_of(figure)
        keys = [mark.key for mark in scene.marks() if mark.key]
        assert len(keys) == len(set(keys))
        moving = [mark for mark in scene.marks() if mark.motion or mark.opacity < 1]
        assert all(mark.key for mark in moving), "CSS finds a mark by its key"

    def test_output_has_at_most_ten_significant_digits(self, figure: Figure) -> None:
        """But for the parameters in `data.json` and the axes of states, which are the author's own and give the same figure again."""
        files = {**figure.files, "data.json": json.dumps(json.loads(figure.files["data.json"])["data"])}
        if figure.states:
            files["states.json"] = json.dumps(json.loads(files["states.json"])["states"])
        for file, text in files.items():
            for token in re.findall(r"\d+\.\d+", text):
                assert len(token.replace(".", "").strip("0")) <= 10, f"{token} in {file}"

    def test_table_and_csv_agree(self, figure: Figure) -> None:
        lines = figure.files["data.csv"].splitlines()
        assert len(lines) == len(figure.description.table.rows) + 1
        assert lines[0].split(",") == [column.name for column in figure.description.table.columns]

    def test_the_text_file_and_the_page_have_every_row(self, figure: Figure) -> None:
        html = figure.html
        for table in (figure.description.table, *figure.description.more_tables):
            count, first = len(table.rows), list(_first_column(table))
            text = figure.files["description.txt"].split("\n")
            starts = [row for row, line in enumerate(text) if line.startswith(first[0])]
            assert any(all(map(str.startswith, text[row:], first)) for row in starts)
            if table.shown is None:
                assert f"All {count} rows" not in html
            elif not figure.states:
                assert count <= MOST_ROWS
                assert f"All {count} rows" in html

    def test_the_tables_tell_every_data_point(self, figure: Figure) -> None:
        tables = [table.for_readers() for table in (figure.description.table, *figure.description.more_tables)]
        for mark in scene_of(figure).marks():
            if isinstance(mark, DataPoints):
                table, cells = tables[mark.cells.table], mark.cells
                rows = [cells.first + (-index if cells.upwards else index) for index in range(len(mark.places))]
                assert 0 <= min(rows) <= max(rows) < len(table.rows)
                assert 0 < min(cells.columns) <= max(cells.columns) < len(table.columns)
                for row in (row for row, place in zip(rows, mark.places, strict=True) if place):
                    assert NO_VALUE not in {table.columns[column].cells[row] for column in cells.columns}

    def test_the_kind_has_three_examples(self, figures: list[Figure]) -> None:
        assert len(figures) >= 3

    def test_the_kind_is_documented(self, kind: AnyKind) -> None:
        assert kind.title
        assert len(kind.purpose.split(". ")) >= 2, "the purpose has two sentences"
        assert kind.formula
        assert kind.source
        assert not kind.reference or {"type", "title"} <= set(kind.reference), "the reference is an item of CSL-JSON"
        assert set(field_docs(kind.params)) == set(kind.params.model_fields), "every parameter has a docstring"

    def test_the_short_spec_of_the_reference_is_drawn(self, kind: AnyKind) -> None:
        params = "".join(f"  {line}\n" for line in kind.example.splitlines())
        spec = f"kind: {kind.name}\n" + (f"params:\n{params}" if params else "")
        assert render_figure(load_spec(spec)).audit.violations == ()

    def test_the_kind_computes_finite_named_arrays(self, figures: list[Figure]) -> None:
        for figure in figures:
            assert is_dataclass(figure.data)
            for field in fields(figure.data):
                value = getattr(figure.data, field.name)
                if isinstance(value, np.ndarray) and value.dtype.kind == "f":
                    assert not np.isnan(value).any(), field.name
                elif isinstance(value, float):
                    assert not math.isnan(value), field.name

    def test_many_are_computed_like_each_alone(self, kind: AnyKind, figures: list[Figure]) -> None:
        if not kind.compute_batch:
            return  # then compute is called for each
        together = kind.compute_all([figure.spec.params for figure in figures])
        assert [plain(data) for data in together] == [plain(figure.data) for figure in figures]

    def test_every_parameter_has_an_effect(self, kind: AnyKind) -> None:
        """Each parameter, changed alone, changes numbers, shapes or words."""
        variations = self.variations(kind)
        assert set(variations) == set(kind.params.model_fields)
        for changed, (base, value) in variations.items():
            assert value is not None, f"say another value of {changed} in the variations of the kind"
            before, after = (
                render_figure(load_spec({"id": "x", "kind": kind.name, "params": params}))
                for params in ({**base}, {**base, changed: value})
            )
            assert (scene_of(before), before.description) != (scene_of(after), after.description), changed

    def test_every_parameter_is_explored_or_refused(self, kind: AnyKind) -> None:
        for name, (base, value) in self.variations(kind).items():
            try:
                explored(kind.name, name, base, value)
            except ContentError as error:
                if not _STATE_PROBLEMS.search(str(error)):
                    raise

    def test_every_list_of_numbers_may_come_from_a_file(self, kind: AnyKind) -> None:
        for name, field in kind.params.model_fields.items():
            variants = FieldType.of_field(field).variants
            if any(each.items is not None and each.items.annotation in {int, float} for each in variants):
                assert DataFile in {each.model for each in variants}, f"{name} takes no DataFile"

    def test_figures_depend_on_their_specs_alone(self, figures: list[Figure]) -> None:
        """Numbers, shapes and words need no file, clock, network or unseeded random number."""
        for figure in figures[:3]:
            kind, params = figure.kind, figure.spec.params
            with without_outside_world():
                data = kind.compute(params)
                kind.draw(params, data, figure.canvas)
                kind.describe(params, data)


def _shapes(svg: str) -> list[tuple[str, str | None, dict[str, str]]]:
    """Every mark and text of the drawing in a file with its geometry, without its paint, its names and its place in groups."""
    root = ET.fromstring(svg)  # noqa: S314 - our own file
    for title in root.findall("./*[@visibility='hidden']"):  # of a file that is opened by itself
        root.remove(title)
    drawn = [element for element in root.iter() if element.tag.rpartition("}")[2] in _DRAWN]
    return [(element.tag, element.text, dict(filter(_is_shape, element.items()))) for element in drawn]


def _is_shape(attribute: tuple[str, str]) -> bool:
    return attribute[0] not in _PAINT_AND_NAMES and not attribute[0].startswith("aria-")


def _first_column(table: Table) -> Iterator[str]:
    """The first column of the table in the text file, whose names are spoken, with what follows it on each line cut."""
    values = (table.columns[0].heading, *table.columns[0].cells)
    cells = [text_of(value, "spoken" if isinstance(value, DualText) else "page") for value in values]
    width = max(map(len, cells))
    return (cell.rjust(width) if table.columns[0].is_numeric else cell.ljust(width) for cell in cells)
