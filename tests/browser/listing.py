"""Pages and figures of the real site, listed from ``content/`` without a build, and the subset that the default tests use.

pytest collects tests before the site is built. `test_listing` compares these lists with the built site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

from sitegen.figures import KINDS
from tests.conftest import CONTENT
from tests.conftest import FIGURES as SPEC_FILES

Spec = dict[str, Any]

MOVING_KINDS = {"gradient-decay", "gradient-flow", "bptt-norm"}
STEPPED_KIND = "gradient-flow"
GENERATED_PAGES = ("404.html", "accessibility.html", "figures/index.html", "reference/index.html")


def figure_fences(text: str) -> Iterator[tuple[str, Spec | None]]:
    """Id of each figure in a page, and its spec if the page defines it."""
    for token in MarkdownIt().parse(text):
        words = token.info.split()
        if token.type == "fence" and words[:1] == ["figure"]:
            spec = None if words[1:] else yaml.safe_load(token.content)
            yield (words[1], None) if spec is None else (spec["id"], spec)


_TEXTS = {
    path.relative_to(CONTENT).with_suffix(".html"): path.read_text(encoding="utf-8") for path in CONTENT.rglob("*.md")
}
_SHOWN = {str(page): dict(figure_fences(text)) for page, text in _TEXTS.items()}
_SPECS: dict[str, Spec] = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in SPEC_FILES}
_SPECS |= {name: spec for shown in _SHOWN.values() for name, spec in shown.items() if spec}

FIGURES = sorted(_SPECS)
STEPPED = [name for name in FIGURES if _SPECS[name]["kind"] == STEPPED_KIND]
"""Figures with a step for each moment of their motion."""
MOVING = [
    name
    for name in FIGURES
    if _SPECS[name]["kind"] in MOVING_KINDS and "current_layer" not in _SPECS[name].get("params", {})
]
"""Figures that move on their pages."""
REPLAYED = [name for name in STEPPED if name in MOVING]
CONTROLLED = [name for name in FIGURES if "explore" in _SPECS[name]]
"""Interactive figures with controls of their own."""
LINKED = [name for name in FIGURES if "link" in _SPECS[name]]
"""Figures that follow the controls of another figure."""
EXPLORABLE = sorted({*CONTROLLED, *LINKED})


def own_page(figure: str) -> str:
    return f"figures/{figure}/index.html"


PAGES = sorted(
    {
        *_SHOWN,
        *(str(page.with_name("index.html")) for page in _TEXTS if page.parent != Path()),
        *map(own_page, FIGURES),
        *(f"reference/{kind}.html" for kind in KINDS),
        *GENERATED_PAGES,
    }
)
"""HTML pages, without the pages for frames."""
SCRIPTED = sorted(
    {
        *(page for page, shown in _SHOWN.items() if {*MOVING, *STEPPED, *EXPLORABLE} & shown.keys()),
        *map(own_page, {*MOVING, *STEPPED, *EXPLORABLE}),
        # with the first figure of the kind
        *(f"reference/{kind}.html" for kind in (*MOVING_KINDS, "activation-curve")),
    }
)
"""Pages with figures that a script changes."""

LESSONS = [page for page in PAGES if page.startswith("lessons/") and page in _SHOWN and page != "lessons/index.html"]
"""Pages that teach."""

CHOSEN_FIGURES = (
    "bars-slopes",
    "bptt-lab",
    "curves-leaky",
    "gelu-curve",
    "graph-backprop",
    "grid-momentum",
    "histogram-gradients",
    "neurons-demo",
    "profile-wirings",
    "run-losses",
    "scale-explorer",
    "schedule-cosine",
    "vanishing-10",
    "wave-loop",
)
"""One figure of each kind: among them an interactive one, one with steps and a loop, and two with several panels."""
CHOSEN_MOVING = ("bptt-lab", "relu-16", "scale-explorer", "wave-explorer", "wave-loop", "wave-textbook")
CHOSEN_PAGES = (
    "404.html",
    "accessibility.html",
    "docs/data.html",
    "figures/index.html",
    "hosts/mkdocs.html",
    "index.html",
    "lessons/index.html",
    "lessons/scale-in-your-hand.html",
    "reference/gradient-flow.html",
    "reference/index.html",
    *map(own_page, CHOSEN_FIGURES),
)
"""Each page template, text with code, tables, formulas and figures, and each kind of figure."""

TEMPLATE_PAGES = [page for page in CHOSEN_PAGES if page not in map(own_page, CHOSEN_FIGURES[1:])]
"""Each page template once."""
OTHER_PAGES = [page for page in PAGES if page not in {*CHOSEN_PAGES, *map(own_page, FIGURES)}]
"""Pages that are not chosen, except the pages of figures, which are like those of the chosen figure of the same kind."""

CHOSEN_EXPLORABLE = ("scale-explorer", "wave-explorer")
"""Interactive figures with controls, and without controls of their own; the site of `every_kind` has one of each kind."""
CHOSEN_CONTROLLED = ("scale-explorer", "activation-explorer")
"""Interactive figures with a slider that has marks, radio buttons, and a list."""

PARAMETERS = {
    "path": (PAGES, CHOSEN_PAGES),
    "template": (PAGES, TEMPLATE_PAGES),
    "scripted": (SCRIPTED, CHOSEN_PAGES),
    "figure": (FIGURES, CHOSEN_FIGURES),
    "moving": (MOVING, CHOSEN_MOVING),
    "stepped": (STEPPED, CHOSEN_MOVING),
    "replayed": (REPLAYED, CHOSEN_MOVING),
    "chosen": (CHOSEN_PAGES, CHOSEN_PAGES),
    "other_path": (OTHER_PAGES, OTHER_PAGES),
    "operated": (FIGURES, (*CHOSEN_FIGURES, *CONTROLLED)),
    "explorable": (EXPLORABLE, CHOSEN_EXPLORABLE),
    "controlled": (CONTROLLED, CHOSEN_CONTROLLED),
    "linked": (LINKED, LINKED),
}
"""Values of each test parameter, and the values for the default tests; the others get the marker ``matrix``."""
