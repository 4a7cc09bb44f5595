"""Short texts of a curves figure that the drawing and the description share."""

from __future__ import annotations

from sitegen.figures.curves.spec import CurvesParams


def value_limits(params: CurvesParams) -> tuple[float, ...]:
    """The lines that values are compared with."""
    return tuple(line.at for line in params.lines if line.axis == "y")
