"""The lab's four questions, answered from the numbers: they say what was measured, whatever it is."""

from __future__ import annotations

import math

from sitegen.description import Answer, Sentence, Value, sentence
from sitegen.figures.bptt_norm.results import Experiment, Rate
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.wording import norm_at, orders_of, rate_sentence, verdict
from sitegen.quantity import Count, Fixed, Readout

_CLOSE = 0.1
"""Theory and measurement that differ by at most this share agree."""
_NO_LESS = 1e-9
"""An orthogonal matrix stretches by 1 up to rounding, which differs between machines."""
_MOSTLY_KEPT = 0.7
"""A gate that keeps this share of the old state is mostly shut to the new one."""


def answers(params: BpttNormParams, data: Experiment) -> tuple[Answer, ...]:
    """Decay of the RNN, decay of the GRU, what it means in practice, and why it motivates attention."""
    return (
        Answer("How fast does the gradient of the vanilla RNN decay?", _rnn(params, data)),
        Answer("How fast does the gradient of the GRU decay?", _gru(data)),
        Answer("Can the network learn anything about the early tokens?", _practice(data)),
        Answer("Why does this motivate attention?", _attention(data)),
    )


def _rnn(params: BpttNormParams, data: Experiment) -> tuple[Sentence, ...]:
    matrix = data.recurrence
    template = "The recurrent matrix has a spectral radius of {radius} and a largest singular value of {stretch}."
    radius = sentence(template, 2, radius=Fixed(matrix.spectral_radius), stretch=Fixed(matrix.largest_singular_value))
    return (
        rate_sentence("RNN", data.rnn, data.per_steps),
        radius,
        *_expected(params, data),
        *_theory(data),
        _pascanu(data),
    )


def _expected(params: BpttNormParams, data: Experiment) -> tuple[Sentence, ...]:
    """The radius is not the scale of the entries."""
    expected = data.recurrence.expected_radius
    if expected is None or params.init != "normal" or params.hidden == 1:
        return ()
    template = (
        "A scale of {scale} is the spread of a single entry: {hidden} entries a row make a radius near {expected}."
    )
    values: dict[str, Value] = {
        "scale": Readout(params.scale),
        "hidden": Count(params.hidden),
        "expected": Readout(expected),
    }
    return (sentence(template, 2, **values),)


def _theory(data: Experiment) -> tuple[Sentence, ...]:
    matrix, per = data.recurrence, Count(data.per_steps)
    if not math.isfinite(matrix.theory.decay):
        return ()
    values: dict[str, Value] = {
        "slope": Fixed(matrix.mean_slope),
        "factor": Readout(matrix.factor),
        "theory": Fixed(matrix.theory.size),
    }
    template = (
        "With a mean tanh slope of {slope} the radius predicts a factor of {factor} a step, a loss of {theory} orders per {per} steps."
        if matrix.theory.decay >= 0
        else "With a mean tanh slope of {slope} the radius predicts a factor of {factor} a step, a gain of {theory} orders per {per} steps."
    )
    return (sentence(template, 3, **values, per=per), sentence(_agreement(data.rnn.end_to_end, matrix.theory), 3))


def _agreement(measured: Rate, theory: Rate) -> str:
    if abs(measured.decay - theory.decay) <= _CLOSE * max(measured.size, theory.size):
        return "The measured slope agrees with this prediction."
    if measured.decay < 0 <= theory.decay:
        return "The measured gradient grows instead: states and weights are not independent, as the prediction assumes."
    if theory.decay < 0 <= measured.decay:
        return (
            "The measured gradient decays instead: states and weights are not independent, as the prediction assumes."
        )
    if measured.size > theory.size:
        return "The measured line is steeper than this prediction."
    return "The measured line is flatter than this prediction."


def _pascanu(data: Experiment) -> Sentence:
    """The sufficient condition for vanishing is about σ_max, not ρ (Pascanu et al. 2013, section 2.2)."""
    stretch = data.recurrence.largest_singular_value
    if stretch < 1 - _NO_LESS:
        template = "The largest singular value is below {one}, which alone makes the gradient vanish over time."
    elif data.rnn.decays:
        template = "The largest singular value is not below {one}, so nothing forces the gradient to vanish; it decays all the same."
    else:
        template = (
            "The largest singular value is not below {one}, so nothing forces the gradient to vanish, and it does not."
        )
    return sentence(template, 3, one=Count(1))


def _gru(data: Experiment) -> tuple[Sentence, ...]:
    gates = data.gates
    gate = sentence(
        "The update gate is {mean} on average, with a standard deviation of {deviation}, so a step keeps {kept} of the old state.",
        2,
        mean=Fixed(gates.update_mean),
        deviation=Fixed(gates.update_std),
        kept=Fixed(gates.kept),
    )
    rate = rate_sentence("GRU", data.gru, data.per_steps)
    return (rate, gate, *_kept_path(data), *_against_rnn(data))


def _kept_path(data: Experiment) -> tuple[Sentence, ...]:
    path = data.gates.kept_decay
    if not math.isfinite(path):
        return ()
    template = (
        "A path that is multiplied by that share at every step loses {path} orders per {per} steps; what the GRU keeps "
        "beyond this comes through the new state."
        if data.gru.end_to_end.decay < path
        else "A path that is multiplied by that share at every step loses {path} orders per {per} steps."
    )
    return (sentence(template, 3, path=Fixed(path), per=Count(data.per_steps)),)


