"""A page of others gets what figures share once, ids that differ, and a policy that lets exactly this count."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape

from sitegen import load_spec, render_figure
from sitegen.page.csp import policy
from sitegen.page.fragment import Fragments, figure_fragment, states_elements
from tests.html import Html


def texts(html, element):
    """What stands in the style sheets or scripts of a piece of HTML."""
    return re.findall(rf"<{element}[^>]*>(.*?)</{element}>", html, re.DOTALL)


def test_what_figures_share_comes_once_and_a_figures_own_parts_with_its_first_use(decay, wave, explored):
    page = Fragments()
    still = render_figure(load_spec({"id": "still", "kind": "gradient-decay", "motion": "still"}))
    shown = (still, decay, wave, explored, explored)
    first, own, moving, chosen, again = (page.add(figure).html for figure in shown)
    assert [len(texts(each, "style")) for each in (first, own, moving, chosen, again)] == [1, 1, 1, 1, 0]
    assert [len(Html(each).all("script")) for each in (first, own, moving, chosen, again)] == [1, 0, 0, 0, 0]
    assert texts(own, "style")[0] == decay.files["figure.css"].strip()
    assert Html(first).all("script") == [{"type": "module"}]
    assert [[each for each in Html(html).all("template") if "id" in each] != [] for html in (chosen, again)] == [
        True,
        False,
    ]


def test_a_figure_that_stands_still_needs_no_rules_of_its_own_and_without_data_points_no_script():
    still = render_figure(load_spec({"id": "still", "kind": "gradient-decay", "motion": "still"}))
    assert len(texts(figure_fragment(still).html, "style")) == 1
    without = replace(still, drawing=replace(still.drawing, has_points=False))
    assert "<script" not in figure_fragment(without).html


def test_no_id_stands_twice_and_every_reference_is_met(decay, wave, explored):
    same_id = render_figure(load_spec({"id": "decay", "kind": "gradient-decay", "params": {"num_layers": 9}}))
    page = Fragments()
    outline = Html("".join(page.add(figure).html for figure in (decay, wave, explored, decay, explored, same_id)))
    assert len(set(outline.ids)) == len(outline.ids)
    assert outline.references <= set(outline.ids)


def test_states_are_found_where_the_controls_look_for_them(explored):
    page = Fragments()
    html = page.add(explored).html + page.add(explored).html
    templates = Html(html).all("template")
    data = {each["id"]: each["data-record"] for each in templates if "id" in each}
    name, *others = data
    assert [each["data-states"] for each in templates if each.get("class") == "sg-explorer"] == [f"#{name}"] * 2
    assert others == [f"{name}-narrow", f"{name}-wide"]
    for found, file in zip(data.values(), ("states", "states-narrow", "states-wide"), strict=True):
        assert json.loads(found) == json.loads(explored.files[f"{file}.json"])


def test_states_cannot_end_their_attribute():
    states = {"say": "'></template><!-- <b> &amp; &#39;"}
    (element,) = states_elements("states", {"states.json": json.dumps(states)})
    (block,) = Html(element).all("template")
    assert list(block) == ["id", "data-record"]
    assert json.loads(block["data-record"]) == states


def test_a_markdown_page_may_hold_it(decay, wave, explored):
    """An HTML block of Markdown ends at the first blank line."""
    page = Fragments()
    for figure in (decay, wave, explored):
        assert not re.search(r"\n\s*\n", page.add(figure).html.rstrip("\n"))


def test_controls_for_the_script_stand_in_attributes(explored, wave):
    """Quarto leaves the templates of a page empty."""
    for figure, name in ((explored, "sg-controls sg-explore"), (wave, "sg-player")):
        html = figure_fragment(figure).html
        panel, *player = Html(html).values("data-panel")
        assert len(player) == (figure is explored)  # it moves, too
        assert Html(json.loads(panel)).tags[0][1]["class"] == name
        assert not set(panel) & set("&<>'")
        assert html.count("<template ") == html.count("></template>")


def test_it_needs_no_other_file_and_has_no_style_of_an_element(explored):
    outline = Html(figure_fragment(explored).html)
    for part in (outline, *(Html(json.loads(each)) for each in outline.values("data-panel"))):
        for attribute in ("src", "srcset", "style"):
            assert part.values(attribute) == []
        assert all(address.startswith("#") for address in part.values("href"))


def test_our_own_words_are_english_whatever_the_language_of_the_page(decay):
    assert Html(figure_fragment(decay).html).all("figure")[0]["lang"] == "en"


def test_the_page_numbers_in_its_own_way(decay):
    page = Fragments()
    assert '<span class="sg-number">Figure 2.</span>' in page.add(decay, number=2).html
    assert '<span class="sg-number">Abb. 1.2</span>' in page.add(decay, number="Abb. 1.2").html
    assert "sg-number" not in re.sub("<style>.*?</style>", "", page.add(decay).html)


def test_the_page_gives_ids_in_its_own_way(decay):
    page = Fragments()
    blocks = [page.add(decay).html, page.add(decay, anchor="mine").html, page.add(decay).html]
    assert [re.findall(r'<figure [^>]*\bid="([^"]*)"', block) for block in blocks] == [
        ["fig-decay"],
        ["mine"],
        ["fig-decay--3"],
    ]


def test_a_figure_that_follows_another_has_no_link_to_its_page(tmp_path):
    (tmp_path / "explored.yaml").write_text(
        "kind: gradient-decay\nparams: {num_layers: 3}\nexplore: {init_scale: [0.5, 1]}\n"
    )
    (tmp_path / "wave.yaml").write_text(
        "kind: gradient-flow\nlink: explored\nparams:\n  layers: [2, 2, 2]\n  gradients: {figure: explored}\n"
    )
    fragment = figure_fragment(render_figure(load_spec(tmp_path / "wave.yaml"))).html
    assert "This figure shows the state chosen in Gradient decay when both" in fragment
    assert [each["class"] for each in Html(fragment).all("a")] == ["sg-skip"]


def test_the_policy_allows_the_texts_of_the_elements_to_the_character(explored):
    changed = replace(explored, files={**explored.files, "figure.css": "a::after{content:'&amp; <b>'}"})
    for figure in (explored, changed):
        fragment = figure_fragment(figure)
        styles, scripts = (texts(fragment.html, tag) for tag in ("style", "script"))
        assert (len(styles), len(scripts)) == (2, 1)
        assert fragment.policy == policy(styles, scripts)


def test_the_second_use_of_a_figure_needs_no_source(explored):
    page = Fragments()
    assert page.add(explored).policy
    assert page.add(explored).policy == ""


def test_a_number_in_words_is_in_the_language_of_the_page(decay):
    html = Fragments().add(decay, number="Abb. 2", lang="de").html
    assert '<span class="sg-number" lang="de">Abb. 2</span>' in html
    assert Html(html).all("figure")[0]["lang"] == "en"
    assert ' lang="de"' not in Fragments().add(decay, number=2, lang="de").html


def test_without_styles_each_number_stands_once():
    """What a feed or a search index keeps of a figure: its text without markup."""
    spec = {"kind": "gradient-decay", "caption": "It reaches the input as 3.1e-5.", "params": {"num_layers": 16}}
    html = re.sub(
        r"<(style|script|svg|template)[^>]*>.*?</\1>", "", render_figure(load_spec(spec)).html, flags=re.DOTALL
    )
    words = unescape(re.sub("<[^>]+>", "", html)).replace("\N{NO-BREAK SPACE}", " ")
    assert "It reaches the input as 3.1 × 10⁻⁵." in words
    assert "reaches the input as 3.1 × 10⁻⁵ — vanishing" in words
    assert "times ten" not in words
    assert not re.search(r"\de-\d", words)
