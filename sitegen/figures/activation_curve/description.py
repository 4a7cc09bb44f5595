"""Description of an activation curve."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.figures.activation_curve.kernel import ActivationCurve
from sitegen.figures.activation_curve.spec import ActivationCurveParams
from sitegen.kinds.numerics import SeriesFeatures
from sitegen.kinds.words import (
    ACTIVATION_NAMES,
    Answer,
    Column,
    Compact,
    Count,
    Description,
    Sentence,
    Table,
    Value,
    course_sentence,
    fits_lead,
    format_against,
    format_parameter,
    same_text,
    sentence,
    series_lead,
    series_words,
    value_cells,
)


def describe(params: ActivationCurveParams, data: ActivationCurve) -> Description:
    """Describe the figure: both curves, the tangent, the extremes, and what the slope does to a gradient."""
    return Description(
        title=f"Value and slope of {ACTIVATION_NAMES[params.activation]}",
        readouts=(readout(params, data),),
        lead=_lead(params, data),
        sentences=(
            *_construction(params, data),
            _tangent(params, data),
            *_extremes(data),
            *_flat(data),
            _course(data, "The value", data.value_features),
            _course(data, "The slope", data.slope_features),
            _on_average(data),
        ),
        table=_table(data),
        answers=(Answer("By how much does a gradient shrink here?", (_here(params, data), _on_average(data))),),
    )


def _lead(params: ActivationCurveParams, data: ActivationCurve) -> tuple[Sentence, ...]:
    """Where the slope is largest, or what it is at the tangent; and where it is small, or exactly 0."""
    first = _steepest(params, data)
    both = (first, *_flat(data))
    return both if fits_lead(*both) else (first,)


def _at_tangent(params: ActivationCurveParams, data: ActivationCurve) -> dict[str, Value]:
    """Where the tangent is, and the slope there, which is compared with the one that counts as flat."""
    return {"point": format_parameter(params.point), "slope": format_against(data.at_slope, data.flat, -data.flat)}


def _steepest(params: ActivationCurveParams, data: ActivationCurve) -> Sentence:
    here, name = _at_tangent(params, data), ACTIVATION_NAMES[params.activation]
    if data.steepest is None:
        return sentence("The slope of {activation} is {slope} at z = {point}.", 2, activation=name, **here)
    template = "The slope of {activation} is largest, {largest}, at z = {place}"
    values: dict[str, Value] = {
        "activation": name,
        "largest": Compact(data.steepest.y),
        "place": format_parameter(data.steepest.x, 3),
    }
    if same_text(values["place"], here["point"]) or same_text(values["largest"], here["slope"]):
        return sentence(f"{template}.", 2, **values)
    return sentence(f"{template}; at z = {{point}} it is {{slope}}.", 2, **values, **here)


def readout(params: ActivationCurveParams, data: ActivationCurve) -> Sentence:
    """The note beside the tangent."""
    return sentence("slope {slope} at {point}", 2, **_at_tangent(params, data))


def _course(data: ActivationCurve, subject: str, features: SeriesFeatures) -> Sentence:
    """Where a curve rises and falls, or else its ends."""
    words = series_words(subject, data.z, features.lowest.at.y, features.highest.at.y, x_name="z")
    return course_sentence(features, words) or series_lead(features, words)


def _construction(params: ActivationCurveParams, data: ActivationCurve) -> tuple[Sentence, ...]:
    start, end = format_parameter(float(data.z[0])), format_parameter(float(data.z[-1]))
    name = ACTIVATION_NAMES[params.activation]
    template = "Two curves show the value and the slope of {activation} for pre-activations z from {start} to {end}."
    low, high = format_parameter(data.y_low), format_parameter(data.y_high)
    return (
        sentence(template, activation=name, start=start, end=end),
        sentence("Both are on a linear axis from {bottom} to {top}.", bottom=low, top=high),
    )


def _tangent(params: ActivationCurveParams, data: ActivationCurve) -> Sentence:
    template = "A tangent touches the curve at z = {point}, where the value is {value} and the slope is {slope}."
    return sentence(template, 2, **_at_tangent(params, data), value=Compact(data.at_value))


def _extremes(data: ActivationCurve) -> Iterator[Sentence]:
    for what, point in (("slope is largest", data.steepest), ("value is least", data.least)):
        if point:
            template = f"The {what}, {{value}}, at z = {{place}}."
            yield sentence(template, 2, value=Compact(point.y), place=format_parameter(point.x, 3))


def _flat(data: ActivationCurve) -> Iterator[Sentence]:
    """Where the slope is small, or exactly 0."""
    edges = {"below": data.flat_below, "above": data.flat_above}
    found = {side: format_parameter(edge, 3) for side, edge in edges.items() if edge is not None}
    if data.dead_below:
        yield sentence("Below {below} the slope is exactly zero.", 3, below=found["below"])
    elif "below" in found:
        where = "Below {below} and above {above}" if "above" in found else "Below {below}"
        flat = format_parameter(data.flat)
        yield sentence(f"{where} the slope is smaller than {{flat}} in size.", 3, **found, flat=flat)


def _here(params: ActivationCurveParams, data: ActivationCurve) -> Sentence:
    template = "A gradient that comes back through this activation at z = {point} is multiplied by its slope, {slope}."
    return sentence(template, 2, **_at_tangent(params, data))


def _on_average(data: ActivationCurve) -> Sentence:
    template = "For pre-activations from the standard normal distribution, the mean of the squared slope is {square}, so that the activation multiplies the root mean square of a gradient by {root}."
    return sentence(template, 2, square=Compact(data.mean_square, digits=3), root=Compact(data.rms, digits=3))


def _table(data: ActivationCurve) -> Table:
    columns = (
        Column("z", "Pre-activation z", tuple(map(format_parameter, data.z.tolist()))),
        Column("value", "Value", value_cells(data.value)),
        Column("slope", "Slope", value_cells(data.slope, data.flat, -data.flat)),
        Column("tangent", "Tangent", value_cells(data.tangent)),
    )
    template = "The table shows points that are {stride} steps apart; the files hold every point."
    return Table(
        "Value and slope by pre-activation",
        columns,
        shown=tuple(range(0, len(data.z), data.shown_every)),
        rule=sentence(template, stride=Count(data.shown_every)),
    )
