"""What was measured on the figures, as tables for readers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from sitegen.gate.evidence import Evidence
from sitegen.products import RenderedFigure
from sitegen.quantity import fixed_text

_PALETTES = {
    "light": "light",
    "dark": "dark",
    "light-contrast": "light, more contrast",
    "dark-contrast": "dark, more contrast",
}


def evidence_of(figure: RenderedFigure) -> Markup:
    """One figure's evidence: what was measured, the value, what is asked for."""
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td class="number">{}</td><td>{}</td></tr>\n').format(*row)
        for row in _rows(figure.evidence)
    )
    return Markup(
        "<table>\n<thead><tr>"
        '<th scope="col">Measure</th><th scope="col" class="number">Value</th><th scope="col">Asked for</th>'
        "</tr></thead>\n<tbody>\n{}</tbody>\n</table>"
    ).format(body)


def _rows(measured: Evidence) -> Iterator[tuple[str, str, str]]:
    for palette, floor in measured.contrast.items():
        name = _PALETTES.get(palette, palette)
        yield f"Smallest contrast of text, {name}", ratio(floor.text), "at least 4.5"
        yield f"Smallest contrast of marks, {name}", ratio(floor.marks), "at least 3"
    yield "Motion ends, on pages", seconds(measured.page_settle_seconds), "within 5 s, or a Pause control"
    yield "Motion ends, in files", seconds(measured.file_settle_seconds), "within 5 s"
    yield "Flashes in any second", str(measured.flashes_per_second), "at most 3"
    yield "Smallest text on a 320 px screen", f"{fixed_text(measured.smallest_text_px, 1)} px", "at least 12 px"
    yield "Levels of text", ", ".join(map(str, measured.text_levels)), "1, 2 and 3"


def evidence_table(figures: Iterable[RenderedFigure]) -> Markup:
    """The evidence of all figures, a row each; it scrolls by itself where the screen is narrow."""
    body = Markup("").join(_row(figure) for figure in figures)
    heads = (
        "Smallest contrast of text",
        "Smallest contrast of marks",
        "Motion ends on pages",
        "Motion ends in files",
        "Flashes in a second",
        "Smallest text",
        "Text levels",
    )
    columns = Markup("").join(Markup('<th scope="col" class="number">{}</th>').format(head) for head in heads)
    return Markup(
        '<div class="scroll" role="region" tabindex="0" aria-labelledby="page-evidence-caption">\n<table>\n'
        '<caption id="page-evidence-caption">Measured on every figure when this site was built; '
        "contrast is the smallest of all palettes</caption>\n"
        '<thead><tr><th scope="col">Figure</th>{}</tr></thead>\n<tbody>\n{}</tbody>\n</table>\n</div>'
    ).format(columns, body)


def _row(figure: RenderedFigure) -> Markup:
    measured = figure.evidence
    cells = (
        ratio(min((floor.text for floor in measured.contrast.values() if floor.text is not None), default=None)),
        ratio(min((floor.marks for floor in measured.contrast.values() if floor.marks is not None), default=None)),
        seconds(measured.page_settle_seconds),
        seconds(measured.file_settle_seconds),
        str(measured.flashes_per_second),
        f"{fixed_text(measured.smallest_text_px, 1)} px",
        ", ".join(map(str, measured.text_levels)),
    )
    values = Markup("").join(Markup('<td class="number">{}</td>').format(cell) for cell in cells)
    return Markup('<tr><th scope="row"><a href="figures/{}/index.html">{}</a></th>{}</tr>\n').format(
        figure.spec.id, figure.title, values
    )


def ratio(value: float | None) -> str:
    """A contrast ratio, cut rather than rounded, so that it is never shown better than it is."""
    return "none" if value is None else fixed_text(math.floor(value * 10) / 10, 1)


def seconds(value: float) -> str:
    """When motion ends."""
    if math.isinf(value):
        return "repeats, with Pause"
    return f"{fixed_text(value, 1)} s" if value else "no motion"
