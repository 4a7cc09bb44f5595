"""Layouts and paints from Chromium's own trace: nodes marked for layout, and painted rectangles."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Browser, CDPSession, Error, Page

LAYOUT = "disabled-by-default-devtools.timeline.invalidationTracking"
PAINT = "disabled-by-default-cc.debug"
MARKS = "blink.user_timing"
_IDENTITY = (1, 0, 0, 0, 0, 1, 0, 0)
_OUTSIDE = """
function() {
  const root = this.getRootNode();
  const element = root.host ?? (this.nodeType === 1 ? this : this.parentElement);
  return element?.isConnected && !element.closest(".sg-figure") ? element.outerHTML.slice(0, 99) : "";
}
"""


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle on the screen [CSS px]."""

    left: float
    top: float
    right: float
    bottom: float

    def inside(self, other: Rectangle) -> bool:
        """Whether it is inside `other`, to the pixel, since painted areas end at whole pixels."""
        return (
            other.left - 1 <= self.left
            and other.top - 1 <= self.top
            and self.right <= other.right + 1
            and self.bottom <= other.bottom + 1
        )


@dataclass(frozen=True, slots=True)
class Trace:
    """Trace events after the mark."""

    events: list[dict[str, Any]]

    def laid_out(self) -> set[int]:
        """Nodes that were marked for layout; nodes that only move along are not reported."""
        tracked = (event for event in self.events if event["name"] == "LayoutInvalidationTracking")
        return {event["args"]["data"]["nodeId"] for event in tracked}

    def painted(self) -> list[Rectangle]:
        """Every repainted rectangle, frame by frame."""
        return [rectangle for tree in self._trees() for layer in tree["layers"] for rectangle in _of_layer(layer)]

    def frames(self) -> int:
        """Number of frames that painted other rectangles than the frame before."""
        painted = [[layer.get("invalidation") for layer in tree["layers"]] for tree in self._trees()]
        return sum(one != other for one, other in pairwise(painted))

    def _trees(self) -> list[dict[str, Any]]:
        snapshots = (event["args"].get("snapshot") for event in self.events)
        return [each["active_tree"] for each in snapshots if isinstance(each, dict) and "active_tree" in each]


def trace(browser: Browser, page: Page, change: Callable[[], None]) -> Trace:
    """Trace Chromium during `change`; events before its ``performance.mark("now")`` are dropped."""
    browser.start_tracing(page=page, categories=[LAYOUT, PAINT, MARKS])
    change()
    events = json.loads(browser.stop_tracing())["traceEvents"]
    (start,) = (event["ts"] for event in events if event["name"] == "now")
    return Trace([event for event in events if event["ts"] > start])


def _of_layer(layer: dict[str, Any]) -> Iterator[Rectangle]:
    """Repainted rectangles of a layer, which Chromium gives in pixels of the layer, four numbers each.

    They include former positions outside the present layer, where nothing is painted.
    """
    numbers = layer.get("invalidation")
    if not numbers:
        return
    across, _, _, left, _, down, _, top, *_ = layer.get("screen_space_transform", _IDENTITY)
    most = layer["bounds"]
    for x, y, width, height in zip(*(numbers[index::4] for index in range(4)), strict=True):
        right, bottom = min(x + width, most["width"]), min(y + height, most["height"])
        if x < right and y < bottom:
            yield Rectangle(left + across * x, top + down * y, left + across * right, top + down * bottom)


def outside_figures(session: CDPSession, nodes: set[int]) -> list[str]:
    """The nodes in the page that are in no figure."""
    return sorted(filter(None, (_call(session, node, _OUTSIDE) for node in nodes)))


def _call(session: CDPSession, node: int, function: str) -> str:
    """Result of `function` on a node; empty if the node is gone."""
    try:
        found = session.send("DOM.resolveNode", {"backendNodeId": node})["object"]["objectId"]
    except Error:
        return ""
    called = {"objectId": found, "functionDeclaration": function, "returnByValue": True}
    return str(session.send("Runtime.callFunctionOn", called)["result"].get("value", ""))
