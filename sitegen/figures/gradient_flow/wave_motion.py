"""The wave as motion: what changes over the beats of one pass."""

from __future__ import annotations

from sitegen.figures.gradient_flow.kernel import FlowSeries
from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.numerics.spring import spring_easing
from sitegen.scene.shapes import Channel, Easing, Motion

_SHARE_OF_BEAT = 0.8
_TEXT_FADE_MS = 160.0


def change_between(
    params: ResolvedGradientFlow,
    data: FlowSeries,
    values: list[float],
    easing: Easing = "spring",
    channel: Channel = "opacity",
) -> Motion | None:
    """Change from one value to the next at every beat; `values` by cursor, shape (L,).

    One pass starts from nothing and ends at the resting cursor; a loop starts from its own end. None where nothing moves.
    """
    if not params.travels:
        return None
    beats = values[: data.resting_cursor + 1]
    longest = spring_easing().duration_ms if easing == "spring" else _TEXT_FADE_MS
    fade = min(longest, _SHARE_OF_BEAT * params.play_speed)
    moments = _moments(beats, params.play_speed, fade, before=beats[-1] if params.loop else 0.0)
    if params.loop:
        period = len(beats) * params.play_speed
        return _motion([(0.0, beats[-1]), *moments, (period, beats[-1])], easing, channel, loop=True)
    return _motion(moments, easing, channel, loop=False) if moments else None


def _moments(beats: list[float], beat: float, fade: float, before: float) -> list[tuple[float, float]]:
    """The corners of the course: two for every change."""
    moments: list[tuple[float, float]] = []
    for number, value in enumerate(beats):
        if value != before:
            moments += [(number * beat, before), (number * beat + fade, value)]
        before = value
    return moments


def _motion(moments: list[tuple[float, float]], easing: Easing, channel: Channel, *, loop: bool) -> Motion | None:
    unique = [moment for index, moment in enumerate(moments) if index == 0 or moment != moments[index - 1]]
    start = unique[0][0]
    if len({value for _, value in unique}) == 1:
        return None
    times, values = zip(*unique, strict=True)
    return Motion(
        channel=channel,
        times=tuple(time - start for time in times),
        values=values,
        delay=start,
        easing=easing,
        loop=loop,
    )
