"""The parts of a figure are plain data, and its block filled in for a place is the block rendered for that place."""

from __future__ import annotations

import msgspec
import pytest

from sitegen import load_spec, render_figure
from sitegen.page.block import BlockPlace, figure_block
from sitegen.page.figure_parts import FigureFacts, FigureParts
from sitegen.write.formats import UNPUBLISHED
from tests.page.conftest import DECAY, EXPLORED, WAVE

LONG = {**WAVE, "id": "long", "lang": "de", "title": "Eine Welle", "params": {"layers": [2] * 40}}
PANELS = {"id": "panels", "kind": "dead-neurons", "params": {"demo": {}}}
PLACES = {
    "lesson": BlockPlace("../", 3),
    "second of the figure": BlockPlace("../../", 4, 2),
    "page of the figure": BlockPlace("../../"),
    "frame": BlockPlace("../../", downloads=False, lang="", states="#states"),
    "another language": BlockPlace("", 1, lang="fa"),
}


@pytest.fixture(scope="session", params=[DECAY, EXPLORED, WAVE, LONG, PANELS], ids=lambda spec: spec["id"])
def figure(request):
    return render_figure(load_spec(request.param))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_block_filled_in_for_a_place_is_the_block_rendered_for_it(figure, parts_of, templates, place):
    assert parts_of(figure).block_at(place) == figure_block(figure, place, templates)


def test_they_are_the_same_after_they_were_stored(figure, parts_of):
    parts = parts_of(figure)
    same = msgspec.msgpack.decode(msgspec.msgpack.encode(parts), type=FigureParts)
    assert same == parts
    assert same.block_at(BlockPlace("")) == parts.block_at(BlockPlace(""))


def test_their_facts_are_plain_and_have_no_large_texts(figure, parts_of):
    facts = parts_of(figure).facts("digest")
    encoded = msgspec.msgpack.encode(facts)
    assert msgspec.msgpack.decode(encoded, type=FigureFacts) == facts
    assert len(encoded) < 5000
    assert facts.file_names == tuple(name for name in figure.files if name not in UNPUBLISHED)


def test_facts_of_many_figures_share_what_is_alike(figure, parts_of):
    encoded = msgspec.msgpack.encode(parts_of(figure))
    one, other = (msgspec.msgpack.decode(encoded, type=FigureParts).facts("digest") for _ in range(2))
    assert one.file_names is other.file_names
    assert one.audit_cells is other.audit_cells


def test_the_heading_is_escaped_and_the_measures_have_values(parts_of, decay):
    parts = parts_of(decay)
    assert str(parts.heading) == "Decay &lt;n&gt; &amp; co"
    assert parts.title == "Decay <n> & co"
    assert all(measure.value for measure in parts.measures)
    assert [measure.label for measure in parts.measures] == [
        rule.label for rule, value in decay.audit.results() if rule.label and rule.shown(value)
    ]
