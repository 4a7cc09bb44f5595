"""Outlines of regions against a count of cells, and blocks against plain means."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from sitegen.numerics.cell_regions import blocks, corner_count, outlines


def corners_of(ring):
    x, y, *sides = ring
    points = [(x, y)]
    for index, side in enumerate(sides):
        x, y = (x + side, y) if index % 2 == 0 else (x, y + side)
        points.append((x, y))
    return points


def inside(rings, column, row):
    """Whether the centre of a cell is in an odd number of rings: a ray to the left, side by side."""
    crossed = 0
    for ring in rings:
        points = corners_of(ring)
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            crossed += x0 == x1 and x0 <= column and min(y0, y1) <= row < max(y0, y1)
    return crossed % 2 == 1


def area(rings):
    """The area of all rings by the shoelace formula, with the sign of each: holes and islands alternate."""
    total = 0.0
    for ring in rings:
        points = corners_of(ring)
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        total += abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
    return total


@pytest.mark.parametrize("seed", range(60))
def test_outlines_contain_each_cell_of_a_region_and_no_other(seed):
    chance = random.Random(seed)
    height, width, share = chance.randint(1, 9), chance.randint(1, 9), chance.choice((0.1, 0.5, 0.9))
    region = np.array([[chance.random() < share for _ in range(width)] for _ in range(height)])
    rings = outlines(region)
    found = [[inside(rings, column, row) for column in range(width)] for row in range(height)]
    assert found == region.tolist()
    for ring in rings:
        (x, y), (last_x, last_y) = corners_of(ring)[0], corners_of(ring)[-1]
        assert x == last_x  # the side that closes a ring is vertical
        assert y != last_y


def test_the_area_of_a_region_without_holes_is_its_number_of_cells():
    y, x = np.mgrid[:40, :50]
    region = (x - 20) ** 2 + (y - 17) ** 2 < 150
    (ring,) = outlines(region)
    assert area([ring]) == np.count_nonzero(region)


def test_bands_cover_each_cell_once():
    chance = np.random.default_rng(5)
    bands = chance.integers(0, 4, (12, 15))
    found = [outlines(bands == band) for band in range(4)]
    for row in range(12):
        for column in range(15):
            assert [inside(rings, column, row) for rings in found] == [bands[row, column] == band for band in range(4)]


def test_corners_are_those_of_the_rings():
    bands = np.random.default_rng(1).integers(0, 3, (9, 11))
    rings = [ring for band in range(3) for ring in outlines(bands == band)]
    assert corner_count(bands) == sum(len(corners_of(ring)) for ring in rings)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_a_block_has_the_mean_of_its_cells(size):
    values = np.random.default_rng(2).normal(size=(7, 10))
    values[2:5, 3] = math.nan
    found = blocks(values, size)
    for i in range(found.shape[0]):
        for j in range(found.shape[1]):
            part = [
                v for v in values[i * size : (i + 1) * size, j * size : (j + 1) * size].ravel() if not math.isnan(v)
            ]
            assert (math.isnan(found[i, j]) and not part) or found[i, j] == pytest.approx(math.fsum(part) / len(part))


def test_blocks_of_the_largest_floats_do_not_overflow():
    assert blocks(np.full((2, 2), 1.7e308), 2).tolist() == [[pytest.approx(1.7e308)]]
