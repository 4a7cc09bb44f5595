"""Figures with a theme: its colours are in all files, and the audit passes."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from sitegen import render_figure
from sitegen.page.css_isolation import box_class
from sitegen.theme import THEME
from sitegen.theming.read_theme import read_theme
from tests.conftest import CONTENT
from tests.png.pixels import pixels

DUSK = {
    "light": {"surface": "#fdf6e3", "ink": "#073642", "accent": "#7a1f2b"},
    "dark": {"surface": "#002b36", "ink": "#eee8d5"},
}
OURS = {colour for palette in THEME.palettes.values() for colour in palette.values()}


@pytest.fixture(scope="module")
def themed():
    return render_figure(CONTENT / "figures" / "curves-losses.yaml", theme=DUSK)


def test_every_file_has_the_colours_of_the_theme(themed, tmp_path: Path) -> None:
    palettes = read_theme(DUSK).palettes
    for name, palette in [
        ("figure.svg", "light"),
        ("still.svg", "light"),
        ("still-dark.svg", "dark"),
        ("image-dark.svg", "dark"),
    ]:
        found = set(re.findall(r"#[0-9a-f]{6}\b", themed.files[name]))
        assert {palettes[palette][each] for each in ("surface", "muted", "series-1")} <= found, name
        assert found <= {colour for each in palettes.values() for colour in each.values()}, name
    themed.save(tmp_path / "figure.png")
    corner = pixels((tmp_path / "figure.png").read_bytes())[0, 0]
    assert bytes(corner[:3].tolist()).hex() == "fdf6e3"


def test_a_fragment_has_the_colours_of_the_theme(themed) -> None:
    assert "--ground: var(--sg-surface, light-dark(#fdf6e3, #002b36))" in themed.html
    assert f'<div class="{box_class(themed.theme)}">' in themed.html
    assert f".{box_class(themed.theme)},#sg-none" in themed.html
    plain = render_figure(CONTENT / "figures" / "curves-losses.yaml")
    assert plain.prefix != themed.prefix, "both may be on one page"
    assert '<div class="sg-fragment">' in plain.html
    assert "#fdf6e3" not in plain.html


def test_the_digest_has_the_theme(themed) -> None:
    spec = CONTENT / "figures" / "curves-losses.yaml"
    other = render_figure(spec, theme={**DUSK, "dark": {"surface": "#002b37"}})
    assert len({themed.digest, other.digest, render_figure(spec).digest}) == 3
    copied = pickle.loads(pickle.dumps(themed))  # noqa: S301 - our own
    assert (copied.digest, copied.html) == (themed.digest, themed.html)


def test_no_theme_changes_no_byte() -> None:
    plain, empty = render_figure("gradient-decay"), render_figure("gradient-decay", theme={})
    assert (plain.files, plain.html, plain.digest) == (empty.files, empty.html, empty.digest)
    assert pickle.loads(pickle.dumps(plain)).theme is THEME  # noqa: S301 - our own


@pytest.mark.parametrize(
    "name", ["relu-16", "depth-explorer", "grid-layers", "graph-residual", "histogram-tanh", "neurons-demo"]
)
def test_the_audit_passes(name: str) -> None:
    """Of figures of each kind of drawing; `tests.theming.test_theme_options` proves every pair."""
    figure = render_figure(CONTENT / "figures" / f"{name}.yaml", theme=DUSK)
    assert figure.audit.violations == ()
