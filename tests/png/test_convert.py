"""PNGs are as large as they say, show what the drawing shows, and are the same everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.png.convert import FONTS, MAX_PIXELS, SCALE, png
from sitegen.scene.shapes import Text
from sitegen.scene.text_width import extent, system_width
from tests.conftest import FIGURES, ROOT
from tests.png.pixels import pixels, size

SVG = "http://www.w3.org/2000/svg"
SPEC = next(path for path in FIGURES if path.stem == "relu-16")
SHADES = 24
"""Difference in a channel, of 255, that counts as ink: smoothed edges are below it."""


@cache
def still(path=SPEC):
    return render_figure(load_spec(path)).files["still.svg"]


def drawing(inner, width=100, height=100, *, box=None, attributes="font-size='80'"):
    shown = box or f"0 0 {width} {height}"
    return f'<svg xmlns="{SVG}" width="{width}" height="{height}" viewBox="{shown}" {attributes}>{inner}</svg>'


def ink(one, other):
    """Left, top, right and bottom of what differs between two pictures, None where nothing does."""
    rows, columns = np.nonzero((abs(one - other) > SHADES).any(axis=2))
    return (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) if len(rows) else None


class TestSize:
    @pytest.mark.parametrize("scale", [0.5, 1, 1.3, 2, 2.75, 8])
    def test_css_pixels_times_the_scale(self, scale):
        root = ET.fromstring(still())
        assert size(png(still(), scale)) == tuple(round(float(root.get(side)) * scale) for side in ("width", "height"))

    def test_a_scale_of_two_is_the_default(self):
        assert SCALE == 2
        assert png(still()) == png(still(), 2)

    @pytest.mark.parametrize("height", ["40", "40.29", "40.71"])
    @pytest.mark.parametrize("scale", [0.5, 1.3, 3])
    def test_every_pixel_is_covered_to_the_edge(self, height, scale):
        svg = drawing('<rect width="60" height="40" fill="#fff"/>', 60, height, box="0 0 60 40")
        assert (pixels(png(svg, scale)) == 255).all()

    @pytest.mark.parametrize("scale", [0, 0.49, 8.01, -1, float("nan"), float("inf")])
    def test_a_scale_outside_the_range(self, scale):
        with pytest.raises(ValueError, match=r"is outside 0\.5 to 8$"):
            png(still(), scale)

    def test_too_many_pixels_name_a_scale_that_fits(self):
        with pytest.raises(ValueError, match=r"4320 by 32000 pixels, and at most 50 million are drawn") as caught:
            png(drawing("", 540, 4000), 8)
        fitting = float(re.search(r"choose at most ([\d.]+)$", str(caught.value)).group(1))
        across, down = size(png(drawing("", 540, 4000), fitting))
        assert 0.9 * MAX_PIXELS < across * down <= MAX_PIXELS


class TestText:
    @pytest.mark.parametrize(("weight", "left", "right"), [("400", 201, 403), ("600", 188, 573), ("700", 188, 573)])
    def test_a_letter_has_the_outline_of_its_font(self, weight, left, right):
        """The I of DejaVu Sans is one rectangle, 1493 of 2048 units high; its sides are those of the font's design."""
        text = f'<text x="10" y="90" font-weight="{weight}">I</text>'
        found = ink(pixels(png(drawing(text), 2)), pixels(png(drawing(""), 2)))
        em = 160 / 2048
        assert found == pytest.approx((20 + left * em, 180 - 1493 * em, 20 + right * em, 180), abs=1)

    @pytest.mark.parametrize("anchor", ["start", "middle", "end"])
    def test_an_anchor_moves_the_text_by_its_width(self, anchor):
        """The advance of I is 604 of 2048 units."""
        text = f'<text x="50" y="90" text-anchor="{anchor}">I</text>'
        left = ink(pixels(png(drawing(text), 1)), pixels(png(drawing(""), 1)))[0]
        share = {"start": 0, "middle": 0.5, "end": 1}[anchor]
        assert left == pytest.approx(50 + (201 - share * 604) * 80 / 2048, abs=1)

    def test_every_text_of_a_figure_is_drawn(self):
        svg, whole = still(), png(still())
        texts = re.findall(r"<text [^>]*>[^<]*</text>", svg)
        assert len(texts) > 10
        for text in texts:
            assert png(svg.replace(text, "")) != whole, text

    @pytest.mark.parametrize("bold", [False, True])
    @pytest.mark.parametrize(
        "words", ["vanishing · per-layer ×0.50", "|∂L| 3.1e-5", "WMW%@", "below 0.01", "← gradients ←"]
    )
    def test_a_text_keeps_the_bounds_that_the_layout_counts_on(self, words, bold):
        left, right = extent(Text(role="text", x=0, y=0, text=words, size=15, bold=bold))
        weight = "600" if bold else "400"
        text = f'<text x="10" y="20" font-size="15" font-weight="{weight}">{words}</text>'
        box = ink(pixels(png(drawing(text, 360, 30), 1)), pixels(png(drawing("", 360, 30), 1)))
        assert 10 + left <= box[0] < box[2] <= 10 + right
        assert box[2] - box[0] > system_width(words, 15, bold=bold) / 1.36  # the widest system font

    def test_dashes_and_opacity_are_drawn(self):
        line = '<line x1="0" y1="5" x2="100" y2="5" stroke="#000" stroke-width="10" stroke-dasharray="30 20"/>'
        row = pixels(png(drawing(line), 1))[5, :, 3]
        assert [row[x] for x in (15, 40, 65, 90)] == [255, 0, 255, 0]
        half = pixels(png(drawing('<g opacity="0.5"><rect width="9" height="9" opacity="0.5"/></g>'), 1))
        assert half[4, 4, 3] == pytest.approx(255 / 4, abs=1)


class TestTheSameEverywhere:
    @pytest.mark.parametrize("family", ["DejaVu Serif", "Liberation Mono", "Arial", "system-ui", "sans-serif"])
    def test_no_font_of_the_system_is_taken(self, family):
        text = "<text y='90'>Iag</text>"
        ours = png(drawing(text, attributes="font-size='40' font-family='DejaVu Sans'"))
        assert png(drawing(text, attributes=f"font-size='40' font-family=\"'{family}', sans-serif\"")) == ours

    def test_surroundings_change_no_byte(self, tmp_path):
        surroundings = {
            **{name: str(tmp_path) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "FONTCONFIG_PATH")},
            "FONTCONFIG_FILE": os.devnull,
            "LC_ALL": "C",
            "PATH": "",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "sitegen", "render", str(SPEC), "--as", "png"]
        done = subprocess.run(command, env=surroundings, cwd=tmp_path, check=True, capture_output=True)
        assert done.stdout == png(render_figure(load_spec(SPEC)).files["picture.svg"])
        assert done.stderr == b""

    def test_a_lost_font_is_an_error_and_not_a_picture_without_words(self, monkeypatch, tmp_path):
        monkeypatch.setattr("sitegen.png.convert.FONTS", (*FONTS, tmp_path / "lost.ttf"))
        with pytest.raises(FileNotFoundError, match=r"lost\.ttf"):
            png(still())

    def test_resvg_is_imported_for_a_png_alone(self):
        code = (
            "import sys, sitegen.cli, sitegen.site.build, sitegen.png.convert as c; assert 'resvg_py' not in sys.modules; "
            f'c.png(\'<svg xmlns="{SVG}" width="9" height="9"/>\'); assert \'resvg_py\' in sys.modules'
        )
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
