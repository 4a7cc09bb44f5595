"""Random, adversarial and near-threshold series."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

NAN = math.nan


def _places(chance: random.Random, count: int) -> list[float]:
    kind = chance.choice(("steps", "steps", "line", "coarse", "uneven", "decades"))
    if kind == "steps":
        start, step = chance.choice((0, 1, -5, 1000)), chance.choice((1, 1, 10, 250))
        return [float(start + step * i) for i in range(count)]
    if kind == "line":
        low, reach = chance.uniform(-5, 1), chance.choice((1e-14, 1e-9, 0.01, 1.0, 10.0, 4e5))
        return [low + reach * i / max(1, count - 1) for i in range(count)]
    if kind == "coarse":
        return [-2 + 0.25 * i for i in range(count)]
    if kind == "decades":
        return [10 ** (-5 + 7 * i / max(1, count - 1)) for i in range(count)]
    place, found = 0.0, []
    twice = chance.random() < 0.3
    for _ in range(count):
        place += chance.choice((0.0 if twice else 0.1, 0.5, 3.0, chance.random() + 1e-3))
        found.append(place)
    return found


def _noisy(chance: random.Random, count: int) -> list[float]:
    drift = chance.choice((0.0, 0.0, 0.05, -0.2))
    return [chance.gauss(drift * i, 1) for i in range(count)]


def _walk(chance: random.Random, count: int) -> list[float]:
    value, found = 0.0, []
    for _ in range(count):
        value += chance.gauss(0, 1)
        found.append(value)
    return found


def _decay(chance: random.Random, count: int) -> list[float]:
    rate, floor, noise = chance.uniform(-0.3, 0.4), chance.choice((0.0, 0.1)), chance.choice((0.0, 0.0, 0.02, 0.2))
    return [(math.exp(-rate * i) + floor) * math.exp(chance.gauss(0, noise)) for i in range(count)]


def _level(chance: random.Random, count: int) -> list[float]:
    """A slope and a level part whose width is near the limit of a plateau."""
    length = max(1, round(count * chance.choice((0.15, 0.19, 0.2, 0.21, 0.5))))
    start = chance.randrange(max(1, count - length))
    width = 0.02 * chance.choice((0.5, 0.999999999, 1.0, 1.000000001, 1.5))
    inside = [chance.choice((0.5, 0.5 + width, 0.5 + width * chance.random())) for _ in range(length)]
    return [i / count if not start <= i < start + length else inside[i - start] for i in range(count)]


def _spiked(chance: random.Random, count: int) -> list[float]:
    """Small alternating steps with outliers near five deviations."""
    found = [chance.choice((-1.0, 0.0, 1.0, chance.gauss(0, 1))) for _ in range(count)]
    for _ in range(chance.randint(0, 3)):
        found[chance.randrange(count)] = chance.choice((5.0, 4.999999999, 5.000000001, -5.1, 4.0, 100.0, 1e6))
    return found


def _steps(chance: random.Random, count: int) -> list[float]:
    levels = [chance.choice((0.0, 0.1, 0.1 + 1e-14, 0.1 + 1e-9, 0.3)) for _ in range(chance.randint(1, 4))]
    return [levels[i * len(levels) // count] for i in range(count)]


def _close(chance: random.Random, count: int) -> list[float]:
    """Values that differ in a digit that few would show, or in none."""
    base = chance.choice((1.0, 0.98, 123456.0, -7.0, 1e-7))
    return [base * (1 + chance.choice((1e-15, 1e-13, 1e-11, 1e-6, 1e-3)) * chance.randint(-2, 2)) for _ in range(count)]


def _hills(chance: random.Random, count: int) -> list[float]:
    waves, tilt = chance.choice((0.25, 0.5, 1, 1.5, 2)), chance.choice((0.0, 1.0))
    return [math.sin(2 * math.pi * waves * i / count) + tilt * i / count for i in range(count)]


def _line(chance: random.Random, count: int) -> list[float]:
    noise = chance.choice((0.0, 1e-9, 0.1, 0.5, 0.9, 1.0, 1.1))
    slope = chance.choice((1, -1, 1e-6)) * 3.2 / max(1, count)
    return [slope * i + noise * abs(slope) * count / 10 * chance.gauss(0, 1) for i in range(count)]


def _strange(chance: random.Random, count: int) -> list[float]:
    return [chance.choice((0.0, -0.0, 1e-320, 1e300, -1e300, 1e-12, 1.0, -1.0, 0.5, 1234567.0)) for _ in range(count)]


SHAPES: tuple[Callable[[random.Random, int], list[float]], ...] = (
    *(_noisy, _walk, _decay, _decay, _level, _spiked, _steps, _close, _hills, _line, _strange),
)


def random_values(chance: random.Random, count: int) -> list[float]:
    values = chance.choice(SHAPES)(chance, count)
    scale = chance.choice((1.0, 1.0, 1.0, 0.01, 1e5, 1e-9, -1.0))
    values = [value * scale for value in values]
    if chance.random() < 0.1:
        values = [round(value, chance.choice((0, 1, 2))) for value in values]
    if chance.random() < 0.05:
        values.sort(reverse=chance.random() < 0.5)
    if chance.random() < 0.15:
        for _ in range(chance.randint(1, max(1, count // 3))):
            values[chance.randrange(count)] = NAN
    if chance.random() < 0.02:
        values = [NAN] * count
    return values


def random_series(chance: random.Random) -> tuple[list[float], list[float]]:
    """Places and values; NaN where there is no value."""
    count = chance.choice((1, 2, 3, 5, 9, 10, 11, 20, 21, 22, 23, 40, 60, 120, chance.randint(1, 100)))
    return _places(chance, count), random_values(chance, count)


def random_pair(chance: random.Random) -> tuple[list[float], list[float], list[float]]:
    """Places and two series that go together for a while, or have nothing in common."""
    places, first = random_series(chance)
    count = len(places)
    if chance.random() < 0.3:
        return places, first, random_values(chance, count)
    known = [value for value in first if not math.isnan(value)] or [0.0]
    spread, start = max(known) - min(known), chance.randrange(count + 1)
    small = chance.choice((0.0, 1e-15, 0.01, 0.04, 0.05))
    large = chance.choice((0.0, 0.049, 0.05, 0.051, 0.1, 1.0, -0.3))
    return (
        places,
        first,
        [
            value + spread * (small * chance.choice((-1, 0, 1)) if i < start else large * chance.choice((1, 1, 1.5)))
            for i, value in enumerate(first)
        ],
    )
