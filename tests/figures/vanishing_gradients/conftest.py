"""The experiment that the tests vary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.figures.vanishing_gradients.kernel import Experiment


@pytest.fixture
def experiment() -> Callable[..., Experiment]:
    """The classroom experiment, with some of its numbers changed."""
    usual = {
        "num_layers": 10,
        "activations": ("sigmoid", "relu"),
        "seed": 42,
        "random_source": "legacy",
        "pre_activation_spread": 0.5,
        "width": 256,
        "init_scale": 1.0,
        "learning_rate": 0.01,
    }
    return lambda **changed: Experiment(**{**usual, **changed})
