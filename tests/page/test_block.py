"""A figure block is well-formed, complete, and named for those who do not see it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from sitegen import load_spec, render_figure
from sitegen.contract.kinds_under_test import scene_of
from sitegen.description.number_format import Compact, Count
from sitegen.description.sentences import Answer, Column, Table, sentence
from sitegen.page.block import BlockPlace, choices, figure_block, size_text
from sitegen.spec.figure_spec import FigureSpec
from sitegen.svg.composition import write_drawing
from sitegen.svg.page_drawing import PageStep, page_drawing
from sitegen.theme import THEME
from tests.html import Html


@pytest.fixture
def block(templates):
    def made(figure, **place):
        return str(figure_block(figure, BlockPlace(**{"root": "../", "number": 1, **place}), templates))

    return made


def test_the_markup_is_well_nested_and_every_reference_has_its_target(block, decay, wave):
    for figure in (decay, wave):
        outline = Html(block(figure))
        assert len(set(outline.ids)) == len(outline.ids)
        assert outline.references <= set(outline.ids)
        assert outline.values("style") == []
        assert outline.all("script") == []


def test_the_order_of_reading(block, wave):
    done = block(wave)
    parts = [
        "<figcaption",
        "sg-lead",
        "<svg",
        "<fieldset",
        "sg-caption",
        "sg-summary",
        "sg-steps",
        "<table",
        "sg-downloads",
    ]
    places = [done.index(part) for part in parts]
    assert places == sorted(places)
    assert re.match(r"<figure[^>]*>\s*<figcaption", done)


def test_a_figure_without_a_place_among_others_has_no_number(decay, templates):
    assert "sg-number" not in figure_block(decay, BlockPlace("../"), templates)


def test_the_figure_has_the_title_and_the_drawing_the_lead(block, decay):
    done = block(decay)
    svg = re.search(r"<svg[^>]*>", done)[0]
    labelled = re.search(r'<figure[^>]* aria-labelledby="([^"]+)"', done)[1]
    described = re.search('aria-describedby="([^"]+)"', svg)[1]
    assert ' aria-label="Drawing"' in svg
    assert re.search(f'id="{labelled}"[^>]*>(?:<span[^>]*>Figure 1\\.</span> )?Decay', done)
    assert re.search(f'<p class="sg-lead" id="{described}">', done)


def test_texts_of_the_author_are_escaped(block, decay):
    assert "Decay &lt;n&gt; &amp; co" in block(decay)
    assert "<n>" not in block(decay)


def test_the_same_figure_twice_on_a_page_shares_no_id_and_no_radio_group(block, wave):
    first, second = Html(block(wave)), Html(block(wave, number=2, instance=2))
    assert not set(first.ids) & set(second.ids)
    assert not set(first.values("name")) & set(second.values("name"))


def test_a_choice_for_every_step_and_pause_where_something_moves(block, wave):
    done = block(wave)
    assert done.count('class="sg-step"') == len(wave.drawing.steps) + 1
    assert done.count('class="sg-pause"') == 1
    assert done.count(" checked") == 1
    assert 'class="sg-reduced-motion-note"' in done


def test_many_steps_show_their_numbers_and_say_their_names(block, deep_wave):
    done = block(deep_wave)
    assert done.count('class="sg-step"') == 65
    assert (
        '<span><span class="sg-spoken">hidden </span>62<span class="sg-spoken"> with <span class="sg-moment">gradient magnitude'
        in done
    )


def test_a_short_name_with_a_number_is_shown_whole():
    steps = tuple(PageStep(f"h{index}", "") for index in range(10))
    assert [choice.text for choice in choices(steps)] == [step.label for step in steps]


def test_a_still_figure_has_no_controls(block):
    still = render_figure(load_spec({"id": "still", "kind": "gradient-decay", "motion": "still"}))
    done = block(still)
    assert "<fieldset" not in done
    assert "sg-reduced-motion-note" not in done
    assert "sg-steps" not in done


def test_a_language_of_the_author_is_marked_where_the_author_writes(block):
    spec = {
        "id": "de",
        "kind": "gradient-decay",
        "title": "Zerfall",
        "caption": "Halbiert.",
        "note": "So.",
        "lang": "de",
    }
    done = block(render_figure(load_spec(spec)))
    assert '<span class="sg-number">Figure 1.</span> <span lang="de">Zerfall</span></figcaption>' in done
    assert '<p class="sg-caption"><span lang="de">Halbiert.</span></p>' in done
    assert '<p class="sg-note"><strong>Author’s note.</strong> <span lang="de">So.</span></p>' in done
    assert done.count("Zerfall") == done.count('<span lang="de">Zerfall</span>') > 4


def test_a_title_made_from_the_numbers_is_in_english(block):
    done = block(render_figure(load_spec({"id": "de", "kind": "gradient-decay", "caption": "Halbiert.", "lang": "de"})))
    assert done.count("lang=") == 1


def test_on_a_page_in_another_language_what_is_generated_is_marked(block, decay):
    assert block(decay, lang="de").startswith('<figure class="sg-figure sg-medium')
    assert Html(block(decay, lang="de")).all("figure")[0]["lang"] == "en"
    for lang in ("en", "en-GB"):
        assert "lang" not in Html(block(decay, lang=lang)).all("figure")[0]


def test_downloads_lead_to_the_products_and_differ_in_their_names(block, decay):
    done = block(decay)
    for name in ("figure.svg", "still.svg", "data.csv", "data.json", "description.txt"):
        assert f'href="../figures/decay/{name}"' in done
    assert "CSV<span" in done
    assert "of Decay" in done


def test_on_its_own_page_a_figure_has_no_number_and_no_link_to_itself(block, decay):
    done = block(decay, number=0)
    assert "Figure 1" not in done
    assert "index.html" not in done


def test_a_page_has_a_drawing_for_each_canvas_and_a_small_figure_one(block, decay):
    outline = Html(block(decay))
    drawings = [each for each in outline.all("svg") if each["role"] == "img"]
    assert [each["viewbox"].split()[2] for each in drawings] == ["360", "860"]
    assert len({each["class"].split()[0] for each in drawings}) == 2  # one's rules are not the other's
    assert len({each["aria-describedby"] for each in drawings}) == 1
    small = render_figure(load_spec({"id": "small", "kind": "gradient-decay", "size": "small"}))
    names = [each.get("class", "").split() for each in Html(block(small)).all("div")]
    assert [name for name in names if "sg-art" in name] == [["sg-art", "sg-narrow"]]


def test_a_figure_with_controls_may_be_skipped(block, wave, decay, explored):
    for figure in (wave, explored):
        (link,) = [each for each in Html(block(figure)).all("a") if each.get("class") == "sg-skip"]
        assert link["href"].removeprefix("#") in Html(block(figure)).ids
        assert ">Skip <span>Figure 1.</span></a>" in block(figure)
        assert 'tabindex="-1"></div>' in block(figure)
        assert ">Skip this figure</a>" in block(figure, number=0)
    assert "sg-skip" not in block(decay)


def test_without_files_beside_it_a_block_links_to_none(block, decay):
    assert Html(block(decay, downloads=False)).all("a") == []


def test_the_stylesheet_draws_every_size_as_wide_as_a_spec_promises(templates):
    rules = dict(re.findall(r"\.sg-(\w+) \{\s*--drawing: calc\(([\d.]+) \* var\(--sg-rem\)\);", templates.stylesheet()))
    assert {size: 16 * float(width) for size, width in rules.items()} == FigureSpec.WIDTHS


@pytest.mark.parametrize(("count", "text"), [(999, "999 bytes"), (1000, "1 kB"), (12_600, "13 kB")])
def test_sizes(count, text):
    assert size_text(count) == text


@pytest.fixture
def flowing(decay):
    """The decay figure with its panel as an item of a list, below a header."""
    own = scene_of(decay)
    (panel,) = own.panels
    panels = (replace(panel, height=20, marks=()), replace(panel, label="Sixteen bars", state="stable"))
    scene = replace(own, panels=panels, columns=2, list_label="Layers")
    return replace(decay, drawing=page_drawing(write_drawing(scene, THEME, decay.prefix)))


def test_panels_with_a_label_are_a_list_of_drawings(block, flowing):
    done = block(flowing)
    outline = Html(done)
    assert [(each["role"], each["aria-label"]) for each in outline.all("ul") if "aria-label" in each] == [
        ("list", "Layers")
    ]
    assert re.search(
        r'<ul class="sg-panels sg-columns-2 sg-few".*?<li><svg[^>]*aria-label="Sixteen bars"[^>]*data-state="stable"',
        done,
        re.DOTALL,
    )
    assert done.index('aria-hidden="true" viewBox="0 0 360 20"') < done.index('<ul class="sg-panels')
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.references <= set(outline.ids)


def test_answers_and_further_tables_are_shown(block, decay):
    table = Table(
        "Bounds", (Column("n", "n", (Count(1), Count(2), Count(3))),), shown=(0, 2), rule=sentence("Odd rows.")
    )
    answer = Answer("How fast?", (sentence("By {factor}.", factor=Compact(3e-5)),))
    done = block(replace(decay, description=replace(decay.description, more_tables=(table,), answers=(answer,))))
    assert re.search(r"<dt>How fast\?</dt>\s*<dd>By <span [^>]*>3\s×\s10⁻⁵</span>.</dd>", done)
    shown = done[done.index(">Bounds<") :]
    assert re.findall(r'<th scope="row">(\d)</th>', shown) == ["1", "3"]
    assert '<p class="sg-rule">Odd rows.</p>' in shown
    outline = Html(done)
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.references <= set(outline.ids)
