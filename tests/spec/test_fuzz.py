"""Whatever the bytes, the only thing that comes out of loading is a spec or a `ContentError`."""

from __future__ import annotations

import contextlib

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.errors import ContentError
from sitegen.spec.load import LoadedSpec, load, load_mapping
from sitegen.spec.source_text import SpecSource
from tests.spec.bad.every import BAD_SPECS
from tests.spec.kinds import KINDS

PIECES = [
    "kind: gradient-decay",
    "kind: gradient-flow",
    "params:",
    "  layers: [3, 4]",
    "  gradients:",
    "title: ",
    "---",
]
PIECES += ["&a ", "*a", "!!str ", "<<: ", "? ", ": ", "- ", "[", "]", "{", "}", ", ", "'", '"', "|", ">", "#", "%", "@"]
PIECES += ["\n", "\n  ", "\n    ", "\t", "\r\n", " ", "no", "012", ".nan", "1e-3", "1:30", "σ", "😀", "\x00", "\ufeff"]

KEYS = st.sampled_from(["kind", "params", "title", "layers", "gradients", "figure", "num_layers", "play_speed", "id"])
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(sorted(KINDS))
DATA = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6))


def outcome(content):
    with contextlib.suppress(ContentError):
        assert isinstance(load(SpecSource("f", content, default_id="f"), KINDS), LoadedSpec)


@given(st.binary(max_size=200))
def test_bytes(content):
    outcome(content)


@given(st.text(max_size=200))
def test_text(content):
    outcome(content)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("? [" * 25)
@example("a: &a\n  b: *a\n")
def test_pieces_of_yaml(content):
    outcome(content)


@given(st.sampled_from(BAD_SPECS).map(lambda bad: bad.content[:400]), st.integers(0, 400), st.binary(max_size=3))
def test_damaged_specs(content, index, insertion):
    content = content if isinstance(content, bytes) else content.encode()
    outcome(content[:index] + insertion + content[index:])


@given(DATA)
def test_well_formed_yaml(data):
    outcome(yaml.safe_dump(data, allow_unicode=True))


@given(st.dictionaries(KEYS, DATA, max_size=6))
def test_mappings(data):
    with contextlib.suppress(ContentError):
        assert isinstance(load_mapping(data, KINDS), LoadedSpec)
