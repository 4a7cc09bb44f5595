"""What a sentence says of an axis: its scale and its ends."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.description.number_format import Counted
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.description.series_words import same_text
from sitegen.numerics.axis_limits import AxisLimits


def axis_sentence(subject: str, means: str | None, limits: AxisLimits, written: Callable[[float], Value]) -> Sentence:
    """Scale and ends of an axis, or the values that it is near if both ends look the same.

    Parameters
    ----------
    subject : str
        ``The vertical axis``.
    means : str or None
        What the axis shows.
    limits : AxisLimits
    written : callable
        Writes a value of the axis.
    """
    values: dict[str, Value] = {"low": written(limits.start), "high": written(limits.end)}
    if means:
        subject, values["means"] = f"{subject}, {{means}},", means
    if same_text(values["low"], values["high"]):
        del values["high"]
        return sentence(f"{subject} shows values near {{low}}.", 1, **values)
    if limits.linear:
        values["near"] = written(limits.linear)
        sides = ", on each side of zero" if limits.start < 0 < limits.end else ""
        template = f"{subject} is logarithmic, from {{low}} to {{high}}{sides}, and linear where values are nearer to zero than {{near}}."
        return sentence(template, 1, **values)
    scale = "logarithmic" if limits.log else "linear"
    return sentence(f"{subject} is {scale}, from {{low}} to {{high}}.", 1, **values)


def chart_sentence(shows: str, limits: AxisLimits, written: Callable[[float], Value], **values: Value) -> Sentence:
    """What a chart shows, and the scale and the ends of its vertical axis.

    Parameters
    ----------
    shows : str
        The beginning of the sentence: ``Line chart of {count} by step``.
    limits : AxisLimits
    written : callable
        Writes a value of the axis.
    **values : Quantity or str
        The values in `shows`.
    """
    scale, low, high = "logarithmic" if limits.log else "linear", written(limits.start), written(limits.end)
    if same_text(low, high):
        return sentence(f"{shows}, on a {scale} axis near {{low}}.", 1, **values, low=low)
    return sentence(f"{shows}, on a {scale} axis from {{low}} to {{high}}.", 1, **values, low=low, high=high)


def rings_sentence(zeros: int, place: str, of: str = "") -> Sentence:
    """How many rings stand for exact zeros, which a logarithmic axis does not have.

    Parameters
    ----------
    zeros : int
        At least one.
    place : str
        Where they are: ``on the baseline``.
    of : str
        What is zero.
    """
    start = f"A ring {place} marks" if zeros == 1 else f"Rings {place} mark"
    values: dict[str, Value] = {"zeros": Counted(zeros, "exact zero"), **({"of": of} if of else {})}
    return sentence(f"{start} {{zeros}}{' of {of}' if of else ''}.", 2, **values)
