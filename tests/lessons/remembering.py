"""The claims of the lesson Remembering through time."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest

from sitegen.description.number_format import Compact, fixed_text
from tests.lessons.numbers import changed, figure, orders, short


def claims() -> Iterator[str]:
    lab, memory, orthogonal = (figure(f"bptt-{name}") for name in ("lab", "memory", "orthogonal"))
    yield "It starts at 1 next to the loss"
    yield "Where $z$ is near 0, the old note"
    yield r"+ z \odot \tilde{h}_t"
    yield f"with {32} hidden units read the same {lab.steps} words"
    yield "one order is a factor of 10, and two orders are a factor of 100."
    yield "a standard deviation of 0.1, and all biases"
    yield f"The RNN loses {fixed_text(lab.rnn.orders, 1)} orders of magnitude over the {lab.steps} steps. And the GRU? It loses {fixed_text(lab.gru.orders, 1)}."
    assert lab.comparison == "hardly flatter"
    yield f"the update gate has a mean of {orders(lab.gates.update_mean)}, so half"
    yield f"the GRU would lose {orders(lab.gates.kept_decay)} orders in 10 steps. It loses {orders(lab.gru.end_to_end.decay)},"
    yield "bias of the update gate to −2."
    yield f"The mean of the gate is now {orders(memory.gates.update_mean)}, so each step keeps {orders(memory.gates.kept)} of"
    yield f"The GRU loses {fixed_text(memory.gru.orders, 1)} orders over the whole text"
    yield f"still loses {fixed_text(memory.rnn.orders, 1)}. This"
    yield "| bias of the update gate | kept at each step | orders lost in 10 steps |"
    for bias in (0, -1, -2, -3):
        run = changed("bptt-lab", update_bias=bias)
        yield f"| {str(bias).replace('-', '−')} | {orders(run.gates.kept)} | {orders(run.gru.end_to_end.decay)} |"
    keep, kept = (changed("bptt-memory", update_gate="keep", update_bias=bias) for bias in (-2, 2))
    yield f"there the bias has to be +2. With −2, a GRU of that kind forgets faster than ever: it loses {orders(keep.gru.end_to_end.decay)} orders in 10 steps"
    yield f"The GRU loses {orders(keep.gru.end_to_end.decay)} orders in 10 steps and then {orders(kept.gru.end_to_end.decay)}."
    yield "multiply them by 0.9."
    yield f"The RNN loses {fixed_text(orthogonal.rnn.orders, 1)} orders and the GRU loses {fixed_text(orthogonal.gru.orders, 1)}. At each step of the RNN only the factor 0.9 and"
    yield "| setting | RNN: orders in 10 steps | GRU: orders in 10 steps |"
    settings = {"small random weights": lab, "update bias −2": memory, "orthogonal, times 0.9": orthogonal}
    for name, run in settings.items():
        yield f"| {name} | {orders(run.rnn.end_to_end.decay)} | {orders(run.gru.end_to_end.decay)} |"
    yield from _seeds()
    yield from _matrix(lab, orthogonal)
    yield from _counting(lab, memory, lab.floors[0])
    yield from _growth()
    yield from _attention(lab, memory)
    yield from _other_settings_of_bptt()


def _seeds() -> Iterator[str]:
    yield "a single seed, 42."
    yield f"the first setting with {figure('bptt-seeds').seeds} seeds"
    settings = {
        "small random weights": {},
        "update bias −2": {"update_bias": -2.0},
        "orthogonal, times 0.9": {"init": "orthogonal", "scale": 0.9},
    }
    for name, change in settings.items():
        run = changed("bptt-seeds", **change)
        cells = (f"{orders(net.band.decay_mean)} ± {orders(net.band.decay_deviation)}" for net in (run.rnn, run.gru))
        yield f"| {name} | {' | '.join(cells)} | {fixed_text(run.gru_flatter_percent, 0)} % |"
    first = figure("bptt-seeds")
    assert first.rnn.band.decay_mean - first.gru.band.decay_mean == pytest.approx(1 / 3, abs=0.03)
    assert (first.rnn.band.low_percent, first.rnn.band.high_percent) == (5, 95)
    yield "The numbers are orders lost in 10 steps, with"
    yield f"by a third of an order in 10 steps, and in {fixed_text(100 - first.gru_flatter_percent, 0)} % of the seeds it loses"


def _matrix(lab: Any, orthogonal: Any) -> Iterator[str]:
    matrix = lab.recurrence
    yield (
        rf"$\rho$ is {orders(matrix.spectral_radius)} and the mean slope is {orders(matrix.mean_slope)}. This predicts a loss of "
        f"{orders(matrix.theory.decay)} orders in 10 steps, and {orders(lab.rnn.end_to_end.decay)} were measured"
    )
    yield rf"the spread of the entries, 0.1, for the radius. With 32 entries in each row they add up, and the radius is near $0.1 \cdot \sqrt{{32}}$, or {orders(matrix.expected_radius)}."
    assert matrix.expected_radius == pytest.approx(0.1 * math.sqrt(32))
    yield f"and here it is {orders(matrix.largest_singular_value)}. If it were below 1, the gradient would *have* to vanish. It is above 1, and"
    yield "in the most stretched direction for 50 steps."
    same = orthogonal.recurrence
    assert same.spectral_radius == pytest.approx(same.largest_singular_value)
    yield f"both numbers are {orders(same.spectral_radius)}."


def _counting(lab: Any, memory: Any, single: Any) -> Iterator[str]:
    yield f"the RNN's gradient at the start of the text is {short(lab.rnn.norm[0])}. Most networks are trained with 32-bit numbers, float32 for short"
    yield f"down to {short(single.smallest)}. So"
    yield "A float32 number has"
    yield f"smaller than {short(single.epsilon)} of the largest"
    yield f"only the last {single.rnn_steps} of the {lab.steps} steps count, and for its GRU the last {single.gru_steps}. With the bias of −2, all {memory.floors[0].gru_steps} steps"
    assert memory.floors[0].gru_steps == memory.steps
    long = figure("bptt-400")
    yield f"Here are {long.steps} steps of the first setting"
    yield f"Still only {long.floors[0].rnn_steps} steps of the RNN count. The other {long.steps - long.floors[0].rnn_steps} words"


def _growth() -> Iterator[str]:
    wild = figure("bptt-chaos")
    assert wild.comparison == "growing"
    assert wild.recurrence.theory.decay > 0
    yield "With weights of scale 1 the opposite happens."
    yield f"The RNN's gradient grows by {fixed_text(wild.rnn.orders, 1)} orders over {wild.steps} steps"
    yield f"The spec asked for {wild.steps_asked} steps, so why does the figure stop at {wild.steps}?"
    yield f"by a factor of {orders(wild.chaos.factor)} at every step. After about {wild.chaos.horizon} steps"


def _attention(lab: Any, memory: Any) -> Iterator[str]:
    long = figure("bptt-400")
    yield rf"each of the {lab.steps} positions gets about the same weight, so $\alpha$ is 1/{lab.steps}, or {Compact(lab.attention_weight).visible()}."
    yield f"This costs {fixed_text(lab.attention_orders, 1)} orders, which is not much less than the {fixed_text(memory.gru.orders, 1)} orders of"
    yield f"the long text of {long.steps} words. There attention costs {fixed_text(long.attention_orders, 1)} orders and the RNN loses {fixed_text(long.rnn.orders, 1)}."


def _other_settings_of_bptt() -> Iterator[str]:
    turned = changed("bptt-lab", seed=10)
    yield f"set `seed: 10`. The RNN loses {orders(turned.rnn.end_to_end.decay)} orders in 10 steps and the GRU {orders(turned.gru.end_to_end.decay)},"
    wide = changed("bptt-lab", hidden=64)
    assert wide.recurrence.spectral_radius > figure("bptt-lab").recurrence.spectral_radius
    yield (
        f"set `hidden: 64` and leave the scale alone. The RNN's loss falls from {orders(figure('bptt-lab').rnn.end_to_end.decay)} orders in 10 "
        f"steps to {orders(wide.rnn.end_to_end.decay)}."
    )
    straight = changed("bptt-orthogonal", scale=1.0)
    yield f"set `scale: 1.0`, so that the matrix keeps every length. The RNN still loses {orders(straight.rnn.end_to_end.decay)} orders in 10 steps."
    brief = changed("bptt-lab", length=20)
    assert (brief.floors[0].rnn_steps, brief.floors[0].gru_steps) == (20, 20)
    yield "set `length: 20`. All 20 steps count now"
    balanced = changed("bptt-lab", scale=0.2)
    assert abs(balanced.rnn.orders) < 0.1
    yield f"set `scale: 0.2`. The radius is {orders(balanced.recurrence.spectral_radius)} and the largest singular value {orders(balanced.recurrence.largest_singular_value)},"
