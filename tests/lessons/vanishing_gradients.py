"""The claims of the lesson Why gradients vanish."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sitegen.description.number_format import Compact, fixed_text
from tests.lessons.numbers import RATE, changed, figure, first_update, short

HE, DEFAULT_SCALE = math.sqrt(2), 1 / math.sqrt(3)


def claims() -> Iterator[str]:
    data = figure("vanishing-10")
    sigmoid, relu = data.profiles
    path = f"{sigmoid.path.input_magnitude:.8f}"
    slopes = sigmoid.path.magnitude[:-1] / sigmoid.path.magnitude[1:]
    assert (slopes > 0.21).all()
    assert (slopes < sigmoid.largest_slope).all()
    assert relu.path.first_zero_layer == 9
    assert (sigmoid.half_life, sigmoid.largest_slope, relu.largest_slope) == (0.5, 0.25, 1.0)
    odds = round(relu.paths_per_survivor)
    yield "the slope of ReLU is 1. This lesson"
    yield "a standard deviation of 0.5."
    yield "Layer 10 is next to the loss, and layer 0 is the input."
    yield f"Each slope is a little below {sigmoid.largest_slope}, the product shrinks"
    yield f"and {path} is left at the input"
    yield f"a pre-activation of −{fixed_text(-relu.pre_activation[-1], 2)}. That is negative, so the slope there is 0."
    yield rf"\left(\tfrac{{1}}{{2}}\right)^{{10}} = \tfrac{{1}}{{{odds}}}"
    yield f"Only one path in {odds:,} carries"
    yield f"none of the other {odds - 1:,}."
    yield f"a whole layer of {256} units"
    yield f"In this run {fixed_text(relu.passing_percent, 0)} % passed"
    yield r"by a factor of $\sqrt{1/2}$"
    yield r"\text{factor} = s \cdot \sqrt{\tfrac{1}{2}}"
    yield (
        f"With $s = 1$ this is {relu.layer_factor:.4f}, and the run in the figure measured "
        f"{fixed_text(relu.layer.trend.factor, 2)}. After ten layers {Compact(relu.layer.input_magnitude).visible()} of"
    )
    he = changed("vanishing-10", init_scale=HE).profiles[1]
    assert he.layer_factor == pytest.approx(1)
    assert he.path.input_magnitude == 0
    yield r"With $s = \sqrt{2}$ the factor is exactly 1,"
    kept = short(sigmoid.layer.input_magnitude)
    yield rf"with {fixed_text(sigmoid.layer_factor, 4)} in place of $\sqrt{{1/2}}$"
    yield f"in this run {kept} is left"
    yield "the two crowds at scale 1."
    for name, each in (("sigmoid", sigmoid), ("ReLU", relu)):
        yield (
            f"| {name} | {fixed_text(each.passing_percent, 0)} | {fixed_text(each.layer_factor, 4)} "
            f"| {fixed_text(each.layer.trend.factor, 4)} |"
        )
    yield from _bounds(sigmoid, data)
    yield from _rates(sigmoid, relu, data)
    yield from _two_networks(sigmoid)
    yield from _variations_of_ten_layers(he)


def _bounds(sigmoid: Any, data: Any) -> Iterator[str]:
    yield "The slope of the sigmoid is never greater than 0.25. A path through $n$ sigmoid units can therefore keep no more than $0.25^n$."
    for depth, bound in zip(data.bound_depths, sigmoid.depth_bounds, strict=True):
        assert bound == 0.25 ** int(depth)
        yield f"| {depth} | {Compact(bound).visible()} |"
    yield (
        f"kept {short(sigmoid.path.input_magnitude)} after ten layers, which is less than the "
        f"{short(sigmoid.bound.input_magnitude)} in the table"
    )
    yield "A factor of 0.25 is a half of a half."
    heavy = changed("vanishing-10", init_scale=4.0).profiles[0]
    yield f"With weights of scale 4, the whole sigmoid layer would still keep {fixed_text(heavy.layer.input_magnitude, 2)} after"
    yield "For ReLU the largest slope is 1, so the bound is 1 at every depth, and still our path kept 0."


def _rates(sigmoid: Any, relu: Any, data: Any) -> Iterator[str]:
    yield "a learning rate of 0.01. For the sigmoid"
    yield "is expected to have at scale 1."
    for depth, best, layer in zip(data.rate_depths, sigmoid.rate_bounds, relu.rate_layers, strict=True):
        yield f"| {depth} | {short(best)} | {short(layer)} |"
    yield f"is {round(sigmoid.rate_bounds[0] / sigmoid.rate_bounds[-1]):,} times too large for the first"
    yield f"a gradient of 1e-6 and a learning rate of {data.adam_rate}, its first step is still {short(data.adam_step)},"
    assert data.adam_gradient == 1e-6


def _two_networks(sigmoid: Any) -> Iterator[str]:
    yield (
        f"a scale of {fixed_text(DEFAULT_SCALE, 3)} and the slopes are at most {sigmoid.largest_slope}, which makes a factor of "
        f"about {fixed_text(DEFAULT_SCALE * sigmoid.largest_slope, 3)}"
    )
    yield r"In the ReLU network the scale is $\sqrt{2}$"
    yield r"$\sqrt{2} \cdot \sqrt{1/2} = 1$"
    slow, fast = first_update("digits-sigmoid-8"), first_update("digits-relu-8")
    assert RATE["digits-sigmoid-8"] == 2 * RATE["digits-relu-8"]
    yield (
        f"the first ReLU layer moved by {Compact(fast).visible()}, measured as a length, and those of the first sigmoid layer "
        f"by {short(slow)}. That is {fixed_text(fast / slow / 1e6, 1)} million times less"
    )


def _variations_of_ten_layers(he: Any) -> Iterator[str]:
    yield "In `vanishing-10`,"
    yield "`sitegen render vanishing-10.yaml --as text`"
    yield f"`init_scale: 1.4142135623730951`. The whole ReLU layer now arrives with {fixed_text(he.layer.input_magnitude, 2)} in place of 0.037."
    first = changed("vanishing-10", activations=("relu", "sigmoid")).profiles[0]
    yield f"survives one step before it ends at layer {first.path.first_zero_layer}."
    for depth, seed in ((3, 13), (10, 711)):
        draws = (np.random.RandomState(number).randn(2, depth)[1] for number in range(seed + 1))
        assert [bool((draw > 0).all()) for draw in draws].index(True) == seed
        (alive,) = (changed("vanishing-10", num_layers=depth, seed=seed).profiles[1],)
        assert alive.path.input_magnitude == 1
    yield "set `num_layers: 3`. One path in 8 is open now."
    yield "the first is `seed: 13`."
    yield "you would have to wait until `seed: 711`."
    few, many = (changed("vanishing-10", width=width).profiles[1].layer.trend.factor for width in (8, 4096))
    yield (
        f"`width: 8` and then `width: 4096`. The ReLU layer's factor is {fixed_text(few, 2)} and then {fixed_text(many, 2)}. "
        f"Why does a small crowd stray further from {math.sqrt(0.5):.4f}?"
    )
    tanh = changed("vanishing-10", activations=("sigmoid", "tanh")).profiles[1]
    yield f"The slope of tanh is {tanh.largest_slope:g} at zero, and its path keeps {fixed_text(tanh.path.input_magnitude, 3)} after"
