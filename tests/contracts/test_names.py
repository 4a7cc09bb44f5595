"""Whatever names a file holds, every drawing is sound XML, in every kind that takes named series."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.spec.field_types import FieldType
from sitegen.spec.value_reference import SeriesFile

ITEMS = {
    "dead-neurons": ("id", "activations"),
    "bars": ("name", "value"),
    "curves": ("name", "y"),
    "grid": ("name", "values"),
    "histogram": ("name", "values"),
    "graph": ("name", "value"),
    "layer-profile": ("name", "values"),
    "training-curves": ("name", "values"),
}
"""The first two fields of an item of each such kind."""
FIELDS = [
    (kind, name)
    for kind in KINDS
    for name, field in KINDS[kind].params.model_fields.items()
    if SeriesFile in {variant.model for variant in FieldType.of_field(field).variants}
]
HOSTILE = [
    *map(chr, range(0x20)), "\x7f", "\x80", "\x85", "\x9f", "\xad", "\u061c", "\u200b", "\u200e", "\u2028", "\u2029", "\u202a",
    "\u202e", "\u2066", "\u2069", "\ud800", "\udfff", "\ue000", "\ue001", "\ue002", "\uf8ff", "\ufdd0", "\ufeff", "\ufffe",
    "\uffff", "\U0001fffe", "\U000e0001", "\U0010ffff", "<", "&", "&#0;", "]]>", "<!--", '"', "'", "{", "}", "%s", "</style>",
    "url(x)", "\\", "·", "/", "",
]  # fmt: skip
FORMATS = ["json", "list", "npz", "csv", "yaml"]


def written(folder: Path, form: str, name: str, kind: str, field: str) -> str:
    """Write two series, one of this name; what a spec says to have them."""
    items, length = ITEMS[kind], 1 if kind in {"bars", "graph"} else 2
    other = "b"
    if field == "edges":
        items, name, other = ("edge", "value"), f"{name} -> c", "b -> c"
    rows = {name: [0.5, 0.25][:length], other: [0.0, 1.0][:length]}
    listed = [{"id": key, "activations": row} for key, row in rows.items()]
    if form == "yaml":
        return json.dumps([dict(zip(items, row.values(), strict=True)) for row in listed])
    if form == "npz":
        stream = io.BytesIO()
        np.savez(stream, v=list(rows.values()), names=np.array(list(rows), dtype="U16"))
        content, keys = stream.getvalue(), ", by: names, array: v"
    elif form == "csv":
        quoted = name.replace('"', '""')
        lines = ["name,v", *(f'"{key}",{value}' for key in (quoted, other) for value in rows.get(key, rows[name]))]
        content, keys = "\n".join(lines).encode("utf-8", "surrogatepass"), ", by: name"
    else:
        content, keys = json.dumps(rows if form == "json" else listed).encode(), ""
    file = f"run.{form.replace('list', 'json')}"
    (folder / file).write_bytes(content)
    return f"{{file: {file}{keys}}}"


def test_there_are_such_kinds() -> None:
    assert FIELDS


@pytest.mark.parametrize(
    ("kind", "field", "form"),
    [
        pytest.param(*field, form, marks=() if FORMATS[0] == form or FIELDS[0] == field else pytest.mark.matrix)
        for field in FIELDS
        for form in FORMATS
    ],
)
def test_every_drawing_is_sound_whatever_the_names(tmp_path: Path, kind: str, field: str, form: str) -> None:
    drawn = 0
    for hostile in HOSTILE:
        name = f"a{hostile}b"
        spec = tmp_path / "figure.yaml"
        spec.write_text(
            f"kind: {kind}\nparams:\n  {field}: {written(tmp_path, form, name, kind, field)}\n", encoding="utf-8"
        )
        try:
            figure = render_figure(load_spec(spec))
        except ContentError:
            continue
        drawn += 1
        for file, text in figure.files.items():
            assert not [char for char in text if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t"], (
                file
            )
            if file.endswith(".svg"):
                ET.fromstring(text.encode())
            if form != "yaml":
                assert not [char for char in text if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"]
    assert drawn >= 20
