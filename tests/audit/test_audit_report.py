"""One table of rules: each is measured, written, shown and enforced."""

from __future__ import annotations

import json
import math
import pickle

import pytest

from sitegen import load_spec
from sitegen.audit import rules
from sitegen.audit.audit_report import AuditReport, columns, require_accessible
from sitegen.audit.rules import RULES, Rule
from sitegen.errors import ContentError
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.page.figure_parts import measures_of
from sitegen.pipeline import render_resolved
from sitegen.spec.load import load
from sitegen.spec.source_text import SpecSource
from tests.limits import set_limit

SPEC = {"id": "d", "kind": "gradient-decay"}
SPEC_TEXT = "id: d\nkind: gradient-decay\n"
PANELS = Rule(
    id="panels",
    standard="WCAG 9.9.9",
    measure=lambda figure: len(figure.scene.panels),
    limit=2,
    message=lambda value, limit: f"there are {value} panels of {limit}",
    field=("panels", "count"),
    label="Panels",
    column="Number of panels",
)


@pytest.fixture(scope="module")
def decay() -> Figure:
    return render_resolved(load_spec(SPEC))


@pytest.fixture(scope="module")
def wave() -> Figure:
    return render_resolved(load_spec({"id": "w", "kind": "gradient-flow", "params": {"layers": [2, 2]}}))


def shown(report: AuditReport) -> dict[str, tuple[str, str]]:
    return {measure.label: (measure.value, measure.wanted) for measure in measures_of(report)}


def test_a_rule_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "RULES", (*rules.RULES, PANELS))
    figure = render_resolved(load_spec(SPEC))
    manifest = json.loads(figure.files["manifest.json"])["accessibility"]
    assert figure.audit["panels"] == 1
    assert manifest["panels"] == {"count": 1}
    assert manifest["breaches"] == [{"rule": "WCAG 9.9.9", "message": "there are 1 panels of 2"}]
    assert shown(figure.audit)["Panels"] == ("1", "at least 2")
    assert (columns()[-1], figure.audit.cells()[-1]) == ("Number of panels", "1")
    with pytest.raises(ContentError, match=r"x\.yaml:3:1: error: there are 1 panels of 2 \(WCAG 9\.9\.9\)"):
        require_accessible(figure.audit, load(SpecSource("x.yaml", SPEC_TEXT, first_line=3), KINDS))
    with pytest.raises(ContentError, match=r"<python>: error: there are 1 panels of 2 \(WCAG 9\.9\.9\)"):
        require_accessible(figure.audit, None)


def test_every_rule_has_an_id_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_a_report_can_be_pickled(decay: Figure) -> None:
    assert pickle.loads(pickle.dumps(decay.audit)) == decay.audit  # noqa: S301 - our own


def test_every_limit_is_that_of_the_guidelines(wave: Figure) -> None:
    assert {label.partition(",")[0]: wanted for label, (_, wanted) in shown(wave.audit).items()} == {
        "Smallest contrast of text": "at least 4.5",
        "Smallest contrast of marks": "at least 3",
        "Motion ends": "within 5 s",
        "Flashes in any second": "at most 3",
        "Smallest text on a 320 px screen": "at least 12 px",
        "Levels of text": "1, 2 and 3",
    }


def test_a_limit_that_changes_is_shown_changed(wave: Figure, monkeypatch: pytest.MonkeyPatch) -> None:
    set_limit(monkeypatch, "text-contrast-light", 7.0)
    assert "at least 7" in {wanted for _, wanted in shown(wave.audit).values()}


def test_every_palette_is_measured(wave: Figure) -> None:
    assert len([label for label in shown(wave.audit) if "contrast of text" in label]) == 4


def test_a_column_has_the_smallest_value_of_its_rules(decay: Figure) -> None:
    contrast = {rule: decay.audit[rule] for rule in decay.audit.values if rule.startswith("text-contrast")}
    changed = AuditReport({**decay.audit.values, "text-contrast-dark": 4.59, "mark-contrast-dark": None})
    assert min(contrast.values()) > 4.59
    assert changed.cells()[0] == "4.5"
    assert len(changed.cells()) == len(columns())


@pytest.mark.parametrize(
    ("rule", "value", "text"),
    [
        ("text-contrast-dark", 4.59, "4.5"),
        ("text-contrast-dark", 4.5, "4.5"),
        ("text-contrast-dark", 21, "21.0"),
        ("mark-contrast-dark", None, "none"),
        ("colour-difference", None, ""),
        ("page-motion", math.inf, "repeats, with Pause"),
        ("page-motion", 0, "no motion"),
        ("page-motion", 4.26, "4.3 s"),
    ],
)
def test_no_value_is_shown_better_than_it_is(rule: str, value: float | None, text: str) -> None:
    (found,) = [each for each in RULES if each.id == rule]
    assert found.shown(value) == text
