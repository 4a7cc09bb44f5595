"""The level audit: accessibility by measure, on every canvas, also at the ends of the ranges of parameters."""

from __future__ import annotations

from typing import ClassVar

import pytest

from sitegen.audit.audit_input import AuditInput
from sitegen.audit.audit_report import audit_figure
from sitegen.contract.drawing_checks import check_drawing
from sitegen.contract.level import Level
from sitegen.contract.parameter_values import corners
from sitegen.errors import ContentError
from sitegen.figure import Figure
from sitegen.kinds.figure_kind import AnyKind
from sitegen.resolve.read_spec import read_spec
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.canvas import CANVASES
from sitegen.scene.motion_budget import fit_motion_budget
from sitegen.theme import THEME


class AuditLevel(Level):
    """What the audit of sitegen measures, without a browser."""

    level = "audit"
    random_corners: ClassVar[range] = range(40)
    """Seeds of parameters that are at the ends of their ranges together."""

    def test_the_audit_finds_no_violation(self, figure: Figure) -> None:
        assert figure.audit.violations == ()
        assert figure.audit["file-motion"] <= 5.0 + 1e-9

    @pytest.mark.parametrize("canvas", CANVASES)
    def test_drawings_suit_their_canvas(self, figure: Figure, canvas: str) -> None:
        """In the state of the spec, and in the last one of those to explore."""
        spec, kind = figure.spec, figure.kind
        states = [spec.params, spec.in_state({axis.name: axis.values[-1] for axis in spec.axes})]
        for params, data in zip(states, kind.compute_all(states), strict=True):
            check_drawing(kind.draw(params, data, CANVASES[canvas]), CANVASES[canvas])

    def test_parameters_at_the_ends_of_their_ranges(self, kind: AnyKind, figures: list[Figure]) -> None:
        examples = [figure.spec.params.model_dump(by_alias=True, exclude_unset=True) for figure in figures[:3]]
        drawn = 0
        for params in corners(kind, examples, self.random_corners):
            try:
                spec, _ = read_spec({"id": "corner", "kind": kind.name, "params": params})  # without warnings
            except ContentError:
                continue  # parameters may exclude each other
            drawn += 1
            try:
                _check_corner(kind, spec)
            except AssertionError as error:
                error.add_note(f"params: {params}")
                raise
        assert drawn, "no parameters at the ends of their ranges are valid"


def _check_corner(kind: AnyKind, spec: ResolvedSpec) -> None:
    data = kind.compute(spec.params)
    words, theme = kind.describe(spec.params, data), THEME.with_roles(kind.roles)
    assert words.levels == (1, 2, 3)
    for canvas in CANVASES.values():
        scene = kind.draw(spec.params, data, canvas)
        check_drawing(scene, canvas)
        audit = audit_figure(AuditInput(scene, fit_motion_budget(scene), words, theme, canvas=canvas))
        assert audit.violations == ()
