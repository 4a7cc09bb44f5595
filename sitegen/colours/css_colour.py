"""Read a colour as CSS writes it (CSS Color Module Level 4): names, ``#rgb``, and functions from ``rgb()`` to ``color()``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from colorsys import hls_to_rgb
from math import cos, degrees, radians, sin

from sitegen.colours.colour_names import NAMED
from sitegen.colours.oklch import Oklch, from_linear, from_oklab, hexadecimal, multiplied
from sitegen.colours.srgb import decoded
from sitegen.description.english import plural
from sitegen.errors import did_you_mean

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_FUNCTION = re.compile(r"([a-z]+)\(\s*([^()]*?)\s*\)")
_PART = re.compile(r"(none$|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|deg|grad|rad|turn)?", re.ASCII)
_TURN = {"deg": 1.0, "grad": 0.9, "rad": degrees(1), "turn": 360.0}
_D65 = (
    (0.9554734527042182, -0.023098536874261423, 0.0632593086610217),
    (-0.028369706963208136, 1.0099954580058226, 0.021041398966943008),
    (0.012314001688319899, -0.020507696433477912, 1.3303659366080753),
)
"""Matrix from XYZ with the white D50, as ``lab()`` has it, to XYZ with D65."""
_XYZ_TO_RGB = (
    (3.2409699419045226, -1.537383177570094, -0.4986107602930034),
    (-0.9692436362808796, 1.8759675015077202, 0.04155505740717559),
    (0.05563007969699366, -0.20397695888897652, 1.0569715142428786),
)
_P3_TO_XYZ = (
    (0.4865709486482162, 0.26566769316909306, 0.1982172852343625),
    (0.2289745640697488, 0.6917385218365064, 0.079286914093745),
    (0.0, 0.04511338185890264, 1.043944368900976),
)
_WHITE_D50 = (0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585)
_LARGEST = 1e4
"""Powers of larger components would be no floats."""
_OPAQUE = "has to be opaque, since its contrast must be known; write the colour that it has on the page"


class ColourError(ValueError):
    """A text is no colour that can be used; with what to write instead, if that is known."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def css_colour(text: str) -> str:
    """The colour that `text` is in CSS, as ``#rrggbb``; the nearest one of the same hue if sRGB does not have it.

    Raises
    ------
    ColourError
        If `text` is no colour, not an opaque one, or one that depends on the page.
    """
    written = text.strip().lower()
    if written in NAMED:
        return NAMED[written]
    if _HEX.fullmatch(written):
        return _from_hex(written)
    if re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", written):
        raise ColourError("is no colour in CSS", f"write '#{written}'")
    function = _FUNCTION.fullmatch(written)
    if function is None:
        raise _no_colour(written)
    name, parts = function[1].removesuffix("a") if function[1] in {"rgba", "hsla"} else function[1], function[2]
    if name not in _FUNCTIONS:
        raise _no_colour(written)
    return hexadecimal(_FUNCTIONS[name](_opaque_parts(parts)))


def _no_colour(written: str) -> ColourError:
    if written == "transparent":
        return ColourError(_OPAQUE)
    if re.match(r"currentcolor$|(var|color-mix|light-dark|calc|env|device-cmyk)\(|[a-z]+\(\s*from\s", written):
        return ColourError("depends on the page or the device; write a colour such as '#0b4a94' or oklch(45% 0.13 255)")
    if written.startswith("#"):
        return ColourError("is no colour in CSS: # is followed by 3 or 6 digits from 0 to 9 and a to f")
    return ColourError(
        "is no colour in CSS, such as '#0b4a94', darkgreen or oklch(45% 0.13 255)", did_you_mean(written, NAMED)
    )


def _from_hex(written: str) -> str:
    digits = written[1:] if len(written) > 5 else "".join(2 * digit for digit in written[1:])
    if digits[6:] not in {"", "ff"}:
        raise ColourError(_OPAQUE)
    return f"#{digits[:6]}"


def _opaque_parts(text: str) -> list[str]:
    """The arguments of a function without an opacity, which has to be 1."""
    is_old = "," in text
    before, slash, opacity = text.partition("/")
    if is_old and slash:
        raise ColourError("is no colour in CSS: / is for an opacity after components without commas")
    parts = [part.strip() for part in before.split(",")] if is_old else before.split()
    if is_old and len(parts) == 4:
        opacity, slash = parts.pop(), "/"
    if slash and _number(opacity.strip(), 1.0) < 1.0:
        raise ColourError(_OPAQUE)
    return parts


