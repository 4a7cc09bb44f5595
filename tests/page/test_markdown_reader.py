"""A page is read with its places and written with its figures and addresses."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from sitegen.errors import ContentError
from sitegen.page.code import MAX_CODE_OF_PAGE
from sitegen.page.markdown_parser import MAX_PAGE_BYTES
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


def test_a_note_has_one_number_at_all_of_its_places():
    done = html("A[^n], B[^n].\n\n[^n]: C.\n")
    assert re.findall(r'<a href="#fn1" id="(.*?)">(.*?)</a>', done) == [("fnref1", "[1]"), ("fnref1:1", "[1]")]
    back = re.findall(r'href="#(fnref.*?)" aria-label="(.*?)"', done)
    assert back == [("fnref1", "Back to the text, note 1"), ("fnref1:1", "Back to the text, note 1, place 2")]


@pytest.mark.parametrize(
    ("alt", "shown"), [("a $x^2$ b", "a x^2 b"), ("a <b>b</b>", "a &lt;b&gt;b&lt;/b&gt;"), ("`a` *b*", "a b")]
)
def test_an_alternative_text_is_whole(alt, shown):
    assert f'alt="{shown}"' in html(f"![{alt}](a.png)\n")


def test_a_formula_in_an_alternative_text_is_a_warning():
    (found,) = read("See ![a $x^2$ b](a.png).\n", "page.md").problems
    assert (found.severity, found.line, found.column) == ("warning", 1, 9)
    assert "in words" in found.hint


def test_formulas_may_have_backticks_as_on_github():
    assert html("a $`x^2`$ b\n") == html("a $x^2$ b\n")
    (found,) = read("a $`x \\foo`$ b\n", "page.md").problems
    assert (found.column, found.length) == (7, len("\\foo"))


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
    assert done.index("<A>") < done.index("<pre") < done.index("<C>")
    assert len(read(text, "page.md").fences) == 2


def test_a_link_knows_its_line_and_column():
    document = read("Text\nover lines [one](a.md) and\n[two](b.md).\n", "page.md")
    problems = list(document.link_places())
    assert [(each.line, each.column, each.length) for each in problems] == [(2, 18, 4), (3, 7, 4)]
    problem = problems[1]
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
    assert '<div class="scroll scroll-text" tabindex="0">\n<table>' in done
    assert done.count("<div") == done.count("</div>")


def test_code_is_coloured_by_classes():
    done = html("```python\nreturn 1  # <x>\n```\n")
    assert '<span class="hl-k">return</span>' in done
    assert "&lt;x&gt;" in done
    assert "style=" not in done


def test_code_in_an_unknown_language_is_plain_and_escaped():
    assert html("```nonsense\n<x>\n```\n").endswith('<code class="language-nonsense">&lt;x&gt;\n</code></pre>\n')


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
        ("| a | b |\n|---|---|\n| $5 | $|x|$ |\n", 3, 9, 1),
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


@pytest.mark.parametrize(
    "row", ["$5 | $6", "$a$ | $b$", "$a$|$b$", "`$a` | `$b`", "$a | 5", "\\$a | \\$b", "$\\lvert x \\rvert$ | $5"]
)
def test_bars_between_cells_are_not_in_formulas(row):
    assert messages(f"| a | b |\n|---|---|\n| {row} |\n") == []


@pytest.mark.parametrize("text", ["Text $$x$$ text.\n", "It is $$ x.\n"])
def test_two_dollars_in_a_line_are_shown_with_a_warning(text):
    document = read(text, "page.md")
    assert {problem.severity for problem in document.problems} == {"warning"}
    assert "only in lines of its own" in document.problems[0].message
    assert "<math" not in html(text)
    assert messages("Costs \\$\\$ or $5.\n") == []


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
    """In other languages, whose words for powers are not known, and in tables, which have a narrow column for them."""
    assert shown in str(write(read(text, "page.md"), [], lambda link: link.address, lang="de"))
    assert f"<td>{shown}</td>" in html(f"| a | b |\n|-|-|\n| c | {text} |\n")


def test_a_power_of_ten_in_a_text_is_written_by_hand_and_spoken_in_words():
    power = '<span role="img" aria-label="{} times ten to the {}">{}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{}</span>'
    small = power.format("7.7", "minus 11", "7.7", "10⁻¹¹")
    assert html("As *7.7e-11*, not `7.7e-11`.") == (
        f'<p>As <em>{small}</em>, not <code class="short">7.7e-11</code>.</p>\n'
    )
    large = power.format("2.0", "9", "2.0", "10⁹")
    assert html("## Up to 2.0e9\n") == f'<h2 id="up-to-20e9">Up to {large}</h2>\n'


@pytest.mark.parametrize("text", ["In 51 % of 3 steps", "1,024.5 % more", "12 px", "from 5 ms on", "100 MB", "7 s."])
def test_a_number_is_in_one_line_with_its_unit(text):
    number, unit = re.search(r"([\d.,]+) (%|[a-zA-Z]+)", text).groups()
    assert f"{number}\N{NO-BREAK SPACE}{unit}" in html(text)


@pytest.mark.parametrize("text", ["3 small steps", "10 % 3" + "`5 % 2`", "2 pxs", "8 so", "`7 ms`"])
def test_other_words_may_be_in_the_next_line(text):
    assert re.findall(r"\d\N{NO-BREAK SPACE}\w", html(text)) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("He's scale, L'Hôpital, it's Æ's", "He’s scale, L’Hôpital, it’s Æ’s"),
        (
            "*He*'s, 'so', 5'10, f'(x), readers' own",
            "<em>He</em>&#39;s, &#39;so&#39;, 5&#39;10, f&#39;(x), readers&#39; own",
        ),
        ("`don't` [it's](a'b.md)", '<code class="short">don&#39;t</code> <a href="a\'b.md">it’s</a>'),
    ],
)
def test_an_apostrophe_between_letters_is_no_typewriter_s(text, shown):
    assert f"<p>{shown}</p>" in html(f"# T\n\n{text}\n")


def test_a_number_after_a_formula_keeps_its_minus_sign():
    assert "</math>\N{MINUS SIGN}1." in html("$n$-1.")


@pytest.mark.parametrize(
    ("text", "held", "around"),
    [
        ("by $x$. Then", "<math/>.", "by {} Then"),
        ("the set ($x$, $y$)!", "(<math/>,", "the set {} {}"),
        ("an $n$-dimensional, flat", "<math/>-dimensional,", "an {} flat"),
        ("$n$’s root", "<math/>’s", "{} root"),
    ],
)
def test_what_belongs_to_a_formula_is_in_its_line(text, held, around):
    shown = re.sub("<math.*?</math>", "<math/>", html(text))
    last = '<span class="short"><math/>)!</span>'
    assert shown == f"<p>{around.format(f'<span class={chr(34)}short{chr(34)}>{held}</span>', last)}</p>\n"


def test_a_formula_alone_needs_no_span():
    assert "<span" not in html("from $x$ to $y$ at *$z$*\n\n| $a$ | b |\n|-|-|\n")


@pytest.mark.parametrize("text", ["a1e-5", "v1.2e-3", "run-1e-5", "1e-5f", "1e-5.5", "`3.1e-5`", "2-3", "1e-3.csv"])
def test_what_is_no_number_of_its_own_stays(text):
    assert "−" not in html(text)


def warnings(text):
    found = read(text, "page.md").problems
    assert {problem.severity for problem in found} <= {"warning"}
    return [(problem.line, problem.column, problem.message) for problem in found]


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("<!-- a -->\n", ""),
        ("<!-- a\n\n## b\n\n```\nc -->\n\nd\n", "<p>d</p>\n"),
        ("a <!-- b --> *c*\n", "<p>a  <em>c</em></p>\n"),
        ("a <!-- b\nc --> d\n", "<p>a  d</p>\n"),
        ("a\n<!-- b -->\nc\n", "<p>a</p>\n<p>c</p>\n"),
        ("<!-- a\n\nb --> *c*\n", "<p><em>c</em></p>\n"),
        ("<!-- a --><!-- b -->\n", "<p></p>\n"),
        ("<!---->a\n", "<p>a</p>\n"),
        ("<!-- > -- - <b> -->a\n", "<p>a</p>\n"),
        ("- a\n  <!-- b\n  c -->\n- d\n", "<ul>\n<li>a</li>\n<li>d</li>\n</ul>\n"),
        ("> a\n>\n> <!-- b\n> c -->\n", "<blockquote>\n<p>a</p>\n</blockquote>\n"),
        ("## a <!-- b -->\n", '<h2 id="a">a </h2>\n'),
        ("|a <!-- b -->|\n|-|\n", '<table>\n<thead>\n<tr>\n<th scope="col">a </th>\n</tr>\n</thead>\n</table>\n'),
        ("[a <!-- b --> c](d.md)\n", '<p><a href="d.md">a  c</a></p>\n'),
    ],
)
def test_comments_are_not_published(text, done):
    assert html(text) == done
    assert warnings(text) == []


@pytest.mark.parametrize(
    "text", ["`<!-- a -->`", "```\n<!-- a -->\n```\n", "    <!-- a -->\n", "\\<!-- a -->", "&lt;!-- a --&gt;"]
)
def test_a_comment_that_is_code_or_text_is_shown(text):
    assert "&lt;!-- a --&gt;" in html(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("# T\n\n<!-- a\n\n## b\n", 3, 1),
        ("a <!-- b\n\nc --> d\n", 1, 3),
        ("- a\n  <!-- b\n\nc -->\n", 2, 3),
        ("| a |\n|---|\n| b <!-- c | d --> |\n", 3, 5),
        ("a <br> b\n\n" * 60 + "c <!-- d\n", 121, 3),
    ],
)
def test_a_comment_without_an_end_is_an_error(text, line, column):
    message = "this comment has no end in its paragraph, so it would be published; close it with -->"
    found = [problem for problem in read(text, "page.md").problems if problem.severity == "error"]
    assert [(problem.line, problem.column, problem.message) for problem in found] == [(line, column, message)]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("a\n$$\nx\n$$\nb\n", "<p>a</p>\n{}<p>b</p>\n"),
        ("a\n$$x$$\n", "<p>a</p>\n{}"),
        ("- a\n  $$\n  x\n  $$\n", "<ul>\n<li>a{}</li>\n</ul>\n"),
        ("- a\n$$x$$\n", "<ul>\n<li>a</li>\n</ul>\n{}"),
        ("> a\n$$x$$\n", "<blockquote>\n<p>a</p>\n</blockquote>\n{}"),
        ("$$\nx\n$$\n$$x$$\n", "{0}{0}"),
        ("$$ a\n\n$$x$$\n", "<p>$$ a</p>\n{}"),
        ("a\n      $$ b\n$$x$$\n", "<p>a\n$$ b</p>\n{}"),
    ],
)
def test_a_formula_in_lines_of_its_own_may_follow_text_directly(text, drawn):
    assert html(text) == drawn.format(html("$$x$$\n"))


def test_html_is_shown_with_a_warning_and_what_only_looks_like_it_without():
    text = 'One <b>\n<img src="x.png">\n'
    reason = "HTML is not read: '{}' is shown as text; write Markdown, or put it between backticks"
    assert warnings(text) == [(1, 5, reason.format("<b>")), (2, 1, reason.format('<img src="x.png">'))]
    assert warnings("a<b, List<int>, `<b>`, \\<b>, &lt;b&gt;, <https://example.org>, 1 <a> 2<br") == [
        (1, 66, reason.format("<a>"))
    ]


def test_formulas_without_dollars_are_shown_with_a_warning():
    text = "\\(x\\) and\n\\[\\alpha\\]\n\n\\begin{align}\nx\n\\end{align}\n"
    assert [(line, column) for line, column, _ in warnings(text)] == [(1, 1), (2, 1), (4, 1)]
    assert warnings(r"\[no link\] `\(x\)` $\begin{matrix}a\end{matrix}$ \(one") == []


def test_tasks_have_boxes_with_names():
    done = html("- [ ] open\n- [x] closed\n- [y] text\n")
    assert '<ul class="contains-task-list" role="list">' in done
    assert '<li class="task-list-item"><span class="task-box" role="img" aria-label="to do">☐</span> open</li>' in done
    assert 'aria-label="done">☑</span> closed</li>' in done
    assert "<li>[y] text</li>" in done


def test_alerts_are_notes():
    done = html("> [!WARNING]\n> Mind *this*.\n\n> plain\n")
    assert '<div class="alert alert-warning" role="note">\n<p class="alert-title">Warning</p>\n' in done
    assert "<p>Mind <em>this</em>.</p>" in done
    assert "<blockquote>\n<p>plain</p>" in done


@pytest.mark.parametrize(
    ("text", "address", "shown"),
    [
        ("See https://example.org/a_b.", "https://example.org/a_b", "https://example.org/a_b"),
        ("(http://a.b/c_(d))", "http://a.b/c_(d)", "http://a.b/c_(d)"),
        ("*www.example.org*!", "http://www.example.org", "www.example.org"),
        ("https://example.org/?a=1&b=2, or", "https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&amp;b=2"),
    ],
)
def test_bare_addresses_are_links(text, address, shown):
    assert f'<a href="{address}">{shown}</a>' in html(text)


@pytest.mark.parametrize(
    "text",
    ["`https://a.b`", "xhttps://a.b", "http://localhost", "https://", "www.", "user@www.a.b", "```\nhttps://a.b\n```"],
)
def test_what_is_no_bare_address(text):
    assert "<a" not in html(text)


def test_an_address_in_a_link_is_its_text():
    assert html("[see https://a.b now](c.md)") == '<p><a href="c.md">see https://a.b now</a></p>\n'


def test_a_heading_may_have_an_id_of_its_own():
    document = read("## One {#two}\n\n## Two\n\n## *Three* `x` {#t-3} \n\n## {a}\n", "page.md")
    assert [(each.anchor, each.text) for each in document.headings] == [
        ("two", "One"),
        ("two-1", "Two"),
        ("t-3", "Three x"),
        ("a", "{a}"),
    ]
    assert document.problems == ()
    assert messages("# T\n\n## A {#x}\n\n## B {#x}\n\n## C {#fig-1}\n") == [
        (5, "the id 'x' is already that of a heading above"),
        (7, "the id 'fig-1' begins like those that sitegen makes; choose another one"),
    ]


@pytest.mark.parametrize("text", ["Table: A *b*\n\n|a|\n|-|\n|1|\n", "|a|\n|-|\n|1|\n\nTable: A *b*\n"])
def test_a_paragraph_beside_a_table_is_its_caption(text):
    done = html(text)
    assert done.startswith('<table>\n<caption id="page-table-1">A <em>b</em></caption>\n<thead>')
    assert "<p>" not in done


def test_captions_belong_to_one_table_each():
    table = "|initialisation|magnitude|regime|\n|-|-|-|\n|1|2|3|\n\n"
    for text in (f"Table: A\n\n{table}Table: B\n\n{table}", f"{table}Table: A\n\n{table}Table: B\n"):
        done = html(text)
        assert done.index(">A</caption>") < done.index("</table>") < done.index(">B</caption>")
        assert done.count('role="region" aria-labelledby="page-table-') == 2
    assert html("Table: of contents\n\nText\n").startswith("<p>Table: of contents</p>")


def test_links_in_captions_are_found():
    assert [link.address for link in read("Table: [a](b.md)\n\n|a|\n|-|\n", "page.md").links] == ["b.md"]


@pytest.mark.parametrize("word", ["Figure", "figures", "FIGURE", "figur", "sitegen", "figure-spec", "chart", "plot"])
def test_a_fence_that_is_nearly_a_figure_is_an_error(word):
    (found,) = read(f"# T\n\n```{word} relu-16\n```\n", "page.md").problems
    assert (found.line, found.column, found.severity) == (3, 4, "error")
    assert found.message == f"a fence with a figure begins with ```figure, not with ```{word}"


@pytest.mark.parametrize("text", ["```figure relu-16```", "```figure``` x", "| a |\n|---|\n| ```figure relu-16``` |"])
def test_a_figure_in_a_single_line_is_an_error(text):
    (found,) = read(f"# T\n\n{text}\n", "page.md").problems
    assert (found.severity, found.message) == ("error", "a fence with a figure ends with ``` in a line of its own")
    assert not read("# T\n\nA fence ```figure relu-16``` or `figure relu-16`\n\n`figure`\n", "page.md").problems


def test_a_fence_of_a_kind_is_told_to_be_one_of_a_figure():
    (found,) = read("# T\n\n```curves\nseries: {a: [1, 2]}\n```\n", "page.md").problems
    assert (found.line, found.column, found.severity) == (3, 4, "error")
    assert found.message == "a fence with a figure begins with ```figure; write 'kind: curves' in its first line"
    assert all(each.severity == "warning" for each in read("```curves\nno spec\n```\n", "page.md").problems)


def test_an_unknown_language_is_a_warning_with_the_nearest():
    (found,) = read("```pythn\nx\n```\n", "page.md").problems
    assert (found.severity, found.line, found.column) == ("warning", 1, 4)
    assert found.hint == "did you mean 'python'?"
    assert warnings("```\n```\n\n```text\n```\n\n```haskell\n```\n") == []


def test_a_diagram_that_other_tools_draw_is_a_warning():
    (found,) = read("```mermaid\ngraph TD\n```\n", "page.md").problems
    assert (found.severity, found.line, found.column) == ("warning", 1, 4)
    assert "kind graph" in found.hint


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("::: note", ":::"),
        ("!!! note", "!!!"),
        ("[TOC]", "[TOC]"),
        ("{% include x %}", "{% include x %}"),
        ("{{< x >}} and more", "{{< x >}}"),
        ("[[a page]]", "[[a page]]"),
        ("==marked text==", "==marked text=="),
        (":smile:", ":smile:"),
        ("[^none]", "[^none]"),
        ("[^a note]", "[^a note]"),
        ("<<<<<<< HEAD", "<<<<<<< HEAD"),
        ("[@smith2020, p. 2]", "[@smith2020, p. 2]"),
        ("{.wide}", "{.wide}"),
        ("{: .wide }", "{: .wide }"),
        ("{width=50%}", "{width=50%}"),
        ("{ref}", "{ref}"),
        (":ref:", ":ref:"),
        (".. note::", ".. note::"),
        ('=== "Tab"', '=== "'),
    ],
)
def test_signs_of_other_tools_are_warned_of(text, sign):
    message = f"'{sign}' is read by other tools: here it is shown as text"
    assert warnings(f"# T\n\n{text}\n") == [(3, 1, message)]
    assert warnings(f"# T\n\n\\{text}\n") == []
    assert warnings(f"# T\n\nCode `{text}`\n") == []


@pytest.mark.parametrize(
    ("text", "column", "sign"),
    [
        ("> [!FOO]\n> n", 3, "[!FOO]"),
        ("> [!NOTE] Title", 3, "[!NOTE]"),
        ("## Title {#id .wide}", 10, "{#id .wide}"),
        ("H~2~O", 2, "~2~"),
        ("10^2^", 3, "^2^"),
        ("[a](javascript:alert(1))", 3, "](javascript:"),
        ("![a](<file:///etc/passwd>)", 4, "](<file:"),
    ],
)
def test_signs_inside_a_line_are_warned_of(text, column, sign):
    assert warnings(f"# T\n\n{text}\n") == [(3, column, f"'{sign}' is read by other tools: here it is shown as text")]


@pytest.mark.parametrize(
    "text",
    [
        "a == b and c == d",
        "a==b and c==d",
        "at 10:30:45",
        "a: b: c",
        "{.5, 1}",
        "~5 and ~6",
        "[[1]](x.md)",
        "f(x) := x",
    ],
)
def test_ordinary_text_is_no_sign_of_other_tools(text):
    assert warnings(f"# T\n\n{text}\n") == []


def test_long_code_is_plain():
    line = "return 1\n"
    assert "hl-k" in html(f"```python\n{line * 100}```\n")
    assert "hl-k" not in html(f"```python\n{line * 1000}```\n")
    done = html(f"```python\n{line * 800}```\n\n" * 8)
    assert done.count('<code class="language-python"><span class="hl-k">') == MAX_CODE_OF_PAGE // (len(line) * 800)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("a" * (MAX_PAGE_BYTES + 1), "the page is larger than 262,144 bytes (256 KiB), the most that is read"),
        ("é" * (MAX_PAGE_BYTES // 2 + 1), "the page is larger than 262,144 bytes"),
        ("```figure a\n```\n" * 201, "the page has 201 figures; 200 is the most"),
        ("$x$ " * 5001, "the page has 5,001 formulas; 5,000 is the most"),
        ("|a|" + "a|" * 300 + "\n|-|" + "-|" * 300 + "\n" + "|b\n" * 200, "the tables have more than 50,000 cells"),
        ("[a]: " + "x" * 100_000 + "\n\n[a] [a] [a]\n", "300,000 characters in addresses and titles of links; 262,144"),
        (">" * 19 + " a\n" + ">" * 25 + " b\n", "lists and quotations are read up to 20 levels deep"),
    ],
    ids=lambda text: text[:12],
)
def test_a_page_beyond_a_limit_is_refused(text, limit):
    with pytest.raises(ContentError) as caught:
        raise ContentError(read(text, "page.md").problems)
    assert limit in caught.value.diagnostics[0].message


def test_a_page_has_at_most_fifty_problems_of_a_kind():
    found = read("# T\n\n" + "# A\n\n" * 217, "page.md").problems
    assert len(found) == 51
    assert found[-1].message == "… and 167 more problems like these"
    assert sum(problem.count for problem in found) == 217


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (r"\ref{fig:loss}", "write a link: [text](#heading)"),
        (r"\cite{he2015}", "write a link, or a note: [^1]"),
        (r"\citep[p. 2]{he2015}", "write a link, or a note: [^1]"),
        (r"\textbf{bold}", "write **…**"),
        (r"\emph{it}", "write *…*"),
        (r"\section{Results}", "write ## and the heading"),
        (r"\includegraphics[width=1in]{a.png}", "write ![what it shows](picture.svg)"),
    ],
)
def test_commands_of_latex_in_text_are_warned_of(text, advice):
    message = f"LaTeX is read in formulas alone: '{text}' is shown as text; {advice}"
    assert warnings(f"# T\n\nSee {text}.\n") == [(3, 5, message)]
    assert warnings(f"# T\n\nSee `{text}` and \\{text}.\n") == []


@pytest.mark.parametrize("text", [r"$\textbf{a}$", r"\reference{a}", r"\ref", "C:\\section\\{a}", r"a \cite b"])
def test_other_backslashes_are_no_commands_of_latex(text):
    assert not any("LaTeX" in message for _, _, message in warnings(f"# T\n\nSee {text}.\n"))


@pytest.mark.parametrize(
    ("text", "sign", "hint"),
    [
        ("See @fig-loss now", "@fig-loss", "write a link: [text](#heading), or to a figure: [text](#fig-ID)"),
        ("See [@fig-loss]", "[@fig-loss]", "write a link: [text](#heading), or to a figure: [text](#fig-ID)"),
        ("{#fig-loss}", "{#fig-loss}", "delete it: links to a figure end in #fig-ID, with its id"),
        ("{#thm-mean}", "{#thm-mean}", "delete it: links to a figure end in #fig-ID, with its id"),
        ("[[toc]]", "[[toc]]", "delete it: pages have their contents by themselves"),
        ("[[Tocqueville]]", "[[Tocqueville]]", "write a link: [text](page.md)"),
        ("!!! note", "!!!", "for a box, write > [!NOTE], and its text on the next lines, each after >"),
        ("::: note", ":::", "for a box, write > [!NOTE], and its text on the next lines, each after >"),
        ("[[a page]]", "[[a page]]", "write a link: [text](page.md)"),
        ("H~2~O", "~2~", "write a formula: $H_2O$, $10^2$"),
        (":smile:", ":smile:", "write the character itself"),
        ("[a](b.md){target=_blank}", "{target=_blank}", "delete it: there are no attributes"),
        ("see :doc:`x`", ":doc:", "write a link, a formula or code: there are no roles"),
    ],
)
def test_signs_of_other_tools_have_advice(text, sign, hint):
    (found,) = read(f"# T\n\n{text}\n", "page.md").problems
    assert found.message.startswith(f"'{sign}' is read by other tools")
    assert found.hint == hint


@pytest.mark.parametrize("sign", ["+", "-", "*", ">", "#"])
def test_a_formula_that_a_list_cuts_off_is_warned_of(sign):
    found = read(f"# T\n\nThe sum $a\n{sign} b$ is here.\n", "page.md").problems
    (cut,) = (each for each in found if "ends with its line" in each.message)
    assert (cut.line, cut.column, cut.hint) == (3, 9, "write the formula in one line")


@pytest.mark.parametrize(
    "text",
    [
        "$a\n= b$ is",
        "It is $5\n- and 6$",
        "Of $x$:\n- a$",
        "A $a$\n- b $c$",
        "A $b\n\n- c$",
        "## Prices in $US\nAll in A$ here.",
        "|Price in $US|\n|-|\n|All in A$|",
    ],
)
def test_other_dollars_before_a_list_are_no_formulas(text):
    assert not any("ends with its line" in message for _, message in messages(f"# T\n\n{text}\n"))


def test_addresses_and_mentions_are_no_references():
    assert warnings("# T\n\nAsk me@fig-loss.org or @someone.\n") == []
