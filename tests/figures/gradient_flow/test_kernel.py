"""The wave's numbers against a direct simulation of the cursor."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from sitegen.figures.gradient_flow.kernel import column_light, default_gradients, flow_series, layer_names, wave_glow


@given(st.lists(st.floats(0, 1), min_size=1, max_size=64), st.booleans())
def test_glow_follows_the_cursor(lights: list[float], stays: bool) -> None:
    depth = len(lights)
    glow = wave_glow(np.array(lights), stays=stays)
    for cursor in range(depth):
        active = depth - 1 - cursor
        head = {active: 1.0, active - 1: 0.55, active - 2: 0.25}
        for layer in range(depth):
            behind = float(stays and layer > active)
            assert glow[cursor, layer] == head.get(layer, behind) * lights[layer]


@given(st.lists(st.floats(1e-300, 1e300), min_size=2, max_size=64))
def test_light_falls_with_the_decades_below_the_greatest_magnitude(gradients: list[float]) -> None:
    data = flow_series([1] * len(gradients), gradients, 0)
    for gradient, light in zip(gradients, data.light, strict=True):
        decades = math.log10(max(gradients)) - math.log10(gradient)
        assert light == pytest.approx(max(0.08, 1 / (1 + decades)), abs=1e-9)


def test_each_of_the_first_decades_is_seen() -> None:
    assert column_light(np.arange(3.0, -3.0, -1.0)).tolist() == [1.0, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6]


def test_no_gradient_gives_no_light() -> None:
    assert column_light(np.array([-np.inf, -14.0, 0.0])).tolist() == [0.0, 0.08, 1.0]
    assert column_light(np.array([-np.inf, -np.inf])).tolist() == [0.0, 0.0]


def test_even_light_is_that_of_the_source() -> None:
    data = flow_series([2, 2, 2, 2], [0.0, 1e-9, 0.5, 1.0], 0, light="even")
    assert data.glow.tolist() == [[0.0, 0.25, 0.55, 1.0], [0.25, 0.55, 1.0, 0.0], [0.55, 1.0, 0, 0], [1.0, 0, 0, 0]]


def test_default_series_is_input_first() -> None:
    assert_allclose(default_gradients(4), [0.166375, 0.3025, 0.55, 1.0])


@pytest.mark.parametrize(
    ("depth", "names"),
    [(1, ("output",)), (2, ("input", "output")), (4, ("input", "hidden 1", "hidden 2", "output"))],
)
def test_names(depth: int, names: tuple[str, ...]) -> None:
    assert layer_names(depth) == names


def test_own_gradients_keep_their_order() -> None:
    data = flow_series([3, 4, 4, 2], [0.0008, 0.012, 0.18, 1], 3)
    assert (data.input_magnitude, data.output_magnitude) == (0.0008, 1.0)
    assert data.steps_from_loss.tolist() == [3, 2, 1, 0]
    assert data.fold == pytest.approx(1250)


def test_exact_zero_stays_zero() -> None:
    data = flow_series([2, 2], [0.0, 1.0], 1)
    assert data.log10_magnitude[0] == -math.inf
    assert data.fold == math.inf


def test_own_names_replace_the_usual_ones() -> None:
    assert flow_series([2, 2], None, 1, ["embedding", "head"]).names == ("embedding", "head")
    with pytest.raises(ValueError, match="need 2 names"):
        flow_series([2, 2], None, 1, ["embedding"])


@pytest.mark.parametrize(
    ("gradients", "cursor"),
    [([1.0], 0), ([1.0, math.nan], 0), ([1.0, -1.0], 0), ([1.0, math.inf], 0), ([1.0, 1.0], 2), ([1.0, 1.0], -1)],
)
def test_impossible_waves_are_refused(gradients: list[float], cursor: int) -> None:
    with pytest.raises(ValueError, match="need"):
        flow_series([2, 2], gradients, cursor)
