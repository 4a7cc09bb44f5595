"""Random parameters of every kind, with the corners of each parameter and the limits of floats."""

from __future__ import annotations

import math
import random
import sys
from itertools import pairwise
from typing import Any

from sitegen.numerics.activations import ACTIVATIONS
from sitegen.spec.declaration import LARGEST as LARGEST_LIMIT
from tests.series.random_series import random_pair, random_series, random_values

LARGEST = sys.float_info.max
FLOATS = (
    0.0,
    5e-324,
    2.2e-308,
    1e-162,
    1e-6,
    1e-3,
    0.00995,
    0.0995,
    0.5,
    0.999,
    1.0,
    1.05,
    9.996,
    9950.0,
    1e4,
    1e154,
    LARGEST,
)
NAMES = ("a", "conv1", "LayerNorm-and-residual", "α", "層", "1", "A b", "{x}", "<b>", "100 %")
WIDTHS = (1, 1, 2, 3, 8, 1024)


def magnitude(draw: random.Random) -> float:
    return draw.choice(
        (draw.choice(FLOATS), 10 ** draw.uniform(-6, 3), 10 ** draw.uniform(-307, 308), draw.choice((1.0, 0.5)))
    )


def gradients(draw: random.Random, depth: int) -> list[float]:
    factor = draw.choice((0.5, 0.25, 2.0, 1.0, 1.001, 0.999, 0.9, 0.1, 0.55))
    geometric = [factor ** (depth - 1 - layer) for layer in range(depth)]
    noise = draw.choice((0.0, 0.0005, 0.01, 0.3))
    return draw.choice(
        (
            [magnitude(draw)] * depth,
            geometric,
            [value * 10 ** draw.gauss(0, noise) for value in geometric],
            [value if draw.random() < 0.7 else 0.0 for value in geometric],
            [0.0] * draw.randint(0, depth),
            [magnitude(draw) for _ in range(depth)],
        )
    )


def gradient_flow(draw: random.Random) -> dict[str, Any]:
    depth = draw.choice((1, 1, 2, 2, 3, 4, 5, 12, 13, 24, 45, 64))
    same = [draw.choice(WIDTHS)] * depth
    layers = draw.choice((same, [draw.choice(WIDTHS) for _ in range(depth)]))
    given = gradients(draw, depth)
    rest = draw.choice((None, draw.randrange(depth)))
    playing = draw.choice((None, True, False))
    moves = rest is None if playing is None else playing
    loop = moves and rest != 0 and depth > 1 and draw.random() < 0.3
    return {
        "layers": layers,
        "gradients": given + [1.0] * (depth - len(given)) if draw.random() < 0.9 else None,
        "names": [draw.choice(NAMES) for _ in layers] if draw.random() < 0.4 else None,
        "current_layer": rest,
        "playing": playing,
        "play_speed": draw.choice((500, 200.5, 9999.9, 10000)),
        "light": draw.choice(("gradient", "gradient", "even")),
        "loop": loop,
    }


def gradient_decay(draw: random.Random) -> dict[str, Any]:
    scales = (0.001, 0.00999, 0.01, 0.5, 0.99, 0.999, 1, 1.001, 1.02, 1.05, 1.41, 2, 2.1, 4, 4.2, 1000)
    return {
        "num_layers": draw.choice((2, 3, 5, 16, 41, 64, draw.randint(2, 64))),
        "init_scale": float(draw.choice((*scales, 10 ** draw.uniform(-3, 3), draw.uniform(0.8, 1.3)))),
        "activation": draw.choice(("identity", "relu", "leaky-relu", "sigmoid", "tanh", "gelu", "silu")),
        "rule": draw.choice(("mean", "rms")),
        "log_scale": draw.random() < 0.6,
    }


