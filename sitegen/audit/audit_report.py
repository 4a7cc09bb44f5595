"""The audit of one figure: the value that each rule measured, and the rules that it violates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from sitegen.audit import rules
from sitegen.audit.audit_input import AuditInput, PageWeight
from sitegen.audit.rules import Rule
from sitegen.errors import ContentError, Diagnostic, figure_problem
from sitegen.spec.load import LoadedSpec
from sitegen.spec.source_text import PYTHON_SOURCE


class Violation(NamedTuple):
    """A rule that a figure violates, with the measured value in the message."""

    standard: str
    message: str
    cause: str = ""
    """Field of the spec at which it is reported; empty for the figure as a whole."""

    def __str__(self) -> str:
        """As authors see it."""
        return f"{self.message} ({self.standard})"


@dataclass(frozen=True)
class AuditReport:
    """What was measured on one figure: a value for each rule, by the rule's id."""

    values: Mapping[str, Any]

    def __getitem__(self, rule: str) -> Any:
        return self.values[rule]

    def results(self) -> Iterator[tuple[Rule, Any]]:
        """Every rule with its value, in the order of the table."""
        return ((rule, self.values[rule.id]) for rule in rules.RULES)

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """Empty for a figure that may be published."""
        return tuple(
            Violation(rule.standard, message, rule.cause)
            for rule, value in self.results()
            for message in rule.problems(value)
        )

    def with_violations_of(self, other: AuditReport) -> AuditReport:
        """The report with the values of `other` for the rules that it violates and this one does not."""
        worse = {
            rule.id: value
            for rule, value in other.results()
            if rule.problems(value) and not rule.problems(self.values[rule.id])
        }
        return AuditReport({**self.values, **worse})

    def with_page_weight(self, weight: PageWeight) -> AuditReport:
        """The report of a figure whose states have been written."""
        return AuditReport({**self.values, "page-weight": weight})

    def fields(self) -> dict[str, Any]:
        """The values as the manifest has them, nested by the path of each rule."""
        fields: dict[str, Any] = {}
        for rule, value in self.results():
            inner = fields
            for name in rule.field[:-1]:
                inner = inner.setdefault(name, {})
            inner |= {name: _plain(value) for name in rule.field[-1:]}
        return fields

    def cells(self) -> tuple[str, ...]:
        """A text for each of `columns`: the smallest value of the rules that share it."""
        cells = []
        for shared in _rules_by_column().values():
            known = [value for rule in shared if (value := self.values[rule.id]) is not None]
            cells.append(shared[0].shown(min(known, default=None)))
        return tuple(cells)


def columns() -> tuple[str, ...]:
    """The headings of the table of all figures, without that of their names."""
    return tuple(_rules_by_column())


def _rules_by_column() -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules.RULES:
        if rule.column:
            found.setdefault(rule.column, []).append(rule)
    return found


def _plain(value: Any) -> Any:
    """Two decimals; None for infinity."""
    if isinstance(value, float):
        return None if math.isinf(value) else round(value, 2)
    return list(value) if isinstance(value, tuple) else value


def audit_figure(figure: AuditInput) -> AuditReport:
    """Measure every rule on one figure; the weight of its states is added when they are written."""
    return AuditReport({rule.id: rule.measure(figure) for rule in rules.RULES})


def is_allowed(rule: str, value: Any) -> bool:
    """Whether a value keeps the limit of the rule with this id."""
    return not any(each.problems(value) for each in rules.RULES if each.id == rule)


def require_accessible(report: AuditReport, spec: LoadedSpec | None) -> None:
    """Raise a `ContentError` with every rule that a figure violates, at the field of its `spec` that causes it.

    `spec` is None for a figure that is drawn from a resolved spec alone.
    """
    if violations := report.violations:
        raise ContentError([_problem(each, spec) for each in violations])


def _problem(violation: Violation, spec: LoadedSpec | None) -> Diagnostic:
    message = str(violation)
    if spec is None:
        return figure_problem(PYTHON_SOURCE, message, line=0)
    if violation.cause:
        return replace(spec.at(violation.cause, message), stage="site")
    return figure_problem(spec.source_map.name, message, line=spec.source_map.first_line)
