"""Description of a vanishing-gradients figure."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.description.number_format import Compact, Count, Counted, Quantity, format_parameter
from sitegen.description.sentences import Description, Sentence, Value, sentence
from sitegen.figures.shared_sentences import level_marks, logarithmic_axis
from sitegen.figures.vanishing_gradients.answers import best_case, learning
from sitegen.figures.vanishing_gradients.kernel import ActivationProfile, Series, VanishingGradients, own_axis
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.tables import bound_table, profile_table, rate_table, series_table
from sitegen.figures.vanishing_gradients.wording import (
    NAMES,
    arrival,
    factor_quantity,
    half_stays_open,
    input_quantity,
    passing,
)

TITLE = "The gradient on its way back through the layers"
_LISTED = ("{first}", "{first} and {second}", "{first}, {second} and {third}")


def describe(params: VanishingGradientsParams, data: VanishingGradients) -> Description:
    """Describe the figure: the experiment, the axis, what arrives at the input and why, the trend."""
    profile = profile_table(data)
    return Description(
        title=TITLE,
        readouts=tuple(arrival(profile) for profile in data.profiles),
        lead=(_lead(data),),
        sentences=(
            *_construction(params),
            *_axes(params, data),
            *(each for profile in data.profiles for each in _statistics(params, profile)),
            *(each for profile in data.profiles for each in _trends(params, profile)),
        ),
        table=series_table(data),
        more_tables=(profile, bound_table(data), rate_table(params, data)),
        more_csv={"profile.csv": profile},
        answers=(best_case(data), learning(params, data)),
    )


def _lead(data: VanishingGradients) -> Sentence:
    """What reaches the input, by whole layers."""
    most, least = (pick(data.profiles, key=lambda each: each.layer.input_log10) for pick in (max, min))
    values: dict[str, Value] = {}

    def amount(series: Series, key: str, unit: str = "") -> str:
        """A part of the template: how much of the gradient there is, or nothing."""
        if series.first_zero_layer is not None:
            return "nothing"
        values[key] = input_quantity(series)
        return f"{{{key}}} times{unit}"

    what = f"whole layers bring {amount(most.layer, 'high', ' the gradient at the loss')} to the input"
    if len(data.profiles) == 1:
        template = f"With {{name}}, {what}, and one path {amount(most.path, 'path')}."
        return sentence(template, 2, name=ACTIVATION_NAMES[most.activation], **values)
    if input_quantity(most.layer).visible() == input_quantity(least.layer).visible():
        return sentence(f"With all {{count}}, {what}.", 2, count=Counted(len(data.profiles), "activation"), **values)
    names = {"most": ACTIVATION_NAMES[most.activation], "least": ACTIVATION_NAMES[least.activation]}
    template = f"With {{most}}, {what}; with {{least}}, {amount(least.layer, 'low')}."
    return sentence(template, 2, **names, **values)


def _construction(params: VanishingGradientsParams) -> Iterator[Sentence]:
    names = [ACTIVATION_NAMES[each] for each in params.activations]
    listed, values = _LISTED[len(names) - 1], dict(zip(("first", "second", "third"), names, strict=False))
    what = f"{listed} as the activation of every layer" if len(names) == 1 else f"a panel for each activation: {listed}"
    yield sentence(f"The gradient on its way from the loss back to the input, with {what}.", 1, **values)
    if params.num_layers == 1:
        yield sentence("It passes a single layer.")
    else:
        yield sentence("It passes {layers} layers.", layers=Count(params.num_layers))
    yield sentence(
        "Dots are one path: a single unit in each layer, whose pre-activation is drawn around zero with spread {spread}.",
        spread=format_parameter(params.pre_activation_spread),
    )
    yield sentence("On the path the gradient is multiplied by the slope at every unit; no weights are used.")
    yield _whole_layer(params)
    yield sentence(
        "The dotted line is the upper bound of a path, its best case: the largest slope of the activation at every layer."
    )


def _whole_layer(params: VanishingGradientsParams) -> Sentence:
    units, width = (
        ("a single unit", dict[str, Value]())
        if params.width == 1
        else ("{width} units", {"width": Count(params.width)})
    )
    return sentence(
        f"The line is the norm of the gradient in a whole layer of {units}, with pre-activations of the same spread and random "
        "weights of scale {scale}.",
        scale=format_parameter(params.init_scale),
        **width,
    )


def _axes(params: VanishingGradientsParams, data: VanishingGradients) -> Iterator[Sentence]:
    axis = "the logarithmic axis goes" if len(data.profiles) == 1 else "all panels share a logarithmic axis"
    yield sentence(
        "The input (layer {first}) is on the left and the loss (layer {last}) on the right; "
        f"{axis} from {{low}} to {{high}}.",
        1,
        first=Count(0),
        last=Count(params.num_layers),
        **logarithmic_axis(data.axis_low, data.axis_high),
    )
    levels = [series.log10_magnitude for profile in data.profiles for series in profile.series]
    yield from level_marks("dots and lines", levels, (data.axis_low, data.axis_high), own_axis(data.profiles))
    if any(profile.path.first_zero_layer is not None for profile in data.profiles):
        yield sentence("A ring on the baseline stands for a gradient that is exactly zero.")


def _statistics(params: VanishingGradientsParams, profile: ActivationProfile) -> Iterator[Sentence]:
    yield _arrival(profile)
    if profile.survival < 1.0:
        yield from _survival(params, profile)
    layer, bound = input_quantity(profile.layer), input_quantity(profile.bound)
    if layer.visible() != bound.visible() and profile.layer.input_log10 > profile.bound.input_log10:
        yield sentence(
            "The {name} layer lies above the bound, which holds for a path without weights.",
            2,
            name=ACTIVATION_NAMES[profile.activation],
        )


def _arrival(profile: ActivationProfile) -> Sentence:
    """What reaches the input, and the share of the units that let it pass."""
    values: dict[str, Value] = {
        "name": NAMES[profile.activation],
        "path": input_quantity(profile.path),
        "layer": input_quantity(profile.layer),
    }
    is_zero = profile.layer.first_zero_layer is not None
    units = "no unit passes anything"
    if profile.passing_percent == 100.0 and not is_zero:
        units = "all units pass something"
    elif profile.passing_percent:
        values["percent"] = passing(profile)
        units = (
            "the slope of {percent} % of the units is not zero"
            if is_zero
            else "{percent} % of the units pass something"
        )
    template = (
        "{name}: relative to the loss, the gradient reaches the input as {path} on the one path and as {layer} in the whole "
        f"layer, where {units}."
    )
    return Sentence(template, 2, values)


def _survival(params: VanishingGradientsParams, profile: ActivationProfile) -> Iterator[Sentence]:
    """Why the path of a ReLU is nearly always zero, and why that does not make it useless."""
    name, zero = ACTIVATION_NAMES[profile.activation], profile.path.first_zero_layer
    if zero is None:
        yield sentence("Every unit on this {name} path happens to have a positive pre-activation.", 2, name=name)
    else:
        steps = params.num_layers - zero
        when, values = (
            ("from the first step", dict[str, Value]())
            if steps == 1
            else ("after {steps} steps", {"steps": Count(steps)})
        )
        yield sentence(
            f"The {{name}} path is exactly zero {when}: the pre-activation there is negative, where the slope is zero.",
            2,
            name=name,
            **values,
        )
    yield sentence(
        "On average half of all pre-activations are negative, so one path in {paths} is open all the way: a probability of {survival}.",
        2,
        paths=_paths(profile.paths_per_survivor),
        survival=Compact(profile.survival),
    )
    if half_stays_open(params, profile):
        yield sentence(
            "That does not mean that a {name} layer passes nothing: in every layer about half of the units pass the "
            "gradient on unchanged.",
            2,
            name=name,
        )


def _paths(value: float) -> Quantity:
    return Count(round(value)) if value < 1e7 else Compact(value)


def _trends(params: VanishingGradientsParams, profile: ActivationProfile) -> Iterator[Sentence]:
    name = ACTIVATION_NAMES[profile.activation]
    average = "" if params.num_layers == 1 else " on average"
    yield _zero_trend(profile.path, "The {name} path", name) or sentence(
        f"On the {{name}} path each layer multiplies the gradient by {{factor}}{average}.",
        3,
        name=name,
        factor=factor_quantity(profile.path),
    )
    yield _zero_trend(profile.layer, "The {name} layer", name) or sentence(
        f"The whole {{name}} layer multiplies the norm by {{factor}}{average}; the scale times the root mean square of the "
        "slope is {expected}.",
        3,
        name=name,
        factor=factor_quantity(profile.layer),
        expected=Compact(profile.layer_factor),
    )


def _zero_trend(series: Series, subject: str, name: str) -> Sentence | None:
    """The trend of a series that ends in exact zeros, at the input alone or earlier."""
    zero = series.first_zero_layer
    if zero is None:
        return None
    if zero == 0:
        return sentence(f"{subject} is exactly zero at the input.", 3, name=name)
    return sentence(
        f"{subject} is exactly zero from layer {{layer}} down to the input.", 3, name=name, layer=Count(zero)
    )
