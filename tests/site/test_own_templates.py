"""Templates and style sheets of an author take the place of those of sitegen, and their errors have a place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.errors import ContentError
from sitegen.site.build import check_site
from sitegen.theme import template_folder
from tests.conftest import CONTENT
from tests.html import Html


def test_templates_of_the_content_replace_the_default_ones(built):
    site = built({"templates/pages/missing.html": "gone: {{ page.title }}"})
    assert (site / "404.html").read_text() == "gone: Page not found"


def test_the_template_in_the_documentation_works(built):
    text = (CONTENT / "docs" / "site.md").read_text(encoding="utf-8")
    template = re.search(r"^```html\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]
    page = Html((built({"templates/pages/missing.html": template}) / "404.html").read_text(encoding="utf-8"))
    assert page.all("main")
    assert "/index.html" in [link["href"] for link in page.all("a")]


def test_a_warning_of_the_statement_is_shown(content):
    (found,) = check_site(content({"templates/texts/accessibility.md": "# A\n\n{{ site.title }}\n"})).diagnostics
    assert (found.severity, found.line, found.column) == ("warning", 3, 1)


def test_a_page_without_a_layout_is_a_warning(content):
    (found,) = check_site(content({"templates/pages/missing.html": "gone"})).diagnostics
    assert (found.severity, found.line, found.column) == ("warning", 1, 1)
    assert found.hint == 'begin it with {% extends "base.html" %}'
    for text in ('{% extends "base.html" %}', "<!DOCTYPE html><title>Gone</title>"):
        assert check_site(content({"templates/pages/missing.html": text})).diagnostics == ()


@pytest.mark.parametrize(
    ("name", "text", "place", "message"),
    [
        ("templates/pages/kinds.html", b"<p>\n {{ page.titel }}", (2, 2), "has no attribute 'titel'"),
        ("templates/pages/kinds.html", b"{{ page.titel }}", (1, 1), "did you mean 'title'?"),
        ("templates/pages/kinds.html", b"{{ page.url }}", (1, 1), "'page' has no attribute 'url'"),
        ("templates/pages/kinds.html", b"{{ site.titel }}", (1, 1), "'site' has no attribute 'titel'"),
        ("templates/pages/kinds.html", b"{{ title }}", (1, 1), "write page.title"),
        ("templates/pages/kinds.html", b"{{ page.title | uper }}", (1, 1), "did you mean 'upper'?"),
        ("templates/pages/kinds.html", b"{% blok main %}", (1, 1), "did you mean 'block'?"),
        ("templates/pages/kinds.html", b"{% include 'fiels.html' %}", (1, 1), "did you mean 'fields.html'?"),
        (
            "templates/pages/kinds.html",
            b'{% extends "pages/kinds.html" %}',
            (1, 1),
            "extends, includes or calls itself",
        ),
        ("templates/base.htm", b"x", (0, 0), "did you mean 'base.html'?"),
        ("templates/figure.html.jinja", b"x", (0, 0), "did you mean 'figure.html'?"),
        ("templates/pages/kinds.html", b"{{ pag.title }}", (1, 1), "did you mean 'page'?"),
        ("templates/page.html", b"x", (0, 0), "there is no template 'page.html' to replace"),
        ("templates/missing.html", b"x", (0, 0), "did you mean 'pages/missing.html'?"),
        ("templates/assets/token.css", b"", (0, 0), "did you mean 'assets/tokens.css'?"),
        ("templates/base.html", b"<html>\n{% block main %}", (2, 1), "Unexpected end of template"),
        ("templates/assets/print.css", b"/* na\xefve */", (0, 0), "the file is not UTF-8"),
        ("templates/base.html", b"na\xefve", (0, 0), "the file is not UTF-8"),
        ("templates/texts/accessibility.md", b"No title.\n", (1, 1), "the page has no title"),
    ],
)
def test_a_broken_template_is_a_problem_with_its_place(content, name, text, place, message):
    path = content({name: ""}) / name
    path.write_bytes(text)
    with pytest.raises(ContentError, match=re.escape(message)) as caught:
        check_site(content())
    (found,) = caught.value.diagnostics
    assert (found.file, found.line, found.column) == (str(path), *place)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "{% block mian %}x{% endblock %}",
            2,
            "'base.html' has no block 'mian', so this one is not shown",
            "did you mean 'main'?",
        ),
        ("\n<p>{{ page.title }}</p>", 3, "what is outside of blocks is not shown", "put it between"),
        ("{# a note #}\n{% set x = 1 %}\n{% block main %}{% block mine %}x{% endblock %}{% endblock %}\n", 0, "", ""),
    ],
)
def test_what_a_template_writes_is_shown(content, text, line, message, hint):
    folder = content({"templates/pages/missing.html": '{% extends "base.html" %}\n' + text})
    if not line:
        assert check_site(folder).diagnostics == ()
        return
    with pytest.raises(ContentError) as caught:
        check_site(folder)
    (found,) = caught.value.diagnostics
    assert (found.line, found.message) == (line, message)
    assert found.hint.startswith(hint)


def test_what_is_before_the_template_that_is_extended_is_shown(built):
    site = built({"templates/pages/missing.html": '<!-- first -->{% extends "base.html" %}'})
    assert (site / "404.html").read_text().startswith("<!-- first -->")


def test_an_error_in_a_template_is_not_reported_in_those_that_extend_it(content):
    extending = '{% extends "base.html" %}{% block main %}x{% endblock %}'
    files = {"templates/base.html": "\n\n{% block main %}", "templates/pages/missing.html": extending}
    with pytest.raises(ContentError) as caught:
        check_site(content(files))
    (found,) = caught.value.diagnostics
    assert (Path(found.file).name, found.line) == ("base.html", 3)


def test_a_sign_of_a_section_is_before_it_and_after_it(content):
    text = (template_folder() / "figure.html").read_text(encoding="utf-8").replace("{{ if_alone }}", "", 1)
    with pytest.raises(ContentError) as caught:
        check_site(content({"templates/figure.html": text}))
    assert ("'if_alone' is before and after a section, but here 1 time", "write it at both ends") in {
        (found.message, found.hint) for found in caught.value.diagnostics
    }


@pytest.mark.parametrize(
    "condition",
    [
        "{% if if_alone %}x{% endif %}",
        "{%- if title and if_alone %}x{% endif %}",
        "{% if not if_alone -%}x{% endif %}",
        "{%+ if if_alone %}x{% endif %}",
        "{% if title\nand if_alone %}x{% endif %}",
        "{% if title %}{% elif '%' in title and if_alone %}x{% endif %}",
        "{{ title if if_alone }}",
        "{% for each in [] if if_alone %}x{% endfor %}",
    ],
)
def test_a_sign_of_a_section_is_no_condition(content, condition):
    text = (template_folder() / "figure.html").read_text(encoding="utf-8") + condition
    with pytest.raises(ContentError) as caught:
        check_site(content({"templates/figure.html": text}))
    (found,) = caught.value.diagnostics
    assert (found.message, found.line) == ("'if_alone' is always true", text.count("\n") + 1)
    assert found.hint == "write {{ if_alone }} before the section and after it"


@pytest.mark.parametrize(
    "text",
    [
        "{# {% if if_alone %} {{ if_alone }} #}",
        "{% if title == 'if_alone' %}x{% endif %}",
        "{% raw %}{{ if_alone }}{% endraw %}",
        "{{ '{{ if_alone }}' }}",
        "{% if title %}{{+ if_alone }}x{{ if_alone -}}{% endif %}",
    ],
)
def test_a_sign_of_a_section_that_is_only_mentioned_is_no_problem(content, text):
    template = (template_folder() / "figure.html").read_text(encoding="utf-8")
    assert check_site(content({"templates/figure.html": template + text})).diagnostics == ()


def test_a_filter_changes_a_placeholder_in_no_way_that_hides_the_rest(built):
    text = (
        (template_folder() / "figure.html").read_text(encoding="utf-8").replace("{{ number }}", "{{ number | upper }}")
    )
    page = "---\ntitle: Home\n---\n\n```figure\nid: decay\nkind: gradient-decay\n```\n"
    plain, own = (
        (built({"index.md": page, **templates}) / "index.html").read_text(encoding="utf-8")
        for templates in ({}, {"templates/figure.html": text})
    )
    assert own == plain


def test_an_error_in_the_template_of_figures_has_its_place(content):
    page = "---\ntitle: Home\n---\n\n```figure\nid: decay\nkind: gradient-decay\n```\n"
    with pytest.raises(ContentError) as caught:
        check_site(content({"index.md": page, "templates/figure.html": "<figure>\n{{ nothing_here }}"}))
    (found,) = caught.value.diagnostics
    assert (Path(found.file).name, found.line) == ("figure.html", 2)


@pytest.mark.parametrize("name", ["Templates", "template", "layouts"])
def test_a_folder_of_templates_with_another_name_is_a_warning(content, name):
    (found,) = check_site(content({f"{name}/base.html": "mine"})).diagnostics
    assert found.message == "these templates are not read; rename the folder to templates"


def test_a_template_may_include_one_of_the_author(built):
    site = built({"templates/pages/missing.html": "{% include 'mine.html' %}", "templates/mine.html": "my own"})
    assert (site / "404.html").read_text() == "my own"


@pytest.mark.parametrize("name", ["base.html", "pages/text.html", "assets/tokens.css"])
def test_templates_beside_the_content_are_a_warning(content, name):
    folder = content()
    file = folder.parent / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_text("mine")
    (found,) = check_site(folder).diagnostics
    assert (found.severity, found.message) == ("warning", "these templates are not read; move the folder into content")


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("@font-face {src: url(x.woff2)}", "blocks fonts unless the theme has fonts; name this one under theme.fonts"),
        ("@import 'x.css';", "loads nothing from other hosts"),
        ("a {background: url( https://example.org/x.png)}", "loads nothing from other hosts"),
    ],
)
def test_what_the_policy_blocks_is_a_warning(content, css, message):
    (found,) = check_site(content({"templates/assets/print.css": css})).diagnostics
    assert found.severity == "warning"
    assert found.message.startswith(f"the Content Security Policy of the pages {message}")


STYLES = "inline styles are blocked"
SCRIPTS = "inline scripts are blocked"
OTHERS = "the Content Security Policy of the pages allows only files of this site"
BASE = "the Content Security Policy of the pages blocks the base address"
FORMS = "the Content Security Policy of the pages blocks forms"


@pytest.mark.parametrize(
    ("html", "messages"),
    [
        ('<p style="color: red">x</p>', [STYLES]),
        ('<p style="background: url(x.png)">x</p>', [STYLES]),
        ('<p {% if page.root %}style="color: red"{% endif %}>x</p>', [STYLES]),
        ("<style>p {color: red}</style>", [STYLES]),
        ('<button onclick="go()">x</button>', [SCRIPTS]),
        ('<svg><g onload="go()"/></svg>', [SCRIPTS]),
        ("<script>go()</script>", [SCRIPTS]),
        ('<script type="application/javascript">go()</script>', [SCRIPTS]),
        ('<script type="module">go()</script>', [SCRIPTS]),
        ('<a href="javascript:go()">x</a>', [SCRIPTS]),
        ('<a href=" java&#10;Script:go()">x</a>', [SCRIPTS]),
        ('<script src="https://example.org/x.js"></script>', [OTHERS]),
        ('<link rel="stylesheet" href="//example.org/x.css">', [OTHERS]),
        ('<link href="https://example.org/x.ico" rel="shortcut icon">', [OTHERS]),
        ('<link rel="manifest" href="{{ page.root }}site.webmanifest">', [OTHERS]),
        ('<img alt="" src="https://example.org/x.png">', [OTHERS]),
        ('<img alt="" src="data:image/png;base64,AAAA">', [OTHERS]),
        ('<img alt="" src="x.png" srcset="x.png 1x, https://example.org/x.png 2x">', [OTHERS]),
        ('<picture><source srcset="//example.org/x.webp"><img alt="" src="x.png"></picture>', [OTHERS]),
        ('<svg><rect fill="url(https://example.org/x.svg#a)"/></svg>', [OTHERS]),
        ("<iframe src='x.html'></iframe>", [OTHERS]),
        ('<object data="{{ page.root }}x.svg"></object>', [OTHERS]),
        ('<base href="https://example.org/">', [BASE]),
        ('<form action="/search"><input name="q"></form>', [FORMS]),
        ('<button formaction="x">x</button>', [FORMS]),
        ('<p style="color: red" onclick="go()">x</p>', [STYLES, SCRIPTS]),
        ('<a href="https://example.org">x</a><img alt="" src="{{ page.root }}x.png">', []),
        ('<p data-style="x">on = 1</p><script src="{{ page.root }}x.js"></script>', []),
        ('<!-- <p style="color: red"> <iframe src="x.html"> -->', []),
        ('{# <p style="color: red"> #}<p title="<style> a style=b onclick=c">x</p>', []),
        ('{% raw %}<p class="a">{{ style="x" }}</p>{% endraw %}', []),
        ('<textarea><p style="x"></textarea>', []),
        ('<script type="application/ld+json">{}</script><my-list once></my-list>', []),
        ('<link rel="canonical" href="https://example.org/">', []),
        ('<base target="_blank"><form method="dialog" action="x"></form>', []),
        ('<svg><rect fill="url(#a)"/></svg><img alt="url(https://example.org)" src="x.png">', []),
    ],
)
def test_what_the_policy_blocks_in_a_template_is_a_warning(content, html, messages):
    template = f'{{% extends "base.html" %}}\n{{% block main %}}\n{html}{{% endblock %}}'
    found = check_site(content({"templates/pages/missing.html": template})).diagnostics
    told = [(each.severity, each.line, each.message) for each in found]
    assert [(severity, line) for severity, line, _ in told] == [("warning", 3)] * len(messages)
    assert all(text.startswith(start) for (_, _, text), start in zip(told, sorted(messages), strict=True))


def test_each_blocked_tag_has_its_place(content):
    lines = ["{% extends 'base.html' %}", "{% block main %}", "<p>{{ page.root }} {# a #}<b style='x'>x</b></p>", ""]
    lines += ["{%- if page.root %}<i", "style='y'>y</i>{% endif %}", "{% endblock %}"]
    found = check_site(content({"templates/pages/missing.html": "\n".join(lines)})).diagnostics
    assert [(each.line, each.column, each.length) for each in found] == [(3, 27, 13), (5, 20, 2)]


@pytest.mark.parametrize(("policy", "count"), [(None, 0), ("default-src 'self' 'unsafe-inline'", 0), ("", 1)])
def test_a_template_of_all_pages_may_have_another_policy(content, policy, count):
    ours = (template_folder() / "base.html").read_text(encoding="utf-8")
    meta = next(line for line in ours.splitlines() if "Content-Security-Policy" in line)
    own = {None: "", "": meta}.get(policy, f'<meta http-equiv="Content-Security-Policy" content="{policy}">')
    base = f'{own}\n<p style="color: red">{{% block main %}}{{% endblock %}}'
    assert len(check_site(content({"templates/base.html": base})).diagnostics) == count
