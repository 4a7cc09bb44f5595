"""The directive ``figure-spec`` for Sphinx, in reStructuredText and MyST: a numbered figure, or a picture where there are no web pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary
from zlib import crc32

from markupsafe import Markup

from sitegen import __version__
from sitegen.atomic import write_atomic
from sitegen.errors import Diagnostic
from sitegen.integrations import missing_host
from sitegen.integrations.source import Outcome, Request, figure_from
from sitegen.page.fragment import Fragments
from sitegen.page.snippets import alternative
from sitegen.pipeline import render_figure
from sitegen.png.convert import png
from sitegen.png.glyphs import missing_characters, missing_message
from sitegen.write.figure_files import RenderedFigure

try:
    from docutils import nodes
    from docutils.parsers.rst import directives
    from sphinx.util import logging
    from sphinx.util.docutils import SphinxDirective
except ModuleNotFoundError as error:
    if error.name not in {"docutils", "sphinx"}:  # it is there, but does not work
        raise
    raise missing_host(__name__, "Sphinx", "sphinx") from None

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

_LOGGER = logging.getLogger(__name__)
_PIXELS = 3.0
"""Pixels of a picture for a CSS pixel, of which an inch has 96: sharp on paper."""
_TAB = 8
"""Columns of a tab, as docutils counts them."""
_KEY = re.compile(r"\w+:(\s|$)")
"""How a spec begins, and the name of a file does not."""
_WIDTH = "[width="
_FRAGMENTS: WeakKeyDictionary[HTML5Translator, Fragments] = WeakKeyDictionary()
"""The figures of every page that is being written: Sphinx makes a translator for each."""


class FigureSpecNode(nodes.General, nodes.Element):  # type: ignore[misc]
    """A figure in a document: its spec, with all numbers in it, and below it what it says where there is no HTML."""


class DescribedImage(nodes.image):  # type: ignore[misc]
    """A picture whose alternative text is written, too: Sphinx leaves it out of LaTeX."""


class FigureSpecDirective(SphinxDirective):
    """``figure-spec`` with the name of a file, or with a spec as its content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"class": directives.class_option, "name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the figure. One with errors leaves nothing in the document, which is then read again in the next build."""
        outcome = self._outcome()
        for file in outcome.files:
            self.env.note_dependency(str(file))
        _report(outcome.problems)
        if outcome.figure is None:
            self.env.note_reread()
            return []
        node = _node(outcome.figure, self.options.get("class", []))
        self.set_source_info(node)
        self.add_name(node)
        return [node]

    def _outcome(self) -> Outcome:
        request = self._request()
        if not _KEY.match(request.file):
            return figure_from(request)
        problem = request.problem(f"an empty line is missing between '{self.name}' and the spec")
        return Outcome(figure=None, problems=(problem,), files=())

    def _request(self) -> Request:
        source, line = self.get_source_info()  # of an included file, where the directive stands in one
        content = [str(each) for each in self.content]
        text_line, indent = _place(Path(source), line, content)
        return Request(
            document=Path(self.env.doc2path(self.env.docname)),
            name=source,
            root=Path(self.env.srcdir),
            text="\n".join(content),
            file=self.arguments[0] if self.arguments else "",
            line=line,
            text_line=text_line,
            indent=indent,
            number=self.env.new_serialno(self.name) + 1,
        )


def _place(document: Path, line: int, content: list[str]) -> tuple[int, int]:
    """Where `content` stands below `line` of the document: its first line, and the characters before it.

    Parsers do not agree in how they count, and cut what stands before the content of a nested directive.
    """
    if not content or not document.is_file():
        return 0, 0
    lines = [each.expandtabs(_TAB).rstrip() for each in document.read_text("utf-8-sig", "replace").splitlines()]
    wanted = [each.rstrip() for each in content]
    for start in range(line - 1, len(lines) - len(wanted) + 1):
        found = lines[start : start + len(wanted)]
        if all(one.endswith(other) for one, other in zip(found, wanted, strict=True)):
            return start + 1, max(len(one) - len(other) for one, other in zip(found, wanted, strict=True) if other)
    return 0, 0


