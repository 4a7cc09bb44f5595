"""The rules that every kind of figure keeps, over all of `KINDS` and every figure of the real site."""

from __future__ import annotations

import inspect
import json
import math
import re
import sys
from dataclasses import fields, is_dataclass
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.description.number_format import Counted, DualText, plural
from sitegen.description.sentences import Description, Sentence
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.scene.shapes import Group, Text
from sitegen.spec.declaration import field_docs
from sitegen.write.data_files import plain
from tests.conftest import FIGURES, ROOT
from tests.contracts.numbers import is_rounding_of, numbers_in, strings_in
from tests.contracts.variations import VARIATIONS
from tests.scenes import scene_of

EXAMPLES = {path.stem: path for path in FIGURES}
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?")


def of_kind(rendered: dict[str, Figure], kind: str) -> list[Figure]:
    return [figure for figure in rendered.values() if figure.spec.kind == kind]


def all_sentences(words: Description) -> list[Sentence]:
    rules = [table.rule for table in (words.table, *words.more_tables) if table.rule]
    answers = [said for answer in words.answers for said in answer.sentences]
    return [*words.readouts, *words.sentences, *words.steps, *answers, *rules]


def known_numbers(figure: Figure, name: str) -> set[float]:
    """What the value `name` of a sentence may be: a number of `data.json`, or what its name says of the data."""
    content = json.loads(figure.files["data.json"])
    data = content["data"]
    found = numbers_in(data) | numbers_in(content["params"])
    derived: dict[str, Any] = {}
    if "axis_low" in data:
        derived |= {"low": {10.0 ** data["axis_low"]}, "high": {10.0 ** data["axis_high"]}}
    if figure.states:
        derived["all"] = {math.prod(len(axis.values) for axis in figure.states.axes)}
    if figure.kind.series:
        derived |= numbers_of_layers(data)
    return found | set(map(float, derived.get(name, ())))


def numbers_of_layers(data: dict[str, Any]) -> dict[str, Any]:
    """What is said of a series with one magnitude a layer, by the name of the value."""
    depth = len(data["magnitude"])
    slope = data["trend"]["log10_factor"]
    return {
        "first": {0},
        "last": {depth - 1},
        "position": set(range(1, depth + 1)),
        "depth": {depth},
        "of": {depth},
        "narrow": {min(data.get("neurons", [0]))},
        "wide": {max(data.get("neurons", [0]))},
        "orders": {abs(slope)},
        "layers": {depth, *({1 / abs(slope)} if slope else ())},
    }


