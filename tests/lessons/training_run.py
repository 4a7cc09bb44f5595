"""The claims of the lesson Reading a training run."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sitegen import load_spec
from sitegen.description.number_format import Compact, fixed_text
from sitegen.figures.training_curves.kernel import running_mean
from tests.conftest import CONTENT
from tests.lessons.numbers import figure


def claims() -> Iterator[str]:
    cosine = figure("schedule-cosine")
    yield f"It prints `{cosine.schedules[0].area:.0f}`."
    yield f"This run has {cosine.total:,} steps, and its area is that of {cosine.schedules[0].area:,.0f} steps at the peak."
    shapes = {each.name: each for each in figure("schedule-shapes").schedules}
    areas, lasts = ({name: getattr(each, of) for name, each in shapes.items()} for of in ("area", "last"))
    assert max(areas, key=areas.__getitem__) == "stable"
    assert min(areas, key=areas.__getitem__) == max(lasts, key=lasts.__getitem__) == "inverse root"
    yield f"keeps the peak until step {shapes['stable'].peak_until:,}."
    assert shapes["stable"].peak_until == 0.8 * cosine.total  # its last fifth is the decay
    first = figure("schedule-transformer").schedules[0]
    assert first.half_from == 4 * first.peak_from
    yield f"The rate rises for {first.peak_from:,} steps"
    yield f"Half of the peak is left at step {first.half_from:,}, four times the length of the warm-up"
    yield "whether the first step is step 0 or step 1."
    assert figure("schedule-explorer").schedules[0].first == 0
    yield "With step 0, a linear warm-up wastes its first step: it has a rate of 0,"

    losses = figure("run-losses")
    yield rf"a loss of $\ln 10$, about {fixed_text(math.log(10), 2)}."
    assert all(abs(run.features.first.y - math.log(10)) < 0.05 for run in losses.runs)
    parting = losses.pair.parting
    yield f"between step {parting.together_until:.0f} and step {parting.apart_from:.0f}."
    yield "that of one batch of 64 images"
    hot = figure("run-smoothing")
    assert hot.runs[0].features.spikes.count == 1
    yield f"at step {hot.runs[0].features.spikes.farthest.x:.0f}. With a smoothing of 0.5 the running mean still shows it."
    yield "With 0.95 it has almost disappeared"
    remembered = running_mean(hot.runs[0].values, 0.95)
    assert abs(remembered[28] - remembered[27]) < 0.1 < hot.runs[0].mean[28] - hot.runs[0].mean[27]
    norms = figure("run-norms").runs
    assert (norms[2].values / norms[0].values).min() > 1e6
    clipping = figure("run-clipping")
    (run,) = clipping.runs
    assert run.clipped == 4
    yield f"With a limit of 0.5, four of {run.features.count} recorded steps would be clipped."
    yield f"The longest gradient, at step {run.features.highest.at.x:.0f}, comes"
    assert run.features.highest.at.x == hot.runs[0].features.spikes.farthest.x + 10
    yield from recorded_steps()
    yield from recorded_layers()

    theory, recorded = figure("profile-digits").profiles
    yield f"each layer passes on {fixed_text(theory.trend.factor, 2)} of what it receives"
    yield f"the recording says {fixed_text(recorded.trend.factor, 2)}."
    yield "these ten numbers for a network of five GELU layers"
    shortcuts, plain = figure("profile-shortcuts").profiles
    assert len(shortcuts.magnitude) + len(plain.magnitude) == 10
    yield f"Without shortcuts, the first layer has {Compact(float(plain.magnitude[0])).visible()}; with them, it has {shortcuts.magnitude[0]}."
    yield f"by a factor of {fixed_text(shortcuts.trend.factor, 2)} a layer. But it arrives."
    assert shortcuts.regime == "stable"


def recorded_steps() -> Iterator[str]:
    """The claims about the figure with a slider over the steps of a recording."""
    spec = load_spec(CONTENT / "figures" / "run-layers.yaml")
    (steps,) = spec.axes
    weights = {step: np.array(spec.in_state({"step": step}).series[0].y) for step in steps.values}
    assert weights[0].argmax() == 0
    assert sum(each.argmax() == 0 for each in weights.values()) > len(weights) / 2
    yield "At step 0 the weights of the first layer have the longest gradient"
    yield "At step 290 it is the last layer"
    assert weights[290].argmax() == len(weights[290]) - 1
    assert 5.8 < weights[290][-1] / weights[290][0] < 6


def recorded_layers() -> Iterator[str]:
    """The claims about the figures with a slider over the layers, and over the steps of a profile."""
    spec = load_spec(CONTENT / "figures" / "run-one-layer.yaml")
    ratios = {}
    for layer in spec.axes[0].values:
        relu, sigmoid = (np.array(run.values) for run in spec.in_state({"layer": layer}).runs)
        ratios[layer] = relu / sigmoid
    assert max(ratios) == 9
    assert ratios[1].min() > 1e6
    assert ratios[9].min() < 1 < ratios[9].max()
    yield "At layer 1 the two curves are far apart. At layer 9 they cross"
    spec = load_spec(CONTENT / "figures" / "run-profile.yaml")
    flat = []
    for step in spec.axes[0].values:
        relu, sigmoid = (np.array(each.values) for each in spec.in_state({"step": step}).measured)
        flat.append(relu.max() / relu.min())
        assert sigmoid[0] < sigmoid[-1] / 1e6
    yield f"is the largest gradient of a layer more than {fixed_text(np.ceil(10 * max(flat)) / 10, 1)} times the smallest"
