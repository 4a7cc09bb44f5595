"""The claims of the laboratory The scale in your hand."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from sitegen import load_spec
from sitegen.description.number_format import Compact, fixed_text
from tests.conftest import CONTENT
from tests.lessons.numbers import changed

HE, LECUN = math.sqrt(2), 1.0
MOST_HEARD, LEAST_HEARD = "sixteen", 0.01


def claims() -> Iterator[str]:
    scales = load_spec(CONTENT / "figures" / "scale-explorer.yaml").axes[0]
    assert {name: scales.values[index] for index, name in scales.marks.items()} == {
        "LeCun": LECUN,
        "He": pytest.approx(HE),
    }
    yield "LeCun's scale is 1, and He's is $\\sqrt{2}$."
    mean, rms = changed("relu-16").factor, changed("scale-explorer").factor
    assert (mean, rms) == (pytest.approx(np.mean([0, 1])), pytest.approx(math.sqrt(np.mean(np.square([0, 1])))))
    yield f"ReLU at scale 1 keeps {fixed_text(rms, 2)} of the gradient's length, not the {fixed_text(mean, 1)} that"
    assert (changed("scale-explorer", activation="identity", init_scale=LECUN).magnitude == 1).all()
    assert (changed("scale-explorer", activation="relu", init_scale=HE).magnitude == 1).all()
    slope = changed("scale-explorer", activation="sigmoid", init_scale=1.0).factor
    assert scales.values[-1] < 1 / slope
    yield f"the factor of the sigmoid is {slope:.4f}, so that you would need a scale of {1 / slope:.1f}."
    beyond = scales.values[scales.values.index(HE) + 1]
    step = changed("scale-explorer", activation="relu", init_scale=beyond)
    assert (step.magnitude.size, step.regime) == (16, "exploding")
    yield f"move from He's scale to {fixed_text(beyond, 2)}. The factor only grows from 1 to {fixed_text(step.factor, 2)}."
    yield f"the input receives {step.magnitude[0]:.1f} times what the loss sent out"
    at_one = [
        changed("scale-explorer", activation=name, init_scale=LECUN).magnitude[0]
        for name in ("identity", "relu", "sigmoid")
    ]
    assert at_one[0] == 1
    yield f"as 1, as {Compact(at_one[1]).visible()} and as {Compact(at_one[2]).visible()}."
    quiet = changed("scale-explorer", activation="relu", init_scale=0.5).magnitude
    yield "Put the slider on 0.50 with *relu*"
    yield f"Only {(quiet > LEAST_HEARD).sum()} layers hear more than a hundredth"
