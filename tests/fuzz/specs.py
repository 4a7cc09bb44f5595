"""Random specs of every kind: values at random and at the corners, wrong values, wrong keys, and damaged text."""

from __future__ import annotations

import json
import math
from random import Random
from typing import Any

import yaml

from sitegen.figures import KINDS
from sitegen.spec.json_schema import kind_schema
from tests.words.random_specs import DRAW

FLOATS = (
    0.0,
    -0.0,
    5e-324,
    2.2e-308,
    1e-300,
    1e-17,
    1e-7,
    9.9999e-7,
    1e-6,
    0.00995,
    0.01,
    0.1,
    0.25,
    0.5,
    0.99,
    1 - 1e-12,
)
FLOATS += (
    1.0,
    1 + 1e-12,
    1.04,
    2.0,
    9.95,
    10.0,
    999.995,
    1e3,
    1e15,
    2.0**53,
    1e300,
    1.7976931345e308,
    1.7976931348623157e308,
)
TEXTS = (
    "a",
    "h1",
    "L1·N2",
    "x" * 24,
    "x" * 200,
    "σ",
    "½",
    " ",
    "\u200b",
    "日本",
    "<b>",
    "&amp;",
    "$x$",
    "]]>",
    "1e-5",
    "é\u0301",
    "אב",
    "-0",
    "%",
)
WRONG = (
    None,
    True,
    -1,
    10**400,
    1e308,
    "",
    "no",
    [],
    {},
    [[]],
    {"file": "x.csv"},
    {"figure": "b"},
    math.inf,
    math.nan,
    "2026-01-01",
)
SCHEMAS = {name: kind_schema(name, kind)["properties"]["params"] for name, kind in KINDS.items()}
SMALL = {
    "hidden": 24,
    "length": 60,
    "seeds": 21,
    "width": 96,
    "num_layers": 64,
    "neurons": 60,
    "samples": 40,
    "per_layer": 40,
}
"""Upper ends that random values keep, so that most specs are drawn in milliseconds; corners go to the true ends."""


def random_spec(random: Random) -> str | bytes:
    """The text of one spec."""
    kind = random.choice(sorted(KINDS))
    spec: dict[str, Any] = {"kind": kind, "params": random_params(random, kind)}
    if random.random() < 0.2:
        spec["title"] = random.choice(TEXTS)
    if random.random() < 0.1:
        spec["caption"] = " ".join(random.choices(TEXTS, k=3))
    if random.random() < 0.1:
        spec |= {"size": random.choice(("small", "medium", "large")), "motion": random.choice(("auto", "still"))}
    if random.random() < 0.06:
        _explore(random, spec)
    if random.random() < 0.2:
        _spoil(random, spec)
    text = yaml.safe_dump(spec, allow_unicode=True) if random.random() < 0.5 else json.dumps(spec, ensure_ascii=False)
    return _damaged(random, text.encode()) if random.random() < 0.15 else text


def random_params(random: Random, kind: str) -> dict[str, Any]:
    """Parameters of `kind` that agree with one another in most cases: some are those of the tests of words, which always do."""
    if random.random() < 0.2:
        return {name: value for name, value in DRAW[kind](random).items() if value is not None}
    properties = SCHEMAS[kind]["properties"]
    required = SCHEMAS[kind].get("required", ())
    chosen = [name for name in properties if name in required or random.random() < 0.5]
    params = {name: _value(random, properties[name], name) for name in chosen}
    if kind == "gradient-flow":
        _agree_on_layers(random, params)
    if kind == "dead-neurons":
        _agree_on_neurons(random, params)
    if kind == "grid":
        _agree_on_cells(random, params)
    if kind == "curves":
        _agree_on_curves(random, params)
    if kind == "graph":
        _agree_on_nodes(random, params)
    return params


