"""User input on a page with figures: press keys, set states, and read what is visible and announced."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Frame, Page

FIGURE = "figures/scale-explorer/index.html"
WAVE = "figures/wave-textbook/index.html"
HEARD_MS = 400
"""The live region is updated a quarter of a second after the last change."""
LOOK = r"""
() => {
  const figure = document.querySelector(".sg-figure");
  const shown = (selector) => figure.querySelector(selector)?.textContent;
  const ear = (selector) => {
    const copy = figure.querySelector(selector).cloneNode(true);
    copy.querySelectorAll("[aria-hidden]").forEach((element) => element.remove());
    return copy.textContent.replace(/\s+/g, " ");
  };
  const focus = document.activeElement;
  const label = [focus.closest("fieldset")?.querySelector("legend"), ...(focus.labels ?? [])].map((element) => element?.textContent);
  return { drawing: figure.querySelector(".sg-drawing").innerHTML, lead: shown(".sg-lead-text"), summary: ear(".sg-summary-text"), table: shown(".sg-table tbody"),
           live: shown(".sg-explore .sg-live"), state: JSON.stringify(figure.state), valuetext: focus.ariaValueText, label: focus.localName === "button" ? focus.textContent : label.join(", "),
           focus: focus.id || focus.name || focus.className || focus.localName };
}
"""
LISTEN = """
window.heard = [];
document.addEventListener("sitegen:change", ({ detail }) => heard.push(detail));
"""
RUNNING = "document.getAnimations().filter(({ playState }) => playState === 'running').length"
RESTART = """
at => {
  const { style } = document.documentElement;
  style.display = "none";
  document.getAnimations();  // the style is applied, which ends every animation
  style.display = "";
  for (const animation of document.getAnimations()) Object.assign(animation, { playbackRate: 0, currentTime: at });
}
"""
_STEP = """
  const slider = document.querySelector(".sg-explore [type=range]");
  const move = (step) => {
    slider.value = step % (Number(slider.max) + 1);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  };
"""
DRAG = f"""
async step => {{
  {_STEP}
  move(step);
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}}
"""
"""Moves the slider to a step, and waits until the new state is painted."""
DRAG_FAST = f"""
async count => {{
  {_STEP}
  for (let step = 0; step < count; step++) {{
    move(step);
    for (let turn = 0; turn < 5; turn++) await null;
    if (step % 500 === 0) await new Promise(requestAnimationFrame);
  }}
}}
"""
"""Moves the slider many times, and has most states skipped."""


def settle(page: Page) -> None:
    """Wait on the page of an interactive figure until a change has been shown and announced.

    The page itself waits, for its states and by its own clock, so that a busy machine delays both alike.
    """
    page.evaluate(
        """async wait => {
            await fetch("states.json").catch(() => {});
            await new Promise(resolve => setTimeout(resolve, wait));
        }""",
        HEARD_MS,
    )


def look(page: Page) -> dict[str, str]:
    settle(page)
    return page.evaluate(LOOK)


def set_state(page: Page, **values: Any) -> None:
    """Set the state through the API for host pages, and wait until it is shown."""
    motion_of(page, **values)


def motion_of(page: Page, function: str = "animations => animations.length", **values: Any) -> Any:
    """Set the state, and return what a function says of the animations of the drawing that run when it is shown.

    It is called in the task in which they begin: by the next one, a busy browser may have ended them. The player of the figure
    dispatches the same event, but changes nothing in the drawing.
    """
    return page.evaluate(
        f"""values => new Promise(resolve => {{
            const figure = document.querySelector(".sg-figure"), changes = new MutationObserver(() => {{}});
            changes.observe(figure.querySelector(".sg-drawing"), {{ attributes: true, characterData: true, subtree: true }});
            figure.addEventListener("sitegen:change", function look() {{
                if (!changes.takeRecords().length) return;
                changes.disconnect();
                figure.removeEventListener("sitegen:change", look);
                resolve(({function})(figure.getAnimations({{ subtree: true }}).filter(({{ animationName }}) => !animationName)));
            }});
            figure.state = values;
        }})""",
        values,
    )


def hold_motion(page: Page, at: int) -> None:
    """Start the motion of the style sheets again, and stop its clock at a moment [ms], so that it does not end."""
    page.evaluate(RESTART, at)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until `selector` has the focus."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {selector}")


def until(frame: Page | Frame, function: str, argument: object = None) -> None:
    """Wait until a function returns true. Playwright's own method needs `eval`, which a strict CSP forbids."""
    for _ in range(800):
        if frame.evaluate(function, argument):
            return
        frame.wait_for_timeout(25)
    pytest.fail(f"never true: {function}")
