"""Lollipops: dots on thin stems for values on a logarithmic axis, where the length of a bar would mean nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sitegen.scene.shapes import Circles, Mark, Motion, Rect

_STEM = 2.0


@dataclass(frozen=True, slots=True)
class Lollipops:
    """What the lollipops of a drawing share."""

    base: float
    """Height of the baseline."""
    radius: float
    """Of a dot."""

    def one(self, role: str, number: int, place: tuple[float, float], grows: Motion | None = None) -> Iterator[Mark]:
        """A stem and its dot, whose keys in the scene are ``stem-<number>`` and ``dot-<number>``.

        Parameters
        ----------
        role : str
            Of the dot. The stem has the role ``<role>-dot``, which is filled in the same colour.
        number : int
            Of the layer, unique in the scene.
        place : tuple of float
            Centre of the dot.
        grows : Motion
            Of the stem; the dot fades in meanwhile.
        """
        x, y = place
        left, width, key = x - min(_STEM, self.radius) / 2, min(_STEM, self.radius), f"stem-{number}"
        yield Rect(role=f"{role}-dot", key=key, x=left, y=y, width=width, height=self.base - y, motion=grows)
        appears = grows and replace(grows, channel="opacity")
        yield Circles(role=role, key=f"dot-{number}", centres=(place,), radius=self.radius, motion=appears)
