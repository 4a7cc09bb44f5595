"""Plain text with columns and bars states no number that the figure's data do not hold."""

from __future__ import annotations

import json
import re

import pytest

from sitegen import load_spec, render_figure
from sitegen.contract.written_numbers import is_rounding_of, numbers_in
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.spec.figure_spec import FigureSpec
from tests.conftest import CONTENT, FIGURES
from tests.contracts.variations import VARIATIONS

WITH_TRANSCRIPT = [name for name, kind in KINDS.items() if kind.transcript]
PRINTED = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?")
IN_SOURCE = ("at x=0", "for x>0", "derivative = 0 or 1", "sqrt(2)")
"""What is said of activation functions themselves, whatever was computed."""
CHECKED_DIGITS = range(3, 10)
"""Fewer digits are a rounding of many numbers; data hold ten."""


def figures_of(kind: str) -> list[FigureSpec]:
    """Those of the site, and each parameter varied."""
    of_site = [spec for spec in map(load_spec, FIGURES) if spec.kind == kind]
    varied = [{**base, changed: value} for changed, (base, value) in VARIATIONS[kind].items()]
    return [*of_site, *(load_spec({"id": "x", "kind": kind, "params": params}) for params in varied)]


def transcript_of(figure: Figure) -> str:
    assert figure.kind.transcript is not None
    return figure.kind.transcript(figure.spec.params, figure.data)


def unknown_numbers(printed: str, figure: Figure) -> list[str]:
    """The numbers that are no rounding of one in `data.json`."""
    content = json.loads(figure.files["data.json"])
    known = numbers_in([content["data"], content["params"]])
    for wording in IN_SOURCE:
        printed = printed.replace(wording, "")
    return [token for token in PRINTED.findall(printed) if not any(is_rounding_of(token, value) for value in known)]


@pytest.mark.parametrize("kind", WITH_TRANSCRIPT)
def test_every_number_in_a_transcript_is_in_the_data(kind: str) -> None:
    for spec in figures_of(kind):
        figure = render_figure(spec)
        assert unknown_numbers(transcript_of(figure), figure) == [], spec


def test_a_wrong_digit_is_found() -> None:
    """In every number the last digit is changed."""
    figure = render_figure(load_spec(CONTENT / "figures" / "vanishing-10.yaml"))
    mantissas = {token: token.partition("e")[0] for token in PRINTED.findall(transcript_of(figure))}
    precise = [
        token for token, digits in mantissas.items() if len(re.sub(r"\D", "", digits).lstrip("0")) in CHECKED_DIGITS
    ]
    assert len(precise) > 20
    for token in precise:
        digits = mantissas[token]
        wrong = f"{digits[:-1]}{(int(digits[-1]) + 5) % 10}{token[len(digits) :]}"
        assert unknown_numbers(wrong, figure) == [wrong]
