from __future__ import annotations

from unittest.mock import ANY

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sitegen.errors import ContentError
from sitegen.spec.source_text import SpecSource, read_text
from sitegen.spec.yaml_scalars import read_scalar
from sitegen.spec.yaml_tree import INVALID, MAX_DEPTH, MAX_NODES, AmbiguousScalar, compose


def tree_of(text):
    return compose(read_text(SpecSource("f", text)))


def messages(text):
    try:
        problems = tree_of(text).problems
    except ContentError as error:
        problems = error.diagnostics
    return [each.message for each in problems]


def stays_text(word):
    return isinstance(yaml.safe_load(yaml.safe_dump(word)), str)


WORDS = st.text("abcdefghij kσ😀'\"#:-{}[]", min_size=1, max_size=12)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS.filter(stays_text), inner, max_size=4),
    max_leaves=12,
)


@given(DATA, st.booleans(), st.integers(40, 200))
def test_values_and_places_agree_with_an_independent_writer(data, flow, width):
    text = yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True, width=width)
    tree = tree_of(text)
    assert tree.problems == ()
    assert tree.value == data
    assert_places_show_their_scalars(tree, text.splitlines())


def assert_places_show_their_scalars(tree, lines):
    for path, node in tree.spans.items():
        value = tree.value
        for step in path:
            value = value[step]
        shown = lines[node.value.line][node.value.column :][: node.value.length]
        if isinstance(value, bool | int | float):
            assert read_scalar(shown) == value
        if isinstance(value, str) and shown == shown.strip("'\"|>"):
            assert value.startswith(shown.strip())
        if node.key and path[-1].isalpha():
            key = lines[node.key.line][node.key.column :][: node.key.length]
            assert key.strip("'\"") == path[-1]


def test_places_of_each_form():
    text = "a: 1\nb:\n  - x\n  - {c: [1, 2]}\nd:\ne: |\n  two\n  lines\nf: {g: 1,\n    h: 2}\n"
    spans = tree_of(text).spans
    assert spans["b", 0].value == (2, 4, 1)
    assert spans["b", 1].value == (3, 4, 11)
    assert spans["b", 1, "c"] == ((3, 5, 1), (3, 8, 6))
    assert spans["b",].value == (1, 0, 1), "a block is shown by its key"
    assert spans["d",].value == (4, 0, 1), "nothing is shown by its key"
    assert spans["e",].value == (5, 3, 1)
    assert spans["f",].value == (8, 3, 6)


def test_aliases_repeat_values():
    tree = tree_of("a: &x [1, 2]\nb: *x\nc: {d: &y hey, e: *y}\n")
    assert tree.problems == ()
    assert tree.value == {"a": [1, 2], "b": [1, 2], "c": {"d": "hey", "e": "hey"}}
    assert ("b", 0) not in tree.spans


def test_an_anchor_may_be_given_again():
    assert tree_of("a: &x 1\nb: *x\nc: &x 2\nd: *x\n").value == {"a": 1, "b": 1, "c": 2, "d": 2}


def test_depth_limit_counts_lists_and_mappings():
    fits = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert tree_of(fits).problems == ()
    assert messages(f"[{fits}]") == ["nested more than 20 levels deep, the most that is read"]


def test_depth_limit_holds_through_aliases():
    half = "[" * 10 + "]" * 10
    assert messages(f"a: &x {half}\nb: {'[' * 9}*x{']' * 9}\n") == []
    assert messages(f"a: &x {half}\nb: {'[' * 10}*x{']' * 10}\n") == [
        "nested more than 20 levels deep, the most that is read"
    ]


def test_node_limit_counts_what_aliases_stand_for():
    thousand = "a: &x [" + "1," * 1000 + "]\nb: ["
    assert messages(thousand + "*x," * 98 + "]") == []
    assert "more than 100,000 values" in messages(thousand + "*x," * 100 + "]")[0]
    assert MAX_NODES == 100_000


def test_all_refusals_are_collected_and_what_follows_is_read():
    tree = tree_of("a: !!str x\n? {b: c}\n: 1\n<<: {d: 1}\nnull: 1\n~: 2\n2.5: 3\n*z : 4\na: 5\nb: no\nc: 6\n")
    assert tree.value == {"a": INVALID, "b": AmbiguousScalar("no", ANY), "c": 6}
    assert tree.mappings_with_errors == {()}
    assert [each.line for each in tree.problems] == [1, 2, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("key", ["'1'", '"null"', "on", "y", "012", "null-hypothesis"])
def test_keys_that_are_text(key):
    assert list(tree_of(f"{key}: 1\n").value) == [key.strip("'\"")]


@pytest.mark.parametrize("escape", [r"\0", r"\e", r"\u202e", r"\uffff"])
def test_keys_hold_no_invisible_characters(escape):
    tree = tree_of(f'{{a: 1, "b{escape}": 2}}\n')
    assert tree.value == {"a": 1}
    assert [(each.line, each.column) for each in tree.problems] == [(1, 8)]


def test_quoted_merge_key_is_only_a_strange_name():
    assert tree_of("'<<': 1\n").value == {"<<": 1}


def test_quotes_make_text_of_everything():
    assert tree_of("- 'no'\n- \"012\"\n- '1:30'\n- ''\n").value == ["no", "012", "1:30", ""]
