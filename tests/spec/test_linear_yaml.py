"""Reading a spec twice as long takes about twice the work, also where it has very many mistakes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import SupportsIndex

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.spec import field_problems
from sitegen.spec.field_problems import MOST_HINTS
from sitegen.spec.source_text import MAX_PROBLEMS, SourceText, SpecSource
from sitegen.spec.yaml_tree import CHARACTERS_PER_NODE, MAX_NODES, compose
from tests.lines_run import lines_run

MOST = 1.2
"""The largest exponent: work that doubles with the length has 1, quadratic work has 2."""
WAVE = "kind: gradient-flow\nparams: {layers: [3, 4, 2], gradients: ["


def repeated(unit: str, head: str = "kind: gradient-decay\n", tail: str = "") -> Callable[[int], str]:
    return lambda count: head + unit * count + tail


def numbered(
    unit: str, head: str = "kind: gradient-decay\n", tail: str = "", between: str = "\n"
) -> Callable[[int], str]:
    return lambda count: head + between.join(unit.format(number=number) for number in range(count)) + tail


SHAPES: dict[str, Callable[[int], str]] = {
    "plain text": repeated("word ", "title: "),
    "quoted text": repeated("it''s ", "title: '", "'"),
    "escapes": repeated("\\u0041", 'title: "', '"'),
    "literal text": repeated("  word\n", "title: |\n"),
    "zeros": repeated("0", "title: ", "x"),
    "sixties": repeated("1:", "title: ", "x"),
    "open quote": repeated("word ", 'title: "'),
    "comments": repeated("# word\n"),
    "blank lines": repeated("\n"),
    "unknown keys": numbered("key{number}: 1"),
    "unknown parameters": numbered("  key{number}: 1", "kind: gradient-decay\nparams:\n"),
    "keys given twice": repeated("a: 1\n"),
    "comments behind values": numbered("key{number}: a # word"),
    "anchors": numbered("k{number}: [&a{number} 1, *a{number}]"),
    "unknown aliases": numbered("k{number}: *b{number}"),
    "tags": numbered("k{number}: !t 1"),
    "texts in one line": repeated("ab, ", WAVE, "]}"),
    "dates in one line": repeated("2020-01-01, ", WAVE, "]}"),
    "empty values in one line": numbered("k{number}: ", "kind: gradient-decay\nparams: {", "}", ", "),
    "mappings": numbered(
        "{{id: n{number}, activations: [0.1]}}", "kind: dead-neurons\nparams: {neurons: [", "]}", ", "
    ),
    "wrong mappings": numbered(
        "{{id: n{number}, activation: x}}", "kind: dead-neurons\nparams: {neurons: [", "]}", ", "
    ),
    "numbers": repeated("0.5, ", "kind: curves\nparams: {series: {a: [", "]}}"),
    "wrong numbers": repeated("x, ", "kind: training-curves\nparams: {measure: loss, runs: {a: [", "]}}"),
    "texts that hold a colon": repeated("x: ", 'title: "', '" b: c\n'),
    "conditions": numbered("{number}", WAVE[:-1] + "{file: x.csv, column: v, where: {s: [", "]}}}", ", "),
}


@pytest.mark.matrix
@pytest.mark.parametrize("name", SHAPES)
def test_work_is_linear_in_the_length(name: str) -> None:
    texts = [SHAPES[name](factor * 60) for factor in (1, 2, 4, 8)]
    lines_run(load_spec, texts[0])  # caches are filled
    steps = [lines_run(load_spec, text) for text in texts]
    assert math.log(steps[-1] / steps[0], 8) < MOST, steps


def source_of(content: str) -> SourceText:
    return SourceText(SpecSource("x.yaml", content), content)


class _Line(str):
    """A line that counts the characters that are copied from it."""

    __slots__ = ()
    copied = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        found = super().__getitem__(key)
        _Line.copied += len(found)
        return found


@pytest.mark.parametrize("unit", ["abcdefgh, ", "k: , ", "!t 1, ", "2020-01-01, ", "&a 1, "])
def test_a_value_in_a_long_line_copies_no_rest_of_the_line(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    def copied(count: int) -> int:
        source = SpecSource("x.yaml", "[" + unit * count + "]")
        text = SourceText(source, source.content)
        vars(text)["lines"] = (_Line(source.content),)
        monkeypatch.setattr(_Line, "copied", 0)
        compose(text)
        return _Line.copied

    few, many = copied(50), copied(400)
    assert many <= 8 * few + 8 * 160  # the beginning of the line is shown with each problem


def test_many_mistakes_get_few_hints(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def nearest(given: str, _known: object) -> str:
        compared.append(given)
        return ""

    monkeypatch.setattr(field_problems, "did_you_mean", nearest)
    with pytest.raises(ContentError) as caught:
        load_spec("kind: gradient-decay\n" + "".join(f"key{number}: 1\n" for number in range(2 * MOST_HINTS)))
    assert len(compared) == MOST_HINTS
    found = caught.value.diagnostics
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1].message == f"… and {2 * MOST_HINTS - MAX_PROBLEMS} more problems like these"


@pytest.mark.parametrize("line", ["key{number}: 1\n", "key{number}: !t 1\n", "a: 1\n"])
def test_more_than_a_thousand_others_are_not_counted(line: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec("kind: gradient-decay\n" + "".join(line.format(number=number) for number in range(1200)))
    assert caught.value.diagnostics[-1].message == "… and more than 1,000 more problems like these"


def test_aliases_cannot_repeat_a_long_text_very_often() -> None:
    most = MAX_NODES // (20_000 // CHARACTERS_PER_NODE + 1)
    few, many = (f"[&a {'x' * 20_000}{', *a' * count}]" for count in (most - 2, most + 2))
    assert compose(source_of(few)).problems == ()
    with pytest.raises(ContentError, match="more than 100,000 values"):
        compose(source_of(many))


def test_escaped_quotes_behind_an_open_one_are_read_once() -> None:
    """A search that begins again at each of them would take minutes."""
    with pytest.raises(ContentError) as caught:
        load_spec('params: [\n "' + '\\"' * 100_000)
    assert caught.value.diagnostics[0].hint == "write ] at the end"


def test_a_long_line_before_a_colon_is_searched_once() -> None:
    """A search that begins again at each of its colons would take minutes."""
    with pytest.raises(ContentError) as caught:
        load_spec('x:\n - "' + "x: " * 100_000 + '": y: z\n')
    assert caught.value.diagnostics[0].message == "a ': ' is not allowed here"
