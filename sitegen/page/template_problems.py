"""What is wrong with the template files and style sheets of an author, each at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from sitegen.errors import Diagnostic, did_you_mean
from sitegen.page.environment import OMITTED
from sitegen.page.template_checks import syntax_hint, without_effect
from sitegen.page.template_policy import Blocked, blocked_by_policy, policy_of
from sitegen.spec.message_format import counted
from sitegen.theme import template_folder

_SECTION_SIGNS = {"if_numbered", "if_alone", "if_downloads", "if_whole"}
"""Variables before and after a part of the block of a figure that not every place has."""
_READ = (".html", ".css", ".svg")
_LIKE_TEMPLATES = (".htm", ".jinja", ".jinja2", ".j2", ".tmpl", ".scss", ".less", ".js")
"""Suffixes of templates and style sheets in other tools."""


def template_problems(folder: Path, environment: Environment, source: Callable[[str], str]) -> Iterator[Diagnostic]:
    """Errors in the author's files in `folder`: encoding, template syntax, braces of style sheets.

    `source` gives the text of a template by its name, the author's own or ours.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (*_READ, *_LIKE_TEMPLATES) or not path.is_file():
            continue
        yield from _unused(path, folder)
        if path.suffix not in _READ:
            continue
        try:
            text = path.read_text(encoding="utf-8")
            if path.suffix == ".html":
                environment.compile(text, filename=str(path), raw=True)
                for line, message, hint in without_effect(environment, text, source):
                    yield _diagnostic(path, line, message, hint)
                tree = environment.parse(text)
                yield from _section_problems(path, tree)
                yield from _without_layout(path, folder, tree, text)
                if not _has_own_policy(environment, source("base.html")):
                    yield from (_blocked(path, text, each) for each in blocked_by_policy(environment, text))
            elif path.suffix == ".css":
                yield from _stylesheet_warnings(path, text)
        except UnicodeDecodeError:
            yield Diagnostic(file=str(path), message="the file is not UTF-8; save it as UTF-8", stage="page")
        except TemplateSyntaxError as error:
            message = error.message or "it cannot be read"
            yield failure(path, error.lineno, message, syntax_hint(message, environment))


@lru_cache(maxsize=2)
def _has_own_policy(environment: Environment, base: str) -> bool:
    """Whether `base`, the template of all pages, has another Content Security Policy than ours, or none."""
    ours = (template_folder() / "base.html").read_text(encoding="utf-8")
    return policy_of(environment, base) != policy_of(environment, ours)


def _unused(path: Path, folder: Path) -> Iterator[Diagnostic]:
    """An error for a file that replaces no template and that no other file of the author in `folder` names."""
    known, names = path.relative_to(folder).as_posix(), default_names()
    own = (each for each in folder.rglob("*.html") if each.name != path.name)
    if known in names or any(path.name.encode() in each.read_bytes() for each in own):
        return
    alike = [name for name in names if name.rpartition("/")[2] == path.name]
    hint = f"did you mean '{alike[0]}'?" if alike else did_you_mean(known, names)
    message = f"there is no template '{known}' to replace, and no other template includes this file"
    yield Diagnostic(file=str(path), message=message, hint=hint, stage="page")


def _without_layout(path: Path, folder: Path, template: nodes.Template, text: str) -> Iterator[Diagnostic]:
    """A warning of a page that is no whole document and takes its layout from no other template."""
    is_page = path.relative_to(folder).parts[0] == "pages"
    if is_page and "<!doctype" not in text.lower() and not any(template.find_all((nodes.Extends, nodes.Include))):
        message = "this page has no layout: no title, no navigation and no stylesheet"
        hint = 'begin it with {% extends "base.html" %}'
        yield Diagnostic(file=str(path), line=1, column=1, message=message, hint=hint, severity="warning", stage="page")


def _section_problems(path: Path, tree: nodes.Template) -> Iterator[Diagnostic]:
    """Errors for signs of optional sections that are not both before and after a section, or that are in a condition."""
    signs: dict[str, list[int]] = {}
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.Name) and node.name in _SECTION_SIGNS:
                signs.setdefault(node.name, []).append(node.lineno)
    for name, lines in signs.items():
        if len(lines) % 2:
            message = f"'{name}' is before and after a section, but here {counted(len(lines), 'time')}"
            yield _diagnostic(path, lines[-1], message, "write it at both ends")
    for node in _names_in_conditions(tree):
        if node.name in _SECTION_SIGNS:
            hint = f"write {{{{ {node.name} }}}} before the section and after it"
            yield _diagnostic(path, node.lineno, f"'{node.name}' is always true", hint)


def _names_in_conditions(tree: nodes.Template) -> Iterator[nodes.Name]:
    """The variables in all conditions of a template."""
    loops = (each.test for each in tree.find_all(nodes.For) if each.test)
    expressions = (each.test for each in tree.find_all(nodes.CondExpr))
    for test in (*(each.test for each in tree.find_all(nodes.If)), *expressions, *loops):
        yield from [test] if isinstance(test, nodes.Name) else test.find_all(nodes.Name)


def _stylesheet_warnings(path: Path, text: str) -> Iterator[Diagnostic]:
    bare = OMITTED.sub("", text)
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


@cache
def default_names() -> list[str]:
    """The names of our templates and the files beside them, without scripts."""
    folder = template_folder()
    files = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    return sorted(name for name in files if not name.startswith("script/"))


def lines_of(path: Path) -> list[str]:
    """The lines of a template."""
    return path.read_text(encoding="utf-8").splitlines()


def failure(path: Path, line: int, message: str, hint: str) -> Diagnostic:
    """The error of a template that cannot be read or filled in."""
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
    source = "".join(lines_of(path)[line - 1 : line])
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
