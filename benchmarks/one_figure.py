"""All files, the page and the frame of one figure, in memory: the work of a build for a figure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.page.figure_parts import FigureParts
from sitegen.page.frame import frame_page
from sitegen.site.figure_pages import figure_page
from sitegen.site.model import Site
from sitegen.site.prepare import prepare
from sitegen.site.spec_registry import SpecRegistry, draw_all
from sitegen.spec.source_text import SpecSource


def empty_site() -> Site:
    """Prepare a site with a home page and no figure."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "site.yaml").write_text("title: Benchmark\ndescription: Measured.\n", encoding="utf-8")
        (folder / "index.md").write_text("# Benchmark\n\nMeasured.\n", encoding="utf-8")
        return prepare(folder).site


def figure_with_page(site: Site, text: str) -> tuple[FigureParts, str, str]:
    """Check the spec `text`, write every file of its figure, and write its page and its frame in `site`."""
    registry = SpecRegistry(usages=site.registry.usages)
    name = registry.add(SpecSource("figure.yaml", text, default_id="figure"))
    figures, _ = draw_all(registry, site.templates, lambda _done: None)
    figure = figures[name]
    page = figure_page(replace(site, registry=registry, figures=figures), figure)
    return figure, page, frame_page(figure, "../../", "", site.templates)