def _agree_on_cells(random: Random, params: dict[str, Any]) -> None:
    """A matrix in most cases, with as many places and names as rows and columns."""
    width, height = random.randint(1, 9), random.randint(1, 9)
    if random.random() < 0.9:
        rows = [[random.choice((None, 1.0, _number(random, {}))) for _ in range(width)] for _ in range(height)]
        params["values"] = [{"name": f"row {number}", "values": row} for number, row in enumerate(rows)]
    for name, count in (("x", width), ("y", height)):
        if isinstance(params.get(name), dict) and random.random() < 0.9:
            params[name] |= {"values": [float(index + 1) for index in range(count)], "names": None}


def _agree_on_nodes(random: Random, params: dict[str, Any]) -> None:
    """In most cases edges that lead onwards between nodes that there are."""
    if random.random() < 0.1:
        return
    names = [f"{random.choice(TEXTS).replace('->', '')[:60]}{index}" for index in range(random.choice((2, 3, 8, 24)))]
    pairs = [sorted(random.sample(range(len(names)), 2)) for _ in range(random.randint(0, 30))]
    params["nodes"] = [{"name": name, "value": random.choice((None, _number(random, {})))} for name in names]
    params["edges"] = [{"from": names[start], "to": names[end], "value": _number(random, {})} for start, end in pairs]
    if "highlight" in params:
        params["highlight"] = names[-1]


def _agree_on_curves(random: Random, params: dict[str, Any]) -> None:
    """As many places as values in most cases, and a name that there is."""
    if random.random() < 0.9 and isinstance(params.get("x"), dict):
        params["x"].pop("values", None)
    for number, curve in enumerate(params["series"] if isinstance(params["series"], list) else []):
        if isinstance(curve, dict) and random.random() < 0.9:
            curve |= {"name": f"curve {number}", "y": [_number(random, {}) for _ in range(random.randint(1, 9))]}
            curve.pop("x", None)
            curve.pop("slope", None)
    if "highlight" in params and random.random() < 0.9:
        params["highlight"] = "curve 0"


def _value(random: Random, schema: dict[str, Any], name: str = "") -> Any:
    """A value that `schema` allows; half of the numbers are at a corner."""
    if "anyOf" in schema:
        options = [option for option in schema["anyOf"] if "file" not in option.get("properties", {})]
        return _value(
            random, random.choice([option for option in options if "figure" not in option.get("properties", {})]), name
        )
    if "enum" in schema:
        return random.choice(schema["enum"])
    if "const" in schema:
        return schema["const"]
    sort = schema.get("type")
    if sort == "integer":
        low, high = schema.get("minimum", 0), schema.get("maximum", 100)
        high = high if random.random() < 0.001 else min(high, SMALL.get(name, high))
        return random.choice(
            (low, low, low + 1, high, random.randint(low, high), random.randint(low, min(high, low + 5)))
        )
    if sort == "number":
        return _number(random, schema)
    if sort == "array":
        if pair := schema.get("prefixItems"):
            return sorted(_value(random, each, name) for each in pair)
        count = random.choice((schema.get("minItems", 0), 1, 2, 3, random.randint(1, 16)))
        return [_value(random, schema["items"], name) for _ in range(count)]
    if sort == "object":
        return {
            key: _value(random, each, key)
            for key, each in schema.get("properties", {}).items()
            if random.random() < 0.8
        }
    return {"boolean": random.random() < 0.5, "null": None}.get(str(sort), random.choice(TEXTS))


def _number(random: Random, schema: dict[str, Any]) -> float:
    low = schema.get("minimum", schema.get("exclusiveMinimum", -1e308))
    high = schema.get("maximum", schema.get("exclusiveMaximum", 1.7976931348623157e308))
    candidates = [
        low,
        high,
        math.nextafter(low, high),
        math.nextafter(high, low),
        *(v for v in FLOATS if low <= v <= high),
    ]
    if random.random() < 0.5:
        return random.choice(candidates)
    return random.uniform(max(low, -3.0), min(high, 3.0)) if random.random() < 0.7 else 10 ** random.uniform(-9, 3)


