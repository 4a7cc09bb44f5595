"""Sentences on the prediction from the RNN's recurrent matrix, compared with the measured slope."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.description.number_format import Compact, Count, format_parameter
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network, Rate, Trend
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.wording import format_rate, is_still, singular_value, with_needed
from sitegen.numerics.rounding import at_most, below

_CLOSE = 0.1
"""Theory and measurement that differ by at most this share agree."""


def prediction_sentences(params: BpttNormParams, data: BpttNorms) -> Iterator[Sentence]:
    """Radius and stretch of the matrix, the theory's slope against the measured one, and Pascanu's condition."""
    matrix = data.recurrence
    yield sentence(
        "The recurrent matrix has a spectral radius of {radius} and a largest singular value of {stretch}.",
        2,
        radius=Compact(matrix.spectral_radius),
        stretch=singular_value(matrix),
    )
    if matrix.expected_radius is not None and params.init == "normal" and params.hidden > 1:
        yield sentence(  # the radius is not the scale of the entries
            "A scale of {scale} is the spread of a single entry: {hidden} entries a row make a radius near {expected}.",
            2,
            scale=format_parameter(params.scale),
            hidden=Count(params.hidden),
            expected=Compact(matrix.expected_radius),
        )
    if math.isfinite(matrix.theory.decay):
        yield _theory(data)
        if not data.rnn.zeros:
            yield sentence(agreement(data.rnn, matrix.theory, data.predicted_trend), 3)
    yield _pascanu(data)


def _theory(data: BpttNorms) -> Sentence:
    matrix, factor = data.recurrence, Compact(data.recurrence.factor)
    change = "a loss" if matrix.theory.decay >= 0 else "a gain"
    if is_still(matrix.theory.size):
        predicted = "that the norm hardly changes"
    elif factor.visible() == Compact(1.0).visible():
        predicted = f"{change} of {{theory}} orders per {{per}} steps"
    else:
        predicted = f"a factor of {{factor}} a step, {change} of {{theory}} orders per {{per}} steps"
    values: dict[str, Value] = {
        "slope": Compact(matrix.mean_slope),
        "factor": factor,
        "theory": format_rate(matrix.theory.size),
        "per": Count(data.per_steps),
    }
    return with_needed(f"With a mean tanh slope of {{slope}} the radius predicts {predicted}.", 3, values)


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
        return f"The measured gradient {rnn.trend} instead: states and weights are not independent, as the prediction assumes."
    steeper = measured.size > theory.size
    if predicted == "level" or (rnn.trend == "level" and steeper):
        found, said = (trend.replace("level", "stays about level") for trend in (rnn.trend, predicted))
        return f"The measured gradient {found}, while this prediction {said}."
    return f"The measured line is {'steeper' if steeper else 'flatter'} than this prediction."


def _pascanu(data: BpttNorms) -> Sentence:
    """The sufficient condition for vanishing is about σ_max, not ρ (Pascanu et al. 2013, section 2.2)."""
    if below(data.recurrence.largest_singular_value, 1.0):
        template = "The largest singular value is below {one}, which alone makes the gradient vanish over time."
    else:
        outcomes = {"decays": "; it decays all the same", "mixed": ", and it does in some draws only"}
        outcome = outcomes.get(data.rnn.trend, ", and it does not")
        template = (
            f"The largest singular value is not below {{one}}, so nothing forces the gradient to vanish{outcome}."
        )
    return sentence(template, 3, one=Count(1))