def _against_rnn(data: Experiment) -> tuple[Sentence, ...]:
    """Which line is flatter, and why, where the gate says why."""
    if data.comparison == "growing":
        return ()
    if data.comparison == "opposite":
        return (verdict(data),)
    kept = data.gates.kept
    if data.comparison == "flatter" and kept >= _MOSTLY_KEPT:
        template = "The additive path does its work, because the gate keeps most of the old state at every step."
    elif data.comparison == "flatter":
        template = "That is not the gate's merit: it replaces much of the old state, and the RNN merely loses more."
    elif kept < _MOSTLY_KEPT:
        template = "The additive path alone does not preserve the gradient, because the gate replaces too much of the old state at every step."
    else:
        template = "The gate keeps most of the old state, and the RNN's own matrix keeps about as much or more."
    return (verdict(data), sentence(template, 3))


def _practice(data: Experiment) -> tuple[Sentence, ...]:
    single, double = data.floors
    return (
        _at_the_start(data),
        sentence(
            "A weight is shared by all steps, and its gradient is their sum: a term smaller than {epsilon} of the largest is "
            "rounded away in {format}.",
            1,
            epsilon=Readout(single.epsilon),
            format=single.name,
        ),
        _counting("RNN", data.steps, (single.name, single.rnn_steps), (double.name, double.rnn_steps)),
        _counting("GRU", data.steps, (single.name, single.gru_steps), (double.name, double.gru_steps)),
        _consequence(data),
    )


def _at_the_start(data: Experiment) -> Sentence:
    """Whether float32 holds the norm at all; what counts is the next question."""
    single, norm = data.floors[0], data.rnn.norm[0]
    if not data.rnn.decays:
        return sentence("At the start the RNN's norm is {first}: it has not vanished.", 2, first=norm_at(data.rnn, 0))
    template = (
        "At the start the RNN's norm is {first}, and {format} can hold this number: its smallest normal one is {smallest}."
        if norm is not None and norm >= single.smallest
        else "At the start the RNN's norm is {first}, below {smallest}, the smallest normal number of {format}."
    )
    values: dict[str, Value] = {
        "first": norm_at(data.rnn, 0),
        "format": single.name,
        "smallest": Readout(single.smallest),
    }
    return sentence(template, 2, **values)


def _counting(name: str, steps: int, single: tuple[str, int], double: tuple[str, int]) -> Sentence:
    return sentence(
        "For the {network}, {few} of {steps} steps still count in {single} and {many} in {double}.",
        2,
        network=name,
        few=Count(single[1]),
        many=Count(double[1]),
        steps=Count(steps),
        single=single[0],
        double=double[0],
    )


def _consequence(data: Experiment) -> Sentence:
    single = data.floors[0]
    if not data.rnn.decays:
        return sentence("So the early tokens are not lost: the RNN hears them louder than the late ones.", 3)
    if single.rnn_steps == data.steps:
        return sentence(
            "So every token can teach the RNN something, the early ones with their share of the gradient.", 3
        )
    if single.gru_gain > 0:
        template = (
            "So the RNN cannot learn from its earliest tokens, and no learning rate helps, because it scales all terms "
            "alike; the GRU hears {more} tokens more."
        )
        return sentence(template, 3, more=Count(single.gru_gain))
    return sentence(
        "So the RNN cannot learn from its earliest tokens, and no learning rate helps, because it scales all terms alike; "
        "the GRU hears no more of them.",
        3,
    )


def _attention(data: Experiment) -> tuple[Sentence, ...]:
    reach = sentence(
        "The gradient of an attention layer goes from the last position to the first in a single step, whatever the "
        "distance; that step multiplies it by about the attention weight α."
    )
    template = (
        "Before training every position gets about the same α, one over {steps}: that is {weight}, a loss of {orders} orders of "
        "magnitude at every distance."
    )
    weight = sentence(
        template,
        2,
        steps=Count(data.steps),
        weight=Readout(data.attention_weight),
        orders=orders_of(data.attention_orders),
    )
    return (reach, weight, _against_attention(data))


def _against_attention(data: Experiment) -> Sentence:
    values: dict[str, Value] = {"rnn": orders_of(data.rnn.orders), "gru": orders_of(data.gru.orders)}
    if not data.rnn.decays or not data.gru.decays:
        return sentence(
            "Here a gradient grows on its way back through time, and attention has no product of steps that could grow.",
            3,
        )
    lost = min(data.rnn.orders, data.gru.orders), max(data.rnn.orders, data.gru.orders)
    if lost[0] > data.attention_orders:
        template = "Through time, the RNN loses {rnn} orders on the same way and the GRU {gru}, and more with every further step."
    elif lost[1] > data.attention_orders:
        template = "Through time, the RNN loses {rnn} orders on the same way and the GRU {gru}: over this length one of them does better than uniform attention, but its loss grows with every further step."
    else:
        template = "Through time, the RNN loses {rnn} orders on the same way and the GRU {gru}: over this length both do better than uniform attention, but their loss grows with every further step."
    return sentence(template, 3, **values)