def _three(parts: Sequence[str]) -> Sequence[str]:
    if len(parts) != 3:
        raise ColourError(f"has {len(parts)} {plural(len(parts), 'component')}, and three are needed")
    return parts


def _number(text: str, whole: float, *, is_angle: bool = False) -> float:
    """A number; a percentage is a part of `whole`, and an angle is in degrees."""
    found = _PART.fullmatch(text)
    if found is None or (found[2] in _TURN and not is_angle) or (found[2] == "%" and is_angle):
        raise ColourError(f"is no colour in CSS: '{text}' is no {'angle' if is_angle else 'number or percentage'}")
    value = 0.0 if found[1] == "none" else float(found[1])
    if abs(value) > _LARGEST:
        raise ColourError(f"is no colour that can be seen: {text} is too large")
    return value * whole / 100 if found[2] == "%" else value * _TURN.get(found[2] or "", 1.0)


def _hue(text: str) -> float:
    return _number(text, 0.0, is_angle=True) % 360


def _share(text: str) -> float:
    """A share of ``hsl()`` and ``hwb()``: a percentage, with or without its sign."""
    return min(1.0, max(0.0, _number(text, 100.0) / 100))


def _from_encoded(components: Sequence[float]) -> Oklch:
    red, green, blue = (decoded(value) for value in components)
    return from_linear((red, green, blue))


def _rgb(parts: Sequence[str]) -> Oklch:
    return _from_encoded([min(1.0, max(0.0, _number(part, 255.0) / 255)) for part in _three(parts)])


def _hsl(parts: Sequence[str]) -> Oklch:
    hue, saturation, lightness = _three(parts)
    return _from_encoded(hls_to_rgb(_hue(hue) / 360, _share(lightness), _share(saturation)))


def _hwb(parts: Sequence[str]) -> Oklch:
    hue, white, black = _hue(_three(parts)[0]), *map(_share, parts[1:])
    total = max(1.0, white + black)
    white, black = white / total, black / total
    return _from_encoded([white + part * (1 - white - black) for part in hls_to_rgb(hue / 360, 0.5, 1.0)])


def _lab(parts: Sequence[str]) -> Oklch:
    lightness, a, b = (_number(part, whole) for part, whole in zip(_three(parts), (100.0, 125.0, 125.0), strict=True))
    return _from_lab(lightness, a, b)


def _lch(parts: Sequence[str]) -> Oklch:
    lightness, chroma = _number(_three(parts)[0], 100.0), _number(parts[1], 150.0)
    angle = radians(_hue(parts[2]))
    return _from_lab(lightness, chroma * cos(angle), chroma * sin(angle))


def _from_lab(lightness: float, a: float, b: float) -> Oklch:
    middle = (min(100.0, max(0.0, lightness)) + 16) / 116
    edges = (middle + a / 500, middle, middle - b / 200)
    curved = (edge**3 if edge > 6 / 29 else (116 * edge - 16) / (24389 / 27) for edge in edges)
    white = (value * part for value, part in zip(curved, _WHITE_D50, strict=True))
    return from_linear(multiplied(_XYZ_TO_RGB, multiplied(_D65, white)))


def _oklab(parts: Sequence[str]) -> Oklch:
    lightness, a, b = (_number(part, whole) for part, whole in zip(_three(parts), (1.0, 0.4, 0.4), strict=True))
    return from_oklab(min(1.0, max(0.0, lightness)), a, b)


def _oklch(parts: Sequence[str]) -> Oklch:
    lightness, chroma = _number(_three(parts)[0], 1.0), _number(parts[1], 0.4)
    return Oklch(min(1.0, max(0.0, lightness)), max(0.0, chroma), _hue(parts[2]))


def _color(parts: Sequence[str]) -> Oklch:
    space, *components = parts or [""]
    values = [_number(part, 1.0) for part in _three(components)]
    if space == "srgb":
        return _from_encoded(values)
    if space == "srgb-linear":
        return from_linear((values[0], values[1], values[2]))
    if space == "display-p3":
        return from_linear(multiplied(_XYZ_TO_RGB, multiplied(_P3_TO_XYZ, map(decoded, values))))
    raise ColourError("uses a colour space other than srgb, srgb-linear and display-p3; write the colour with oklch()")


_FUNCTIONS: dict[str, Callable[[Sequence[str]], Oklch]] = {
    "rgb": _rgb,
    "hsl": _hsl,
    "hwb": _hwb,
    "lab": _lab,
    "lch": _lch,
    "oklab": _oklab,
    "oklch": _oklch,
    "color": _color,
}
