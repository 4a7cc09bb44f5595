"""List the files of a content folder; refuse symlinks that leave it, and warn of files that are not read."""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import translate
from pathlib import Path
from unicodedata import normalize

from sitegen.engine.regular_files import open_regular
from sitegen.errors import Diagnostic, Severity, did_you_mean
from sitegen.figures import KINDS
from sitegen.figures.third_party_kinds import name_problem
from sitegen.page.links import built_path, folders_of
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.source_text import HIDDEN, MAX_BYTES, YAML_SUFFIXES, SpecSource, limit_problems
from sitegen.theme import template_folder

TEMPLATES = "templates"
STATEMENT = "accessibility.md"
"""The page that every site has; an author may replace its text."""
GENERATED = ("reference", "schema", "assets")
"""Folders of the built site that sitegen writes; in ``figures`` it writes the subfolders and the index page."""
GENERATED_FILES = ("404.html", "figures/index.html")
_LIKE_INDEX = ("index.md", "index.markdown", "home.md", "readme.md")
_LIKE_TEMPLATES = ("Templates", "template", "_templates", "layouts", "_layouts")
_OTHER_MARKDOWN = (".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".qmd", ".rmd")
_KIND = re.compile(rb"""^["']?kind["']?[ ]*:[ ]+["']?([a-z0-9.-]+)["']?[ ]*(?:#.*)?\r?$""", re.MULTILINE)
"""The line of a spec in YAML that names its kind."""
IGNORED = (
    *(".*", "*~", "~$*", "#*#", "*.bak", "*.orig", "*.swp", "*.tmp"),
    *("node_modules", "__pycache__", "Thumbs.db", "desktop.ini"),
)
"""Names of hidden files, of what editors and systems leave behind, and of folders of other tools."""
_IGNORED = re.compile("|".join(map(translate, IGNORED)))


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file of the content folder."""

    path: str
    """Relative to the content folder, with slashes."""
    source: Path
    """The file in the content folder."""

    @property
    def name(self) -> str:
        """The file name for messages; bytes that are not UTF-8 are escaped."""
        return os.fsencode(self.source).decode("utf-8", "backslashreplace")

    @property
    def content_root(self) -> ContentRoot:
        """Where the files that it names are looked for."""
        return ContentRoot(base_dir=self.source.parent, root=self.source.parents[self.path.count("/")])

    def read(self) -> SpecSource:
        """Its text.

        Raises
        ------
        ContentError
            If it is a link out of the content folder, which is not read, or if it cannot be read.
        """
        return SpecSource.from_file(self.source, self.name, self.content_root)

    def problem(self, message: str, severity: Severity = "error") -> Diagnostic:
        """A problem of the file as a whole."""
        return Diagnostic(file=self.name, message=message, severity=severity, stage="site")


@dataclass(frozen=True, slots=True)
class Content:
    """The files of a content folder, each list sorted by path."""

    folder: Path
    pages: tuple[ContentFile, ...]
    specs: tuple[ContentFile, ...]
    files: tuple[ContentFile, ...]
    problems: tuple[Diagnostic, ...]
    templates: Path | None = None
    """The folder of the author's templates; None also if one of them cannot be read, which is among the problems."""


def find_content(folder: Path, settings: Collection[str] = ()) -> Content:
    """List the files of `folder`. `IGNORED`, ``site.yaml``, ``templates/`` and the paths in `settings` are not content.

    Files that are only copied, and templates, are checked here; pages and specs are checked when they are read.
    """
    paths, unreadable = _walk(folder)
    problems = limit_problems(unreadable)
    listed = [ContentFile(path, folder / path) for path in paths]
    templates = [file for file in listed if file.path.startswith(f"{TEMPLATES}/")]
    found = [file for file in listed if file.path not in {SITE_CONFIG, *settings} and file not in templates]
    unnamed = [file for file in found if HIDDEN.search(file.path)]
    pages = tuple(file for file in found if file.path.endswith(".md") and file not in unnamed)
    written = (file for file in found if file.path.startswith("figures/") and file.path.endswith(YAML_SUFFIXES))
    specs = tuple(file for file in written if file not in unnamed)
    taken = {file.path for file in (*pages, *specs, *unnamed)}
    files = tuple(file for file in found if file.path not in taken)
    unusable = list(_unreadable(templates))
    problems += [
        *(file.problem(_fault_of_name(file.path)) for file in unnamed),
        *unusable,
        *_unreadable(files),
        *_problems(folder, pages, specs, files),
    ]
    own = folder / TEMPLATES if (folder / TEMPLATES).is_dir() and not (folder / TEMPLATES).is_symlink() else None
    return Content(folder, pages, specs, files, tuple(problems), None if unusable else own)


def _fault_of_name(path: str) -> str:
    hidden = HIDDEN.search(path)
    if hidden is None or "\ud800" <= hidden[0] <= "\udfff":
        return "the name of this file is not UTF-8; rename it"
    return f"the name of this file or its folder holds the invisible character U+{ord(hidden[0]):04X}; rename it"


def is_ignored(name: str) -> bool:
    """Whether a file or folder of this name is no content."""
    return _IGNORED.match(name) is not None


def _walk(folder: Path) -> tuple[list[str], list[Diagnostic]]:
    """The files below `folder` that are not ignored, relative to it and sorted, and the folders that cannot be read."""
    found: list[str] = []
    problems: list[Diagnostic] = []
    waiting = [""]
    for parent in waiting:
        try:
            with os.scandir(folder / parent) as listing:
                here = [each for each in listing if not is_ignored(each.name)]
                folders = {f"{parent}{each.name}/" for each in here if each.is_dir(follow_symlinks=False)}
        except OSError as error:
            message = f"this folder cannot be read: {error.strerror or type(error).__name__}"
            problems.append(ContentFile("", folder / parent).problem(message))
            continue
        waiting += sorted(folders)
        found += [f"{parent}{each.name}" for each in here if f"{parent}{each.name}/" not in folders]
    return sorted(found, key=lambda path: path.split("/")), problems


def _unreadable(files: Iterable[ContentFile]) -> Iterator[Diagnostic]:
    for file in files:
        if message := file.content_root.file_problem(file.source):
            yield file.problem(message)


def _problems(
    folder: Path, pages: tuple[ContentFile, ...], specs: tuple[ContentFile, ...], files: tuple[ContentFile, ...]
) -> Iterator[Diagnostic]:
    yield from _spec_problems(specs)
    if stray := stray_templates(folder):
        beside = stray.parent.resolve() != folder.resolve()
        instead = f"move the folder into {folder.name}" if beside else f"rename the folder to {TEMPLATES}"
        message = f"these templates are not read; {instead}"
        yield Diagnostic(file=str(stray), message=message, severity="warning", stage="site")
    built: dict[str, ContentFile] = {}
    for file in (*pages, *files):
        target = built_path(file.path)
        if target in built:
            yield file.problem(f"this would be built to {target}, like {built[target].name}")
        elif _is_generated(target):
            yield file.problem(f"{target} belongs to the generator; give the file another place")
        built.setdefault(target, file)
    yield from _same_elsewhere(built)
    yield from filter(None, map(_unread, files))
    if "index.html" not in built:
        near = next((file for file in (*pages, *files) if file.path.lower() in _LIKE_INDEX), None)
        hint = f"rename {near.path} to index.md" if near else ""
        below = next((file for file in pages if file.path == "content/index.md"), None)
        hint = f"move {SITE_CONFIG} into the folder content, where {below.path} is" if below else hint
        message = "the site has no home page; write index.md"
        yield Diagnostic(file=str(folder / "index.md"), message=message, hint=hint, stage="site")


def stray_templates(folder: Path) -> Path | None:
    """A folder next to the content `folder`, or in it with another name, that seems to be meant for its templates."""
    ours = template_folder()
    if (folder / TEMPLATES).exists():
        return None
    names = [path.relative_to(ours) for path in ours.rglob("*.*")]
    places = [folder.absolute().parent / TEMPLATES, *(folder / name for name in _LIKE_TEMPLATES)]
    for place in (each for each in places if each.is_dir() and not each.samefile(ours)):
        if any((place / name).is_file() for name in names):
            return place
    return None


def _unread(file: ContentFile) -> Diagnostic | None:
    """A warning of a page or spec whose name or folder is wrong, so that it is only copied."""
    name, suffix = file.path.rpartition("/")[2], posixpath.splitext(file.path)[1].lower()
    stem, message = name.removesuffix(".txt").rpartition(".")[0], ""
    is_page = suffix in _OTHER_MARKDOWN or (suffix == ".md" and not name.endswith(".md"))
    if is_page or name.lower().endswith(".md.txt"):
        stem = stem.removesuffix(".md")
        message = f"pages end in .md, so this file is only copied; rename it to {stem}.md"
    elif suffix == ".json" and file.path.startswith("figures/") and _is_spec(file):
        message = (
            f"figure specs end in .yaml, so this file is only copied; rename it to {stem}.yaml, as JSON is YAML, too"
        )
    elif name.lower().removesuffix(".txt").endswith(YAML_SUFFIXES) and _is_spec(file):
        better = "" if name == f"{stem}.yaml" else f", as {stem}.yaml"
        message = f"figure specs lie in figures/, so this file is only copied; move it there{better}"
        if posixpath.dirname(file.path) == "figures":
            message = f"figure specs end in .yaml, so this file is only copied; rename it to {stem}.yaml"
    return file.problem(message, "warning") if message else None


def _is_spec(file: ContentFile) -> bool:
    """Whether the kind at the top level of the file is known, is spelled almost like a known one, or may be a third-party kind."""
    try:
        with open_regular(file.source) as opened:
            kind = _kind(opened.read(MAX_BYTES))
    except OSError:
        return False
    return kind in KINDS or bool(did_you_mean(kind, KINDS)) or not name_problem(kind)


def _kind(text: bytes) -> str:
    """The kind at the top level of a document in JSON or YAML; empty without one."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        line = _KIND.search(text)
        return line[1].decode() if line else ""
    found = document.get("kind") if isinstance(document, dict) else ""
    return found if isinstance(found, str) else ""


def _same_elsewhere(built: Mapping[str, ContentFile]) -> Iterator[Diagnostic]:
    """Warnings of paths that are one file on Windows or macOS; for folders, of each of their files."""
    seen: dict[str, str] = {}
    for target, file in built.items():
        for path in (target, *folders_of(target)):
            first = seen.setdefault(normalize("NFC", path).casefold(), path)
            if first != path:
                is_alike = normalize("NFC", path) == normalize("NFC", first)
                where = "Windows and macOS" if _in_capitals(path) == _in_capitals(first) else "macOS"
                how = ", with letters that look alike" if is_alike else ""
                message = f"on {where}, {path} and {first} are the same{how}; rename one of them"
                yield Diagnostic(file=file.name, message=message, severity="warning", stage="site")
                break


def _in_capitals(path: str) -> str:
    """The path as Windows compares it: letter by letter, so that ß stays, and with accents as they are written."""
    return "".join(capital if len(capital := letter.upper()) == 1 else letter for letter in path)


def _spec_problems(specs: tuple[ContentFile, ...]) -> Iterator[Diagnostic]:
    for file in specs:
        if file.path.endswith(".yml"):
            yield file.problem(f"figure specs end in .yaml; rename the file to {file.source.stem}.yaml")
        if file.path.count("/") > 1:
            yield file.problem("figure specs lie directly in figures/, because their file name is their id")


def _is_generated(target: str) -> bool:
    first, *others = target.split("/")
    return (
        target in GENERATED_FILES or (first in GENERATED and bool(others)) or (first == "figures" and len(others) > 1)
    )
