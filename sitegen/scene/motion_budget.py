"""Motion budget: files, which have no Pause control, move once and for at most five seconds, or not at all (WCAG 2.2.2)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from operator import is_not
from typing import Any

from msgspec import structs

from sitegen.scene.shapes import Group, Mark, Motion, Scene

BUDGET_MS = 5000.0
LEAST_BEAT_MS = 80.0
_ROUNDING_MS = 1e-3
"""Subtracted from the budget, so that no sum of rounded times exceeds it."""
TOO_FAST = "This file does not move: a pass that is over in time would be too fast to follow."


def end_time_ms(scene: Scene) -> float:
    """When the last mark rests [ms]; 0 without motion, infinite with a loop."""
    return max((mark.motion.end for mark in scene.marks() if mark.motion), default=0.0)


def without_motion(scene: Scene, reason: str = "") -> Scene:
    """`scene` at rest, without steps to choose from."""
    return replace(_changed(scene, lambda _motion: None), steps=(), beat_ms=0.0, fallback_reason=reason)


def fit_motion_budget(scene: Scene) -> Scene:
    """`scene` as a file shows it: one pass, faster if it would last longer than five seconds.

    A beat is never shorter than 80 ms; a scene that needs shorter ones does not move, and says why.
    """
    loops = any(mark.motion and mark.motion.loop for mark in scene.marks())
    once = _changed(scene, lambda motion: structs.replace(motion, loop=False)) if loops else scene
    length = end_time_ms(once)
    if length <= BUDGET_MS:
        return once
    factor = (BUDGET_MS - _ROUNDING_MS) / length
    if scene.beat_ms * factor < LEAST_BEAT_MS:
        return without_motion(scene, TOO_FAST)
    return replace(_changed(once, lambda motion: _scaled(motion, factor)), beat_ms=scene.beat_ms * factor)


def _scaled(motion: Motion, factor: float) -> Motion:
    return structs.replace(motion, times=tuple(time * factor for time in motion.times), delay=motion.delay * factor)


def _changed(scene: Scene, change: Callable[[Motion], Motion | None]) -> Scene:
    """`scene` with another motion for every mark that moves."""
    panels = (
        replace(panel, marks=tuple(_changed_mark(mark, change) for mark in panel.marks)) for panel in scene.panels
    )
    return replace(scene, panels=tuple(panels))


def _changed_mark(mark: Mark, change: Callable[[Motion], Motion | None]) -> Mark:
    changes: dict[str, Any] = {"motion": change(mark.motion)} if mark.motion else {}
    if isinstance(mark, Group):
        children = tuple(_changed_mark(child, change) for child in mark.children)
        changes |= {"children": children} if any(map(is_not, children, mark.children)) else {}
    return structs.replace(mark, **changes) if changes else mark
