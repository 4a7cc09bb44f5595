from __future__ import annotations

from sitegen.errors import Diagnostic


def test_the_caret_stands_below_what_is_wrong_whatever_a_tab_would_do():
    problem = Diagnostic(file="f", message="m", line=3, column=7, source_line="\t- 層 [a](b)", length=2, hint="h")
    head, line, caret = str(problem).splitlines()
    assert head == "f:3:7: error: m"
    assert line == "  3 |  - 層 [a](b)"
    assert caret == "    |        ^^ h"
