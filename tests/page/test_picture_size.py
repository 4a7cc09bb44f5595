"""The size of a picture is what its file states, or nothing."""

from __future__ import annotations

import pytest

from sitegen.page.picture_size import picture_size

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0\x08\x06\x00\x00\x00"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (PNG, (640, 480)),
        (b"<svg width='24' height=\"12px\" viewBox='0 0 1 1'/>", (24, 12)),
        (b"<?xml version='1.0'?><!-- <svg width='1' height='1'> --><svg viewBox='-5,-5, 40 20'><svg/></svg>", (40, 20)),
        (b"<svg width='100%' height='2em' viewBox='0 0 1.5 1'/>", (150, 100)),
        (b"<svg width='0' height='5'/>", None),
        (b"<svg width='50' viewBox='0 0 5'/>", None),
        (b"<![x[<svg width='50' height='5'/>", None),
        (b"\xff\xd8\xff\xe0 a photograph", None),
        (b"", None),
    ],
)
def test_size(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size


def test_sides_beyond_all_floats_are_none() -> None:
    side = "9" * 400
    assert picture_size(f'<svg width="{side}" height="{side}"/>'.encode()) is None
