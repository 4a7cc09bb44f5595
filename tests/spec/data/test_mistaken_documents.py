"""What a build says of each mistake in a JSON document, or in pointing into it: the whole report."""

from __future__ import annotations

import pytest

from tests.spec.data.reports import FILE, JSON, NAMED, pointed, spec_line


@pytest.mark.parametrize(
    ("document", "line", "caret", "message"),
    [
        ('{"runs": [[1, "x", 1]]}', 1, (15, 3), "/runs/0/1: 'x' is not a number"),
        ('{"runs": [[1, null, 1]]}', 1, (15, 4), "/runs/0/1: null is not a number"),
        ('{"runs": [[1, true, 1]]}', 1, (15, 4), "/runs/0/1: true is not a number"),
        ('{"runs": [[1, [2], 1]]}', 1, (15, 1), "/runs/0/1: a list is not a number"),
        ('{"runs": [[1,\n NaN, 1]]}', 2, (2, 3), "/runs/0/1: NaN is not a finite number"),
        ('{"runs": [[1,\n 1e999]]}', 2, (2, 5), "/runs/0/1: 1e999 is not a finite number"),
        ('{"runs": [[1, 2, -3]]}', 1, (18, 2), f"params.gradients.2: -3 is out of range; allowed is 0 or more {NAMED}"),
        ('{"runs": [[1, 2 3]]}', 1, (17, 1), "this is not JSON: a comma is missing"),
        ('{"runs": [[1, 2, 3]', 1, (20, 1), "this is not JSON: a comma is missing"),
        ('{"runs": [1, {"runs": 1, "runs": 2}]}', 1, (26, 6), "the key 'runs' is there twice in the same mapping"),
    ],
)  # fmt: skip
def test_documents(report, document, line, caret, message):
    found = report(JSON, run_json=document)
    hint = "delete one" if "twice" in message else ""
    hint = "leave blank values out with blank: skip" if "null" in message or "NaN" in message else hint
    named = "" if NAMED in message else f" {NAMED}"
    shown = pointed(line, document.split("\n")[line - 1], *caret, hint)
    assert found == f"content/data/run.json:{line}:{caret[0]}: error: {message}{named}{shown}"


@pytest.mark.parametrize(
    ("document", "place", "message", "hint"),
    [
        ('{"runs": [[1, 2, 3,]]}', (1, 19), "there is no comma before ']'", "delete it"),
        ('{"runs": [[1, 2, 3]],\n\n }', (1, 21), "there is no comma before '}'", "delete it"),
        ('{"runs": [[1,\n  2, 3 ,\n ]]}', (2, 8), "there is no comma before ']'", "delete it"),
        ('{"runs": [[1, None, 3]]}', (1, 15), "a value is missing", "write null"),
        ('{"runs": [[1, True, 3]]}', (1, 15), "a value is missing", "write true"),
        ("{'runs': [[1, 2, 3]]}", (1, 2), "a key in double quotes is missing", "write it in double quotes"),
        ('{"runs": [[1, 2, 3]] // the first\n}', (1, 22), "a comma is missing", "delete it: JSON has no comments"),
        ('{"runs": [[.5, 2, 3]]}', (1, 12), "a value is missing", "write 0 before the point"),
    ],
)
def test_what_other_languages_allow(report, document, place, message, hint):
    line, column = place
    found = report(JSON, run_json=document)
    shown = pointed(line, document.split("\n")[line - 1], column, 1, hint)
    assert found == f"content/data/run.json:{line}:{column}: error: this is not JSON: {message} {NAMED}{shown}"


def test_a_comma_at_the_end_of_a_line_of_json_lines(report):
    found = report("{file: ../data/run.jsonl, column: a}", run_jsonl='{"a": 1}\n{"a": 2,}\n{"a": 3}\n')
    assert found.startswith("content/data/run.jsonl:2:8: error: this is not JSON: there is no comma before '}'")


@pytest.mark.parametrize("last", ['{"a": 3', '{"a":', '{"a"', "{", '{"a": "x', '{"a": [3,', '{"a": 3, '])
def test_a_last_line_of_json_lines_that_is_cut_off(report, last):
    text = '{"a": 1}\n{"a": 2}\n'
    found = report("{file: ../data/run.jsonl, column: a}", run_jsonl=text + last)
    assert found.startswith("content/data/run.jsonl:3:")
    assert "the last line is cut off: delete it, or write the rest of it" in found
    for complete in ('{"a": x}', "{'a': 3}"):
        assert "cut off" not in report("{file: ../data/run.jsonl, column: a}", run_jsonl=text + complete)
    assert "cut off" not in report("{file: ../data/run.jsonl, column: a}", run_jsonl=last + "\n" + text)


