"""Description of a gradient-decay figure."""

from __future__ import annotations

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact, Count, DualText, Fixed
from sitegen.description.sentences import Column, Description, Sentence, Table, sentence
from sitegen.figures.gradient_decay.kernel import DecaySeries
from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.gradient_decay.wording import (
    fold_quantity,
    input_magnitude,
    logarithm_at,
    magnitude_at,
    readouts,
    regime_word,
)
from sitegen.figures.layer_marks import LayerMarks, layer_marks
from sitegen.figures.shared_sentences import (
    arrival_lead,
    beyond_axis_sentences,
    course_lead,
    level_marks,
    logarithmic_axis,
    trend_sentence,
)
from sitegen.numerics.series import EXPLODING_FACTOR, magnitude_decades

TITLE = "Gradient magnitude per layer"
_EXACT, _MEAN, _MOST, _ROOT_MEAN_SQUARE = (
    DualText("σ' =", "slope"),
    DualText("E[σ'] ≈", "mean slope about"),
    DualText("max σ' =", "largest slope"),
    DualText("√E[σ'²] ≈", "root mean square slope about"),
)
_AT_MOST = {"sigmoid": "the sigmoid", "tanh": "tanh"}
"""Activations whose classroom value is their largest slope, and their names after "of"."""
_GAIN_DIGITS = {
    ("identity", "mean"): 0,
    ("identity", "rms"): 0,
    ("tanh", "mean"): 0,
    ("leaky-relu", "mean"): 3,
    **{(half, "mean"): 1 for half in ("relu", "gelu", "silu")},
}
"""Decimals of the gain; two for the others."""


def describe(params: GradientDecayParams, data: DecaySeries) -> Description:
    """Describe the figure: what it is, its axes, its extremes, its trend."""
    return Description(
        title=TITLE,
        readouts=readouts(data),
        lead=_lead(data),
        sentences=(
            _construction(params, data),
            _result(params, data),
            _axes(params, data),
            *_level(params, data),
            *_dots(params, data),
            _rule(params),
            *_extremes(params, data),
            trend_sentence(data.trend, map(Compact, data.magnitude.tolist()), EXPLODING_FACTOR),
        ),
        steps=_steps(params, data),
        motion=_motion(params, data),
        table=_table(data),
        verdict=regime_word(data),
    )


def _lead(data: DecaySeries) -> tuple[Sentence, Sentence]:
    last, rises = Compact(float(data.magnitude[-1])), data.magnitude[0] > data.magnitude[-1]
    course = course_lead(data.trend, [*map(Compact, data.magnitude.tolist())], EXPLODING_FACTOR)
    return course, arrival_lead(input_magnitude(data), last, data.regime, rises=bool(rises))


def _construction(params: GradientDecayParams, data: DecaySeries) -> Sentence:
    return sentence(
        "Gradient decay: {activation} ({slope} {gain}), initialisation scale {scale}.",
        activation=ACTIVATION_NAMES[params.activation],
        slope=_slope(params),
        gain=Fixed(data.gain, _GAIN_DIGITS.get((params.activation, params.rule), 2)),
        scale=Compact(params.init_scale),
    )


def _slope(params: GradientDecayParams) -> DualText:
    """Which slope of the activation counts."""
    if params.activation == "identity":
        return _EXACT
    if params.rule == "rms":
        return _ROOT_MEAN_SQUARE
    return _MOST if params.activation in _AT_MOST else _MEAN


def _result(params: GradientDecayParams, data: DecaySeries) -> Sentence:
    return sentence(
        "After {layers} layers, gradient magnitude reaches the input as {magnitude} — {regime}.",
        2,
        layers=Count(params.num_layers),
        magnitude=input_magnitude(data),
        regime=regime_word(data),
    )


def _marks(data: DecaySeries) -> LayerMarks:
    return layer_marks(data.log10_magnitude, data.below_axis, data.above_axis)


def _moving(params: GradientDecayParams, data: DecaySeries) -> tuple[str, int, str]:
    """What moves, how many of them, and how: bars rise, or dots and the arrows at the upper end of the axis appear."""
    marks = _marks(data)
    return (marks.moving, marks.num_moving, "appear") if params.log_scale else ("bars", params.num_layers, "rise")


def _motion(params: GradientDecayParams, data: DecaySeries) -> tuple[Sentence, ...]:
    marks, count, verb = _moving(params, data)
    if count > 1:
        return (sentence(f"The {marks} {verb} once, one after another, from the loss towards the input."),)
    return (sentence(f"The {marks} {verb}s once."),) if count else ()


