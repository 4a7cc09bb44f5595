"""Pages of a site that is not in English: what is in which language and direction."""

from __future__ import annotations

from tests.html import Html

GERMAN = {
    "site.yaml": "title: Klein\ndescription: Eine kleine Seite.\nlang: de\n",
    "figures/relu.yaml": "kind: gradient-decay\ntitle: Zerfall\nlang: de\n",
}
ARABIC = {
    "site.yaml": "title: موقع\ndescription: موقع صغير.\nlang: ar\n",
    "figures/relu.yaml": "kind: gradient-decay\ntitle: تلاش\nlang: ar\n",
}


def test_on_a_site_in_another_language_english_pages_say_so(built):
    site = built(GERMAN)
    made = "404.html accessibility.html figures/index.html figures/relu/index.html reference/index.html"
    for path in (*made.split(), "reference/gradient-decay.html"):
        page = Html((site / path).read_text())
        assert (page.all("html")[0]["lang"], page.all("main")[0]["lang"]) == ("de", "en"), path
    for path in ("index.html", "lessons/one.html", "lessons/index.html"):
        page = Html((site / path).read_text())
        assert "lang" not in page.all("main")[0], path
        assert [figure["lang"] for figure in page.all("figure")] == ["en"] * len(page.all("figure"))
        assert [link["lang"] for link in page.all("a") if link.get("class") == "skip"] == ["en"]
    for path in ("accessibility.html", "figures/index.html", "figures/relu/index.html"):
        assert '<span lang="de">Zerfall</span>' in (site / path).read_text()


def test_a_site_in_a_language_from_right_to_left_says_so(built):
    site = built(ARABIC)
    for path in ("index.html", "figures/relu/index.html"):
        page = Html((site / path).read_text())
        assert page.all("html") == [{"lang": "ar", "dir": "rtl"}], path
        assert [(each["lang"], each["dir"]) for each in page.all("figure")] == [("en", "ltr")]
        assert [(each["lang"], each["dir"]) for each in page.all("a") if each.get("class") == "skip"] == [("en", "ltr")]
        assert '<span lang="ar" dir="rtl">تلاش</span>' in (site / path).read_text()
    assert "direction: ltr" in (site / "assets" / "site.css").read_text()


def test_a_statement_of_the_author_is_in_the_language_of_the_site(built):
    site = built({**GERMAN, "accessibility.md": "# Barrierefreiheit\n\nWorte.\n"})
    page = Html((site / "accessibility.html").read_text())
    assert "lang" not in page.all("main")[0]
    assert [section["lang"] for section in page.all("section")] == ["en"]
