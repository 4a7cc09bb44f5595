"""Readers are shown the words of the field, whatever a spec calls them."""

from __future__ import annotations

import json
import re

import pytest

from sitegen import load_spec, render_figure
from sitegen.description.sentences import text_of
from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.controls import controls
from sitegen.page.environment import Templates
from sitegen.resolve.axes import value_text

SPEC = {
    "id": "x",
    "kind": "gradient-decay",
    "params": {"num_layers": 8},
    "explore": {"activation": ["relu", "sigmoid"], "rule": ["mean", "rms"], "log_scale": True},
    "stills": [{"rule": "rms", "init_scale": 2**0.5}],
}


def test_values_are_called_what_the_field_calls_them() -> None:
    figure = render_figure(load_spec(SPEC))
    assert [(control.heading, control.shown) for control in controls(figure.states.axes)] == [
        ("Activation", ("ReLU", "sigmoid")),
        ("Slope", ("classroom value", "root mean square")),
        ("Log scale", ("off", "on")),
    ]
    ((label, _),) = figure.snapshots
    assert label == "Activation ReLU, slope root mean square, log scale on, initialisation scale 1.41"
    (table,) = figure.description.more_tables
    assert {row[0] for row in table.rows} == {"ReLU", "sigmoid"}


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.1 + 0.2, 1, "0.3"),
        (2**0.5, 2, "1.41"),
        (0.00123, 2, "0.00123"),
        (1e-7, 2, "1e-7"),
        (-0.0, 2, "0.00"),
        (12_000, 0, "12,000"),
        (4, 0, "4"),
        (1e-300, 2, "1e-300"),
        ((0.1 + 0.2, 1.0), 0, "0.3, 1"),
        ((1e-7, -0.0, 1e300), 0, "1e-7, 0, 1e300"),
        ((1.23456789, 1.23456788), 0, "1.23456789, 1.23456788"),
    ],
)
def test_numbers_are_labelled_as_people_write_them(value: object, decimals: int, text: str) -> None:
    assert text_of(value_text(value, {}, decimals), "visible") == text


def test_the_words_of_a_spec_stay_where_programs_read() -> None:
    content = json.loads(render_figure(load_spec(SPEC)).files["states.json"])
    assert [axis["values"] for axis in content["axes"]] == [["relu", "sigmoid"], ["mean", "rms"], [False, True]]


def test_reset_says_what_it_goes_back_to() -> None:
    page = str(figure_block(render_figure(load_spec(SPEC)), BlockPlace(""), Templates()))
    (button,) = re.findall(r'<button type="button" class="sg-reset">(.*?)</button>', page)
    assert re.sub("<[^>]+>", "", button) == ("Reset to activation ReLU, slope classroom value, log scale on")
