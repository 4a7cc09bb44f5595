"""One table of rules: what it holds is measured, written, shown and enforced."""

from __future__ import annotations

import json
import pickle

import pytest

from sitegen.audit import rules
from sitegen.audit.report import require_accessible
from sitegen.audit.rules import Rule
from sitegen.errors import ContentError
from sitegen.page.audit_table import columns, measures, rows
from sitegen.pipeline import load_spec, render_figure

SPEC = {"id": "d", "kind": "gradient-decay"}
MANY = Rule(
    id="panels",
    standard="WCAG 9.9.9",
    measure=lambda figure: len(figure.scene.panels),
    limit=2,
    message=lambda value, limit: f"there are {value} panels of {limit}",
    field=("panels", "count"),
    label="Panels",
    column="Number of panels",
)


def test_a_rule_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, MANY))
    figure = render_figure(load_spec(SPEC))
    manifest = json.loads(figure.files["manifest.json"])["accessibility"]
    assert figure.audit["panels"] == 1
    assert manifest["panels"] == {"count": 1}
    assert manifest["breaches"] == [{"rule": "WCAG 9.9.9", "message": "there are 1 panels of 2"}]
    (row,) = [each for each in measures(figure.audit) if each.name == "Panels"]
    assert (row.value, row.wanted) == ("1", "at least 2")
    assert columns()[-1] == "Number of panels"
    assert next(rows([figure])).cells[-1] == "1"
    with pytest.raises(ContentError, match=r"x\.yaml:3:1: error: there are 1 panels of 2 \(WCAG 9\.9\.9\)"):
        require_accessible(figure.audit, "x.yaml", 3)


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in rules.RULES}) == len(rules.RULES)


def test_a_report_can_be_pickled() -> None:
    report = render_figure(load_spec(SPEC)).audit
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301 - our own
