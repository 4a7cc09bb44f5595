"""Audit rules with other limits, so that a good figure violates one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sitegen.audit import rules


def set_limit(monkeypatch: pytest.MonkeyPatch, rule: str, limit: Any) -> None:
    """Give the rule with the id `rule` another limit."""
    assert rule in {each.id for each in rules.RULES}
    changed = tuple(replace(each, limit=limit) if each.id == rule else each for each in rules.RULES)
    monkeypatch.setattr(rules, "RULES", changed)
