"""The audit of one figure: the value that each rule measured, and the rules that it violates."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sitegen.audit import rules
from sitegen.audit.rules import AuditInput, PageWeight, Rule
from sitegen.errors import ContentError, figure_problem


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that a figure violates, with the measured value in the message."""

    rule: str
    standard: str
    message: str

    def __str__(self) -> str:
        """As messages show it."""
        return f"{self.message} ({self.standard})"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was measured on one figure: a value for each rule, by the rule's id."""

    values: Mapping[str, Any]

    def __getitem__(self, rule: str) -> Any:
        return self.values[rule]

    def results(self) -> Iterator[tuple[Rule, Any]]:
        """Every rule with its value, in the order of the table."""
        return ((rule, self.values[rule.id]) for rule in rules.RULES)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """Empty for a figure that may be published."""
        return tuple(
            Violation(rule.id, rule.standard, message)
            for rule, value in self.results()
            for message in rule.problems(value)
        )

    def with_page_weight(self, weight: PageWeight) -> AuditReport:
        """The report of a figure whose states have been written."""
        return AuditReport({**self.values, "page-weight": weight})

    def fields(self) -> dict[str, Any]:
        """The measured values as the manifest has them, with two decimals; null for none and for a loop."""
        fields: dict[str, Any] = {}
        for rule, value in self.results():
            inner = fields
            for name in rule.field[:-1]:
                inner = inner.setdefault(name, {})
            inner |= {name: _plain(value) for name in rule.field[-1:]}
        return fields


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return None if math.isinf(value) else round(value, 2)
    return list(value) if isinstance(value, tuple) else value


def audit_figure(figure: AuditInput) -> AuditReport:
    """Measure every rule on one figure; the weight of its states is added when they are written."""
    return AuditReport({rule.id: rule.measure(figure) for rule in rules.RULES})


def require_accessible(report: AuditReport, file: str, line: int = 1) -> None:
    """Refuse a figure that violates a rule; its spec begins at `line` of `file`, 0 where it has none.

    Raises
    ------
    ContentError
        With every rule that is violated.
    """
    if violations := report.violations:
        raise ContentError([figure_problem(file, str(each), line=line) for each in violations])
