"""Short texts of a curves figure that the drawing and the description share."""

from __future__ import annotations

from sitegen.figures.curves.spec import CurvesParams


def value_limits(params: CurvesParams) -> tuple[float, ...]:
    """The lines that values are compared with."""
    return tuple(line.at for line in params.lines if line.axis == "y")


def figure_title(params: CurvesParams) -> str:
    """The name of a figure whose author gives none."""
    y, x = params.y.means, params.x.means
    if not y:
        return f"Curves by {x}" if x else "Curves"
    return f"{y[:1].upper()}{y[1:]} by {x}" if x else f"{y[:1].upper()}{y[1:]}"
