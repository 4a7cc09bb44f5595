"""Values in hints are read as what they are."""

from __future__ import annotations

import pytest

from sitegen.spec.source_text import SourceText, SpecSource
from sitegen.spec.yaml_scalars import in_flow
from sitegen.spec.yaml_tree import compose


@pytest.mark.parametrize(
    "value",
    [
        [
            "yes",
            "a: b, c",
            "it's",
            "x #1",
            "",
            " a",
            "12",
            "null",
            "[a]",
            "{b}",
            "a:",
            "- a",
            "*a",
            "%",
            "2020-01-01",
            "y",
        ],
        ["relu", "tanh(x)", "x*y + 1", "max(x, 0)", "Größe 2", "0x1f", "1e5", ".5", "1:30", "012", "~"],
        [1, 2.5, 1e-5, 1e22, -3, True, False, None],
        {"at": 1, "a, b": [1, {"c": "d"}]},
    ],
)
def test_values_are_read_as_they_were(value):
    content = f"v: {in_flow(value)}\n"
    tree = compose(SourceText(SpecSource("x.yaml", content), content))
    assert (tree.value, tree.problems) == ({"v": value}, ())


def test_simple_words_have_no_quotes():
    assert in_flow(["relu", "tanh(x)", 8, True]) == "[relu, tanh(x), 8, true]"
