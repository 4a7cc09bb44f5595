"""Labels of the layers of a wave."""

from __future__ import annotations

import pytest

from sitegen.figures.gradient_flow.kernel import flow_series
from sitegen.figures.gradient_flow.wording import layer_label, magnitude_at


@pytest.mark.parametrize(("neurons", "words"), [(1, "input, one neuron: "), (2, "input, 2 neurons: ")])
def test_a_label_counts_the_neurons(neurons: int, words: str) -> None:
    data = flow_series([neurons, 3], [0.5, 1.0], 0)
    assert layer_label(data, 0).text("spoken").startswith(words)


def test_the_ends_show_on_which_side_of_a_hundredth_they_are() -> None:
    data = flow_series([1, 1, 1], [0.00996, 0.5, 1.0], 0)
    assert [magnitude_at(data, layer).visible() for layer in range(3)] == ["0.00996", "0.50", "1.00"]
