"""The line before which a closing bracket is missing."""

from __future__ import annotations

import pytest

from sitegen.spec.yaml_errors import missing_bracket


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: [1, 2]\nb: 3", None),
        ("a: [\n  {x: 1\n  },\n]", None),
        ("a: [\n  b: {\n  ]}\n]]", None),
        ("a: [\n  1, 2\nb: 3", ("]", 3)),
        ("  - {x: 1\n}\na: [\nd: 4", ("]", 4)),
        ("b: {\na: [\n}", ("}", 2)),
        ("a: {b: '['", ("}", None)),
    ],
)
def test_brackets_that_close_at_the_beginning_of_a_line_are_counted(text, found):
    assert missing_bracket(text.split("\n")) == found
