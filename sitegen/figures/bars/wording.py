"""Short texts of a bars figure that the drawing and the description share."""

from __future__ import annotations

from collections.abc import Callable

from sitegen.figures.bars.kernel import BarsData
from sitegen.figures.bars.spec import BarsParams
from sitegen.kinds.words import Quantity, category_writer


def value_writer(params: BarsParams, data: BarsData) -> Callable[[float], Quantity]:
    """How the drawing, the sentences and the table write values: none looks the same as a line unless it is equal."""
    return category_writer(data.features, [line.at for line in params.lines])
