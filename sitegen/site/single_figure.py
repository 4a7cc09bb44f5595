"""Draw one figure of a content folder without drawing the others."""

from __future__ import annotations

from pathlib import Path

from sitegen.audit.audit_report import require_accessible
from sitegen.errors import ContentError
from sitegen.figure import Figure
from sitegen.pipeline import render_resolved
from sitegen.resolve.references import Resolver
from sitegen.site.content import find_content
from sitegen.site.source_pages import read_pages
from sitegen.site.spec_registry import SpecRegistry, collect


def read_registry(content: Path) -> SpecRegistry:
    """Load every spec of the folder, from files and pages; draw none."""
    found = find_content(content)
    pages, _ = read_pages(found.pages)
    registry = collect(found.specs, pages)
    registry.problems += found.problems
    return registry


def draw_figure(registry: SpecRegistry, name: str) -> Figure:
    """Draw the figure `name`, one of those in `registry`.

    Raises
    ------
    ContentError
        With the errors of the figure. For an invalid spec or a duplicate id, with every error in the registry,
        since any of them may be the cause.
    """
    if name not in registry.specs or name in registry.invalid:
        raise ContentError([problem for problem in registry.problems if problem.severity == "error"])
    spec = registry.specs[name]
    resolver = Resolver({other: each.loaded for other, each in registry.specs.items()})
    figure = render_resolved(resolver.resolve(spec.loaded))
    require_accessible(figure.audit, spec.file, spec.line)
    return figure
