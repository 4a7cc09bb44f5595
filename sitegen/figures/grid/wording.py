"""Short texts of a grid that the drawing and the description share."""

from __future__ import annotations

from sitegen.figures.grid.kernel import GridAxis, GridData
from sitegen.figures.grid.spec import ResolvedGrid
from sitegen.kinds.params import Meaning
from sitegen.kinds.words import GridWords, SeriesWords, series_words


def grid_words(params: ResolvedGrid, data: GridData) -> GridWords:
    """How sentences name the values, the columns and the rows."""
    inner = f"the {params.z.means}" if params.z.means else "the value"
    return GridWords(
        inner, _words(params, params.x, data.values.x, data, "x"), _words(params, params.y, data.values.y, data, "y")
    )


def _words(params: ResolvedGrid, given: Meaning, axis: GridAxis, data: GridData, default: str) -> SeriesWords:
    name = given.means or ({"x": "column", "y": "row"}[default] if axis.names else default)
    subject = f"The {params.z.means or 'value'}"
    ends = data.features
    low, high = (ends.lowest.value, ends.highest.value) if ends else (0.0, 0.0)
    names = {"x_name": name, "x_unit": given.unit or "", "y_unit": params.z.unit or "", "place_names": axis.names}
    limits = tuple(line.at for line in params.lines)
    return series_words(subject, axis.places, low, high, **names, limits=limits)
