"""Which characters the fonts of PNGs lack: what the list says is what resvg draws."""

from __future__ import annotations

import pytest

from sitegen.png.convert import missing_characters, missing_message, png
from tests.browser.built import BuiltSite

LACKED = "\U0010fffd"
"""A character of no script, which no font has."""


def written(text, title=""):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
        f'<title>{title}</title><text x="5" y="30" font-size="20">{text}</text></svg>'
    )


def test_no_figure_of_ours_lacks_a_character(built: BuiltSite):
    lacked = {figure: missing_characters(built.text(figure, "still.svg")) for figure in built.figures}
    assert {figure: signs for figure, signs in lacked.items() if signs} == {}


@pytest.mark.parametrize(
    "text", ["aZ09|-", "ÅéßŁő", "αΩσ′∂", "Жщя", "₀⁻¹½ᵀⱼ", "←→↔", "√∑∇≈≤∞∥⟨", "●○■▲◆✓✗★", "𝔼ℝℓ", "“–…‰€"]
)
def test_letters_and_signs_of_the_field_are_there(text):
    assert missing_characters(written(text)) == ()


@pytest.mark.parametrize("start", [0x21, 0x3B1, 0x430, 0x5D0, 0x2070, 0x2200, 0x2600, 0x3042, 0x4E00, 0x1D538, 0x1F600])
def test_missing_is_what_resvg_draws_as_a_box(start):
    box = png(written(LACKED), 1)
    blank = png(written(""), 1)
    assert box != blank
    for sign in map(chr, range(start, start + 24)):
        shown = png(written(sign.replace("&", "&amp;").replace("<", "&lt;")), 1)
        assert shown != blank, f"U+{ord(sign):04X}"
        assert (shown == box) == bool(missing_characters(written(sign.replace("&", "+").replace("<", "+"))))


def test_each_once_in_the_order_of_use():
    assert missing_characters(written("a日本日b")) == ("日", "本")


def test_only_what_is_drawn_counts():
    assert missing_characters(written("input", title="入力")) == ()
    assert missing_characters(written("a&#xAD;b&#x200D;c&#xFE0F;\n\t&#xA0;")) == ()


def test_the_message_names_them_and_the_way_out():
    message = missing_message(("層", "力"))
    assert message.startswith("a PNG shows boxes in place of '層' (U+5C64), '力' (U+529B): its fonts have Latin")
    assert "use still.svg" in message
    assert "'一' (U+4E00), '丁' (U+4E01), '丂' (U+4E02), '七' (U+4E03), '丄' (U+4E04) and 3 more:" in missing_message(
        tuple(map(chr, range(0x4E00, 0x4E08)))
    )
