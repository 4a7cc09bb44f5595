"""The kinds and figures that a suite tests."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path

import pytest

from sitegen.errors import ContentError, did_you_mean
from sitegen.figure import Figure
from sitegen.figures import KINDS
from sitegen.figures.local_kinds import site_kinds
from sitegen.pipeline import render_resolved
from sitegen.resolve.read_spec import SpecLike, load_spec
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.scene.motion_budget import without_motion
from sitegen.scene.shapes import Scene


def find_kinds(names: Collection[str], content: Path | None) -> None:
    """Know the kinds of the site `content`, and check that every name is that of a kind.

    Raises
    ------
    pytest.UsageError
        If one of them is not, or is broken.
    """
    if content is not None:
        if not (content / "site.yaml").is_file():
            raise pytest.UsageError(f"--sitegen-content: {content} is no site: it has no file site.yaml")
        try:
            KINDS.use_local(site_kinds(content))
        except ContentError as error:
            raise pytest.UsageError(str(error)) from error
    for name in names:
        if name not in KINDS:
            hint = did_you_mean(name, KINDS) or (
                "install its distribution, or name a site that has it with --sitegen-content DIR"
            )
            raise pytest.UsageError(f"--sitegen-kind: there is no kind {name!r}; {hint}")
        try:
            KINDS[name]
        except ContentError as error:
            raise pytest.UsageError(str(error)) from error


class FigureSet:
    """The figures of specs, each drawn when it is first needed, even if it violates rules of accessibility."""

    def __init__(self, specs: dict[str, SpecLike]) -> None:
        self.specs = specs
        self.spec = cache(self._spec)
        self.figure = cache(self._figure)

    def _spec(self, name: str) -> ResolvedSpec:
        given = self.specs[name]
        return given if isinstance(given, ResolvedSpec) else load_spec(given)

    def _figure(self, name: str) -> Figure:
        return render_resolved(self.spec(name))

    def of_kind(self, kind: str) -> list[Figure]:
        """The figures of one kind."""
        return [self.figure(name) for name in self.specs if self.spec(name).kind == kind]


@cache
def examples_of(kinds: tuple[str, ...]) -> FigureSet:
    """The examples of kinds; a test has the name of the kind and of the example."""
    return FigureSet(
        {
            f"{name}-{example.name}": {
                "id": example.name,
                "kind": name,
                "params": dict(example.params),
                **({"title": example.title} if example.title else {}),
            }
            for name in kinds
            for example in KINDS[name].examples
        }
    )


def scene_of(figure: Figure) -> Scene:
    """The scene of a figure as pages move it; a finished figure does not keep it."""
    scene = figure.kind.draw(figure.spec.params, figure.data, figure.canvas)
    return without_motion(scene) if figure.spec.motion == "still" else scene
