"""Whether a table fits a narrow phone with its words whole, or must scroll by itself."""

from __future__ import annotations

from collections.abc import Iterable

NARROW_PX = 256
"""What a table has on a viewport of 320 px [CSS px]."""
_CHARACTER_PX, _GAP_PX = 8, 12
"""Width of a character of a table, a wide one, and the room between columns, as the stylesheet has them."""


def must_scroll(longest: Iterable[int]) -> bool:
    """Whether columns whose longest words have `longest` characters need more room than there is."""
    return sum(_CHARACTER_PX * letters + _GAP_PX for letters in longest) > NARROW_PX
