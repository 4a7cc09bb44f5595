"""Animations as CSS: keyframes, their use under reduced motion rules, and the rules behind Pause and the step radio buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import TypeVar

from sitegen.numerics.spring import LinearEasing, spring_easing
from sitegen.scene.shapes import Easing, Motion, Scene
from sitegen.svg.mark_geometry import number

_OLD_BROWSERS = "cubic-bezier(.25,.8,.35,1)"
"""An approximation of the spring for browsers without `linear()`."""
_MOVING = "@media screen and (prefers-reduced-motion:no-preference)"
_PLAY = '.sg-step:not([value="play"]):checked'


T = TypeVar("T")
Drawings = Sequence[tuple[Scene, str]]
"""The drawings of a figure on one page, each with the prefix of its classes; all keys have the prefix of the first."""


def page_css(drawings: Drawings) -> str:
    """The rules of a figure on a page: its animations, and what is behind its controls. Drawings share what is the same."""
    return _keyframes(drawings) + control_css(drawings)


def keyframes_css(scene: Scene, prefix: str) -> str:
    """Keyframes and animations of a file, for readers who do not prefer reduced motion; empty if nothing moves."""
    return _keyframes([(scene, prefix)]) + _kept_when_hidden(scene, prefix)


def _kept_when_hidden(scene: Scene, prefix: str) -> str:
    """A rule without effect for marks that are hidden at rest: SVGO deletes them, unless a media rule sets their opacity."""
    hidden = any(mark.motion and mark.opacity == 0 for mark in scene.marks())
    return f'{_MOVING}{{.{prefix} [opacity="0"]{{opacity:0}}}}' if hidden else ""


def _keyframes(drawings: Drawings) -> str:
    """The keyframes of all drawings.

    All animations of a figure have the same start and end, and a delay is a first part of the keyframes in which nothing changes:
    Chromium repaints every frame while animations with different delays or ends run, and no frame while these do. The keyframes
    are outside the media rule, because SVGO cannot read them inside one.
    """
    motions = [{mark.key: mark.motion for mark in scene.marks() if mark.motion} for scene, _ in drawings]
    moving = tuple(_selected(drawings, motions).items())
    return _animations(moving, drawings[0][1]) if moving else ""


@lru_cache(maxsize=4)
def _animations(moving: tuple[tuple[str, Motion], ...], prefix: str) -> str:
    """The animation of each selector; the files of a figure often have the same as its page."""
    length = max(motion.delay + motion.duration for _, motion in moving)
    shared: dict[tuple[str, ...], list[str]] = {}
    named: dict[str, list[str]] = {}
    for selector, motion in moving:
        shared.setdefault(_declarations(motion, length), []).append(selector)
        named.setdefault(_frames(motion, length), []).append(selector)
    rules = [f"{','.join(selectors)}{{{';'.join(parts)}}}" for parts, selectors in shared.items()]
    names = {frames: f"{prefix}-a{index}" for index, frames in enumerate(named)}
    keyframes = "".join(f"@keyframes {name}{{{frames}}}" for frames, name in names.items())
    rules += [f"{','.join(selectors)}{{animation-name:{names[frames]}}}" for frames, selectors in named.items()]
    return f"{keyframes}{_MOVING}{{{''.join(rules)}}}"


def _selected(drawings: Drawings, by_key: Sequence[Mapping[str, T]]) -> dict[str, T]:
    """The selector of each key with its value: one for all drawings where they agree, else one for each."""
    base, found = drawings[0][1], dict[str, T]()
    for (_, prefix), values in zip(drawings, by_key, strict=True):
        for key, value in values.items():
            alike = [each.get(key) for each in by_key].count(value) == len(by_key)
            found.setdefault(f".{base}-{key}" if alike else f".{prefix} .{base}-{key}", value)
    return found


def _declarations(motion: Motion, length: float) -> tuple[str, ...]:
    repeat = ("animation-iteration-count:infinite",) if motion.loop else ()
    grown = ("transform-box:fill-box", "transform-origin:50% 100%") if motion.channel == "scale-y" else ()
    return (f"animation-duration:{number(length)}ms", *repeat, *_timing(motion.easing), *grown)


@lru_cache(maxsize=256)
def _frames(motion: Motion, length: float) -> str:
    """The keyframes in percent of the common length; a finite motion ends at rest, which needs no last frame.

    The drawings of a figure and its files have the same.
    """
    times, values = [motion.delay + time for time in motion.times], list(motion.values)
    if motion.delay:
        times, values = [0.0, *times], [values[0], *values]
    if not motion.loop and times[-1] == length:
        times.pop()
    start, end = ("opacity:", "") if motion.channel == "opacity" else ("transform:scaleY(", ")")
    shares: dict[float, list[str]] = {}
    for share, value in zip(_percentages(tuple(times), length), values, strict=False):
        shares.setdefault(value, []).append(share)
    return "".join([f"{','.join(at)}{{{start}{number(value)}{end}}}" for value, at in shares.items()])


@lru_cache(maxsize=64)
def _percentages(times: tuple[float, ...], length: float) -> list[str]:
    """Times as percentages of `length`; in many figures the marks move at the same times."""
    return [f"{number(100 * time / length)}%" for time in times]


@cache
def _timing(easing: Easing) -> tuple[str, ...]:
    plain = {"linear": ("linear",), "step": ("step-end",)}
    functions = plain.get(easing) or (_OLD_BROWSERS, linear_function(spring_easing()))
    return tuple(f"animation-timing-function:{function}" for function in functions)


@cache
def linear_function(easing: LinearEasing) -> str:
    """An easing as a CSS function: ``linear(0,0.42 16.4%,…,1)``."""
    inner = zip(easing.outputs[1:-1], easing.inputs[1:-1], strict=True)
    corners = ",".join(f"{number(output, 4)} {number(100 * share, 4)}%" for output, share in inner)
    return f"linear(0,{corners},1)"


def spring_css() -> str:
    """Easing and duration [ms] of the spring as custom properties, which the script of a page reads."""
    easing = spring_easing()
    new = f"@supports (animation-timing-function:linear(0,1)){{:root{{--sg-spring:{linear_function(easing)}}}}}"
    still = "@media(prefers-reduced-motion:reduce){:root{--sg-spring-ms:0}}"
    return f":root{{--sg-spring:{_OLD_BROWSERS};--sg-spring-ms:{number(easing.duration_ms)}}}{new}{still}"


def control_css(drawings: Drawings) -> str:
    """The rules behind the controls of a page: Pause pauses the animations, a step radio button shows its step."""
    figure = f".{drawings[0][1]}-fig"
    svg = _any_of(f".{prefix}" for _, prefix in drawings)
    rules: list[str] = []
    if any(mark.motion for scene, _ in drawings for mark in scene.marks()):
        # A figure whose state was changed does not move, so browsers need not match :has() at every change.
        rules.append(f"{figure}:not(.sg-changed):has(.sg-pause:checked) {svg} *{{animation-play-state:paused}}")
    if drawings[0][0].steps:
        base, keys = drawings[0][1], {key for scene, _ in drawings for step in scene.steps for key in step.opacity}
        every = [f".{base}-{key}" for key in sorted(keys)]
        rules.append(f"{figure}:not(.sg-changed):has({_PLAY}) {svg} *{{animation:none}}")
        rules.append(f"{figure}:not(.sg-changed):has({_PLAY}) :is({','.join(every)}){{opacity:0}}")
        for index, steps in enumerate(zip(*(scene.steps for scene, _ in drawings), strict=True)):
            shown = f'{figure}:not(.sg-changed):has(.sg-step[value="{index}"]:checked)'
            found: dict[str, list[str]] = {}
            selected = _selected(drawings, [dict(sorted(step.opacity.items())) for step in steps])
            for selector, opacity in selected.items():
                found.setdefault(number(opacity), []).append(selector)
            rules += [f"{shown} {_any_of(marks)}{{opacity:{value}}}" for value, marks in found.items()]
    return "".join(rules)


def _any_of(selectors: Iterable[str]) -> str:
    found = list(selectors)
    return found[0] if len(found) == 1 else f":is({','.join(found)})"