@pytest.mark.parametrize(
    ("pointer", "message", "hint"),
    [
        ("/runs/9", "'/runs/9' leads nowhere: /runs is a list of 3 items, numbered from 0", ""),
        ("/runs/1/norm", "'/runs/1/norm' leads nowhere: /runs/1 has no key 'norm'", "did you mean 'norms'?"),
        (
            "/runs/norms",
            "'/runs/norms' leads nowhere: /runs is a list of 3 items, numbered from 0",
            "write pointer: /runs, column: norms",
        ),
        (
            "/runs/norms/l0",
            "'/runs/norms/l0' leads nowhere: /runs is a list of 3 items, numbered from 0",
            "write pointer: /runs, column: norms/l0",
        ),
        ("/runs/-", "'/runs/-' leads nowhere: /runs is a list of 3 items, numbered from 0", ""),
        ("/runs/01", "'/runs/01' leads nowhere: /runs is a list of 3 items, numbered from 0", ""),
        ("/runs/0/1/2", "'/runs/0/1/2' leads nowhere: /runs/0/1 is 5", ""),
        (
            "/runs/2",
            "'/runs/2' leads to a mapping with a, b; a list of numbers is needed",
            "say with 'pointer' which list is meant: /runs/2/a",
        ),
        ("runs/0", "'runs/0' is not a pointer, which begins with '/'", "write /runs/0"),
        ("'#/runs/0'", "'#/runs/0' is not a pointer, which begins with '/'", "write /runs/0"),
        ("'#'", "'#' is not a pointer, which begins with '/'", "delete it: without a pointer the whole file is meant"),
    ],
)
def test_pointers(report, pointer, message, hint):
    reference = f"{{file: ../data/run.json, pointer: {pointer}}}"
    assert report(reference, run_json='{"runs": [[4, 5], {"norms": [1]}, {"a": [1], "b": 2}]}') == (
        f"content/figures/wave.yaml:4:48: error: params.gradients.pointer: {message}"
        + spec_line(reference, pointer, hint)
    )


def test_a_document_that_is_no_list(report):
    reference = "{file: ../data/run.json}"
    hint = "say with 'pointer' which list is meant: /a, /b/c"
    assert report(reference, run_json='{"a": [1], "b": {"c": [2]}}') == (
        FILE
        + "the file is a mapping with a, b; a list of numbers is needed"
        + spec_line(reference, "../data/run.json", hint)
    )


@pytest.mark.parametrize("inside", ["[" * 100_000, "[" * 199 + "]" * 199, "[" * 980 + "]" * 980])
def test_a_document_that_is_nested_too_deep(report, inside):
    found = report(JSON, run_json=f'{{"a": "[[[\\"[", "runs": [{inside}]}}')
    assert found == f"content/data/run.json: error: nested more than 200 levels deep, the most that is read {NAMED}"


def test_a_document_that_is_as_deep_as_may_be(report, read):
    deep = "[" * 198 + "]" * 198
    assert read(JSON, run_json=f'{{"runs": [[1, 2, 3], {deep}]}}') == (1, 2, 3)
    assert "/runs/0/0/0: a list is not a number" in report(JSON, run_json=f'{{"runs": [[{deep[1:-1]}]]}}')


@pytest.mark.parametrize("content", ['"\\' * 200_000, '"' * 200_001, '["' + "a" * 200_000, "[" * 150 + '"\\'])
def test_unterminated_strings_are_read_in_linear_time(report, content):
    """In quadratic time this test would take hours."""
    assert report(JSON, run_json=content).startswith("content/data/run.json:1:")


@pytest.mark.parametrize("digits", ["9" * 5_000, "-" + "9" * 5_000])
def test_numbers_with_thousands_of_digits(report, read, digits):
    found = report(JSON, run_json=f'{{"runs": [[1, {digits}]]}}')
    assert found == f"content/data/run.json:1:15: error: /runs/0/1: {digits[:39]}… is not a finite number {NAMED}"
    assert "/runs/0/1: 'x' is not a number" in report(JSON, run_json=f'{{"a": {digits}, "runs": [[1, "x", {digits}]]}}')
    sound = f'{{"a": {digits}, "runs": [[1, 12345678901234567890, 3]]}}'
    assert read(JSON, run_json=sound) == (1, float("12345678901234567890"), 3)


def test_a_value_of_a_large_document_is_named_by_its_pointer_alone(report):
    large = f'{{"runs": [[1, "x"], [{"0.123456, " * 30_000}1]]}}'
    assert report(JSON, run_json=large) == f"content/data/run.json: error: /runs/0/1: 'x' is not a number {NAMED}"
    huge = large.replace('"x"', "1e999")
    assert report(JSON, run_json=huge).endswith(f"/runs/0/1: 1e999 is not a finite number {NAMED}")


def test_a_document_with_too_many_columns(report):
    document = "{" + ",".join(f'"{number}":{{"a":1}}' for number in range(100_001)) + "}"
    found = report("{file: ../data/run.json, columns: '*/a'}", run_json=document)
    assert found.startswith(f"{FILE}100,001 columns are too many; at most 100,000 are read")
