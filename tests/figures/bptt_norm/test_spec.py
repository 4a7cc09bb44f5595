"""What an author may not combine, each with its place."""

from __future__ import annotations

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError


@pytest.mark.parametrize(
    ("lines", "place", "message"),
    [
        ("  tokens: [0, 1]\n  length: 2\n", "3:11", "the tokens are given, so there is no length to choose"),
        ("  tokens: [0, 1]\n  sequence: B\n", "3:13", "the tokens are given, so there is no sequence to choose"),
        ("  target: 2\n", "2:11", "sequence A has its own target"),
        ("  sequence: B\n  target: 10\n", "3:11", "10 is not an id of sequence B, which are 0 to 9"),
        ("  hidden: 256\n  seeds: 100\n", "3:10", "choose at most 30 seeds"),
        ("  hidden: 256\n  length: 2000\n  seeds: 20\n", "4:10", "choose fewer steps or hidden units"),
        ('  date: "2026-02-30"\n', "2:9", "'2026-02-30' is not in the calendar"),
        ('  date: "March"\n', "2:9", "'March' is not a date in quotes"),
        ("  length: 0\n", "2:11", "0 is out of range; allowed is 1 to 2000"),
    ],
)
def test_problem_with_its_place(lines: str, place: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec(f"kind: bptt-norm\nparams:\n{lines}", name="f.yaml")
    text = str(caught.value)
    line, column = place.split(":")
    assert f"f.yaml:{int(line) + 1}:{column}:" in text
    assert message in text


def test_tokens_may_have_a_target() -> None:
    assert load_spec({"kind": "bptt-norm", "id": "x", "params": {"tokens": [0, 1, 2], "target": 7}}).params.target == 7


def test_one_wrong_token_is_one_problem() -> None:
    with pytest.raises(ContentError) as caught:
        load_spec("kind: bptt-norm\nparams:\n  tokens: [0, -1]\n  target: 1\n", name="f.yaml")
    assert len(caught.value.diagnostics) == 1