def _report(problems: Sequence[Diagnostic]) -> None:
    """Log each problem at its place; with ``-W`` they fail the build."""
    for problem in problems:
        log = _LOGGER.error if problem.severity == "error" else _LOGGER.warning
        text = str(problem).removeprefix(f"{problem.place}: {problem.severity}: ")
        log("%s", text, location=problem.place, type="sitegen", subtype=problem.stage)


def _node(figure: RenderedFigure, classes: list[str]) -> FigureSpecNode:
    """The figure in a document. It holds the spec and not its products, which would make every stored document large."""
    stop = "" if figure.title.endswith((".", "!", "?")) else "."
    caption = f"{figure.title}{stop} {figure.spec.caption}" if figure.spec.caption else figure.title
    return FigureSpecNode(
        "",
        nodes.caption("", caption),
        nodes.legend("", *(nodes.paragraph("", text) for text in (figure.words.summary(), figure.spec.note) if text)),
        spec=figure.spec,
        title=figure.title,
        classes=classes,
    )


def _is_for_browsers(app: Sphinx) -> bool:
    # An EPUB is XHTML for programs that run no scripts and know few rules of style.
    return app.builder.format == "html" and app.builder.name != "epub"


def _draw_pictures(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Replace every figure by a picture with its caption and its words, for all that is not read in a browser."""
    if _is_for_browsers(app):
        return
    for node in list(document.findall(FigureSpecNode)):
        picture = _pictures(app, render_figure(node["spec"]), docname)
        figure = nodes.figure("", *picture, *node.children, ids=node["ids"], names=node["names"])
        figure["classes"] += node["classes"]
        figure.source, figure.line = node.source, node.line
        node.replace_self(figure)


def _pictures(app: Sphinx, figure: RenderedFigure, docname: str) -> list[nodes.image]:
    """The picture of `figure`, where the builder knows PNGs."""
    if "image/png" not in app.builder.supported_image_types:
        return []
    svg = figure.files["still.svg"]
    if missing := missing_characters(svg):
        _LOGGER.warning("%s", missing_message(missing), location=docname, type="sitegen", subtype="png")
    path = Path(app.doctreedir) / "sitegen" / f"{figure.prefix}.png"
    path.parent.mkdir(exist_ok=True)
    write_atomic(path, png(svg, _PIXELS))
    app.env.images.add_file(docname, str(path))
    kind = DescribedImage if app.builder.format == "latex" else nodes.image
    uri, width = str(path), f"{figure.spec.width}px"
    return [kind("", uri=uri, candidates={"*": uri}, alt=alternative(figure), width=width)]


def _visit_html(self: HTML5Translator, node: FigureSpecNode) -> None:
    """Write the figure with the number and the label that Sphinx gives it."""
    fragments = _FRAGMENTS.get(self) or _FRAGMENTS.setdefault(self, Fragments())
    start = len(self.body)
    self.add_fignumber(node)  # the one way to it: an element at the end of the page so far
    number = Markup("".join(self.body[start:])).striptags()  # noqa: S704 - of Sphinx, and its tags go
    label, *node["ids"] = node["ids"]
    lang = self.config.language.replace("_", "-")
    block = fragments.add(render_figure(node["spec"]), number=number, anchor=label, lang=lang).html
    self.body[start:] = [self.starttag(node, "div"), block]
    raise nodes.SkipChildren


def _depart_html(self: HTML5Translator, _node: FigureSpecNode) -> None:
    self.body.append("</div>\n")


def _visit_latex(self: LaTeXTranslator, node: DescribedImage) -> None:
    start = len(self.body)
    self.visit_image(node)
    written = "".join(self.body[start:])
    self.body[start:] = [written.replace(_WIDTH, f"[alt={{{self.encode(node['alt'])}}},{_WIDTH[1:]}", 1)]


def _depart_latex(self: LaTeXTranslator, node: DescribedImage) -> None:
    self.depart_image(node)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive to Sphinx."""
    app.add_enumerable_node(FigureSpecNode, "figure", lambda node: node["title"], html=(_visit_html, _depart_html))
    app.add_node(DescribedImage, latex=(_visit_latex, _depart_latex))
    app.add_directive("figure-spec", FigureSpecDirective)
    app.connect("doctree-resolved", _draw_pictures)
    return {
        "version": __version__,
        "env_version": crc32(__version__.encode()),  # documents that another version read are read again
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
