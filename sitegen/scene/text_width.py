"""Widths of labels: an upper bound over the system fonts that readers have.

Nothing is measured at build time; the widths are those of DejaVu Sans, the widest of the usual system fonts (Segoe UI,
San Francisco, Roboto, Helvetica and Noto Sans are 5 to 20 % narrower). `SLACK` covers the letters that readers choose: the
text spacing of WCAG 1.4.12, OpenDyslexic, and monospace.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from unicodedata import east_asian_width

from sitegen.scene.shapes import TEXT_SIZE, WIDTH, Text

SLACK = 1.35
SYSTEM_SLACK = 1.1
"""For a system font that is wider still, without a reader's own letters: what the audit demands of every label."""
_WIDTHS = {
    **dict.fromkeys("ijl'", 0.278),
    **dict.fromkeys(" .,·:;!|/\\", 0.338),
    **dict.fromkeys("ft()[]-r", 0.402),
    **dict.fromkeys("Is", 0.521),
    **dict.fromkeys("cakezvxyJ", 0.615),
    **dict.fromkeys("mw", 0.974),
    **dict.fromkeys("MW%@", 1.0),
    **dict.fromkeys("←→×≈∂√+=<>≤≥−", 0.84),
    **dict.fromkeys("ABCDGHKNOQRUVXwZ", 0.8),
}
_OTHER = 0.65
_FULL = 1.02
"""East Asian wide characters and emoji."""
_BOLD = 1.12


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT_SIZE, *, bold: bool = False, slack: float = SLACK) -> float:
    """Width of `text` at font size `size`, both in user units; `slack` is included."""
    return sum(map(_ems, text)) * size * slack * (_BOLD if bold else 1.0)


@cache
def _ems(character: str) -> float:
    return _WIDTHS.get(character) or (_FULL if east_asian_width(character) in "WF" else _OTHER)


def shortened(text: str, room: float) -> str:
    """`text`, cut to `room` user units with an ellipsis if it is wider; at least the ellipsis."""
    if text_width(text) <= room:
        return text
    kept = next((length for length in range(len(text), 0, -1) if text_width(text[:length] + "…") <= room), 0)
    return text[:kept].rstrip() + "…"


def longest_fitting(texts: Sequence[str], room: float) -> str:
    """The first of `texts`, from long to short, that is not wider than `room`; if none fits, the last one, cut."""
    return next((text for text in texts if text_width(text) <= room), shortened(texts[-1], room))


def fits(texts: Sequence[str], pitch: float, size: float = TEXT_SIZE) -> bool:
    """Whether labels centred `pitch` apart keep half an em between them."""
    return max(text_width(text, size) for text in texts) + size / 2 <= pitch


def extent(text: Text, slack: float = SLACK) -> tuple[float, float]:
    """Where a text begins and ends, in user units."""
    width = text_width(text.text, text.size, bold=text.bold, slack=slack)
    left = text.x - {"start": 0.0, "middle": width / 2, "end": width}[text.anchor]
    return left, left + width


def inside(text: Text, margin: float = 4.0) -> Text:
    """`text` centred on its x, or aligned with the edge of the panel if it would leave it."""
    centred = replace(text, anchor="middle")
    left, right = extent(centred)
    if left < margin:
        return replace(text, x=margin, anchor="start")
    if right > WIDTH - margin:
        return replace(text, x=WIDTH - margin, anchor="end")
    return centred
