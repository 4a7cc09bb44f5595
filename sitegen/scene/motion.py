"""Motion as data: what moves, when, from where. The last moment is the mark at rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Channel = Literal["opacity", "scale-y"]
Easing = Literal["spring", "linear"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """One channel of one mark over time.

    Parameters
    ----------
    channel : {"opacity", "scale-y"}
        What moves; scale-y is about the lower edge of the mark.
    times : tuple of float
        Ascending times of the key moments [ms] after `delay`; the first is 0.
    values : tuple of float
        The value of the channel at each of the times; between two moments the easing runs once.
    delay : float
        Time before the motion begins [ms]; until then the first value holds.
    easing : {"spring", "linear"}
        The damped spring of `sitegen.numerics.spring`, or none.
    loop : bool
        Whether it repeats without end; the period is the last of `times`.
    """

    channel: Channel
    times: tuple[float, ...]
    values: tuple[float, ...]
    delay: float = 0.0
    easing: Easing = "spring"
    loop: bool = False

    @property
    def duration(self) -> float:
        """Length of one run [ms]."""
        return self.times[-1]

    @property
    def end(self) -> float:
        """When the mark rests [ms]; infinite for a loop."""
        return float("inf") if self.loop else self.delay + self.duration
