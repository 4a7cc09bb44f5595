"""Proof against flashing (WCAG 2.3.1): how often a mark gets brighter and darker again within one second.

Lines of text are left out: readouts that follow each other fade in one place, and a line of text is smaller than the
quarter of 341 × 256 pixels from which WCAG counts a flash.
A flash is a pair of opposing changes of relative luminance of at least 0.1 where the darker state is below 0.8. Every
mark is judged as if it filled the screen, which only overstates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from sitegen.gate.colour import blended, luminance
from sitegen.scene.shapes import Group, Mark, Motion, Text
from sitegen.theme import PaletteName, Theme

MOST_FLASHES = 3
LEAST_CHANGE = 0.1
DARK = 0.8
_WINDOW_MS = 1000.0


def flashes_per_second(marks: Iterable[Mark], theme: Theme) -> int:
    """The largest number of flashes of any mark in any second, over all palettes."""
    moving = [
        (motion, role)
        for mark in marks
        if (motion := mark.motion) and motion.channel == "opacity"
        for role in _painted(mark)
    ]
    distinct = {(motion.times, motion.values, motion.loop, role): (motion, role) for motion, role in moving}
    counts = (
        _flashes(motion, theme, role, palette) for motion, role in distinct.values() for palette in theme.palettes
    )
    return max(counts, default=0)


def _painted(mark: Mark) -> Iterator[str]:
    if isinstance(mark, Text):
        return
    if isinstance(mark, Group):
        for child in mark.children:
            yield from _painted(child)
    else:
        yield mark.role


def _flashes(motion: Motion, theme: Theme, role: str, palette: PaletteName) -> int:
    paint = theme.paints[role]
    name = paint.fill or paint.stroke
    if name is None:
        return 0
    levels = _levels(theme.colour(name, palette), theme.colour("surface", palette), motion.values)
    return most_flashes(_repeated(motion), levels)


@lru_cache(maxsize=4096)
def _levels(colour: str, ground: str, opacities: tuple[float, ...]) -> tuple[float, ...]:
    """Relative luminance of `colour` over `ground` at each opacity."""
    return tuple(luminance(blended(colour, ground, min(1.0, max(0.0, opacity)))) for opacity in opacities)


def _repeated(motion: Motion) -> list[float]:
    """Key times, over enough periods of a loop to fill two seconds."""
    if not motion.loop:
        return list(motion.times)
    periods = int(2 * _WINDOW_MS / motion.duration) + 2
    return [time + period * motion.duration for period in range(periods) for time in motion.times]


def most_flashes(times: Sequence[float], levels: Sequence[float]) -> int:
    """Largest number of flashes that begin and end within one second.

    Parameters
    ----------
    times : sequence of float, length N or a multiple of it
        Ascending [ms].
    levels : sequence of float, length N
        Relative luminance at the times, repeated with them.
    """
    changes = _large_changes(times, [levels[index % len(levels)] for index in range(len(times))])
    most = 0
    for first, (start, _) in enumerate(changes):
        inside = sum(1 for time, _ in changes[first:] if time - start <= _WINDOW_MS)
        most = max(most, inside // 2)
    return most


def _large_changes(times: Sequence[float], levels: Sequence[float]) -> list[tuple[float, bool]]:
    """Time and direction of every change of luminance that is large enough, neighbours of one direction taken together."""
    changes: list[tuple[float, bool]] = []
    low = high = levels[0]
    for time, level in zip(times, levels, strict=True):
        low, high = min(low, level), max(high, level)
        if level - low >= LEAST_CHANGE and low < DARK and (not changes or not changes[-1][1]):
            changes.append((time, True))
            low = high = level
        elif high - level >= LEAST_CHANGE and level < DARK and (not changes or changes[-1][1]):
            changes.append((time, False))
            low = high = level
    return changes
