"""Small real figures: a chart, and a wave that moves."""

from __future__ import annotations

import pytest

from sitegen import load_spec, render_figure
from sitegen.page.environment import Templates
from sitegen.page.figure_parts import figure_parts

DECAY = {"id": "decay", "kind": "gradient-decay", "title": "Decay <n> & co", "params": {"num_layers": 4}}
EXPLORED = {**DECAY, "id": "explored", "explore": {"init_scale": [0.5, 1.0]}}
WAVE = {"id": "wave", "kind": "gradient-flow", "caption": "See it move.", "params": {"layers": [3, 4, 2]}}


@pytest.fixture(scope="session")
def decay():
    return render_figure(load_spec(DECAY))


@pytest.fixture(scope="session")
def wave():
    return render_figure(load_spec(WAVE))


@pytest.fixture(scope="session")
def explored():
    return render_figure(load_spec(EXPLORED))


@pytest.fixture(scope="session")
def deep_wave():
    return render_figure(load_spec({**WAVE, "params": {"layers": [4] * 64}}))


@pytest.fixture(scope="session")
def templates():
    return Templates()


@pytest.fixture(scope="session")
def parts_of(templates):
    return lambda figure: figure_parts(figure, templates)