def _agree_on_layers(random: Random, params: dict[str, Any]) -> None:
    depth = random.choice((1, 2, 3, 5, 16, 45, 64))
    params["layers"] = [random.choice((1, 1, 2, 4, 16, 1024)) for _ in range(depth)]
    if params.get("gradients"):
        params["gradients"] = _series(random, depth)
    if params.get("names"):
        params["names"] = [random.choice(TEXTS) + str(index) for index in range(depth)]
    if params.get("current_layer") is not None:
        params["current_layer"] = random.randrange(depth)


def _series(random: Random, count: int) -> list[float]:
    """Constant, zero, geometric, alternating, with an outlier, or at random."""
    ratio = random.choice((0.25, 0.5, 0.999, 1.0, 1.001, 2.0, 1e-30, 1e30))
    form = random.choice(("constant", "zero", "geometric", "alternating", "outlier", "random"))
    return [float(_term(random, form, index, count, ratio)) for index in range(count)]


def _term(random: Random, form: str, index: int, count: int, ratio: float) -> float:
    if form == "geometric":
        return ratio**index if abs(index * math.log10(ratio)) < 300 else 1e300
    if form == "alternating":
        return 1.0 if index % 2 else ratio
    if form == "random":
        return abs(_number(random, {"minimum": 0}))
    return {"constant": 1.0, "zero": 0.0, "outlier": 100.0 if index == count // 2 else 1.0}[form]


def _agree_on_neurons(random: Random, params: dict[str, Any]) -> None:
    if params.get("neurons") is not None and random.random() < 0.8:
        params.pop("demo", None)
        count, samples = random.choice((1, 2, 6, 24, 25, 40)), random.choice((0, 1, 2, 3, 24, 200))
        ids = (
            [f"L{1 + i % 3}·N{i}" for i in range(count)]
            if random.random() < 0.5
            else [f"{random.choice(TEXTS)}{i}" for i in range(count)]
        )
        params["neurons"] = [
            {"id": name, "activations": _activations(random, samples, params.get("activation"))} for name in ids
        ]
    elif params.get("demo") is not None:
        params.pop("neurons", None)
        params.pop("activation", None)
    if params.get("activation") is None and params.get("criterion") == "saturated":
        params.pop("criterion")


def _activations(random: Random, samples: int, activation: str | None) -> list[float]:
    values = _series(random, random.choice((samples, samples, max(0, samples - 1))))
    high = 1.0 if activation in ("sigmoid", "tanh") else math.inf
    return [min(value, high) for value in values]


def _explore(random: Random, spec: dict[str, Any]) -> None:
    properties = SCHEMAS[spec["kind"]]["properties"]
    name = random.choice(sorted(properties))
    spec["explore"] = {name: [_value(random, properties[name], name) for _ in range(random.choice((1, 2, 3)))]}


def _spoil(random: Random, spec: dict[str, Any]) -> None:
    """Make one thing wrong, or perhaps wrong."""
    target = random.choice((spec, spec["params"]))
    key = random.choice([*target, "x", "nmu_layers", "Title", "params"])
    target[key] = random.choice(WRONG) if random.random() < 0.8 else random.choice(FLOATS)


def _damaged(random: Random, text: bytes) -> bytes:
    """Change, insert or delete up to three runs of bytes."""
    for _ in range(random.randint(1, 3)):
        start = random.randrange(len(text) + 1)
        inserted = random.choice(
            (
                b"",
                b"\x00",
                b"\xff",
                b": ",
                b"- ",
                b"'",
                b"&a ",
                b"*a",
                b"\t",
                b"\n",
                b"{",
                b"]",
                bytes([random.randrange(256)]),
            )
        )
        text = text[:start] + inserted + text[start + random.choice((0, 0, 1, 2, 8)) :]
    return text
