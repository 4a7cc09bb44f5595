"""Labels centred on columns: as many as keep clear of each other, and always the first and the last."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from sitegen.plot.key_rows import MARGIN
from sitegen.plot.plot_labels import pooled
from sitegen.plot.ticks import index_ticks
from sitegen.scene.canvas import Canvas
from sitegen.scene.text_width import extent

_GAP = 1.0
"""Distance of labels as wide as a reader's own letters may make them."""
_MOST_MOVED = 12.5
"""How far a label may be moved from the centre of its column."""
_LEAST = 60.0
"""Room that a label needs if it is cut."""


@lru_cache(maxsize=64)
def column_labels(
    labels: tuple[str, ...], x: tuple[float, ...], canvas: Canvas, *, cut: bool = True
) -> tuple[tuple[int, str], ...]:
    """Indices and texts of the labels that have room.

    Parameters
    ----------
    labels : tuple of str
        Of each column.
    x : tuple of float
        Centre of each column; that of a label whose column is at an edge of the canvas is further inside.
    canvas : Canvas
        What the drawing is made for.
    cut : bool
        Whether all labels may be cut to their room, rather than left out.
    """
    last = len(labels) - 1
    if not last:
        return ((0, canvas.shortened(labels[0], canvas.width - 2 * canvas.text_size)),)
    fewer = (16, 10, 5, 4, 3) if canvas.is_wide else (5, 4, 3)
    for shown in (range(last + 1), *(index_ticks(last + 1, most) for most in fewer), (0, last)):
        whole, places = [labels[index] for index in shown], [x[index] for index in shown]
        if _apart(whole, places, canvas):
            return tuple(zip(shown, whole, strict=True))
        room = _room(places, canvas)
        texts = [canvas.shortened(label, room) for label in whole]
        if cut and room >= _LEAST and len({*texts}) == len({*whole}):
            break
    return tuple(zip(shown, texts, strict=True))


def column_places(labels: Sequence[tuple[int, str]], x: Sequence[float], canvas: Canvas) -> tuple[float, ...]:
    """Centres of the labels of columns at `x`, where those that could meet in a reader's letters are moved apart a little."""
    wanted = [x[index] for index, _ in labels]
    halves = [canvas.text_width(text) / 2 for _, text in labels]
    starts = [0.0, *accumulate(before + after + _GAP for before, after in pairwise(halves))]
    low, high = MARGIN + halves[0], canvas.width - MARGIN - halves[-1] - starts[-1]
    nearest = pooled([centre - start for centre, start in zip(wanted, starts, strict=True)])
    moved = [start + min(max(at, low), high) for start, at in zip(starts, nearest, strict=True)]
    far = max(abs(place - own) for place, own in zip(moved, wanted, strict=True))
    return tuple(moved if far <= _MOST_MOVED else wanted)


def _apart(labels: Sequence[str], x: Sequence[float], canvas: Canvas) -> bool:
    """Whether whole labels of columns at `x` keep clear of each other, some of them moved a little."""
    places = column_places(tuple(enumerate(labels)), x, canvas)
    texts = (canvas.inside(canvas.text("text", label, at, 0)) for label, at in zip(labels, places, strict=True))
    return all(right + _GAP <= left for (_, right), (left, _) in pairwise(map(extent, texts)))


def _room(x: Sequence[float], canvas: Canvas) -> float:
    """Width that labels centred at `x` may have; those at the edges are moved inside the drawing."""
    if len(x) == 2:
        return canvas.width / 2 - canvas.text_size
    beside = min(x[1], canvas.width - x[-2]) - _GAP
    return min(*(after - before - _GAP for before, after in pairwise(x)), 2 / 3 * beside)
