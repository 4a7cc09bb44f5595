"""Read YAML into a pydantic model, and map its fields to their places in the text for messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError, Diagnostic
from sitegen.spec.field_problems import FieldProblem, Part, explain
from sitegen.spec.message_format import FieldPath, dotted
from sitegen.spec.source_text import PYTHON_SOURCE, SourceText, Span, SpecSource, limit_problems, read_text
from sitegen.spec.value_hints import separator_hint
from sitegen.spec.yaml_tree import NodeSpan, YamlTree, compose

M = TypeVar("M", bound=BaseModel)
_LONGEST_HINT = 1000
"""Characters of a hint. A longer one repeats a long text of the author, and is left out."""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The places of the fields of one document."""

    name: str
    """The file as messages show it."""
    text: SourceText | None = field(default=None, repr=False)
    """None for a mapping from Python, whose fields have no line."""
    spans: Mapping[FieldPath, NodeSpan] = field(default_factory=dict, repr=False)
    """The values that were written."""
    changed: frozenset[str] = frozenset()
    """Parameters of a figure that Python set."""

    @property
    def first_line(self) -> int:
        """Line of the file in which the document begins; 0 for a mapping from Python."""
        return self.text.source.first_line if self.text else 0

    def diagnostic(self, problem: FieldProblem) -> Diagnostic:
        """`problem` as a diagnostic at its field, or at the nearest field around it that was written."""
        name = dotted(problem.path)
        message = f"{name}: {problem.message}" if name else problem.message
        hint = problem.hint if len(problem.hint) <= _LONGEST_HINT else ""
        given = problem.path[:1] == ("params",) and not self.changed.isdisjoint(map(str, problem.path[1:2]))
        if self.text and problem.highlight != "file" and not given:
            span, severity = self._span(problem), problem.severity
            return self.text.diagnostic(span, message, hint=hint, field=name, severity=severity)
        file = PYTHON_SOURCE if given else self.name
        return Diagnostic(file=file, message=message, severity=problem.severity, hint=hint, field=name)

    def written(self, path: FieldPath) -> str:
        """The text of a value on one line; empty for one from Python."""
        node = self.spans.get(path)
        return self.text.inside(node.value) if self.text and node else ""

    def _span(self, problem: FieldProblem) -> Span:
        if problem.highlight != "mapping" and (node := self.spans.get(problem.path)):
            return node.key or node.value if problem.highlight == "key" else self._part(node.value, problem.part)
        for length in range(len(problem.path) - 1, -1, -1):
            if node := self.spans.get(problem.path[:length]):
                part = self._part(node.value, problem.part)
                return part if part != node.value else node.key or node.value._replace(length=1)
        return Span(0, 0)

    def _part(self, value: Span, part: Part | None) -> Span:
        """The place of `part`, or all of the value where it is not written as such, as with escapes or on several lines."""
        start = self.text.inside(value).find(part.text) if self.text and part else -1
        if part is None or start < 0:
            return value
        return Span(value.line, value.column + start + part.offset, part.length)


def merge_problems(of_text: Iterable[Diagnostic], of_fields: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The problems of a text and those of its fields, which say more about the same place."""
    places = {(each.line, each.column) for each in of_fields if each.line}
    return [*(each for each in of_text if (each.line, each.column) not in places), *of_fields]


def parse_yaml(source: SpecSource) -> tuple[YamlTree, SourceMap]:
    """Read the YAML document in `source`, whose tree may have problems; a `ContentError` if it cannot be read to its end."""
    text = read_text(source)
    tree = compose(text)
    return tree, SourceMap(source.name, text, tree.spans)


def load_model(source: SpecSource, model: type[M]) -> tuple[M, SourceMap]:
    """Check the mapping in `source`, such as front matter, against `model`; no text is an empty mapping.

    A `ContentError` has every problem of the text.
    """
    tree, source_map = parse_yaml(source)
    problems: Sequence[Diagnostic] = tree.problems
    value = {} if tree.value is None else tree.value
    if isinstance(value, dict):
        try:
            checked = model.model_validate(value)
        except ValidationError as error:
            problems = merge_problems(tree.problems, list(map(source_map.diagnostic, explain(model, error))))
        else:
            if not problems:
                return checked, source_map
    else:
        message = f"keys and values are expected here, such as {next(iter(model.model_fields))}: …"
        hint = separator_hint(value) if isinstance(value, str) else ""
        problems = [*problems, source_map.diagnostic(FieldProblem((), message, hint))]
    raise ContentError(limit_problems(list(problems)))