def as_written(spoken: str) -> str:
    """Spoken powers of ten as exponents."""
    text = re.sub(r"([\d.]+) times ten to the (minus )?(\d+)", lambda m: f"{m[1]}e{'-' if m[2] else ''}{m[3]}", spoken)
    return re.sub(r"ten to the (minus )?(\d+)", lambda m: f"1e{'-' if m[1] else ''}{m[2]}", text).replace("zero", "0")


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_in_the_words_is_in_the_data(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    for said in all_sentences(figure.description):
        for value_name, value in said.values.items():
            if isinstance(value, (str, DualText)):
                continue
            known = known_numbers(figure, value_name)
            assert any(math.isclose(value.number, one, rel_tol=1e-9, abs_tol=1e-12) for one in known), (
                value_name,
                value,
            )
            for text in (value.visible(), as_written(value.spoken())):
                number = (
                    text.removesuffix(f" {plural(value.number, value.noun)}") if isinstance(value, Counted) else text
                )
                size = number.removeprefix("minus ").removeprefix("-")
                assert is_rounding_of(size, abs(value.number)), (text, value)
                assert (size != number) == (value.number < 0), (text, value)


@pytest.mark.parametrize("name", EXAMPLES)
def test_digits_in_words_that_carry_no_number_are_in_the_data(rendered: dict[str, Figure], name: str) -> None:
    """Powers of ten at the ends of an axis, positions with two digits, the widths of the layers, their names."""
    figure = rendered[name]
    for said in all_sentences(figure.description):
        for value_name, value in said.values.items():
            if isinstance(value, DualText):
                known = known_numbers(figure, value_name) | known_numbers(figure, "position")
                tokens = re.findall(r"1e-?\d+|\d+", value.visible())
                assert all(any(math.isclose(float(token), one) for one in known) for token in tokens), value
            elif isinstance(value, str) and re.search(r"\d", value):
                content = json.loads(figure.files["data.json"])
                widths = ", ".join(map(str, content["params"].get("layers", ())))
                assert value in {widths} | strings_in([content["data"], content["params"]]), value


@pytest.mark.parametrize("name", EXAMPLES)
def test_templates_hold_no_digit(rendered: dict[str, Figure], name: str) -> None:
    for said in all_sentences(rendered[name].description):
        assert not re.search(r"\d", said.template), said.template


@pytest.mark.parametrize("name", EXAMPLES)
def test_sentences_use_every_value_that_they_carry(rendered: dict[str, Figure], name: str) -> None:
    for said in all_sentences(rendered[name].description):
        assert set(said.values) == set(re.findall(r"\{(\w+)\}", said.template)), said.template


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_number_in_the_drawing_is_in_the_table_or_the_words(rendered: dict[str, Figure], name: str) -> None:
    """But for the ticks of an axis, whose ends the words give."""
    figure = rendered[name]
    said = " ".join(
        [figure.description.summary(), *(s.text() for s in (*figure.description.readouts, *figure.description.steps))]
    )
    tables = (figure.description.table, *figure.description.more_tables)
    cells = {
        cell if isinstance(cell, str) else cell.visible() for table in tables for row in table.rows for cell in row
    }
    shown = {*NUMBER.findall(said), *cells}
    for mark in scene_of(figure).marks():
        drawn = mark.text.replace("−", "-") if isinstance(mark, Text) else ""
        if isinstance(mark, Text) and mark.role != "muted" and drawn not in cells:
            for token in NUMBER.findall(drawn):
                position = token.startswith("0") and str(int(token)) in shown if token.isdigit() else False
                assert token in shown or position, f"{token} in {mark.text!r}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_spec_gives_the_same_bytes(rendered: dict[str, Figure], name: str) -> None:
    again = render_figure(load_spec(EXAMPLES[name]))
    assert again.files == rendered[name].files


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_audit_finds_no_violation(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    assert figure.audit.violations == ()
    assert figure.description.levels == (1, 2, 3)
    assert figure.audit["file-motion"] <= 5.0 + 1e-9


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_picture_at_rest_is_complete(rendered: dict[str, Figure], name: str) -> None:
    """What motion ends in is what stands there without it, and something is to be seen."""
    scene = scene_of(rendered[name])
    assert any(mark.opacity == 1.0 and not isinstance(mark, Group) for mark in scene.marks())
    for mark in scene.marks():
        if mark.motion and not mark.motion.loop:
            rest = mark.opacity if mark.motion.channel == "opacity" else 1.0
            assert mark.motion.values[-1] == rest


def shapes_in(svg: str) -> list[tuple[str, str | None, dict[str, str]]]:
    """Every mark and text of a file with its geometry, without its paint, its names and its place in groups."""
    left_out = {"class", "fill", "stroke", "id", "role", "href", "tabindex"}
    return [
        (
            element.tag,
            element.text,
            {name: value for name, value in element.items() if name not in left_out and not name.startswith("aria-")},
        )
        for element in ET.fromstring(svg).iter()
        if element.tag.rpartition("}")[2] in {"circle", "line", "path", "polygon", "polyline", "rect", "text", "tspan"}
    ]


@pytest.mark.parametrize("name", EXAMPLES)
def test_files_of_a_figure_differ_in_paint_and_names_alone(rendered: dict[str, Figure], name: str) -> None:
    files = rendered[name].files
    for one, *others in (("figure.svg", "image-dark.svg"), ("still.svg", "still-dark.svg")):
        assert len(shapes_in(files[one])) > 5
        for other in others:
            assert shapes_in(files[other]) == shapes_in(files[one]), other


MOTION = re.compile(r"@keyframes [^{]+\{(?:[^{}]*\{[^{}]*\})*\}|@media [^{]*reduced-motion[^{]*|animation[\w-]*:[^;}]*")


@pytest.mark.parametrize("name", EXAMPLES)
def test_light_and_dark_pictures_move_alike(rendered: dict[str, Figure], name: str) -> None:
    light, dark = (MOTION.findall(rendered[name].files[file]) for file in ("figure.svg", "image-dark.svg"))
    assert dark[len(light) :] == (["animation:none"] if light else [])  # for the address image-dark.svg#still
    assert [rule.replace(rendered[name].prefix, "sg") for rule in light] == dark[: len(light)]
    assert bool(light) == ("@keyframes" in rendered[name].files["figure.svg"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_keys_are_unique(rendered: dict[str, Figure], name: str) -> None:
    keys = [mark.key for mark in scene_of(rendered[name]).marks() if mark.key]
    assert len(keys) == len(set(keys))
    moving = [mark for mark in scene_of(rendered[name]).marks() if mark.motion or mark.opacity < 1]
    assert all(mark.key for mark in moving), "CSS finds a mark by its key"


@pytest.mark.parametrize("name", EXAMPLES)
def test_output_has_at_most_ten_significant_digits(rendered: dict[str, Figure], name: str) -> None:
    """But for the parameters in `data.json` and the axes of states, which are the author's own and give the same figure again."""
    figure = rendered[name]
    files = {**figure.files, "data.json": json.dumps(json.loads(figure.files["data.json"])["data"])}
    if figure.states:
        files["states.json"] = json.dumps(json.loads(files["states.json"])["states"])
    for file, text in files.items():
        for token in re.findall(r"\d+\.\d+", text):
            assert len(token.replace(".", "").strip("0")) <= 10, f"{token} in {file}"


@pytest.mark.parametrize("name", EXAMPLES)
def test_table_and_csv_agree(rendered: dict[str, Figure], name: str) -> None:
    figure = rendered[name]
    lines = figure.files["data.csv"].splitlines()
    assert len(lines) == len(figure.description.table.rows) + 1
    assert lines[0].split(",") == [column.name for column in figure.description.table.columns]


@pytest.mark.parametrize("name", KINDS)
def test_kind_has_examples_and_goldens(rendered: dict[str, Figure], name: str) -> None:
    examples = of_kind(rendered, name)
    assert len(examples) >= 3
    goldens = {path.stem for path in (ROOT / "tests" / "golden").glob("*.svg")}
    assert any(figure.spec.id in goldens for figure in examples)


@pytest.mark.parametrize("name", KINDS)
def test_kind_is_documented(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name
    assert len(kind.purpose.split(". ")) >= 2
    assert kind.formula
    assert kind.source
    assert set(field_docs(kind.params)) == set(kind.params.model_fields)
    definition = inspect.getmodule(kind.compute)
    assert definition is not None
    assert "Source:" in (sys.modules[definition.__package__].__doc__ or "")


@pytest.mark.parametrize("name", KINDS)
def test_kind_computes_finite_named_arrays(rendered: dict[str, Figure], name: str) -> None:
    for figure in of_kind(rendered, name):
        assert is_dataclass(figure.data)
        for field in fields(figure.data):
            value = getattr(figure.data, field.name)
            if isinstance(value, np.ndarray):
                assert not np.isnan(value).any()
            elif isinstance(value, float):
                assert not math.isnan(value)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.compute_batch])
def test_many_are_computed_like_each_alone(rendered: dict[str, Figure], name: str) -> None:
    kind = KINDS[name]
    figures = of_kind(rendered, name)
    together = kind.compute_all([figure.spec.params for figure in figures])
    assert [plain(data) for data in together] == [plain(figure.data) for figure in figures]


@pytest.mark.parametrize("name", KINDS)
def test_every_parameter_has_an_effect(name: str) -> None:
    """Each parameter, changed alone, changes numbers, shapes or words."""
    variations = VARIATIONS[name]
    assert set(variations) == set(KINDS[name].params.model_fields)
    for changed, (base, value) in variations.items():
        before, after = (
            render_figure(load_spec({"id": "x", "kind": name, "params": params}))
            for params in (base, {**base, changed: value})
        )
        assert (scene_of(before), before.description) != (scene_of(after), after.description), changed
