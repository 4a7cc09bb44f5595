"""The templates: their folders, and rendering with Jinja, which escapes every value that is not `Markup`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    UndefinedError,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from sitegen.description.english import plural
from sitegen.engine.keys import key_of
from sitegen.engine.store import Store
from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.page.html_text import escaped_json
from sitegen.theme import template_folder

STYLESHEETS = ("tokens", "base", "layout", "text", "figure", "pages", "print")
"""The parts of the site's style sheet, in cascade order: CSS files in the folder ``assets`` of the templates."""
OMITTED = re.compile(r"""("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|/\*.*?\*/\s*|(?<=\n)\s+""", re.DOTALL)
"""A comment, indent or empty lines in a style sheet; or a string, in the group, which may have comment signs inside."""
_NAMING_TAG = re.compile(r"\{%-?\+?\s*(?:extends|include|import|from)\b\s*([^%\s]+(?:\s+if\b)?)")
"""A tag that names a template; the group has the name in quotation marks, or an expression for it."""
_NAME = re.compile(r"""(["'])([^"']+)\1""")


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a store, since compiling a template takes longer than filling it in.

    `program` is a digest of what they depend on besides their sources: our code, the versions of Python and of Jinja.
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
    """The default templates, overridden file by file by those of the same names in the folder `overrides`."""

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
        """Pickle the folder alone: other processes compile the templates themselves."""
        return Templates, (self._overrides,)

    def render(self, name: str, values: Mapping[str, Any]) -> Markup:
        """Render the template `name`; every value that is not `Markup` is escaped. A `ContentError` if one of the author fails."""
        try:
            filled = self._environment.get_template(name).render(values)
        except Exception as error:  # a template is a program: it can fail in every way
            if problem := self._problem(error, values):
                raise ContentError([problem]) from error
            raise
        return Markup(filled)  # noqa: S704 - the result of an autoescaping template

    def problems(self) -> Iterator[Diagnostic]:
        """Errors in the author's files: encoding, template syntax, braces of style sheets."""
        if self._overrides:
            from sitegen.page.template_problems import template_problems

            yield from template_problems(self._overrides, self._environment, self._text)

    def _problem(self, error: Exception, values: Mapping[str, Any]) -> Diagnostic | None:
        """The place of `error` in a template of the author; None if it is elsewhere."""
        # Jinja adds templates to the traceback; the last one is the place of the error.
        places = [(Path(frame.filename), frame.lineno or 0) for frame in extract_tb(error.__traceback__)]
        places = [place for place in places if any(place[0].is_relative_to(folder) for folder in self._folders)]
        if self._overrides is None or not places or not places[-1][0].is_relative_to(self._overrides):
            return None
        from sitegen.page.template_checks import explain_undefined
        from sitegen.page.template_problems import default_names, failure, lines_of

        path, line = places[-1]
        message, hint = str(error) or type(error).__name__, ""
        if isinstance(error, TemplateNotFound):
            message, hint = f"there is no template '{error.name}'", did_you_mean(str(error.name), default_names())
        elif isinstance(error, UndefinedError):
            message, hint = explain_undefined(message, "\n".join(lines_of(path)[line - 1 : line]), values)
        elif isinstance(error, RecursionError):
            message, hint = "it extends, includes or calls itself", "copy what you need from the original template"
        return failure(path, line, message, hint)

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
        """Path of the file `name` that is not a template, such as ``assets/icon.svg``; a `ContentError` if there is none."""
        for folder in self._folders:
            if (path := folder / name).is_file():
                return path
        raise ContentError.of(name, "there is no such file among the templates", stage="page")

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
        return OMITTED.sub(lambda found: found[1] or "", text)


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


def _formula(latex: str) -> Markup:
    """The formula as a block; few pages have one."""
    from sitegen.page.formulas.latex_to_mathml import formula_block

    return formula_block(latex)
