"""A page is read with its places and written with its figures and addresses."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from sitegen.page.markdown_reader import read, write


def html(text, *figures):
    return str(write(read(text, "page.md"), figures, lambda link: link.address))


def messages(text):
    return [(problem.line, problem.message) for problem in read(text, "page.md").problems]


def test_front_matter_and_title_are_taken_out():
    document = read("---\ntitle: T\n---\n# A *b* `c`\n\nText.\n", "page.md")
    assert document.front_matter == "title: T"
    assert document.title == 'A <em>b</em> <code class="short">c</code>'
    assert document.plain_title == "A b c"
    assert str(write(document, [], lambda link: link.address)) == "<p>Text.</p>\n"


def test_raw_html_is_text():
    assert html("<script>alert(1)</script>\n\n<b>x</b>") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>&lt;b&gt;x&lt;/b&gt;</p>\n"
    )


def test_a_link_with_a_script_is_no_link():
    assert "href" not in html("[x](javascript:alert(1))")


def test_headings_have_anchors_and_the_same_heading_twice_has_two():
    document = read("## One\n\n## One\n\n### Two & three\n", "page.md")
    assert [heading.anchor for heading in document.headings] == ["one", "one-1", "two--three"]
    assert 'id="one-1"' in str(write(document, [], lambda link: link.address))


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Page main", "section-page-main"),
        ("fn1", "section-fn1"),
        ("fnref2", "section-fnref2"),
        ("fig-relu-16", "section-fig-relu-16"),
        ("Fig", "section-fig"),
        ("???", "section"),
        ("Pages", "pages"),
        ("Figures", "figures"),
        ("fn", "fn"),
    ],
)
def test_a_heading_never_takes_an_id_that_is_made(text, anchor):
    assert [heading.anchor for heading in read(f"## {text}\n", "page.md").headings] == [anchor]


def test_words_that_the_author_did_not_write_are_marked():
    document = read("A[^1].\n\n[^1]: B.\n", "page.md")
    german, english = (str(write(document, [], lambda link: link.address, lang=lang)) for lang in ("de", "en"))
    assert '<h2 id="page-notes" lang="en">Notes</h2>' in german
    assert '<a class="footnote-back" lang="en" href' in german
    assert "lang=" not in english


def test_fences_say_where_they_stand():
    text = "---\ntitle: T\n---\n\n```figure relu-16\n```\n\n- item\n\n  ```figure\n  kind: x\n  ```\n"
    first, second = read(text, "page.md").fences
    assert (first.reference, first.text, first.line, first.indent) == ("relu-16", "", 5, 0)
    assert (second.reference, second.text, second.line, second.indent) == ("", "kind: x\n", 10, 2)


def test_figures_stand_where_their_fences_do_and_a_quoted_fence_is_code():
    text = "```figure a\n```\n\n````markdown\n```figure b\n```\n````\n\n```figure c\n```\n"
    done = html(text, Markup("<A>"), Markup("<C>"))
    assert done.index("<A>") < done.index("<pre>") < done.index("<C>")
    assert len(read(text, "page.md").fences) == 2


def test_a_link_knows_its_line_and_column():
    document = read("Text\nover lines [one](a.md) and\n[two](b.md).\n", "page.md")
    assert [(place.address, place.line, place.column) for place in document.links] == [("a.md", 2, 18), ("b.md", 3, 7)]
    problem = document.links[1].diagnostic("page.md", "wrong")
    assert str(problem).splitlines()[2].index("^") - len("  3 | ") == "[two](b.md).".index("b.md")


def test_links_in_footnotes_are_found():
    assert [place.address for place in read("A[^1].\n\n[^1]: See [x](y.md).\n", "page.md").links] == ["y.md"]


def test_tables_have_scopes_and_no_inline_style():
    done = html("| a | b |\n|---|--:|\n| 1 | 2 |\n")
    assert '<th scope="col">a</th>' in done
    assert '<th scope="col" class="number">b</th>' in done
    assert "style=" not in done
    assert "tabindex" not in done


def test_the_first_cell_of_a_row_names_it_unless_it_is_a_formula():
    done = html("|a|b|\n|-|-|\n|x|1|\n|$x$|2|\n")
    assert '<th scope="row">x</th>' in done
    assert "<td><math" in done
    assert done.count("</th>") == done.count("<th ")


def test_a_table_whose_words_need_room_scrolls_and_can_be_reached():
    done = html("|initialisation|magnitude|regime|\n|-|-|-|\n|1|2|3|\n")
    assert '<div class="scroll scroll-text" role="region" tabindex="0" aria-label="Table 1">' in done
    assert done.count("<div") == done.count("</div>")


def test_code_is_coloured_by_classes():
    done = html("```python\nreturn 1  # <x>\n```\n")
    assert '<span class="hl-k">return</span>' in done
    assert "&lt;x&gt;" in done
    assert "style=" not in done


def test_code_in_an_unknown_language_is_plain_and_escaped():
    assert html("```nonsense\n<x>\n```\n") == '<pre><code class="language-nonsense">&lt;x&gt;\n</code></pre>\n'


def test_formulas_in_a_line_and_in_a_block():
    done = html("With $s = 1$ and $5 or $6.\n\n$$\nx^2\n$$\n")
    assert done.count("<math") == 2
    assert "and $5 or $6" in done
    assert '<div class="formula"><math' in done


def test_problems_are_found_with_their_lines():
    text = "# T\n\n## A\n\n#### B\n\n# C\n\n$\\frac{1}$\n"
    assert messages(text) == [
        (5, "heading of level 4 follows one of level 2"),
        (7, "a page has one first-level heading, at its top; use ## here"),
        (9, r"the formula '\frac{1}' cannot be drawn: expected argument but reached end of input"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "length"),
    [
        ("Text with $x$ and $x + \\gradiant L$.\n", 1, 24, len("\\gradiant")),
        ("$$\n\\frac{a}{b}\n\\label{eq:a}\n$$\n", 3, 1, len("\\label")),
        ("- a\n- b $\\cancel{y}$\n", 2, 6, len("\\cancel")),
        ("| a | b |\n|---|---|\n| c | $\\cancel{y}$ |\n", 3, 8, len("\\cancel")),
        ("> a\n> $a & b$\n", 2, 6, 1),
        ("## Heading $é \\foo$\n", 1, 15, len("\\foo")),
    ],
)
def test_an_error_in_a_formula_is_reported_at_its_place(text, line, column, length):
    (problem,) = read(text, "page.md").problems
    assert (problem.line, problem.column, problem.length) == (line, column, length)
    assert problem.source_line == text.splitlines()[line - 1]
    assert problem.hint
    assert "\\\\" not in problem.message


def test_numbered_lines_are_counted_through_a_page():
    done = html("$$\n\\begin{align} a &= b \\\\ c &= d \\end{align}\n$$\n\n$$\\begin{equation} e \\end{equation}$$\n")
    assert [number for number in ("(1)", "(2)", "(3)") if f"<mtext>{number}</mtext>" in done] == ["(1)", "(2)", "(3)"]


def test_a_title_has_no_links():
    assert messages("# [T](a.md)\n") == [(1, "a title holds no links and no pictures; put them into the text")]


def test_a_good_page_has_no_problem():
    assert messages("# T\n\n## A\n\n### B\n\n## C\n\n$\\frac{1}{2}$\n") == []


def test_a_document_can_be_written_again_and_again():
    document = read("# T\n\n[a](b.md)[^1] ![c](d.png) $x$\n\n[^1]: See [n](m.md).\n\n| a |\n|---|\n| 1 |\n", "page.md")
    first = str(write(document, [], lambda link: f"{link.address}?1"))
    second = str(write(document, [], lambda link: f"{link.address}?2"))
    assert first.replace("?1", "?2") == second
    assert [link.address for link in (*document.links, *document.images)] == ["b.md", "m.md", "d.png"]
    assert '<img src="d.png?1" alt="c" loading="lazy">' in first


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is 3.1e-5 now.", "It is 3.1e−5 now."),
        ("(9.33e-10)", "(9.33e−10)"),
        ("from -2.0e-3, or", "from −2.0e−3, or"),
        ("1e6", "1e6"),
    ],
)
def test_numbers_have_a_minus_sign(text, shown):
    assert shown in html(text)


@pytest.mark.parametrize("text", ["a1e-5", "v1.2e-3", "run-1e-5", "1e-5f", "1e-5.5", "`3.1e-5`", "2-3", "1e-3.csv"])
def test_what_is_no_number_of_its_own_stays(text):
    assert "−" not in html(text)
