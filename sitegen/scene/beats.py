"""Motion in beats: what changes from one beat of an animation to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.numerics.spring import spring_easing
from sitegen.scene.shapes import Motion

_SHARE_OF_BEAT = 0.8


@dataclass(frozen=True, slots=True)
class Beats:
    """The beats of an animation. One pass starts from nothing and ends with the last beat; a loop starts from its own end."""

    length_ms: float
    """Length of one beat [ms]."""
    shown: int
    """How many there are; nothing moves where there is none."""
    loop: bool = False

    def change(self, values: Sequence[float]) -> Motion | None:
        """Change from one value to the next at every beat; further values are left out. None where nothing changes."""
        beats = list(values[: self.shown])
        if len({0.0, *beats} if not self.loop else {*beats}) < 2:
            return None
        fade = min(spring_easing().duration_ms, _SHARE_OF_BEAT * self.length_ms)
        moments = self._moments(beats, fade, before=beats[-1] if self.loop else 0.0)
        if self.loop:
            moments = [(0.0, beats[-1]), *moments, (len(beats) * self.length_ms, beats[-1])]
        unique = [moment for index, moment in enumerate(moments) if index == 0 or moment != moments[index - 1]]
        times, course = zip(*unique, strict=True)
        start = times[0]
        return Motion(
            channel="opacity",
            times=tuple(time - start for time in times),
            values=course,
            delay=start,
            loop=self.loop,
        )

    def swap(self, values: Sequence[float]) -> Motion | None:
        """Have an opacity at each beat, without a course between them, so that texts in one place are never seen together."""
        beats = list(values[: self.shown])
        if len({*beats}) < 2:
            return None
        changes = [number for number, value in enumerate(beats) if not number or value != beats[number - 1]]
        last = [len(beats)] if self.loop else []
        return Motion(
            channel="opacity",
            times=tuple(number * self.length_ms for number in (*changes, *last)),
            values=(*(beats[number] for number in changes), *(beats[-1] for _ in last)),
            easing="step",
            loop=self.loop,
        )

    def _moments(self, beats: list[float], fade: float, before: float) -> list[tuple[float, float]]:
        """The corners of the course: two for every change."""
        moments: list[tuple[float, float]] = []
        for number, value in enumerate(beats):
            if value != before:
                moments += [(number * self.length_ms, before), (number * self.length_ms + fade, value)]
            before = value
        return moments
