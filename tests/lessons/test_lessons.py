"""Every number in a lesson is computed again, and its programs print what the page shows."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from sitegen.figures.gradient_decay.wording import regime_word
from tests.conftest import CONTENT
from tests.lessons import remembering, scale_in_your_hand, silent_neurons, training_run, vanishing_gradients
from tests.lessons.numbers import changed

CLAIMS = {
    "vanishing-gradients": vanishing_gradients.claims,
    "silent-neurons": silent_neurons.claims,
    "remembering": remembering.claims,
    "training-run": training_run.claims,
    "scale-in-your-hand": scale_in_your_hand.claims,
}
NO_CLAIM = re.compile(
    r"\A---\n.*?^---$|^```(?:python|text)\n.*?^```$|^```figure .*?^```$|^\d+\. |(?<=\])\([^)]*\)",
    re.MULTILINE | re.DOTALL,
)
"""Front matter, programs and their output, figures of the gallery, list numbers, link targets."""
IN_FORMULAS = re.compile(r"h_0|z_1|[gh]_\{t-1\}|1 - h_t\^2|1 - z\)|float32")
"""Indices and constants that say nothing about the world, and a name."""


def source(lesson: str) -> str:
    return (CONTENT / "lessons" / f"{lesson}.md").read_text(encoding="utf-8")


def flat(text: str) -> str:
    return " ".join(text.split())


def programs(lesson: str) -> list[tuple[str, str]]:
    """Each Python program of a lesson with the output that the page shows after it, in a fence or in a sentence."""
    found = re.findall(
        r"^```python\n(.*?)^```.*?(?:^```text\n(.*?)^```|prints `(.+?)`)", source(lesson), re.MULTILINE | re.DOTALL
    )
    return [(code, block or f"{line}\n") for code, block, line in found]


def output_of(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("lesson", CLAIMS)
def test_every_number_of_a_lesson_is_derived(lesson: str) -> None:
    text = flat(NO_CLAIM.sub("", source(lesson)))
    claims = [flat(claim) for claim in CLAIMS[lesson]()]
    assert [claim for claim in claims if claim not in text] == []
    for claim in sorted(claims, key=len, reverse=True):
        text = text.replace(claim, "…")
    assert re.findall(r".{0,40}\d.{0,40}", IN_FORMULAS.sub("", text)) == []


@pytest.mark.parametrize(
    ("figure", "params", "word"),
    [
        ("relu-16", {"num_layers": 7}, "shrinking"),
        ("relu-16", {"num_layers": 8}, "vanishing"),
        ("exploding", {"init_scale": 1.05}, "growing"),
        ("exploding", {"init_scale": 1.06}, "exploding"),
        ("he-rms", {}, "stable"),
    ],
)
def test_the_first_lesson_knows_what_figures_call_a_network(figure: str, params: dict[str, float], word: str) -> None:
    assert regime_word(changed(figure, **params)) == word
    assert word in source("initialisation").partition("## Names for what happens")[2]


@pytest.mark.parametrize("lesson", sorted({*CLAIMS} - {"scale-in-your-hand"}))  # that one is done by hand
def test_programs_print_what_the_page_shows(lesson: str) -> None:
    assert len(programs(lesson)) == source(lesson).count("```python") >= 1
    for code, shown in programs(lesson):
        assert output_of(code) == shown


def test_a_rate_between_the_two_kills_the_unit_at_its_third_update() -> None:
    (code, _), *_ = programs("silent-neurons")
    answers = [re.search(r"answers (\d)", output_of(_with(code, 1.0, updates))) for updates in (1, 2, 3)]
    assert [int(found[1]) for found in answers if found] == [2, 4, 0]


def _with(code: str, rate: float, updates: int) -> str:
    definition = code.partition("train(0.1)")[0]
    return f"{definition.replace('range(200)', f'range({updates})')}train({rate})\n"
