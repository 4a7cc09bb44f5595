"""The fence of Python-Markdown: which fences become figures, what they share on a page, and where their problems are said to be."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from markdown import Markdown

from sitegen.integrations.markdown import FigureFence, Page, figure, log_problems, misspelt_fences, validate

DECAY = "kind: gradient-decay\nid: decay\n"
WAVE = "kind: gradient-flow\nparams: {layers: [2, 3, 2]}\n"
EXTENSIONS = ["attr_list", "admonition", "toc", "footnotes", "pymdownx.superfences"]
PLAIN = {"name": "figure", "class": "figure", "format": figure, "validator": validate}


def markdown(fence=PLAIN) -> Markdown:
    return Markdown(extensions=EXTENSIONS, extension_configs={"pymdownx.superfences": {"custom_fences": [fence]}})


def fenced(spec: str, before: str = "", opening: str = "``` figure") -> str:
    return "".join(f"{before}{line}\n" for line in (opening, *spec.splitlines(), "```"))


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage().partition(": error")[0] for record in caplog.records if record.levelname == "ERROR"]


def test_figures_of_a_page_share_style_and_script_and_no_id():
    html = markdown().convert(f"# Title\n\n{fenced(DECAY)}\n{fenced(DECAY)}\n{fenced(WAVE)}")
    assert html.count("<figure") == 3
    assert html.count('<script type="module">') == 1
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "fig-decay--2" in ids


@pytest.mark.parametrize(
    "text",
    [
        fenced(DECAY),
        f"- item\n\n{fenced(DECAY, '    ')}",
        f"> quoted\n>\n{fenced(DECAY, '> ')}",
        f'!!! note "Look"\n\n{fenced(DECAY, "    ")}',
        fenced(DECAY, opening="``` { .figure }"),
        f"Text[^1]\n\n[^1]:\n    Note\n\n{fenced(DECAY, '    ')}",
    ],
)
def test_a_fence_is_a_figure_wherever_markdown_has_fences(text: str):
    assert markdown().convert(text).count("<figure") == 1


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a\n\n```Figure\nx\n```\n", [(3, 1)]),
        ("> ~~~ figures\n> x\n> ~~~\n\n- ```{.figur}\n  ```\n", [(1, 3)]),
        ("````text\n```figures\n```\n````\n\n```python\n```\n\n```\n```\n", []),
        (fenced(DECAY), []),
    ],
)
def test_a_fence_whose_word_is_misspelt_is_a_warning(text: str, places: list[tuple[int, int]]):
    problems = misspelt_fences(Page(Path("page.md"), Path(), text)).problems
    assert [(each.file, each.line, each.column, each.severity) for each in problems] == [
        ("page.md", *place, "warning") for place in places
    ]


def test_a_fence_that_is_shown_as_code_is_no_figure_and_takes_no_style(caplog: pytest.LogCaptureFixture):
    shown = f"Text\n\n{fenced('kind: wrong', '        ')}\n````text\n{fenced('kind: wrong')}````\n"
    html = markdown().convert(f"{shown}\n{fenced(DECAY)}")
    assert html.count("<figure") == 1
    assert html.index("<style>") > html.rindex("kind: wrong")
    assert errors(caplog) == []


def test_a_fence_in_a_comment_is_neither_drawn_nor_told(caplog: pytest.LogCaptureFixture):
    hidden = f"<!--\n{fenced(DECAY)}\n{fenced('kind: wrong')}-->\n"
    html = markdown().convert(f"{hidden}\n{fenced(DECAY)}\n{fenced(WAVE)}\n{hidden}")
    shown = re.sub("<!--.*?-->", "", html, flags=re.DOTALL)
    assert (html.count("<figure"), shown.count("<figure")) == (2, 2)
    assert html.count("<!--\n") == 2
    assert 'id="fig-decay"' in shown
    assert shown.count("<style>") >= 1
    assert shown.count('<script type="module">') == html.count('<script type="module">') == 1
    assert errors(caplog) == []


def test_a_page_does_not_remember_the_one_before():
    renderer, text = markdown(), fenced(DECAY)
    assert renderer.convert(text) == renderer.reset().convert(text)


def test_problems_name_the_line_of_the_text(caplog: pytest.LogCaptureFixture):
    wrong = "kind: gradient-decay\nparams: {num_layer: 3}\n"
    html = markdown().convert(f"# T\n\n{fenced(DECAY)}\n- item\n\n{fenced(wrong, '    ')}\n{fenced(wrong)}")
    assert errors(caplog) == ["<markdown>:12:14", "<markdown>:17:10"]
    assert html.count("This figure cannot be drawn") == 2
    assert "&lt;markdown&gt;:12:14: error: params.num_layer" in html


def test_problems_name_the_line_of_the_file_whatever_stands_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.chdir(tmp_path)
    body = f"Text\n\n{fenced('kind: decay')}"
    Path("page.md").write_text(f"---\ntitle: T\r\n---\n{body}", newline="")
    page = Page.at(tmp_path / "page.md", tmp_path)
    fence = FigureFence(lambda _: page, log_problems).custom_fence()
    markdown(fence).convert(body + fenced("kind: wave\n"))
    # The second fence is not in the file: a macro wrote it.
    assert errors(caplog) == ["page.md:7:7", "page.md, figure 2:1:7"]


def test_what_stands_behind_the_name_of_the_fence_is_refused(caplog: pytest.LogCaptureFixture):
    for opening in ('``` figure title="T"', "``` {.figure .wide}", "``` {.figure #here}"):
        assert markdown().convert(fenced(DECAY, opening=opening)).count("<figure") == 0
    assert errors(caplog) == ["<markdown>:1:1"] * 3


def test_warnings_are_told_beside_the_figure(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        html = markdown().convert(fenced("kind: gradient-decay\nparams: {num_layers: 65}\n"))
    assert html.count("<figure") == 1
    assert {record.levelname for record in caplog.records} == {"WARNING"}


def test_the_text_of_a_problem_is_no_markup():
    html = markdown().convert(fenced("kind: <script>alert(1)</script>\n"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
