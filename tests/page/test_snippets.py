"""What others copy: every snippet can be read back, and leads to files that exist."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

import pytest
from markdown_it import MarkdownIt

from sitegen import render_figure
from sitegen.description.sentences import joined
from sitegen.page.snippets import SNIPPETS, snippets, spec_snippets
from tests.html import Html


@pytest.fixture(scope="module")
def parts(decay, parts_of):
    return parts_of(decay)


def test_the_alternative_is_the_spoken_lead_and_says_that_the_rest_follows(decay, parts):
    assert decay.alt == joined(decay.description.lead, "spoken")
    for form in (1, 2):
        text = snippets(parts, "a/")[form].text
        text = text if form == 1 else MarkdownIt().render(text)
        html = Html(text)
        (image,), (link,) = html.all("img"), html.all("a")
        assert image["alt"] == f"{decay.alt} A link to the full description follows."
        assert link["href"] == "a/description.txt"
        assert ">Full description: Decay &lt;n&gt; &amp; co</a>" in text


@pytest.mark.parametrize(
    ("alt", "end"), [("A wave", "A wave."), ("A wave!", "A wave!"), ("(It falls.)", "(It falls.)")]
)
def test_the_alternative_of_an_author_ends_as_a_sentence(parts, alt, end):
    picture = Html(snippets(replace(parts, alt=alt), "")[1].text)
    assert picture.all("img")[0]["alt"] == f"{end} A link to the full description follows."


def test_the_picture_is_still_for_less_motion_and_dark_on_dark_pages(parts):
    picture = Html(snippets(parts, "https://example.org/f/")[1].text)
    assert [source["srcset"].rpartition("/")[2] for source in picture.all("source")] == [
        "image-dark.svg#still",
        "still.svg",
        "image-dark.svg",
    ]
    assert picture.all("img")[0]["src"] == "https://example.org/f/figure.svg"


def test_every_file_of_the_snippets_is_a_product(parts):
    picture = Html(snippets(parts, "")[1].text)
    names = {source["srcset"] for source in picture.all("source")} | {picture.all("img")[0]["src"]}
    assert {name.partition("#")[0] for name in names} <= set(parts.file_names)


def test_markdown_reads_the_alternative_back(decay, parts):
    html = MarkdownIt().render(snippets(parts, "a/")[2].text)
    image = Html(html).all("img")[0]
    assert image["alt"].startswith(decay.alt)
    assert image["src"] == "a/figure.svg"


def test_the_inline_snippet_holds_the_whole_drawing_and_an_escaped_caption(decay, parts):
    text = snippets(parts, "")[0].text
    assert decay.files["figure.svg"].strip() in text
    assert "<figcaption>Decay &lt;n&gt; &amp; co</figcaption>" in text
    assert unescape(text).count("<figure>") == 1


def test_on_a_page_a_comment_stands_for_the_drawing(decay, parts):
    with_drawing, without = (snippets(parts, "", with_drawing=whole)[0].text for whole in (True, False))
    assert without == with_drawing.replace(decay.files["figure.svg"].strip(), "<!-- the text of figure.svg -->")


def test_every_form_is_there_once_in_its_order(parts):
    assert tuple(each.form for each in snippets(parts, "")) == SNIPPETS


def test_the_snippet_for_notebooks_draws_the_spec(tmp_path, monkeypatch):
    (tmp_path / "deep.yaml").write_text("kind: gradient-decay\n")
    monkeypatch.chdir(tmp_path)
    drawn = spec_snippets("deep")[-1].text.splitlines()[-1]
    assert eval(drawn, {"render_figure": render_figure}).spec.kind == "gradient-decay"  # noqa: S307 - our own


def test_an_object_has_a_name_and_says_the_figure_where_it_is_not_shown(decay, parts):
    text = snippets(parts, "a/")[3].text
    (drawing,) = Html(text).all("object")
    assert (drawing["data"], drawing["type"], drawing["aria-label"]) == ("a/figure.svg", "image/svg+xml", decay.title)
    assert drawing["style"] == "max-width: 100%"  # hosts shrink images to the width of a phone, but no objects
    words = unescape(text.partition(">")[2].partition("</object>")[0]).strip()
    assert words.startswith(f'{decay.alt} <a href="a/description.txt">Full description: ')


def test_a_frame_has_a_name_and_leads_to_the_page_for_frames(decay, parts):
    snippet = snippets(parts, "a/")[4].text
    (frame,) = Html(snippet).all("iframe")
    assert (frame["src"], frame["title"]) == ("a/frame.html", decay.title)
    assert "\n\n" not in snippet


@pytest.mark.parametrize(
    "address", ["https://example.org/a(1/", "https://example.org/wiki_(x)/", "https://example.org/a)/"]
)
def test_markdown_reads_an_address_with_brackets_back(parts, address):
    (image,) = Html(MarkdownIt().render(snippets(parts, address)[2].text)).all("img")
    assert image["src"] == f"{address}figure.svg"
