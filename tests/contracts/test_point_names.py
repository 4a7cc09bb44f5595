"""The name of a data point says its place, what its value is, and the value."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sitegen import render_figure
from sitegen.contract.kinds_under_test import examples_of, scene_of
from sitegen.figure import Figure
from sitegen.figures import KINDS
from tests.contracts.test_points import points

EXAMPLES = examples_of(tuple(KINDS))
NUMBER = r"[−\d.,e]+"
NAMES = {
    "activation-curve": rf"Pre-activation z {NUMBER}, (Value|Slope): {NUMBER}",
    "bars": rf"[^,]+, {{quantity}}: {NUMBER}",
    "bptt-norm": rf"Step t {NUMBER}, (RNN|GRU) norm: {NUMBER}",
    "curves": rf"{{place}} {NUMBER}, ({{quantity}} of )?[^:]+: {NUMBER}",
    "dead-neurons": rf"[^:]+, State: (alive|dead), (Peak|Largest slope): {NUMBER}",
    "gradient-decay": rf"Layer \d+, Magnitude: {NUMBER}",
    "gradient-flow": rf"(input|hidden \d+|output), Magnitude: {NUMBER}",
    "graph": rf"[^,]+, (edge to: [^,]+(, (value|gradient): {NUMBER})?|value: {NUMBER}|incoming edges: \d+, outgoing edges: \d+)",
    "grid": rf"[^,]+, {{quantity}} at {{place}} = {NUMBER}: {NUMBER}",
    "histogram": rf"from {NUMBER}, to: {NUMBER}, values of [^:]+: [\d,]+",
    "layer-profile": rf"Layer \d+, (Magnitude|gradient of [^:]+): {NUMBER}",
    "lr-schedule": rf"Step {NUMBER}, (Learning rate|learning rate of [^:]+): {NUMBER}",
    "training-curves": rf"Step {NUMBER}, {{quantity}}( of [^:]+)?: {NUMBER}",
    "vanishing-gradients": rf"Layer \d+, gradient of \w+: (one path|whole layer|bound): {NUMBER}",
}
"""The names in figures of each kind; an author says what `place` and `quantity` are."""
TABLE = re.compile(r"<table[^>]*>.*?<thead><tr>(.*?)</tr></thead>\n<tbody>\n(.*?)</tbody>", re.DOTALL)
CELL = re.compile(r"<t[hd]([^>]*)>(.*?)</t[hd]>", re.DOTALL)


def tables(figure: Figure) -> list[list[list[tuple[str, str]]]]:
    """The attributes and the text of each cell, of those tables that a page shows at first."""
    html = re.sub(r'<details>\n<summary id="[^"]*-all-.*?</details>', "", figure.html, flags=re.DOTALL)
    return [
        [
            [(attributes, re.sub("<[^>]*>", "", text)) for attributes, text in CELL.findall(row)]
            for row in (head, *body.strip().split("\n"))
        ]
        for head, body in TABLE.findall(html)
    ]


def names(figure: Figure) -> Iterator[str]:
    """What a reader hears at each data point: cells of the tables with their headings, as the script puts them together."""
    shown = tables(figure)
    for mark in points(scene_of(figure)):
        heads, *rows = shown[mark.cells.table]
        for index, place in enumerate(mark.places):
            if place:
                row = rows[mark.cells.first + (-index if mark.cells.upwards else index)]
                label = "" if "class" in row[0][0] else f"{heads[0][1]} "
                yield ", ".join(
                    [label + row[0][1], *(f"{heads[column][1]}: {row[column][1]}" for column in mark.cells.columns)]
                )


@pytest.mark.parametrize("kind", KINDS)
def test_each_point_says_its_place_its_quantity_and_its_value(kind: str) -> None:
    """In all examples of all kinds."""
    for figure in EXAMPLES.of_kind(kind):
        params = figure.spec.params.model_dump()
        told = {
            "place": (params.get("x") or {}).get("means") or "x",
            "quantity": params.get("measure") or (params.get("z") or params.get("y") or {}).get("means") or "value",
        }
        pattern = (
            NAMES[kind].replace("{place}", re.escape(told["place"])).replace("{quantity}", re.escape(told["quantity"]))
        )
        heard = [*names(figure)]
        assert heard
        for name in heard:
            assert re.fullmatch(pattern, name), name


def test_the_values_of_several_series_have_the_name_of_their_quantity() -> None:
    assert {name.rpartition(":")[0] for name in names(EXAMPLES.figure("layer-profile-several"))} >= {
        "Layer 3, gradient of He",
        "Layer 3, gradient of LeCun",
    }


def test_a_neuron_is_told_by_its_layer_and_its_number() -> None:
    figure = render_figure({"kind": "dead-neurons", "params": {"demo": {}}})
    assert next(names(figure)).startswith("layer 1, neuron 1, State: ")
