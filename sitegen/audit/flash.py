"""Flash check (WCAG 2.3.1): how often a mark gets brighter and darker again within one second.

A flash is a pair of opposing changes of relative luminance of at least 0.1 where the darker state is below 0.8. Every
mark is judged as if it filled the screen, which only overstates. Lines of text are left out: they are smaller than the
quarter of 341 × 256 pixels from which WCAG counts a flash, and readouts follow each other in one place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from sitegen.colours.srgb import blended_luminances
from sitegen.scene.shapes import Group, Mark, Text
from sitegen.theme import Theme

LEAST_CHANGE = 0.1
DARK = 0.8
_WINDOW_MS = 1000.0


def flashes_per_second(marks: Iterable[Mark], theme: Theme) -> int:
    """The largest number of flashes of any mark in any second, over all palettes."""
    roles: dict[tuple[tuple[float, ...], tuple[float, ...]], set[str]] = defaultdict(set)
    for mark in marks:
        if (motion := mark.motion) and motion.channel == "opacity":
            times = _repeated(motion.times) if motion.loop else motion.times
            roles[times, motion.values].update(_painted(mark))
    most = 0
    for times, opacities in sorted(filter(roles.get, roles), key=lambda each: -_possible_flashes(*each)):
        if _possible_flashes(times, opacities) <= most:
            break
        most = max(most, _flashes(times, opacities, frozenset(roles[times, opacities]), theme))
    return most


@lru_cache(maxsize=256)
def _possible_flashes(times: tuple[float, ...], opacities: tuple[float, ...]) -> int:
    """An upper limit for the flashes of marks with this motion, whatever their colours.

    Luminance is convex in opacity, so that while opacity only rises or only falls, it can get darker and brighter again once.
    """
    after = opacities * (len(times) // len(opacities))
    rises = [(time, b > a) for time, a, b in zip(times, after, after[1:], strict=False) if b != a]
    turns = [time for (_, before), (time, now) in pairwise(rises) if before != now]
    return bool(rises) + _most_in_a_second(turns)


@lru_cache(maxsize=256)
def _flashes(times: tuple[float, ...], opacities: tuple[float, ...], roles: frozenset[str], theme: Theme) -> int:
    """The most flashes of marks of these roles with one motion; the drawings of a figure have the same motions."""
    return max((most_flashes(times, levels) for levels in _changing_levels(theme, roles, opacities)), default=0)


def _painted(mark: Mark) -> Iterator[str]:
    """The roles of a mark, or of what a group holds, without text."""
    if isinstance(mark, Group):
        for child in mark.children:
            yield from _painted(child)
    elif not isinstance(mark, Text):
        yield mark.role


def _changing_levels(theme: Theme, roles: Iterable[str], opacities: tuple[float, ...]) -> set[tuple[float, ...]]:
    """Relative luminance of each role in each palette at these opacities, where it changes by enough to count."""
    names = {name for role in roles if (name := theme.paints[role].fill or theme.paints[role].stroke)}
    pairs = {(colours[name], colours["surface"]) for colours in theme.palettes.values() for name in names}
    found = {_levels(colour, ground, opacities) for colour, ground in pairs}
    return {levels for levels in found if max(levels) - min(levels) >= LEAST_CHANGE}


def _levels(colour: str, ground: str, opacities: tuple[float, ...]) -> tuple[float, ...]:
    """Relative luminance of `colour` over `ground` at each opacity."""
    return blended_luminances(colour, ground, (min(1.0, max(0.0, opacity)) for opacity in opacities))


@lru_cache(maxsize=256)
def _repeated(times: tuple[float, ...]) -> tuple[float, ...]:
    """Key times of a loop, over enough periods to fill two seconds."""
    periods = int(2 * _WINDOW_MS / times[-1]) + 2
    return tuple([time + period * times[-1] for period in range(periods) for time in times])


def most_flashes(times: Sequence[float], levels: Sequence[float]) -> int:
    """Largest number of flashes that begin and end within one second; the times are ascending [ms].

    `levels` are relative luminances at the times, and are repeated if there are more times.
    """
    return _most_in_a_second(_large_changes(times, list(levels) * (len(times) // len(levels)))) // 2


def _most_in_a_second(times: Sequence[float]) -> int:
    most = first = 0
    for number, time in enumerate(times, 1):
        while time - times[first] > _WINDOW_MS:
            first += 1
        most = max(most, number - first)
    return most


def _large_changes(times: Sequence[float], levels: Sequence[float]) -> list[float]:
    """When luminance changes by enough to count, in alternating directions."""
    changes: list[float] = []
    brighter: bool | None = None
    low = high = levels[0]
    for time, level in zip(times, levels, strict=True):
        low, high = min(low, level), max(high, level)
        if level - low >= LEAST_CHANGE and low < DARK and brighter is not True:
            brighter = True
        elif high - level >= LEAST_CHANGE and level < DARK and brighter is not False:
            brighter = False
        else:
            continue
        changes.append(time)
        low = high = level
    return changes