def _axes(params: GradientDecayParams, data: DecaySeries) -> Sentence:
    if params.log_scale:
        mark, axis = _marks(data).name, "logarithmic axis from {low} to {high}, whose lower end is the baseline"
        ends = logarithmic_axis(data.axis_low, data.axis_high)
    else:
        mark, axis, ends = "bar", "linear axis from {first} to {high}", {"high": Compact(data.linear_high)}
    return sentence(
        f"One {mark} per layer, from the input (layer {{first}}) on the left to the layer next to the loss (layer {{last}}) "
        f"on the right; heights are on a {axis}.",
        1,
        first=Count(0),
        last=Count(params.num_layers - 1),
        **ends,
    )


def _rule(params: GradientDecayParams) -> Sentence:
    if params.rule == "rms":
        return sentence("Each layer multiplies by the scale times the root mean square of the activation’s slope.")
    if name := _AT_MOST.get(params.activation):
        template = "Each layer multiplies by the scale times the largest slope of {activation}, its best case."
        return sentence(template, activation=name)
    if params.activation == "identity":
        return sentence("Each layer multiplies by the scale alone, since the slope of the identity is constant.")
    return sentence("Each layer multiplies by the scale times the mean slope of the activation.")


def _extremes(params: GradientDecayParams, data: DecaySeries) -> tuple[Sentence, ...]:
    smallest, largest, fold = Compact(data.smallest), Compact(data.largest), fold_quantity(data)
    if smallest.visible() == largest.visible():
        return (sentence("Every layer has magnitude {magnitude}.", 2, magnitude=largest),)
    ends = {"smallest": format_against(data.smallest, data.threshold), "largest": largest}
    spread = (
        sentence("The magnitudes span from {smallest} to {largest}.", 2, **ends)
        if fold.visible() == Compact(1.0).visible()
        else sentence("The magnitudes span from {smallest} to {largest}, a factor of {fold}.", 2, **ends, fold=fold)
    )
    return (spread, _beyond(params, data))


def _level(params: GradientDecayParams, data: DecaySeries) -> tuple[Sentence, ...]:
    axis, levels = (data.axis_low, data.axis_high), data.log10_magnitude
    if not params.log_scale:
        return ()
    level = level_marks("dots", [levels], axis, magnitude_decades(levels), given=params.y.range is not None)
    return (*beyond_axis_sentences(data.below_axis, data.above_axis, len(data.magnitude)), *level)


def _dots(params: GradientDecayParams, data: DecaySeries) -> tuple[Sentence, ...]:
    """Explains the dots in place of bars that are too low to see."""
    if params.log_scale or not data.invisible_bars.any():
        return ()
    template = "In {count} of {of} layers the bar would be too low to see, and a dot on the baseline stands for it."
    return (sentence(template, 1, count=Count(int(data.invisible_bars.sum())), of=Count(params.num_layers)),)


def _beyond(params: GradientDecayParams, data: DecaySeries) -> Sentence:
    """Number of layers outside the stable range."""
    of = Count(params.num_layers)
    if data.regime == "exploding":
        template = "In {count} of {of} layers the magnitude is above that at the loss."
        return sentence(template, 2, count=Count(data.exploding_layers), of=of)
    if not data.vanishing_layers:
        return sentence("No layer is below {below}.", 2, below=Fixed(data.threshold))
    template = "In {count} of {of} layers the magnitude is below {below}."
    return sentence(template, 2, count=Count(data.vanishing_layers), of=of, below=Fixed(data.threshold))


def _course(params: GradientDecayParams, data: DecaySeries) -> tuple[Sentence, ...]:
    marks, count, verb = _moving(params, data)
    ends = (("the magnitude of its layer", count > data.above_axis), ("the end of the axis", data.above_axis))
    place = f"{'to' if verb == 'rise' else 'at'} {' or '.join(end for end, is_reached in ends if is_reached)}"
    if count > 1:
        return (sentence(f"The {marks} {verb} one after another, beginning next to the loss, each {place}."),)
    return (sentence(f"The {marks} {verb}s {place}."),) if count else ()


def _steps(params: GradientDecayParams, data: DecaySeries) -> tuple[Sentence, ...]:
    last = Compact(float(data.magnitude[-1]))
    return (
        *_course(params, data),
        sentence(
            "At the end, the profile goes from {last} next to the loss to {magnitude} at the input.",
            last=last,
            magnitude=input_magnitude(data),
        ),
    )


def _table(data: DecaySeries) -> Table:
    layers = range(len(data.magnitude))
    return Table(
        "Gradient magnitude by layer; layer 0 is the input",
        (
            Column("layer", "Layer", tuple(map(Count, layers))),
            Column("steps_from_loss", "Steps from the loss", tuple(map(Count, data.steps_from_loss.tolist()))),
            Column("magnitude", "Magnitude", tuple(magnitude_at(data, layer) for layer in layers)),
            Column(
                "log10_magnitude",
                DualText("log₁₀ magnitude", "log 10 of the magnitude"),
                tuple(logarithm_at(data, layer) for layer in layers),
            ),
            Column("regime", "Regime", tuple(regime_word(data, layer) for layer in layers)),
        ),
    )
