"""The demo generator: the counts that it promises, and raw bits that are published."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.figures.dead_neurons.definition import KIND, compute
from sitegen.figures.dead_neurons.demo import demo_activations, demo_names


def test_the_defaults_are_six_neurons_two_of_them_dead() -> None:
    assert demo_names(6, 2) == ("L1·N1", "L1·N2", "L2·N1", "L2·N2", "L3·N1", "L3·N2")
    data = compute(KIND.params.model_validate({"demo": {}}))
    assert (data.neurons, data.dead_neurons, data.most_samples) == (6, 2, 24)
    assert sorted(data.peak.tolist())[:2] == [0.0, 0.0]


@given(st.integers(1, 60), st.integers(1, 40), st.floats(0, 1), st.integers(0, 2**53))
def test_the_share_of_dead_neurons_is_the_one_asked_for(neurons: int, samples: int, share: float, seed: int) -> None:
    made = demo_activations(neurons, samples, share, seed)
    assert made.shape == (neurons, samples)
    assert (made >= 0).all()
    peaks = made.max(axis=1)
    assert abs(np.count_nonzero(peaks == 0) - share * neurons) <= 0.5
    alive = peaks[peaks > 0]
    assert ((alive >= 0.4) & (alive <= 1.8)).all()


def test_other_seeds_make_other_numbers() -> None:
    assert not np.array_equal(demo_activations(6, 24, 0.35, 11), demo_activations(6, 24, 0.35, 12))


def test_the_bits_are_those_that_numpy_promises_to_keep() -> None:
    """The first words of PCG64 seeded with 11, and the first neuron's strength by hand."""
    raw = np.random.PCG64(11).random_raw(26)
    strength = 0.4 + 1.4 * (int(raw[1]) // 2**11) / 2**53
    made = demo_activations(6, 24, 0.0, 11)
    assert made[0].max() == pytest.approx(strength, rel=1e-15)
    drive = [int(word) // 2**11 for word in raw[2:26]]
    assert np.argmax(made[0]) == drive.index(max(drive))


def test_names_fill_a_layer_before_the_next() -> None:
    assert demo_names(5, 3) == ("L1·N1", "L1·N2", "L1·N3", "L2·N1", "L2·N2")
