"""Sentences on the prediction from the RNN's recurrent matrix, compared with the measured slope."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.description.number_format import Compact, Count, format_parameter
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network, Rate, Trend
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.words.wording import format_rate, is_still, singular_value
from sitegen.numerics.rounding import at_most, below

_CLOSE = 0.1
"""Theory and measurement that differ by at most this share agree."""
_COURSE = {"decays": "decays", "grows": "grows", "level": "stays about level"}
_INSTEAD = {
    "grows": "The measured gradient grows instead: states and weights are not independent, as the prediction assumes.",
    "decays": "The measured gradient decays instead: states and weights are not independent, as the prediction assumes.",
}


def prediction_sentences(params: BpttNormParams, data: BpttNorms) -> Iterator[Sentence]:
    """Radius and stretch of the matrix, the theory's slope against the measured one, and Pascanu's condition."""
    matrix = data.recurrence
    template = "The recurrent matrix has a spectral radius of {radius} and a largest singular value of {stretch}."
    yield sentence(
        template,
        2,
        radius=Compact(matrix.spectral_radius),
        stretch=singular_value(matrix),
    )
    if matrix.expected_radius is not None and params.init == "normal" and params.hidden > 1:
        yield _expected(params, matrix.expected_radius)
    if math.isfinite(matrix.theory.decay):
        yield _theory(data)
        if not data.rnn.zeros:
            yield sentence(agreement(data.rnn, matrix.theory, data.predicted_trend), 3)
    yield _pascanu(data)


def _expected(params: BpttNormParams, expected_radius: float) -> Sentence:
    """The radius is not the scale of the entries."""
    template = (
        "A scale of {scale} is the spread of a single entry: {hidden} entries a row make a radius near {expected}."
    )
    expected = Compact(expected_radius)
    return sentence(template, 2, scale=format_parameter(params.scale), hidden=Count(params.hidden), expected=expected)


def _theory(data: BpttNorms) -> Sentence:
    matrix = data.recurrence
    if is_still(matrix.theory.size):
        template = "With a mean tanh slope of {slope} the radius predicts that the norm hardly changes."
        return sentence(template, 3, slope=Compact(matrix.mean_slope))
    factor = Compact(matrix.factor)
    values: dict[str, Value] = {
        "slope": Compact(matrix.mean_slope),
        "theory": format_rate(matrix.theory.size),
        "per": Count(data.per_steps),
    }
    change = "a loss" if matrix.theory.decay >= 0 else "a gain"
    start, end = (
        "With a mean tanh slope of {slope} the radius predicts",
        f"{change} of {{theory}} orders per {{per}} steps.",
    )
    if factor.visible() == Compact(1.0).visible():
        return Sentence(f"{start} {end}", 3, values)
    return Sentence(f"{start} a factor of {{factor}} a step, {end}", 3, {**values, "factor": factor})


def agreement(rnn: Network, theory: Rate, predicted: Trend) -> str:
    """The measured slope against the theory's, which goes the way `predicted`; "instead" is for clear trends alone."""
    measured = rnn.end_to_end
    close = at_most(abs(measured.decay - theory.decay), _CLOSE * max(measured.size, theory.size), scale=1.0)
    if close:
        return "The measured slope agrees with this prediction."
    if rnn.trend == predicted == "level":
        return "The measured gradient and this prediction both stay within a factor of two."
    if rnn.trend == "mixed":
        return "A single prediction cannot tell this: the measured gradient decays in some draws and grows in others."
    if {rnn.trend, predicted} == {"decays", "grows"}:
        return _INSTEAD[rnn.trend]
    steeper = measured.size > theory.size
    if predicted == "level" or (rnn.trend == "level" and steeper):
        return f"The measured gradient {_COURSE[rnn.trend]}, while this prediction {_COURSE[predicted]}."
    return f"The measured line is {'steeper' if steeper else 'flatter'} than this prediction."


def _pascanu(data: BpttNorms) -> Sentence:
    """The sufficient condition for vanishing is about σ_max, not ρ (Pascanu et al. 2013, section 2.2)."""
    if below(data.recurrence.largest_singular_value, 1.0):
        template = "The largest singular value is below {one}, which alone makes the gradient vanish over time."
    elif data.rnn.trend == "mixed":
        template = "The largest singular value is not below {one}, so nothing forces the gradient to vanish, and it does in some draws only."
    elif data.rnn.trend == "decays":
        template = "The largest singular value is not below {one}, so nothing forces the gradient to vanish; it decays all the same."
    else:
        template = (
            "The largest singular value is not below {one}, so nothing forces the gradient to vanish, and it does not."
        )
    return sentence(template, 3, one=Count(1))
