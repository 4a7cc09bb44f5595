"""All files, the page and the frame of one figure, in memory: the work of a build for a figure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.engine.executors import Workers
from sitegen.engine.store import InMemoryStore
from sitegen.page.figure_parts import FigureParts
from sitegen.page.frame import frame_page
from sitegen.site.draw_figures import draw_all
from sitegen.site.figure_pages import figure_page
from sitegen.site.memory import Memory
from sitegen.site.model import Site
from sitegen.site.prepare import prepare
from sitegen.site.progress import no_progress
from sitegen.site.spec_entry import SpecPlace
from sitegen.site.spec_registry import SpecRegistry
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
    memory = Memory(InMemoryStore(), "", Path(), {})
    registry = SpecRegistry(memory=memory, usages=site.registry.usages)
    source = SpecSource("figure.yaml", text, default_id="figure")
    name = registry.add(SpecPlace(source.name, 1, 0, text, lambda: source))
    drawn = draw_all(registry, site.templates, Workers(), no_progress)
    with_figure = replace(site, registry=registry, figures=drawn.facts, keys=drawn.keys, memory=memory)
    figure = with_figure.parts(name)
    return figure, figure_page(with_figure, name), frame_page(figure, "../../", "", site.templates)
