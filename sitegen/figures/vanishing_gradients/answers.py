"""Questions about the panels, answered from their numbers: what the bound means, and what is left for learning."""

from __future__ import annotations

import math

from sitegen.description.number_format import Compact, Fixed, format_parameter
from sitegen.description.sentences import Answer, Sentence, Value, sentence
from sitegen.figures.vanishing_gradients.kernel import ActivationProfile, VanishingGradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.wording import NAMES, format_beside, input_quantity
from sitegen.numerics.rounding import below


def best_case(data: VanishingGradients) -> Answer:
    """Why the bound is the best case of a path."""
    return Answer("What does the bound say?", tuple(_best(profile) for profile in data.profiles))


def _best(profile: ActivationProfile) -> Sentence:
    values: dict[str, Value] = {"name": NAMES[profile.activation], "largest": Fixed(profile.largest_slope)}
    if profile.largest_slope == 1.0:
        template = (
            "{name} has a largest slope of {largest}, so its bound does not shrink with depth: it rules nothing out, and "
            "promises nothing."
        )
        return Sentence(template, 2, values)
    template = (
        "{name} has its largest slope, {largest}, only where the pre-activation is zero: even in this best case a path "
        "keeps no more than {bound}, because no layer passes more than this slope."
    )
    return Sentence(template, 2, {**values, "bound": input_quantity(profile.bound)})


def learning(params: VanishingGradientsParams, data: VanishingGradients) -> Answer:
    """The effect of small gradients on plain SGD, and on Adam."""
    return Answer(
        "What is left for learning?",
        (
            sentence(
                "Plain SGD changes a weight by the learning rate times the gradient, so a small gradient acts like a small "
                "learning rate.",
            ),
            *(_left(params, data, profile) for profile in data.profiles),
            sentence(
                "This is true of plain SGD. Adam divides by the size of the gradient: for a gradient of {gradient} and a "
                "learning rate of {rate} its first step is {step}.",
                2,
                gradient=Compact(data.adam_gradient),
                rate=format_parameter(data.adam_rate),
                step=Compact(data.adam_step),
            ),
        ),
    )


def _left(params: VanishingGradientsParams, data: VanishingGradients, profile: ActivationProfile) -> Sentence:
    """The largest possible effective learning rate at the input."""
    rate = math.log10(params.learning_rate)
    in_layer = rate + params.num_layers * math.log10(profile.layer_factor)
    values: dict[str, Value] = {
        "name": NAMES[profile.activation],
        "rate": format_parameter(params.learning_rate),
    }
    if profile.largest_slope == 1.0:
        template = (
            "{name}: at the input a path keeps at best the whole learning rate of {rate}; in the whole layer the effective "
            "rate is expected to be {left}."
        )
        return Sentence(template, 2, {**values, "left": Compact(profile.input_rate_layer, in_layer)})
    template = "{name}: at the input the effective learning rate of a path is at best {left} instead of {rate}"
    values["left"] = format_beside(profile.input_rate_bound, rate + profile.bound.input_log10, data.negligible_rate)
    if below(profile.input_rate_bound, data.negligible_rate):
        values["limit"] = Compact(data.negligible_rate)
        template += "; below {limit} it is basically zero"
    return Sentence(f"{template}.", 2, values)
