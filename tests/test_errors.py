from __future__ import annotations

import pytest

from sitegen.errors import LONGEST_NAME, MOST_NAMES, Diagnostic, did_you_mean


@pytest.mark.parametrize(
    ("given", "known", "hint"),
    [
        ("k\u0456nd", "kind", "did you mean 'kind'? Its 'i' is U+0069, and yours is U+0456"),
        ("a", "\u0430", "did you mean '\u0430'? Its '\u0430' is U+0430, and yours is U+0061"),
        ("step", "step\u202e", "did you mean 'step\\u202e'?"),
        ("l\u200boss", "loss", "did you mean 'loss'?"),
        ("Loss", "loss", "did you mean 'loss'?"),
    ],
)
def test_names_that_look_alike_are_told_apart(given, known, hint):
    assert did_you_mean(given, ["other", known]) == hint


def test_the_caret_stands_below_what_is_wrong_whatever_a_tab_would_do():
    problem = Diagnostic(file="f", message="m", line=3, column=7, source_line="\t- 層 [a](b)", length=2, hint="h")
    head, line, caret = str(problem).splitlines()
    assert head == "f:3:7: error: m"
    assert line == "  3 |  - 層 [a](b)"
    assert caret == "    |        ^^ h"


def test_a_suggestion_is_the_nearest_name_in_whatever_case():
    assert did_you_mean("RELUU", ["identity", "relu"]) == "did you mean 'relu'?"
    assert did_you_mean("x", ["identity", "relu"]) == ""


def test_a_suggestion_may_be_a_longer_name_with_this_word():
    known = ["base_url", "gradient-decay", "init_scale", "log_scale", "navigation", "num_layers"]
    assert did_you_mean("decay", known) == "did you mean 'gradient-decay'?"
    assert did_you_mean("nav", known) == "did you mean 'navigation'?"
    assert did_you_mean("url", known) == "did you mean 'base_url'?"
    assert did_you_mean("scale", known) == "did you mean 'init_scale' or 'log_scale'?"
    assert did_you_mean("init_scal", known) == "did you mean 'init_scale'?"


def test_another_short_word_is_no_misspelling():
    for word in ("gelu", "selu", "elu"):
        assert did_you_mean(word, ["identity", "relu"]) == ""
    assert did_you_mean("rleu", ["identity", "relu"]) == "did you mean 'relu'?"


def test_names_are_compared_only_up_to_a_limit():
    many = [f"name-{number}" for number in range(MOST_NAMES)]
    assert did_you_mean("nam-7", many) == "did you mean 'name-7'?"
    assert did_you_mean("nam-7", [*many, "one-more"]) == ""
    assert did_you_mean("a" * LONGEST_NAME, ["a" * LONGEST_NAME + "b", "a" * (LONGEST_NAME - 1)]).endswith("aa'?")
    assert did_you_mean("a" * (LONGEST_NAME + 1), ["a" * LONGEST_NAME]) == ""


def test_a_notebook_shows_the_message_and_no_traceback(capsys):
    shell = pytest.importorskip("IPython.core.interactiveshell").InteractiveShell()
    shell.run_cell("import sitegen; sitegen.render_figure('gradient-dekay')")
    shown = capsys.readouterr().out.strip()
    assert shown.startswith("ContentError: <python>: error: 'gradient-dekay' is not one of the kinds")
    assert len(shown.splitlines()) == 1
