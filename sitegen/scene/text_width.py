"""Widths of labels: upper bounds for the fonts that readers may have.

Nothing is measured at build time; the widths are those of DejaVu Sans, the widest of the usual system fonts (Segoe UI,
San Francisco, Roboto, Helvetica and Noto Sans are 5 to 20 % narrower), with more for the letters that readers choose:
OpenDyslexic and the text spacing of WCAG 1.4.12, both at once. Monospace letters are narrower than these.
"""

from __future__ import annotations

from functools import cache, lru_cache
from unicodedata import east_asian_width

from sitegen.description.sentences import true_minus
from sitegen.scene.shapes import TEXT_SIZE, Anchor, Text

SYSTEM_SLACK = 1.1
"""For a system font that is wider still, without a reader's own letters: what the audit demands of every label."""
_WIDTHS = {
    **dict.fromkeys("ijl'", 0.278),
    **dict.fromkeys(" .,·:;!|/\\", 0.338),
    **dict.fromkeys("ft()[]-r", 0.402),
    **dict.fromkeys("Is", 0.521),
    **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", 0.55),
    **dict.fromkeys("cakezvxyJ", 0.615),
    **dict.fromkeys("mw", 0.974),
    **dict.fromkeys("MW%@", 1.0),
    **dict.fromkeys("←→×≈∂√+=<>≤≥−", 0.84),
    **dict.fromkeys("ABCDGHKNOQRUVXwZ", 0.8),
}
_DYSLEXIC_EMS = 0.17
"""What a letter of OpenDyslexic is wider than in DejaVu Sans, on average."""
_SPACING_EMS, _WORD_EMS = 0.12, 0.16
"""Space between letters and between words (WCAG 1.4.12)."""
_OTHER = 0.65
_FULL = 1.02
"""East Asian wide characters and emoji."""
_BOLD = 1.12


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """The most that a reader's letters may make of `text`, with minus signs, at font size `size`, both in user units."""
    spaces = (_DYSLEXIC_EMS + _SPACING_EMS) * len(text) + _WORD_EMS * text.count(" ")
    return system_width(text, size, bold=bold) + spaces * size


@lru_cache(maxsize=4096)
def system_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False) -> float:
    """Width of `text` in the widest of the usual system fonts."""
    return sum(map(_ems, true_minus(text))) * size * (_BOLD if bold else 1.0)


@cache
def _ems(character: str) -> float:
    return _WIDTHS.get(character) or (_FULL if east_asian_width(character) in "WF" else _OTHER)


def extent(text: Text, *, anchor: Anchor | None = None) -> tuple[float, float]:
    """Where a text begins and ends in a reader's widest letters, in user units; `anchor` is taken before its own."""
    return span(text.x, text_width(text.text, text.size, bold=text.bold), anchor or text.anchor)


def span(x: float, width: float, anchor: Anchor) -> tuple[float, float]:
    """Where a text of this width at `x` begins and ends."""
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return left, left + width
