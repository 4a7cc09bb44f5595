"""The accessibility tree that Chromium gives to a screen reader, and the violations that axe finds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.chromium import Visit

LEVELS = ("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
CONTRAST_RATIOS = {"AA": (4.5, 3), "AAA": (7, 4.5)}
"""Of text and of large text. axe's own rules for the two levels each measure every text; with these options one does it."""
CONTRAST_OPTIONS = {
    "ignoreUnicode": True,
    "ignoreLength": False,
    "ignorePseudo": False,
    "boldValue": 700,
    "boldTextPt": 14,
    "largeTextPt": 18,
    "pseudoSizeThreshold": 0.25,
    "shadowOutlineEmMax": 0.1,
    "textStrokeEmMin": 0.03,
}
REPEATED_ROWS = "tbody tr:nth-child(n + 4)"
"""Rows after the third look like those before. In a long table, measuring the contrast of every cell takes seconds."""
RUN_AXE = """([check, context, options]) => {
  axe.configure({ checks: [check] });
  return axe.run(context, { resultTypes: ["violations"], ...options }).then(({ violations }) => violations);
}"""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the accessibility tree that is not ignored, with its children."""

    role: str
    name: str
    description: str
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *roles: str) -> list[Node]:
        return [node for node in self.walk() if node.role in roles]


def accessibility_tree(page: Page) -> Node:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    found = {node["nodeId"]: node for node in nodes}
    (root,) = _shown(nodes[0], found)
    return root


def _shown(node: dict[str, Any], found: dict[str, dict[str, Any]]) -> list[Node]:
    """The node, or its children where it is ignored. The children of an image are presentational (WAI-ARIA 1.2, 5.2.8):
    browsers leave them out of what they give to a screen reader, but not out of the tree that they give to developers."""
    children = [child for key in node.get("childIds", ()) if key in found for child in _shown(found[key], found)]
    if node.get("ignored"):
        return children
    role, name, description = (node.get(key, {}).get("value", "") for key in ("role", "name", "description"))
    return [Node(role, name, description, [] if role == "image" else children)]


def violations(
    visited: Visit, *, contrast: str | None = "AAA", within: str = "html", every_row: bool = False
) -> list[str]:
    """Run the rules of axe, with contrast of a level or without; return each violation with its rule and HTML.

    `within` is a selector of the elements to look at. For `every_row`, see `faint_texts`.
    """
    rules = {name: {"enabled": False} for name in ("color-contrast", "color-contrast-enhanced")}
    found = _run_axe(visited, {"include": [within]}, {"runOnly": LEVELS, "rules": rules})
    return found + (faint_texts(visited, contrast=contrast, within=within, every_row=every_row) if contrast else [])


def faint_texts(visited: Visit, *, contrast: str = "AAA", within: str = "html", every_row: bool = False) -> list[str]:
    """Texts with too little contrast, as axe finds them: of each table in the first three rows, or in `every_row`."""
    exclude = [] if every_row else [REPEATED_ROWS]
    context = {"include": [within], "exclude": exclude}
    return _run_axe(visited, context, {"runOnly": {"type": "rule", "values": ["color-contrast"]}}, contrast)


def _run_axe(visited: Visit, context: dict[str, Any], options: dict[str, Any], contrast: str = "AAA") -> list[str]:
    if not visited.page.evaluate("'axe' in window"):
        visited.page.evaluate(AXE_SCRIPT)
    visited.run("rest")  # axe measures a single frame, and half-faded text would fail its contrast
    normal, large = CONTRAST_RATIOS[contrast]
    ratios = {"normal": {"expected": normal}, "large": {"expected": large}}
    check = {"id": "color-contrast", "options": {**CONTRAST_OPTIONS, "contrastRatio": ratios}}
    found = visited.page.evaluate(RUN_AXE, [check, context, options])
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
