"""Parts of an author's template that have no effect, and hints for unknown names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from sitegen.errors import did_you_mean
from sitegen.spec.message_format import nearest_or_all

_TAGS = (
    "block",
    "endblock",
    "extends",
    "include",
    "import",
    "from",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "endfor",
    "set",
    "macro",
)


def without_effect(environment: Environment, text: str, source: Callable[[str], str]) -> Iterator[tuple[int, str, str]]:
    """Line, message and hint for each part of the template `text` that the template it extends does not show.

    `source` gives the text of a template by its name, and is empty for an unknown one.
    """
    body = iter(environment.parse(text).body)
    extended = next((node.template for node in body if isinstance(node, nodes.Extends)), None)
    if not isinstance(extended, nodes.Const):
        return
    known = sorted(_blocks(environment, extended.value, source))
    for node in body:  # what is before the tag is shown
        if isinstance(node, nodes.Block) and known and node.name not in known:
            hint = nearest_or_all(node.name, known, "blocks")
            yield node.lineno, f"'{extended.value}' has no block '{node.name}', so this one is not shown", hint
        elif isinstance(node, nodes.Output) and (line := _first_line(node)):
            yield line, "what is outside of blocks is not shown", "put it between {% block … %} and {% endblock %}"


def _blocks(environment: Environment, name: str, source: Callable[[str], str]) -> set[str]:
    """The names of the blocks in the template `name` and those that it extends; none if one of them cannot be read."""
    found: set[str] = set()
    seen: set[str] = set()
    while name not in seen and (text := source(name)):
        seen.add(name)
        try:
            tree = environment.parse(text)
        except TemplateSyntaxError:  # reported in its own file
            return set()
        found |= {block.name for block in tree.find_all(nodes.Block)}
        extended = next((node.template for node in tree.find_all(nodes.Extends)), None)
        name = extended.value if isinstance(extended, nodes.Const) else name
    return found


def _first_line(output: nodes.Output) -> int:
    """The first line of `output` that is not blank; 0 if all are."""
    for node in output.nodes:
        text = node.data if isinstance(node, nodes.TemplateData) else "x"
        if text.strip():
            return node.lineno + text[: len(text) - len(text.lstrip())].count("\n")
    return 0


def explain_undefined(message: str, line: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Jinja's `message` about an unknown variable in a `line`, with its name, and the nearest one or all of them."""
    name = message.removesuffix(" is undefined").rpartition(" ")[2].strip("'")
    if "attribute" not in message:
        owner = next((each for each in sorted(values) if name in _attributes(values[each])), "")
        return message, f"write {owner}.{name}" if owner else nearest_or_all(name, sorted(values), "variables")
    written = re.search(rf"(?<![\w.])(\w+)(?:\.|\[[\"']){re.escape(name)}\b", line)
    known = _attributes(values.get(written[1])) if written else []
    if not written or not known:
        return message, ""
    return f"'{written[1]}' has no attribute '{name}'", did_you_mean(name, known) or f"it has {', '.join(known)}"


def _attributes(value: Any) -> Sequence[str]:
    if isinstance(value, Mapping):
        return sorted(value)
    return sorted(getattr(type(value), "model_fields", ()))


def syntax_hint(message: str, environment: Environment) -> str:
    """The nearest filter, test or tag to the unknown one in Jinja's `message`."""
    found = re.search(r"(filter named|test named|unknown tag) '([^']+)'", message)
    if not found:
        return ""
    names = {"filter named": environment.filters, "test named": environment.tests}.get(found[1], _TAGS)
    return did_you_mean(found[2], names)
