"""The theme and a figure's motion as CSS: palettes, roles, keyframes, and the rules behind Pause and the step radios."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from sitegen.numerics.spring import LinearEasing, spring_easing
from sitegen.scene.model import Scene
from sitegen.scene.motion import Motion
from sitegen.svg.marks import number
from sitegen.theme import Paint, PaletteName, Theme

Media = tuple[tuple[PaletteName, str], ...]

_READER: Media = (
    ("dark", "(prefers-color-scheme:dark)"),
    ("light-contrast", "(prefers-contrast:more)"),
    ("dark-contrast", "(prefers-contrast:more) and (prefers-color-scheme:dark)"),
)
_DARK_READER: Media = (("dark-contrast", "(prefers-contrast:more)"),)
_OLD_BROWSERS = "cubic-bezier(.25,.8,.35,1)"
"""Close to the spring, for browsers without `linear()`."""
_PLAY = '.sg-step:not([value="play"]):checked'


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a set of rules holds.

    Parameters
    ----------
    theme : Theme
        Paint and palettes.
    scope : str
        Selector that carries the custom properties.
    prefix : str
        Prefix of the classes and of the custom properties.
    names : tuple of str
        Colour names that are used.
    open_to_host : bool
        Whether a host page may set each colour as ``--sg-<colour name>``.
    """

    theme: Theme
    scope: str
    prefix: str
    names: tuple[str, ...]
    open_to_host: bool

    def palettes(self, base: PaletteName, media: Media) -> list[str]:
        """The custom properties: `base`, then what the reader's settings change, then the system's own colours."""
        blocks = [self._properties(self.theme.palettes[base])]
        blocks += [_media(query, self._properties(self.theme.palettes[palette])) for palette, query in media]
        return [*blocks, _media("(forced-colors:active)", self._system())]

    def _system(self) -> str:
        """The system's own colours, which no host may overrule."""
        return (
            self.scope + "{" + ";".join(f"--{self.prefix}{name}:{self.theme.forced[name]}" for name in self.names) + "}"
        )

    def _properties(self, colours: Mapping[str, str]) -> str:
        pairs = ((name, self._value(name, colours[name])) for name in self.names)
        return self.scope + "{" + ";".join(f"--{self.prefix}{name}:{value}" for name, value in pairs) + "}"

    def _value(self, name: str, colour: str) -> str:
        return f"var(--sg-{name},{colour})" if self.open_to_host else colour

    def roles(self, roles: Iterable[str]) -> list[str]:
        """A class for every role."""
        paints = ((role, self.theme.paints[role]) for role in sorted(roles))
        return [f".{self.prefix}{role}{{{self._declarations(paint)}}}" for role, paint in paints]

    def _declarations(self, paint: Paint) -> str:
        fill = f"fill:var(--{self.prefix}{paint.fill})" if paint.fill else "fill:none"
        return f"{fill};stroke:var(--{self.prefix}{paint.stroke})" if paint.stroke else fill


def role_css(theme: Theme) -> str:
    """The site's rules: custom properties ``--sg-…`` for every palette, and a class ``sg-…`` for every role."""
    sheet = Sheet(theme, ":root", "sg-", tuple(sorted(theme.forced)), open_to_host=False)
    return "\n".join([*sheet.palettes("light", _READER), *sheet.roles(theme.paints)]) + "\n"


def file_css(theme: Theme, prefix: str, roles: Iterable[str], *, dark_only: bool = False) -> str:
    """A file's rules, scoped below its prefix.

    Parameters
    ----------
    theme : Theme
        Where the colours come from.
    prefix : str
        The figure's own prefix, for every class and property.
    roles : iterable of str
        The roles of the drawing; no other rule is written.
    dark_only : bool
        Dark whatever the reader's scheme, for the dark source of a ``<picture>``.
    """
    used = {*roles, "surface"}
    paints = [theme.paints[role] for role in used]
    names = sorted({name for paint in paints for name in (paint.fill, paint.stroke) if name})
    sheet = Sheet(theme, f".{prefix}", f"{prefix}-", tuple(names), open_to_host=True)
    palettes = sheet.palettes("dark", _DARK_READER) if dark_only else sheet.palettes("light", _READER)
    size = f".{prefix}{{max-width:100%;height:auto;font-variant-numeric:tabular-nums}}"
    return "".join([size, *palettes, *sheet.roles(used)])


