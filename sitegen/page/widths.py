"""Whether a table fits a narrow phone with its words whole, or must scroll by itself."""

from __future__ import annotations

from collections.abc import Iterable

NARROW_PX = 256
"""What a table has on a viewport of 320 px [CSS px]."""
_CHARACTER_PX, _GAP_PX = 11, 12
"""Width of a character of a table, in a wide font with the spacing of WCAG 1.4.12, and the room between columns."""


def must_scroll(longest: Iterable[int]) -> bool:
    """Whether columns whose longest words have `longest` characters need more room than there is."""
    return sum(_CHARACTER_PX * letters + _GAP_PX for letters in longest) > NARROW_PX
