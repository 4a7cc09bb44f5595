"""The request of a document for a figure, by an inline spec or a file name, and its result: a finished figure or problems."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sitegen.audit.audit_report import require_accessible
from sitegen.errors import ContentError, Diagnostic, SitegenError, did_you_mean
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.figures.guarded_kind import kind_failures
from sitegen.figures.local_kinds import site_kinds
from sitegen.page.markdown_document import default_id
from sitegen.pipeline import render_resolved
from sitegen.resolve.further_errors import with_further_errors
from sitegen.resolve.references import Resolver
from sitegen.resolve.sibling_specs import SiblingSpecs
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.declaration import ID_PATTERN
from sitegen.spec.load import InvalidSpecError, load
from sitegen.spec.source_text import YAML_SUFFIXES, SpecSource, read_text
from sitegen.spec.yaml_scalars import scalar_or_text
from sitegen.spec.yaml_tree import compose
from sitegen.theming.read_theme import site_theme

_OTHER_FORM = re.compile(
    r"(?:[\"']?(?:file|path|src|source|filename|spec|figure|name|include)[\"']?\s*[:=]\s*)?[\"']?([\w./-]{1,200})[\"']?",
    re.IGNORECASE,
)
"""The name of a file, or the id of a figure, alone or with the key of another tool."""
_NAMES_A_FILE = re.compile(r"^[\"']?file[\"']?[ \t]*:", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRequest:
    """One place in a document that asks for a figure."""

    document: Path
    """The document, as in messages. File names are relative to its folder, or with a leading slash to `root`."""
    root: Path
    """The folder that no file name may leave."""
    text: str = ""
    """A spec, or ``file:`` and the name of one; blank when `file` is given."""
    file: str = ""
    """Name of a file with a spec, if the host passes it separately."""
    line: int = 0
    """Line of the document where the fence or directive begins, from 1; 0 if it is not known."""
    text_line: int = 0
    """Line where `text` begins; by default the one after `line`."""
    indent: int = 0
    """Characters removed from the left of every line of `text`."""
    number: int = 1
    """Number of the figure in the document, from 1, for the id of a spec that has none."""
    name: str = ""
    """Name of the document in messages; by default its path."""

    @property
    def source(self) -> SpecSource:
        """The inline spec."""
        return SpecSource(
            self.name or str(self.document),
            self.text,
            first_line=self.text_line or self.line + 1,
            column_offset=self.indent,
            default_id=default_id(f"{self.document.stem}.html", self.number),
            content_root=self.content_root(self.document),
        )

    def content_root(self, file: Path) -> ContentRoot:
        """Where the names in `file` begin, and the folder that they may not leave: `root`, or the link to the document.

        Authors may link a folder of documents into a project. Then it is that folder which nothing in it may leave.
        """
        folder, here = self.document.parent, ContentRoot(file.parent, self.root)
        if not ContentRoot(folder, self.root).contains(folder, follow_symlinks=False):
            return here
        way = Path(os.path.relpath(folder, self.root)).parts
        outer = (ContentRoot(file.parent, self.root.joinpath(*way[:length])) for length in range(len(way) + 1))
        linked = next((each for each in outer if each.contains(folder)), here)
        return linked if linked.contains(file, follow_symlinks=False) else here

    def problem(self, message: str, hint: str = "") -> Diagnostic:
        """A problem of the request as a whole."""
        return Diagnostic(
            file=self.name or str(self.document), line=self.line, column=1, message=message, hint=hint, stage="page"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureResult:
    """The result of a request."""

    figure: Figure | None = None
    """The figure, which violates no rule of accessibility; None if there are errors."""
    problems: tuple[Diagnostic, ...]
    """Errors if there is no figure, otherwise warnings."""
    files: tuple[Path, ...] = ()
    """Every file that the figure depends on, whether it exists or not."""


def figure_from(request: FigureRequest) -> FigureResult:
    """Make the figure that `request` asks for. Problems are in the result, never raised."""
    files: dict[Path, None] = {}
    try:
        KINDS.use_local(site_kinds(request.root, files))
        theme = site_theme(request.root, files)
        source, content_root = _spec_source(request, files)
        resolver = Resolver(SiblingSpecs(content_root.base_dir, content_root, files), files)
        loaded = load(source, KINDS)
        with kind_failures(loaded.spec.id, loaded):
            spec = resolver.resolve(loaded)
            figure = render_resolved(spec, theme=theme)
        require_accessible(figure.audit, loaded)
    except InvalidSpecError as error:
        return FigureResult(problems=with_further_errors(error, resolver).diagnostics, files=tuple(files))
    except ContentError as error:
        return FigureResult(problems=error.diagnostics, files=tuple(files))
    except (SitegenError, OSError) as error:
        message = _cannot_be_opened(error.filename, error) if isinstance(error, OSError) else str(error)
        return FigureResult(problems=(request.problem(message),), files=tuple(files))
    return FigureResult(figure=figure, problems=spec.warnings, files=tuple(files))


def _spec_source(request: FigureRequest, files: dict[Path, None]) -> tuple[SpecSource, ContentRoot]:
    """The requested spec, and the folder of the figures that it names."""
    found = _named_file(request)
    if found is None:
        return request.source, request.content_root(request.document)
    name, problem = found
    folder = request.root if name.startswith("/") else request.document.parent
    path = ContentRoot(folder, request.root).path(name.lstrip("/"))
    if not ContentRoot(folder, request.root).contains(path, follow_symlinks=False):
        raise ContentError([problem(f"{path} lies outside {request.root}", "put the file there, or in a folder in it")])
    files[path] = None
    content_root = request.content_root(path)
    _check_file(path, name, content_root, problem)
    return SpecSource.from_file(path, content_root=content_root), content_root


Problem = Callable[[str, str], Diagnostic]


def _named_file(request: FigureRequest) -> tuple[str, Problem] | None:
    """The file name in the request, and a function for problems with it."""
    if request.file:
        if request.text.strip():
            message = f"this names the file '{request.file}' and holds a spec as well; keep one of the two"
            raise ContentError([request.problem(message)])
        return request.file, request.problem
    if problem := _name_in_other_form(request):
        raise ContentError([problem])
    if not _NAMES_A_FILE.search(request.text):
        return None
    text = read_text(request.source)
    tree = compose(text)
    if not isinstance(tree.value, dict) or "file" not in tree.value:
        return None
    if any(problem.severity == "error" for problem in tree.problems):  # such as a second 'file'
        raise ContentError(tree.problems)
    others = [key for key in tree.value if key != "file"]
    if others:
        message = f"'{others[0]}' has no effect with 'file'; write it into the file"
        raise ContentError([text.diagnostic(tree.spans[others[0],].key or tree.spans[()].value, message)])
    place = tree.spans["file",].value
    name = tree.value["file"]
    if not isinstance(name, str) or not name.strip():
        raise ContentError([*tree.problems, text.diagnostic(place, "file: this is no file name", field="file")])
    return name, lambda message, hint: text.diagnostic(place, message, hint=hint, field="file")


def _name_in_other_form(request: FigureRequest) -> Diagnostic | None:
    """The problem of a name that stands alone, or behind another key than ``file:``; None for other texts."""
    text = request.text.strip()
    found = _OTHER_FORM.fullmatch(text)
    if found is None or found[1] in KINDS or re.match(r"[\"']?file[\"']?:\s", text):
        return None
    name, is_file = found[1], found[1].endswith(YAML_SUFFIXES)
    file = _spec_called(name, request.document.parent)
    if not (file or is_file or _is_id(name)):
        return None
    file = file or (name if is_file else f"figures/{name}.yaml")
    what = f"'{name}' is the name of a {'file' if is_file else 'figure'}, not a spec"
    return request.problem(what, f"write file: {file}")


def _is_id(name: str) -> bool:
    """Whether this can be the id of a figure; numbers, ``true`` and ``null`` are values instead."""
    return bool(re.fullmatch(ID_PATTERN, name)) and isinstance(scalar_or_text(name), str)


def _spec_called(name: str, folder: Path) -> str:
    """The file in `folder`, or in ``figures`` below it, that the `name` of a figure or of a file means; empty if there is none."""
    stem = re.sub(r"\.ya?ml$", "", name)
    files = (f"{place}{stem}{suffix}" for place in ("", "figures/") for suffix in YAML_SUFFIXES)
    return next((each for each in files if (folder / each.lstrip("/")).is_file()), "")


def _check_file(path: Path, name: str, content_root: ContentRoot, problem: Problem) -> None:
    try:
        is_file = path.is_file()
    except OSError as error:
        raise ContentError([problem(_cannot_be_opened(path, error), "")]) from error
    if not is_file:
        raise ContentError([problem(f"there is no file {path}", _nearest_file(path, name))])
    if not content_root.contains(path):
        message = f"{path} is reached through a link that leads out of {content_root.root}"
        raise ContentError([problem(message, "put the file itself there")])


def _nearest_file(path: Path, name: str) -> str:
    """A hint: the spec that was meant by the `name` of a missing one."""
    if "\\" in name:
        return f"write {name.replace(chr(92), '/')}"
    before = name.removesuffix(path.name)
    if there := _spec_called(path.name, path.parent):
        return f"did you mean '{before}{there}'?"
    return did_you_mean(path.name, (each.name for each in path.parent.glob("*.y*ml")), folder=before)


def _cannot_be_opened(path: object, error: OSError) -> str:
    return f"{path} cannot be opened: {error.strerror or type(error).__name__}"
