"""The level picture: figures look as their author accepted them."""

from __future__ import annotations

import pytest

from sitegen.contract.level import Level
from sitegen.figure import Figure
from sitegen.png.convert import picture


class PictureLevel(Level):
    """Pictures of the examples, in the folder ``pictures`` of the project."""

    level = "picture"

    def test_the_picture_is_as_accepted(self, figure: Figure, figure_name: str, pytestconfig: pytest.Config) -> None:
        path = pytestconfig.rootpath / "pictures" / f"{figure_name}.png"
        pixels, warning = picture(figure.still_svg)
        assert not warning, warning
        if pytestconfig.getoption("sitegen_accept"):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(pixels)
            return
        advice = "look at it, then accept it with --sitegen-level picture --sitegen-accept"
        assert path.is_file(), f"there is no picture {path}: write it with --sitegen-accept, and look at it"
        if path.read_bytes() != pixels:
            found = path.with_suffix(".found.png")
            found.write_bytes(pixels)
            pytest.fail(f"{path} has changed; the new picture is {found.name}: {advice}")