def _media(query: str, block: str) -> str:
    return f"@media {query}{{{block}}}"


def motion_css(scene: Scene, prefix: str) -> str:
    """Keyframes and animations of a scene, for readers who have not asked for stillness; empty where nothing moves."""
    groups: dict[Motion, list[tuple[str, float]]] = {}
    for mark in scene.marks():
        if mark.motion:
            shape = replace(mark.motion, delay=0.0)
            groups.setdefault(shape, []).append((f".{prefix}-{mark.key}", mark.motion.delay))
    if not groups:
        return ""
    rules = [_animation(shape, marks, f"{prefix}-a{index}") for index, (shape, marks) in enumerate(groups.items())]
    return _media("screen and (prefers-reduced-motion:no-preference)", "".join(rules))


def _animation(motion: Motion, marks: list[tuple[str, float]], name: str) -> str:
    """One set of keyframes for all marks that move alike, each (selector, delay) with its own delay."""
    repeat = " infinite" if motion.loop else ""
    parts = [f"animation:{name} {number(motion.duration)}ms{repeat} backwards", *_timing(motion)]
    if motion.channel == "scale-y":
        parts.append("transform-box:fill-box;transform-origin:50% 100%")
    selector = ",".join(own for own, _ in marks)
    delays = "".join(f"{own}{{animation-delay:{number(delay)}ms}}" for own, delay in marks if delay)
    return f"@keyframes {name}{{{_frames(motion)}}}{selector}{{{';'.join(parts)}}}{delays}"


def _frames(motion: Motion) -> str:
    """The key moments; the last one of a finite motion is the mark at rest and needs no frame."""
    moments = list(zip(motion.times, motion.values, strict=True))
    kept = moments if motion.loop else moments[:-1]
    template = "{share}%{{opacity:{value}}}" if motion.channel == "opacity" else "{share}%{{transform:scaleY({value})}}"
    return "".join(
        template.format(share=number(100 * time / motion.duration), value=number(value)) for time, value in kept
    )


def _timing(motion: Motion) -> list[str]:
    if motion.easing == "linear":
        return ["animation-timing-function:linear"]
    return [
        f"animation-timing-function:{_OLD_BROWSERS}",
        f"animation-timing-function:{linear_function(spring_easing())}",
    ]


@cache
def linear_function(easing: LinearEasing) -> str:
    """An easing as CSS: ``linear(0,0.42 16.4%,…,1)``."""
    inner = zip(easing.outputs[1:-1], easing.inputs[1:-1], strict=True)
    corners = ",".join(f"{_short(output)} {_short(100 * share)}%" for output, share in inner)
    return f"linear(0,{corners},1)"


def _short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def control_css(scene: Scene, prefix: str) -> str:
    """The rules behind the page's controls: Pause holds the motion, a step radio shows its moment."""
    figure = f".{prefix}-fig"
    rules: list[str] = []
    if any(mark.motion for mark in scene.marks()):
        rules.append(f"{figure}:has(.sg-pause:checked) .{prefix} *{{animation-play-state:paused}}")
    if scene.steps:
        keys = sorted({key for step in scene.steps for key in step.opacity})
        every = ",".join(f".{prefix}-{key}" for key in keys)
        rules.append(f"{figure}:has({_PLAY}) .{prefix} *{{animation:none}}")
        rules.append(f"{figure}:has({_PLAY}) :is({every}){{opacity:0}}")
        rules += [
            _step_rule(figure, prefix, str(index), key, value)
            for index, step in enumerate(scene.steps)
            for key, value in sorted(step.opacity.items())
        ]
    return "".join(rules)


def _step_rule(figure: str, prefix: str, value: str, key: str, opacity: float) -> str:
    return f'{figure}:has(.sg-step[value="{value}"]:checked) .{prefix}-{key}{{opacity:{number(opacity)}}}'
