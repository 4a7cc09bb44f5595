"""The built site: what every page has, that every link leads somewhere, and what an author can change."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from sitegen import render_figure
from sitegen.errors import ContentError, OutputError
from sitegen.figures import KINDS
from sitegen.png.convert import png
from sitegen.site.build import build_site, check_site
from tests.conftest import CONTENT
from tests.html import Html


@pytest.fixture(scope="module")
def site(cache_of_content, tmp_path_factory):
    """The real site, with an address."""
    out = tmp_path_factory.mktemp("site") / "build"
    build_site(CONTENT, out, base_url="https://example.org/course/", cache=cache_of_content)
    return out


@pytest.fixture(scope="module")
def pages(site):
    """All pages but those for frames."""
    found = [path for path in site.rglob("*.html") if path.name != "frame.html"]
    return {path.relative_to(site).as_posix(): Html(path.read_text(encoding="utf-8")) for path in found}


def test_every_page_has_what_every_page_needs(pages):
    for path, page in pages.items():
        assert page.all("html") == [{"lang": "en"}], path
        for tag in ("title", "h1", "main", "header", "footer"):
            count = (
                len(page.all(tag))
                if tag != "header"
                else len([each for each in page.all(tag) if each.get("class") == "site-header"])
            )
            assert count == 1, (path, tag)
        assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")
        assert any(meta.get("name") == "description" and meta.get("content") for meta in page.all("meta")), path


STRAIGHT = re.compile(r"\S*[^\W\d_]'[^\W\d_]\S*|\S*\"\S*")


def test_apostrophes_and_quotation_marks_are_not_those_of_typewriters(pages):
    """Outside of code and formulas, also in titles, alternative texts and names."""
    assert STRAIGHT.findall('It\'s 5\'10", or "so".') == ["It's", "5'10\",", '"so".']
    for path, page in pages.items():
        parts = [text for around, text in page.texts if not {"code", "math", "script", "style"} & set(around.split())]
        parts += [
            str(value)
            for name in ("alt", "aria-label", "aria-valuetext", "content", "title")
            for value in page.values(name)
            if not str(value).startswith(("Copy ", "default-src"))  # the beginning of code; a policy
        ]
        found = set(STRAIGHT.findall(" ".join(parts))) - {'"2026-03-01"'}  # as it is written in YAML
        assert (path, found) == (path, set())


class TestPng:
    WAVE = "kind: gradient-flow\nparams:\n  layers: [2, 2]\n  names: [{}, output]\n"

    @pytest.fixture(autouse=True)
    def raster(self, monkeypatch):
        monkeypatch.setitem(KINDS._imported, "gradient-flow", replace(KINDS["gradient-flow"], raster=True))

    def test_a_kind_that_asks_for_it_has_a_png_that_pages_may_show(self, built):
        page = "# Home\n\n![A wave](figures/wave/figure.png)\n\n[the picture](figures/wave/figure.png)\n"
        out = built({"index.md": page, "figures/wave.yaml": self.WAVE.format("input")}, strict=True)
        assert (out / "figures/wave/figure.png").read_bytes() == png(
            render_figure(out.parent / "content/figures/wave.yaml").files["picture.svg"]
        )
        assert not (out / "figures/relu/figure.png").exists()
        assert "figures/wave/figure.png" in json.loads((out / ".sitegen").read_text())["files"]

    def test_a_link_into_a_png_leads_nowhere(self, problems):
        page = "# Home\n\n[the picture](figures/wave/figure.png#part)\n"
        (found,) = problems({"index.md": page, "figures/wave.yaml": self.WAVE.format("input")})
        assert found[:2] == ("index.md", 3)

    def test_characters_that_it_lacks_are_a_warning_and_it_is_written(self, content, built):
        wave = self.WAVE.format("入力")
        (found,) = check_site(content({"figures/wave.yaml": wave})).diagnostics
        assert (found.severity, found.place.endswith("figures/wave.yaml:1:1")) == ("warning", True)
        assert found.message.startswith("a PNG shows boxes in place of '入' (U+5165), '力' (U+529B)")
        assert (built({"figures/wave.yaml": wave}) / "figures/wave/figure.png").is_file()


def test_no_page_needs_a_script_or_an_inline_style(pages):
    for path, page in pages.items():
        policy = next(
            meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
        )
        scripts = page.all("script")
        allowed = "script-src 'self'; connect-src 'self'; " if scripts else ""
        assert policy.startswith(f"default-src 'none'; {allowed}style-src 'self'; img-src 'self'")
        names = [(each["type"], each["src"].rpartition("/")[2]) for each in scripts]
        assert set(names) <= {("module", f"{name}.js") for name in ("explore", "code", "gallery")}
        assert not page.all("style"), path
        for tag, attrs in page.tags:
            assert not [name for name in attrs if name == "style" or name.startswith("on")], (path, tag)


def test_no_id_stands_twice_on_a_page_and_every_reference_is_met(pages):
    for path, page in pages.items():
        known = set(page.ids)
        assert len(known) == len(page.ids), path
        assert page.references <= known, path


def test_headings_never_skip_a_level(pages):
    for path, page in pages.items():
        levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_every_link_picture_and_stylesheet_is_there(site, pages):
    for path, page in pages.items():
        for _, attrs in page.tags:
            for name in ("href", "src", "srcset"):
                parts = urlsplit(attrs.get(name) or "")
                if parts.scheme or not (parts.path or parts.fragment):
                    continue
                inside = parts.path.removeprefix("/course/")
                base = "" if inside != parts.path else dirname(path)
                target = normpath(join(base, unquote(inside))) if parts.path else path
                assert (site / target).is_file(), (path, attrs[name])
                if parts.fragment:
                    ids = pages[target].ids if target in pages else Html((site / target).read_text()).ids
                    assert unquote(parts.fragment) in ids, (path, attrs[name])


def test_every_figure_has_its_products_and_a_page(site):
    for folder in [path for path in (site / "figures").iterdir() if path.is_dir()]:
        names = {path.name for path in folder.iterdir()}
        wanted = (
            "index.html frame.html figure.svg image-dark.svg still.svg data.json data.csv description.txt manifest.json"
        )
        assert set(wanted.split()) <= names
        assert json.loads((folder / "data.json").read_text())["id"] == folder.name


def test_a_snippet_is_shown_to_the_character(site):
    text = (site / "figures" / "relu-16" / "index.html").read_text()
    codes = re.findall(r"<code[^>]*>(.*?)</code>", text.partition(' id="embed"')[2], re.DOTALL)
    shown = [unescape(re.sub("<[^>]+>", "", each)) for each in codes]
    inline, picture, markdown, drawing, frame, *from_spec = shown
    assert inline.startswith("<figure>\n<!-- the text of figure.svg -->\n<figcaption>")
    assert picture.count("https://example.org/course/figures/relu-16/") == 5
    assert "](https://example.org/course/figures/relu-16/figure.svg)\n" in markdown
    assert markdown.endswith("](https://example.org/course/figures/relu-16/description.txt)")
    assert 'data="https://example.org/course/figures/relu-16/figure.svg"' in drawing
    assert 'src="https://example.org/course/figures/relu-16/frame.html"' in frame
    assert len(from_spec) == 3
    assert all("relu-16.yaml" in each for each in from_spec)


def test_the_pages_for_frames_are_found_by_nobody_but_frames(site, content):
    frame = (site / "figures" / "relu-16" / "frame.html").read_text()
    assert '<link rel="canonical" href="https://example.org/course/figures/relu-16/">' in frame
    assert "frame.html" not in (site / "sitemap.xml").read_text()
    folder = content({"templates/pages/frame.html": "{{ nothing }}"})
    with pytest.raises(ContentError, match=r"pages/frame.html:1:1: error: this template fails: 'nothing' is undefined"):
        check_site(folder)


def test_every_kind_has_a_reference_page_with_every_parameter(pages, site):
    for name, kind in KINDS.items():
        assert set(kind.params.model_fields) <= set(pages[f"reference/{name}.html"].ids)
        text = (site / "reference" / f"{name}.html").read_text()
        assert "<math" in text
        assert '<figure class="sg-figure' in text
        schema = json.loads((site / "schema" / f"{name}.schema.json").read_text())
        assert set(schema["properties"]["params"]["properties"]) == set(kind.params.model_fields)


def test_the_statement_has_a_row_for_every_figure(site, pages):
    figures = {path.name for path in (site / "figures").iterdir() if path.is_dir()}
    linked = {attrs["href"] for attrs in pages["accessibility.html"].all("a") if "href" in attrs}
    assert {f"figures/{name}/index.html" for name in figures} <= linked


def test_the_sitemap_names_every_page_but_the_missing_one(site, pages):
    tree = ET.parse(site / "sitemap.xml").getroot()
    named = {element.text for element in tree.iter() if element.tag.endswith("loc")}
    wanted = {f"https://example.org/course/{path}" for path in pages if path != "404.html"}
    assert named == {re.sub(r"(^|/)index\.html$", r"\1", address) for address in wanted}
    assert "https://example.org/course/sitemap.xml" in (site / "robots.txt").read_text()


def test_search_engines_learn_the_address(pages):
    canonical = [attrs["href"] for attrs in pages["lessons/index.html"].all("link") if attrs.get("rel") == "canonical"]
    assert canonical == ["https://example.org/course/lessons/"]


def test_the_missing_page_works_at_any_depth(pages):
    sheets = [attrs["href"] for attrs in pages["404.html"].all("link") if attrs["rel"] == "stylesheet"]
    assert sheets == ["/course/assets/site.css", "/course/assets/lists.css"]


def test_without_an_address_nothing_names_one(built):
    site = built()
    assert not (site / "sitemap.xml").exists()
    assert not (site / "robots.txt").exists()
    text = (site / "index.html").read_text()
    assert "canonical" not in text
    assert "og:" not in text


def test_other_files_come_along_and_titles_are_escaped(built):
    changes = {
        "data/a.csv": "1,2\n",
        "lessons/two.md": '---\ntitle: "<script>alert(1)</script>"\n---\n[d](../data/a.csv)\n',
    }
    site = built(changes)
    assert (site / "data" / "a.csv").read_text() == "1,2\n"
    assert "<script" not in (site / "lessons" / "two.html").read_text()
    assert "<script" not in (site / "lessons" / "index.html").read_text()


def test_a_page_of_the_author_can_be_the_statement(built):
    site = built({"accessibility.md": "# Our promise\n\nWords.\n"})
    text = (site / "accessibility.html").read_text()
    assert "<h1>Our promise</h1>" in text
    assert "What was measured" in text


def test_a_failed_build_leaves_the_old_site(content, built, tmp_path):
    site = built()
    before = (site / "index.html").read_bytes()
    with pytest.raises(ContentError):
        build_site(content({"index.md": "# Home\n\n[x](nowhere.md)\n"}), tmp_path / "build")
    assert (site / "index.html").read_bytes() == before


def test_a_bad_place_is_refused_before_anything_is_drawn(content, tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    told = []
    with pytest.raises(OutputError, match="holds the content folder"):
        build_site(content(), tmp_path, progress=lambda *news: told.append(news))
    assert told == []


def test_progress_ends_where_it_should(content, tmp_path):
    told = []
    report = build_site(content(), tmp_path / "build", progress=lambda *each: told.append(each))
    assert ("Drawing figures", 2, 2) in told
    assert told[-1][0] == "Writing pages"
    assert told[-1][1] == told[-1][2] == report.pages
    assert report.figures == 2


def test_an_author_cannot_give_an_id_twice_without_knowing(built):
    text = (
        "# Two\n\n## Page main\n\n## fn1\n\n## fig-relu-2\n\n## fig-relu & 2\n\n## Page notes\n\nA[^1].\n\n[^1]: B.\n\n"
        "```figure relu\n```\n\n```figure relu\n```\n\n```figure relu-2\n```\n"
    )
    site = built({"lessons/two.md": text, "figures/relu-2.yaml": "kind: gradient-decay\n"})
    found = Html((site / "lessons" / "two.html").read_text()).ids
    assert len(found) == len(set(found))
    assert {"page-main", "page-notes", "fn1", "fig-relu", "fig-relu--2", "fig-relu-2"} <= set(found)


def test_lists_without_signs_have_the_role_that_safari_needs(pages):
    for path, page in pages.items():
        for tag in ("ul", "ol"):
            bare = [
                each
                for each in page.all(tag)
                if each.get("class", "").split()[:1] in (["filter"], ["page-list"], ["sg-downloads"])
            ]
            assert all(each.get("role") == "list" for each in bare), path
    assert sum("role" in each for each in pages["lessons/remembering.html"].all("ul")) > 2


def test_pages_with_boxes_that_may_scroll_have_the_script_that_makes_tab_stops_of_them(built):
    table = "# A\n\n|initialisation|magnitude|regime|\n|-|-|-|\n|1|2|3|\n"
    site = built({"a.md": table, "b.md": "# B\n"})
    assert "explore.js" in (site / "a.html").read_text()
    assert "<script" not in (site / "b.html").read_text()


def test_only_pages_with_code_have_the_script_that_copies_it(built):
    site = built(
        {
            "a.md": "# A\n\n## B `c`\n\n```\nx\n```\n\n```\nx\n```\n",
            "b.md": "# B\n",
            "site.yaml": "title: A\ndescription: B.\nlang: de\n",
        }
    )
    page = (site / "a.html").read_text()
    assert re.findall(r'<script type="module" src="assets/([\w.]+)">', page) == ["code.js"]
    buttons = re.findall(r'<button class="copy" hidden lang="en" aria-label="(.*?)">', page)
    assert buttons == ["Copy x, in B c", "Copy x, in B c, 2"]
    assert 'role="status" lang="en" data-copy="Copy"' in page
    assert "<script" not in (site / "b.html").read_text()


def test_the_title_of_the_home_page_names_its_heading(site):
    assert "<title>Gradient figures that everyone can read · sitegen</title>" in (site / "index.html").read_text()


def test_an_index_page_of_a_section_keeps_the_list_of_its_pages(built):
    pages = {
        "week/index.md": "# Week\n\nBegin with [a](a.md).\n",
        "week/a.md": "# A\n",
        "week/b.md": "# B\n",
        "week/c/d.md": "# D\n",
    }
    text = (built(pages) / "week" / "index.html").read_text()
    listed = text[text.index('aria-labelledby="page-entries">') :].partition("</nav>")[0]
    assert '<a href="b.html">B</a>' in listed
    assert '<a href="c/index.html">C</a>' in listed
    assert "a.html" not in listed
    linked = {**pages, "week/index.md": "# Week\n\n[a](a.md) [b](b.md) [c](c/)\n"}
    assert "page-entries" not in (built(linked) / "week" / "index.html").read_text()


def test_without_an_address_the_page_for_errors_has_addresses_from_the_root(built):
    page = Html((built() / "404.html").read_text())
    assert all(link["href"].startswith("/") for link in page.all("link"))
    assert {"/index.html", "/figures/index.html"} <= {link["href"] for link in page.all("a")}
