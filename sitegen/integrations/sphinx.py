"""The directive ``figure-spec`` for Sphinx, in reStructuredText and MyST: a numbered figure, or a picture in PDF and EPUB."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary
from zlib import crc32

from markupsafe import Markup

from sitegen import __version__
from sitegen.atomic import write_atomic
from sitegen.errors import Diagnostic
from sitegen.figure import Figure
from sitegen.integrations import missing_dependency
from sitegen.integrations.figure_request import FigureRequest, FigureResult, figure_from
from sitegen.page.fragment import Fragments
from sitegen.pipeline import render_resolved
from sitegen.png.convert import missing_characters, missing_message, png
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.theming.read_theme import site_theme

try:
    from docutils import nodes
    from docutils.parsers.rst import directives
    from sphinx.util import logging
    from sphinx.util.docutils import SphinxDirective
except ModuleNotFoundError as error:
    if error.name not in {"docutils", "sphinx"}:  # it is there, but does not work
        raise
    raise missing_dependency(__name__, "Sphinx", "sphinx") from None

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.latex import LaTeXTranslator

_LOGGER = logging.getLogger(__name__)
_PIXELS = 3.0
"""Pixels of a picture for each CSS pixel (1/96 inch): sharp on paper."""
_TAB = 8
"""Columns of a tab, as docutils counts them."""
_KEY = re.compile(r"\w+:(\s|$)")
"""The beginning of a spec; no file name matches."""
_WIDTH = "[width="
_FRAGMENTS: WeakKeyDictionary[HTML5Translator, Fragments] = WeakKeyDictionary()
"""The figures of every page that is being written; Sphinx makes a translator for each page."""


class FigureSpecNode(nodes.General, nodes.Element):  # type: ignore[misc]
    """A figure in a document: its resolved spec, and caption and legend for output that is not HTML."""


class DescribedImage(nodes.image):  # type: ignore[misc]
    """A picture with alternative text in LaTeX, where Sphinx leaves it out."""


class FigureSpecDirective(SphinxDirective):
    """``figure-spec`` with the name of a file, or with a spec as its content."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"class": directives.class_option, "name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Make the figure. A figure with errors is left out, and the document is read again in the next build."""
        result = self._result()
        for file in result.files:
            self.env.note_dependency(str(file))
        _report(result.problems)
        if result.figure is None:
            self.env.note_reread()
            return []
        node = _node(result.figure, self.options.get("class", []))
        self.set_source_info(node)
        self.add_name(node)
        return [node]

    def _result(self) -> FigureResult:
        request = self._request()
        if not _KEY.match(request.file):
            return figure_from(request)
        problem = request.problem(f"an empty line is missing between '{self.name}' and the spec")
        return FigureResult(problems=(problem,))

    def _request(self) -> FigureRequest:
        source, line = self.get_source_info()  # of an included file, if the directive is in one
        content = [str(each) for each in self.content]
        text_line, indent = _place(Path(source), line, content)
        return FigureRequest(
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
    """The first line of `content` after `line` of the document, and its indentation.

    Parsers count differently, and remove the indentation of nested directives.
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
    """Log each problem at its place; ``-W`` makes them fail the build."""
    for problem in problems:
        log = _LOGGER.error if problem.severity == "error" else _LOGGER.warning
        text = str(problem).removeprefix(f"{problem.place}: {problem.severity}: ")
        log("%s", text, location=problem.place, type="sitegen", subtype=problem.stage)


def _node(figure: Figure, classes: list[str]) -> FigureSpecNode:
    """The node of a figure. It has the spec, not the drawing, so that stored documents stay small."""
    stop = "" if figure.title.endswith((".", "!", "?")) else "."
    caption = f"{figure.title}{stop} {figure.caption}" if figure.caption else figure.title
    return FigureSpecNode(
        "",
        nodes.caption("", caption),
        nodes.legend(
            "", *(nodes.paragraph("", text) for text in (figure.description.summary("page"), figure.note) if text)
        ),
        spec=figure.spec,
        title=figure.title,
        classes=classes,
    )


def _is_for_browsers(app: Sphinx) -> bool:
    # EPUB readers run no scripts and support little CSS.
    return app.builder.format == "html" and app.builder.name != "epub"


def _draw_pictures(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Replace every figure by a picture with caption and legend in output that is not for browsers."""
    if _is_for_browsers(app):
        return
    for node in list(document.findall(FigureSpecNode)):
        picture = _pictures(app, _drawn(app, node), docname)
        figure = nodes.figure("", *picture, *node.children, ids=node["ids"], names=node["names"])
        figure["classes"] += node["classes"]
        figure.source, figure.line = node.source, node.line
        node.replace_self(figure)


def _drawn(app: Sphinx, node: FigureSpecNode) -> Figure:
    """The figure of a node, with the theme of the documents."""
    return render_resolved(node["spec"], theme=site_theme(Path(app.srcdir)))


def _pictures(app: Sphinx, figure: Figure, docname: str) -> list[nodes.image]:
    """The picture of `figure`, if the builder supports PNG."""
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
    return [kind("", uri=uri, candidates={"*": uri}, alt=figure.alt, width=width)]


def _visit_html(self: HTML5Translator, node: FigureSpecNode) -> None:
    """Write the figure with its number and label from Sphinx."""
    fragments = _FRAGMENTS.get(self) or _FRAGMENTS.setdefault(self, Fragments())
    start = len(self.body)
    self.add_fignumber(node)  # the only access to the number: it is appended to the page
    number = Markup("".join(self.body[start:])).striptags()  # noqa: S704 - from Sphinx, without tags
    label, *node["ids"] = node["ids"]
    lang = self.config.language.replace("_", "-")
    block = fragments.add(_drawn(self.builder.app, node), number=number, anchor=label, lang=lang).html
    self.body[start:] = [self.starttag(node, "div"), block]
    raise nodes.SkipChildren


def _visit_latex(self: LaTeXTranslator, node: DescribedImage) -> None:
    start = len(self.body)
    self.visit_image(node)
    written = "".join(self.body[start:])
    self.body[start:] = [written.replace(_WIDTH, f"[alt={{{self.encode(node['alt'])}}},{_WIDTH[1:]}", 1)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive to Sphinx."""
    html = (_visit_html, lambda self, _node: self.body.append("</div>\n"))
    app.add_enumerable_node(FigureSpecNode, "figure", lambda node: node["title"], html=html)
    app.add_node(DescribedImage, latex=(_visit_latex, lambda self, node: self.depart_image(node)))
    app.add_directive("figure-spec", FigureSpecDirective)
    app.connect("doctree-resolved", _draw_pictures)
    return {
        "version": __version__,
        "env_version": _doctree_format(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }


def _doctree_format() -> int:
    """A number that changes with what stored doctrees hold, so that Sphinx reads documents of another version again."""
    names = [field.name for field in fields(ResolvedSpec)]
    return crc32(f"{__version__} {ResolvedSpec.__module__} {names}".encode())