def activation_curve(draw: random.Random) -> dict[str, Any]:
    activation = draw.choice(
        ("identity", "relu", "leaky-relu", "elu", "selu", "sigmoid", "tanh", "gelu", "silu", "softplus", "mish")
    )
    reach = draw.choice((0.5, 0.75, 1.0, 3.0, 4.0, 6.0, 12.0, round(draw.uniform(0.5, 12), 1)))
    alphas = (None, 0.0, 0.01, 0.0099, 0.25, 1.0, 2.0, round(draw.uniform(0, 2), 2))
    return {
        "activation": activation,
        "reach": reach,
        "point": draw.choice((0.0, reach, -reach, 0.5, -0.3, round(draw.uniform(-reach, reach), 2))),
        "alpha": draw.choice(alphas) if activation in {"leaky-relu", "elu"} else None,
    }


def _phases(draw: random.Random, total: int) -> dict[str, Any]:
    decays = ("constant", "linear", "cosine", "exponential", "polynomial", "step", "inverse-sqrt")
    found = {
        "peak": draw.choice((1e-3, 0.1, 3e-4, 9.996e-4, 1.0, 10 ** draw.uniform(-9, 4))),
        "warmup": draw.choice((0, 1, draw.randint(0, total // 3))),
        "start": draw.choice((0.0, 0.04, 0.5, 1.0)),
        "rise": draw.choice(("linear", "cosine")),
        "stable": draw.randint(0, total // 3),
        "decay": draw.choice(decays),
        "end": draw.choice((1e-6, 0.01, 0.5, 1.0)),
        "power": draw.choice((0.5, 1.0, 2.0, 10.0)),
        "factor": draw.choice((0.1, 0.5, 0.94, 0.96, 1.0)),
        "every": draw.randint(1, total),
    }
    kept = {name: value for name, value in found.items() if draw.random() < 0.6}
    if "peak" in kept and draw.random() < 0.2:
        kept["model_size"] = draw.choice((1, 64, 512))
        del kept["peak"]
    return kept


def lr_schedule(draw: random.Random) -> dict[str, Any]:
    total = draw.choice((3, 4, 10, 99, 150, 400, 1000))
    names = draw.sample(NAMES, draw.choice((1, 2, 3, 8))) if draw.random() < 0.5 else []
    schedules = [{"name": name, **_phases(draw, total)} for name in names]
    return {**_phases(draw, total), "total": total, "count_from": draw.choice((0, 1)), "schedules": schedules}


def training_curves(draw: random.Random) -> dict[str, Any]:
    names = draw.sample(("a", "ReLU 8", "{x}", "<b>", "100 %", "層"), draw.choice((1, 1, 2, 2, 3, 6)))
    x = sorted(set(random_series(draw)[0]))
    runs = []
    for name in names:
        _, drawn = random_series(draw)
        values = [abs(value) if math.isfinite(value) else 1.0 for value in drawn]
        runs.append({"name": name, "values": (values * (len(x) // len(values) + 1))[: len(x)]})
    if len(runs) > 1 and len(x) > 3 and draw.random() < 0.3:
        runs[1]["values"] = runs[1]["values"][: len(x) // 2]
    return {
        "runs": runs,
        "steps": x,
        "measure": draw.choice(("loss", "gradient norm")),
        "smoothing": draw.choice((0.0, 0.0, 0.5, 0.9, 0.999)),
        "log_scale": draw.random() < 0.5,
        "clip": draw.choice((None, 1.0, runs[0]["values"][0] or 0.1)),
    }


def layer_profile(draw: random.Random) -> dict[str, Any]:
    names = draw.sample(("a", "ReLU 8", "{x}", "<b>", "100 %", "層", "he", "plain"), draw.choice((1, 2, 2, 3, 8)))
    number = draw.choice((0, len(names), len(names), draw.randint(0, len(names))))
    relative = draw.random() < 0.5 or 0 < number < len(names)
    return {
        **_network(draw),
        "theories": [{"name": name, **_network(draw)} for name in names[:number]],
        "measured": [{"name": name, "values": _magnitudes(draw, relative)} for name in names[number:]],
        "depth": draw.choice((None, 2, 3, 20, 100)),
        "measure": draw.choice(("gradient", "weight gradient")),
        "first_layer": draw.choice((0, 1)),
        "direction": draw.choice(("input", "loss")),
        "relative": relative,
    }


def _network(draw: random.Random) -> dict[str, Any]:
    typical = draw.random() < 0.3
    return {
        "activation": draw.choice(("identity", "relu") if typical else tuple(ACTIVATIONS)),
        "wiring": "plain" if typical else draw.choice(("plain", "residual")),
        "init": draw.choice(("he", "glorot", "lecun", "he" if typical else "orthogonal")),
        "scale": draw.choice((0.01, 0.577, 1.0, 1.0, round(draw.uniform(0.1, 2.0), 2), 10.0)),
        "batch_norm": not typical and draw.random() < 0.3,
        "statistic": "typical" if typical else "rms",
        "width": draw.choice((2, 3, 8, 64, 1024)),
    }


def _magnitudes(draw: random.Random, relative: bool) -> list[float]:
    count = draw.choice((1, 2, 5, 5, 5, 30))
    pick = draw.choice(
        (lambda: draw.choice(MAGNITUDES), lambda: 10 ** draw.uniform(-6, 3), lambda: draw.choice((1.0, 10.0, 100.0)))
    )
    return [*(pick() for _ in range(count - 1)), pick() or 1.0 if relative else pick()]


MAGNITUDES = (
    0.0,
    0.0,
    1e-100,
    0.0099999,
    0.01,
    0.010001,
    0.5,
    0.9999,
    1.0,
    1.0 + 1e-13,
    1.0049,
    9.9999,
    10.0,
    100.0,
    100.01,
    1e100,
)


def vanishing_gradients(draw: random.Random) -> dict[str, Any]:
    activations = draw.sample(("sigmoid", "tanh", "relu", "leaky-relu", "identity"), draw.randint(1, 3))
    return {
        "num_layers": draw.choice((1, 1, 2, 3, 10, 45, 64, draw.randint(1, 64))),
        "activations": activations,
        "seed": draw.choice((0, 2**32 - 1, draw.randint(0, 1000))),
        "random_source": draw.choice(("legacy", "streams")),
        "pre_activation_spread": draw.choice((0.01, 0.1, 0.5, 1.0, 10.0)),
        "width": draw.choice((1, 2, 3, 31, 32, 64, 256)),
        "init_scale": draw.choice((0.001, 0.1, 0.99, 1.0, 1.02, 1.4142, 4.0, 5.0, 1000.0)),
        "learning_rate": draw.choice((5e-324, 1e-6, 1e-5, 0.001, 0.01, 0.99, 1.0)),
    }


def _activation(draw: random.Random, function: str | None) -> float:
    return {
        "relu": draw.choice((0.0, 0.0, 1e-7, 1e-6, 0.5, 1.0, 5e-324, LARGEST, magnitude(draw))),
        "sigmoid": draw.choice((0.0, 1.0, 0.5, 1e-9, 0.999999999, draw.random())),
        "tanh": draw.choice((0.0, 1.0, -1.0, 1e-7, 1 - 1e-12, draw.uniform(-1, 1))),
    }.get(function or "", draw.choice((1, -1)) * magnitude(draw))


def _neurons(draw: random.Random, function: str | None) -> list[dict[str, Any]]:
    count, most = draw.choice((1, 1, 2, 3, 6, 24, 25, 40)), draw.choice((0, 1, 2, 7, 8, 9, 12))
    ragged, constant, layer = draw.random() < 0.3, draw.random() < 0.3, draw.choice((1, 2, 3, 50))
    separator = draw.choice("·./ ")
    neurons = []
    for index in range(count):
        length = draw.randint(0, most) if ragged else most
        history = [_activation(draw, function) for _ in range(length)]
        history = history[:1] * length if constant else history if draw.random() < 0.75 else [0.0] * length
        neurons.append({"id": f"L{index // layer + 1}{separator}N{index % layer + 1}", "activations": history})
    return neurons


def dead_neurons(draw: random.Random) -> dict[str, Any]:
    function = draw.choice((None, None, "relu", "sigmoid", "tanh"))
    given: dict[str, Any] = {"window": draw.choice(("all", "all", 1, 2, 8, 9, 100))}
    given["scale"] = draw.choice(("shared", "own"))
    if draw.random() < 0.3:
        sizes = {"neurons": draw.choice((1, 2, 6, 24, 25, 64)), "per_layer": draw.choice((1, 2, 5, 4096))}
        share = draw.choice((0.0, 0.35, 1.0))
        given["demo"] = {
            **sizes,
            "samples": draw.choice((1, 2, 7, 8, 9, 24)),
            "dead_share": share,
            "seed": draw.randint(0, 99),
        }
        function = draw.choice((None, "relu"))
    else:
        given["neurons"] = _neurons(draw, function)
    given["activation"] = function
    given["criterion"] = draw.choice(("silent", "saturated")) if function else "silent"
    if given["criterion"] == "silent":
        given["dead_threshold"] = draw.choice((None, 5e-324, 1e-6, 0.01, 0.5, 1e4, LARGEST))
    elif function != "relu":
        given["dead_threshold"] = draw.choice((None, 1e-12, 0.1, 0.25))
    return given


def bptt_norm(draw: random.Random) -> dict[str, Any]:
    length = draw.choice((1, 1, 2, 3, 5, 10, 20, 21, 50))
    source = draw.choice(("A", "B", "tokens"))
    tokens = [draw.choice((0, 1, 2, 1023)) for _ in range(length)]
    hidden = draw.choice((1, 1, 2, 3, 8, 24))
    return {
        **({"tokens": tokens} if source == "tokens" else {"sequence": source, "length": length}),
        "target": draw.choice((None, 0, 9)) if source != "A" else None,
        "hidden": hidden,
        "init": draw.choice(("normal", "scaled", "orthogonal", "identity")),
        "scale": draw.choice((0.001, 0.1, 0.5, 0.9, 0.99, 1.0, 1.01, 1.5, 5.0, 10.0)),
        "update_bias": draw.choice((-20.0, -5.0, -2.0, -1.0, 0.0, 1.0, 20.0)),
        "update_gate": draw.choice(("new", "keep")),
        "reset": draw.choice(("before", "after")),
        "seed": draw.choice((0, 2**32 - 1, draw.randint(0, 1000))),
        "seeds": draw.choice((20, None, None, None, None, None)) if hidden <= 3 else None,
    }


def curves(draw: random.Random) -> dict[str, Any]:
    places, first, second = random_pair(draw)
    others = [random_values(draw, len(places)) for _ in range(draw.choice((0, 0, 0, 1, 6)))]
    series = [first, second, *others][: draw.choice((1, 2, 2, 8))]
    given = [[None if math.isnan(value) else value for value in values] for values in series]
    given = [values for values in given if any(value is not None for value in values)] or [[1.0] * len(places)]
    log = draw.random() < 0.4 and all(value is None or value >= 0 for values in given for value in values)
    named = [{"name": NAMES[number], "y": values, "form": draw.choice(("line", "step", "points"))}
             for number, values in enumerate(given)]  # fmt: skip
    known = sorted({value for values in given for value in values if value is not None})
    low, high = known[0], known[-1]
    log = "symmetric" if not log and draw.random() < 0.2 else log
    shown = [value for value in known if value > 0] or [1.0] if log is True else known
    window = random.Random(f"{places} {known}")
    ends = draw_ends(window, places) if window.random() < 0.2 else None
    return {
        "x": {"means": "step", "values": places, "range": ends},
        "y": {"means": draw.choice((None, "loss")), "unit": draw.choice((None, "ms")) if len(named) != 2 else None, "log": log,
              "linear": draw.choice((None, 1e-4, 0.5)) if log == "symmetric" else None,
              "range": draw.choice((None, [low, (low + high) / 2])) if not log and low < (low + high) / 2 else None},
        "series": named,
        "lines": draw.choice(([], [{"at": draw.choice(shown), "name": "limit"}, {"at": places[0], "name": "start", "axis": "x"}])),
        "zones": draw.choice(([], [{"from": places[0], "to": places[0] + 1.0, "name": "area"}])),
        "notes": draw.choice(([], [{"x": places[-1], "y": shown[0], "text": "here"}])),
        "highlight": draw.choice((None, named[-1]["name"])),
    }  # fmt: skip


def draw_ends(draw: random.Random, places: list[float]) -> list[float] | None:
    """A range with a part of the places, or with none of them."""
    low, high = sorted(draw.choice((places[0] - 1, *places, places[-1] + 1)) for _ in range(2))
    return [low, high] if low < high else None


def bars(draw: random.Random) -> dict[str, Any]:
    count = draw.choice((1, 1, 2, 3, 4, 8, 32))
    kind = draw.choice(("near", "whole", "decades", "steps", "any", "equal", "huge"))
    start, size = draw.uniform(-1, 1), 10 ** draw.uniform(-9, 9)
    values = [
        {
            "near": 1 + draw.choice((0, 1e-3, 1e-6, 1e-13, 0.004, 0.006)),
            "whole": float(draw.randint(-3, 9) if draw.random() < 0.5 else draw.randint(0, 99_999)),
            "decades": 10 ** draw.uniform(-9, 4),
            "steps": start + index * draw.choice((0.1, 0.1, 1e-9)),
            "any": size * draw.gauss(0, 1),
            "equal": start,
            "huge": draw.choice((-1, 1)) * magnitude(draw),
        }[kind]
        for index in range(count)
    ]
    if draw.random() < 0.3:
        values = [abs(value) for value in values]
    if draw.random() < 0.2:
        values = draw.choice(([0.0] * count, [value if draw.random() < 0.7 else 0.0 for value in values]))
    positive = min(values) >= 0
    given = [None if draw.random() < 0.1 and count > 1 else value for value in values]
    names = draw.choice((draw.sample(NAMES, min(count, len(NAMES))), []))
    names += [f"bar {number}" for number in range(count - len(names))]
    log = (positive and draw.random() < 0.4) or draw.choice((False, False, "symmetric"))
    at = draw.choice((*values, 0.5, 1.0))
    return {
        "bars": [{"name": name, "value": value} for name, value in zip(names, given, strict=True)],
        "x": {"means": draw.choice((None, "layer", "part"))},
        "y": {"means": draw.choice((None, "loss", "parameters")), "unit": draw.choice((None, "ms")), "log": log,
              "range": draw.choice((None, [0.5, 2.0])),
              "linear": draw.choice((None, 0.02, 3.0)) if log == "symmetric" else None},
        "order": draw.choice(("given", "rising", "falling")),
        "parts_of": draw.choice((None, "the network")) if positive else None,
        "lines": [] if log is True and at <= 0 else draw.choice(([], [{"at": at, "name": "limit"}])),
        "highlight": draw.choice((None, names[0])),
    }  # fmt: skip


def _surface(draw: random.Random, x: list[float], y: list[float]) -> list[list[float]]:
    """A slope, a saddle, a bell, noise, a single value, or values near the limits of floats."""
    form = draw.choice(("slope", "slope", "saddle", "bell", "noise", "flat", "floats"))
    scale, offset = draw.choice((1.0, 1e-7, 1e5, 1e-300, 1e300)), draw.choice((0.0, 2.0, 100.0))
    dx, dy = draw.choice((0, 1, -1)), draw.choice((0, 1, -1, 1e-14))

    def at(i: int, j: int) -> float:
        u, v = i / len(x), j / len(y)
        if form == "floats":
            return draw.choice(FLOATS) * draw.choice((1, 1, -1))
        heights = {
            "slope": dx * u + dy * v,
            "saddle": (u - 0.5) * (v - 0.5),
            "bell": math.exp(-20 * ((u - 0.4) ** 2 + (v - 0.6) ** 2)),
            "noise": draw.choice((draw.random(), 0.0, 0.5)),
            "flat": 1.0,
        }
        return scale * (heights[form] + offset)

    return [[at(i, j) for i in range(len(x))] for j in range(len(y))]


def grid(draw: random.Random) -> dict[str, Any]:
    width, height = draw.choice((1, 2, 3, 5, 12, 30)), draw.choice((1, 2, 3, 6, 15))
    x, y = (
        [start + step * i for i in range(count)]
        for start, step, count in ((0.0, draw.choice((1.0, 250.0)), width), (0.5, 0.5, height))
    )
    if draw.random() < 0.2:
        x = [10.0 * 2**i for i in range(width)]
    if draw.random() < 0.2:
        draw.shuffle(x)
    missing = draw.choice((0.0, 0.0, 0.1, 0.6, 1.0))
    values = [[None if draw.random() < missing else value for value in row] for row in _surface(draw, x, y)]
    known = sorted({value for row in values for value in row if value is not None}) or [1.0]
    named = draw.random() < 0.3
    names = [f"{NAMES[i % 8]} {i}" for i in range(height)]
    log = draw.random() < 0.3
    low, high = known[0], known[-1]
    levels = [{"at": draw.choice(known), "name": "limit"}, {"at": low / 2 + high / 2, "name": "half"}]
    levels = [line for line in levels if line["at"] > 0 or not log]
    ranged = not log and -LARGEST_LIMIT <= low < low / 2 + high / 2 <= LARGEST_LIMIT and draw.random() < 0.2
    marked = draw.random() < 0.4
    centred = not log and not ranged and max(map(abs, (low, high))) < 1e300 and draw.random() < 0.3
    return {
        "x": {"means": "depth", "values": x},
        "y": {"means": "layer", "names": names} if named else {"means": "width", "values": y},
        "z": {"means": "loss", "log": log, "unit": draw.choice((None, "ms")), "range": [low, low / 2 + high / 2] if ranged else None, "centre": draw.choice(known) if centred else None},
        "values": [{"name": f"N{number}", "values": row} for number, row in enumerate(values, 1)],
        "lines": levels[: draw.choice((0, 0, 1, 2))],
        "contours": draw.choice((None, True)),
        "mark_x": draw.uniform(min(x), max(x)) if marked else None,
        "mark_y": (draw.choice(names) if named else draw.choice(y)) if marked else None,
    }  # fmt: skip


def _sample_value(draw: random.Random, kind: str, spread: float) -> float:
    normal = spread * draw.gauss(0, 1)
    return {
        "normal": normal,
        "two": normal / 5 + spread * draw.choice((-2, 3)),
        "tail": normal * (100 if draw.random() < 0.01 else 1),
        "any": draw.choice((-1, 1)) * min(magnitude(draw), 1e300),
        "equal": spread,
        "relu": max(0.0, normal),
    }[kind]


def histogram(draw: random.Random) -> dict[str, Any]:
    names = draw.sample(NAMES, draw.choice((1, 1, 2, 2, 3, 8)))
    log = draw.random() < 0.5
    scale = draw.choice((1.0, 1e-6, 1e5, 10 ** draw.uniform(-300, 300)))
    shared = {
        "x": {"means": draw.choice((None, "activation"))},
        "log": log,
        "lines": draw.choice(([], [{"at": draw.choice((0.5, 1.0)) * scale, "name": "middle"}])),
    }
    if draw.random() < 0.25:
        edges = [-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 4.0][draw.choice((0, 3)) :]
        rows = [[float(draw.choice((0, 1, 5, 50, 300))) for _ in edges[1:]] for _ in names]
        given = [[*row[:-1], row[-1] + 1.0] for row in rows]
        threshold = {
            "at": 1.0,
            "name": "limit",
            "side": draw.choice(("above", "below", "both")[: 3 if edges[0] < 0 else 2]),
        }
        shared["lines"] = []
        return {**shared, "edges": edges, "rows": [{"name": n, "values": v} for n, v in zip(names, given, strict=True)],
                "threshold": draw.choice((None, threshold))}  # fmt: skip
    rows = []
    for name in names:
        count = draw.choice((1, 2, 3, 10, 60, 200))
        spread = scale * draw.choice((1.0, 1.0, 0.1, 1e-3))
        kind = draw.choice(("normal", "normal", "two", "tail", "any", "equal", "relu"))
        rows.append({"name": name, "values": [_sample_value(draw, kind, spread) for _ in range(count)]})
    every = sorted(value for row in rows for value in row["values"])
    at = draw.choice((draw.choice(every), scale))
    side = draw.choice(("above", "below", "both") if at > 0 else ("above", "below"))
    low, high = every[0], every[len(every) // 2]
    if log:
        sizes = sorted(abs(value) for value in every if value) or [1.0]
        low, high = sizes[len(sizes) // 4], sizes[-1]
    ends = draw.choice((None, None, [low, high])) if low < high else None
    return {
        **shared,
        "x": {**shared["x"], "range": ends},
        "rows": rows,
        "bins": draw.choice((4, 10, 40, 100)),
        "threshold": draw.choice((None, {"at": at, "name": "limit", "side": side})),
    }


def _graph_values(draw: random.Random, count: int) -> list[float | None]:
    """Whole numbers, powers, near ones, any, or floats at their limits; some are missing."""
    kind = draw.choice(("none", "near", "whole", "decades", "any", "equal", "huge"))
    start, missing = draw.uniform(-1, 1), draw.choice((0.0, 0.0, 0.2))
    found = [
        {
            "none": None,
            "near": 1 + draw.choice((0, 1e-3, 1e-6, 1e-13, 0.004, 0.006)),
            "whole": float(draw.randint(-3, 9)),
            "decades": 10 ** draw.uniform(-9, 4),
            "any": draw.gauss(0, 1),
            "equal": start,
            "huge": draw.choice((-1, 1)) * magnitude(draw),
        }[kind]
        for _ in range(count)
    ]
    return [None if draw.random() < missing else value for value in found]


def graph(draw: random.Random) -> dict[str, Any]:
    number = draw.choice((1, 1, 2, 3, 3, 4, 6, 10, 24))
    names = draw.sample(NAMES, min(number, len(NAMES)))
    names += [f"{draw.choice(('node', 'a block with a long name'))} {index}" for index in range(number - len(names))]
    order = draw.sample(names, number)
    pairs = [(one, other) for index, one in enumerate(order) for other in order[index + 1 :]]
    count = min(draw.choice((0, number - 1, number, 2 * number)), 60) if pairs else 0
    chosen = list(pairwise(order)) if draw.random() < 0.3 else draw.choices(pairs, k=count)
    edges = [
        {"edge": f"{one} -> {other}", "value": value}
        if draw.random() < 0.5 and chosen.count((one, other)) == 1
        else {"from": one, "to": other, "value": value}
        for (one, other), value in zip(chosen, _graph_values(draw, len(chosen)), strict=True)
    ]
    if len(order) > 2 and draw.random() < 0.1 and not {*pairwise(order[:3])} & {*chosen}:
        edges.append(" -> ".join(order[:3]))
    nodes = [{"name": name, "value": value} for name, value in zip(names, _graph_values(draw, number), strict=True)]
    meanings = [{"means": draw.choice((None, "gradient", "loss")), "unit": draw.choice((None, "ms"))} for _ in range(2)]
    meanings[1]["direction"] = draw.choice(("forward", "backward"))
    return {
        "nodes": nodes if not edges or draw.random() < 0.8 else None,
        "edges": edges,
        "node_values": meanings[0],
        "edge_values": meanings[1],
        "highlight": edges[0]["from"] if edges and "from" in edges[0] and draw.random() < 0.5 else None,
    }


DRAW = {
    "graph": graph,
    "histogram": histogram,
    "bars": bars,
    "grid": grid,
    "curves": curves,
    "gradient-decay": gradient_decay,
    "gradient-flow": gradient_flow,
    "vanishing-gradients": vanishing_gradients,
    "dead-neurons": dead_neurons,
    "activation-curve": activation_curve,
    "lr-schedule": lr_schedule,
    "training-curves": training_curves,
    "layer-profile": layer_profile,
    "bptt-norm": bptt_norm,
}
