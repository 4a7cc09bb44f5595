"""Labels of the layers of a wave."""

from __future__ import annotations

import pytest

from sitegen.figures.gradient_flow.kernel import flow_series
from sitegen.figures.gradient_flow.wording import layer_label


@pytest.mark.parametrize(("neurons", "words"), [(1, "input, one neuron: "), (2, "input, 2 neurons: ")])
def test_a_label_counts_the_neurons(neurons: int, words: str) -> None:
    data = flow_series([neurons, 3], [0.5, 1.0], 0)
    assert layer_label(data, 0).text("spoken").startswith(words)
