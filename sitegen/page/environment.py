"""The templates: their folders, and rendering with Jinja, which escapes every value that is not `Markup`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from sitegen.description.number_format import plural
from sitegen.engine.keys import key_of
from sitegen.engine.store import Store
from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.page.html_text import escaped_json
from sitegen.page.template_checks import syntax_hint, undefined, without_effect
from sitegen.theme import template_folder

if TYPE_CHECKING:
    from sitegen.page.template_policy import Blocked

STYLESHEETS = ("tokens", "base", "layout", "text", "figure", "pages", "print")
"""The parts of the site's style sheet, in cascade order: CSS files in the folder ``assets`` of the templates."""
_READ = (".html", ".css", ".svg")
_LIKE_TEMPLATES = (".htm", ".jinja", ".jinja2", ".j2", ".tmpl", ".scss", ".less", ".js")
"""Suffixes of templates and style sheets in other tools."""
_OMITTED = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?\*/\s*|(?<=\n)\s+""", re.DOTALL)
"""A comment, indent or empty lines in a style sheet; or a string, in the group, which may have comment signs inside."""

_NAMING_TAG = re.compile(r"\{%-?\+?\s*(?:extends|include|import|from)\b\s*([^%\s]+(?:\s+if\b)?)")
"""What a tag that names a template has in place of the name."""
_NAME = re.compile(r"""(["'])([^"']+)\1""")


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a store, since compiling a template takes longer than filling it in.

    Parameters
    ----------
    store : Store
        Where they are.
    program : str
        Digest of what they depend on besides their sources: our code, the versions of Python and of Jinja.
    """

    def __init__(self, store: Store, program: str) -> None:
        self._store, self._program = store, program

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of the template of `bucket` into it, if it is known."""
        if code := self._store.get(self._key(bucket)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of `bucket`."""
        self._store.put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return key_of(self._program, "compiled template", bucket.key, bucket.checksum)


class Templates:
    """The default templates, overridden file by file by those in `overrides`.

    Parameters
    ----------
    overrides : Path or None
        A folder with templates of the same names; those that it lacks are from the default folder.
    compiled : CompiledTemplates or None
        Where templates are that were compiled before.
    """

    def __init__(self, overrides: Path | None = None, compiled: CompiledTemplates | None = None) -> None:
        self._overrides = overrides
        self._folders = [folder for folder in (overrides, template_folder()) if folder is not None]
        self._environment = Environment(
            loader=FileSystemLoader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=compiled,
        )
        self._environment.filters["formula"] = _formula
        self._environment.filters["panel_content"] = panel_content
        self._environment.filters["plural"] = plural

    def __reduce__(self) -> tuple[type[Templates], tuple[Path | None]]:
        """For other processes, which compile the templates themselves."""
        return Templates, (self._overrides,)

    def render(self, name: str, values: Mapping[str, Any]) -> Markup:
        """Render the template `name`; every value that is not `Markup` is escaped.

        Raises
        ------
        ContentError
            If a template of the author fails.
        """
        try:
            filled = self._environment.get_template(name).render(values)
        except Exception as error:  # a template is a program: it can fail in every way
            if problem := self._problem(error, values):
                raise ContentError([problem]) from error
            raise
        return Markup(filled)  # noqa: S704 - the result of an autoescaping template

    def problems(self) -> Iterator[Diagnostic]:
        """Errors in the author's files: encoding, template syntax, braces of style sheets."""
        for path in sorted(self._overrides.rglob("*")) if self._overrides else ():
            if path.suffix not in (*_READ, *_LIKE_TEMPLATES) or not path.is_file():
                continue
            yield from self._unused(path)
            if path.suffix not in _READ:
                continue
            try:
                text = path.read_text(encoding="utf-8")
                if path.suffix == ".html":
                    self._environment.compile(text, filename=str(path), raw=True)
                    for line, message, hint in without_effect(self._environment, text, self._text):
                        yield _diagnostic(path, line, message, hint)
                    if not self._has_own_policy:
                        yield from self._blocked_parts(path, text)
                elif path.suffix == ".css":
                    yield from _stylesheet_warnings(path, text)
            except UnicodeDecodeError:
                yield Diagnostic(file=str(path), message="the file is not UTF-8; save it as UTF-8", stage="page")
            except TemplateSyntaxError as error:
                message = error.message or "it cannot be read"
                yield _failure(path, error.lineno, message, syntax_hint(message, self._environment))

    @cached_property
    def _has_own_policy(self) -> bool:
        """Whether the author's template of all pages has another Content Security Policy than ours, or none."""
        from sitegen.page.template_policy import policy_of

        ours = (template_folder() / "base.html").read_text(encoding="utf-8")
        return policy_of(self._environment, self._text("base.html")) != policy_of(self._environment, ours)

    def _blocked_parts(self, path: Path, text: str) -> Iterator[Diagnostic]:
        """Errors for what our Content Security Policy blocks."""
        from sitegen.page.template_policy import blocked_by_policy

        return (_blocked(path, text, each) for each in blocked_by_policy(self._environment, text))

    def _unused(self, path: Path) -> Iterator[Diagnostic]:
        """An error for a file that replaces no template and that no other file of the author names."""
        known, names = path.relative_to(self._overrides or path.parent).as_posix(), _default_names()
        if known in names or self._named(path.name):
            return
        alike = [name for name in names if name.rpartition("/")[2] == path.name]
        hint = f"did you mean '{alike[0]}'?" if alike else did_you_mean(known, names)
        message = f"there is no template '{known}' to replace, and no other template includes this file"
        yield Diagnostic(file=str(path), message=message, hint=hint, stage="page")

    def _named(self, name: str) -> bool:
        """Whether a template of the author names the file `name`."""
        own = (path for path in (self._overrides or template_folder()).rglob("*.html") if path.name != name)
        return any(name.encode() in path.read_bytes() for path in own)

    def _problem(self, error: Exception, values: Mapping[str, Any]) -> Diagnostic | None:
        """The place of `error` in a template of the author; None if it is elsewhere."""
        # Jinja adds templates to the traceback; the last one is the place of the error.
        places = [(Path(frame.filename), frame.lineno or 0) for frame in extract_tb(error.__traceback__)]
        places = [place for place in places if any(place[0].is_relative_to(folder) for folder in self._folders)]
        if self._overrides is None or not places or not places[-1][0].is_relative_to(self._overrides):
            return None
        path, line = places[-1]
        message, hint = str(error) or type(error).__name__, ""
        if isinstance(error, TemplateNotFound):
            message, hint = f"there is no template '{error.name}'", did_you_mean(str(error.name), _default_names())
        elif isinstance(error, UndefinedError):
            message, hint = undefined(message, "\n".join(_lines(path)[line - 1 : line]), values)
        return _failure(path, line, message, hint)

    def _text(self, name: str) -> str:
        """The source of the template `name`; empty for an unknown one."""
        paths = (folder / name for folder in self._folders)
        return next((path.read_text("utf-8", errors="replace") for path in paths if path.is_file()), "")

    @cache  # noqa: B019 - there are few, and they live as long as the site
    def used_by(self, name: str) -> frozenset[str] | None:
        """The names of all templates that the template `name` may include or extend, and its own; None if these are not known."""
        found: dict[str, None] = {name: None}
        for each in (waiting := [name]):
            for tag in _NAMING_TAG.findall(self._text(each)):
                named = _NAME.fullmatch(tag)
                if named is None:
                    return None
                if named[2] not in found:
                    found[named[2]] = None
                    waiting.append(named[2])
        return frozenset(found)

    def source(self, name: str) -> Path:
        """Path of the file `name` that is not a template, such as ``assets/icon.svg``.

        Raises
        ------
        ContentError
            If there is no such file.
        """
        for folder in self._folders:
            if (path := folder / name).is_file():
                return path
        raise ContentError([Diagnostic(file=name, message="there is no such file among the templates", stage="page")])

    @property
    def own_css(self) -> str:
        """The text of the author's style sheets."""
        paths = sorted(self._overrides.rglob("*.css")) if self._overrides else ()
        return "\n".join(path.read_text("utf-8", errors="replace") for path in paths)

    def stylesheet(self, theme: str = "") -> str:
        """The style sheet of the site: all parts in order, without comments, indents and empty lines; `theme` follows the first."""
        first, *others = (self.css(name).rstrip() for name in STYLESHEETS)
        return "\n".join([first, *filter(None, [theme.rstrip()]), *others]) + "\n"

    def css(self, name: str) -> str:
        """One of the CSS files in ``assets``, without comments, indents and empty lines."""
        text = self.source(f"assets/{name}.css").read_text(encoding="utf-8")
        return _OMITTED.sub(lambda found: found[1] or "", text)


@lru_cache(maxsize=2)
def templates_in(overrides: Path | None, state: str, store: Store, program: str) -> Templates:
    """The templates in `overrides`, which are compiled once for each `state` of its files and kept in `store` for a `program`."""
    del state  # part of the key
    return Templates(overrides, CompiledTemplates(store, program))


@cache
def default_templates() -> Templates:
    """The templates that come with sitegen, compiled once a process: compiling takes ten times as long as rendering."""
    return Templates()


def panel_content(panel: str, packed: bool) -> Markup:  # noqa: FBT001 - a filter of templates
    """What follows the attributes of a ``template`` element with the controls `panel`: its content, or ``data-panel``."""
    content = Markup(panel)  # noqa: S704 - set by an autoescaping template
    if not packed:
        return Markup(">\n{}").format(content)
    return Markup(" data-panel='{}'>").format(escaped_json(json.dumps(content.strip(), ensure_ascii=False)))


def _stylesheet_warnings(path: Path, text: str) -> Iterator[Diagnostic]:
    bare = _OMITTED.sub("", text)
    messages = {
        "the braces of this style sheet do not match, so that its rules may not stay in a figure": bare.count("{")
        != bare.count("}"),
        "the Content Security Policy of the pages blocks fonts unless the theme has fonts; "
        "name this one under theme.fonts instead of @font-face": "@font-face" in bare,
        "the Content Security Policy of the pages loads nothing from other hosts; @import and url(http…) have no effect": (
            re.search(r"@import|url\(\s?[\"']?(?:https?:)?//", bare) is not None
        ),
    }
    for message in (message for message, found in messages.items() if found):
        yield Diagnostic(file=str(path), message=message, severity="warning", stage="page")


def _formula(latex: str) -> Markup:
    """The formula as a block; few pages have one."""
    from sitegen.page.math import formula_block

    return formula_block(latex)


@cache
def _default_names() -> list[str]:
    folder = template_folder()
    files = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    return sorted(name for name in files if not name.startswith("script/"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _failure(path: Path, line: int, message: str, hint: str) -> Diagnostic:
    return _diagnostic(path, line, f"this template fails: {message.rstrip('.')}", hint)


def _blocked(path: Path, text: str, blocked: Blocked) -> Diagnostic:
    """A warning about a tag of a template."""
    return Diagnostic(
        file=str(path),
        line=blocked.line,
        column=blocked.column,
        source_line=text.split("\n")[blocked.line - 1],
        length=blocked.length,
        message=blocked.message,
        hint=blocked.hint,
        severity="warning",
        stage="page",
    )


def _diagnostic(path: Path, line: int, message: str, hint: str) -> Diagnostic:
    """An error in a template, at its line; Jinja does not report columns."""
    source = "".join(_lines(path)[line - 1 : line])
    found = source.strip()
    return Diagnostic(
        file=str(path),
        line=line,
        column=source.index(found) + 1,
        source_line=source,
        length=max(1, len(found)),
        message=message,
        hint=hint,
        stage="page",
    )
