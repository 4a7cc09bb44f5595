"""Reading a PNG back: PNG Specification (Third Edition), 8 bits a channel, red, green, blue and alpha."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray


def size(png: bytes) -> tuple[int, int]:
    """Width and height."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[12:16] == b"IHDR"
    assert tuple(png[24:29]) == (8, 6, 0, 0, 0)
    return struct.unpack(">2I", png[16:24])


def pixels(png: bytes) -> NDArray[np.int16]:
    """Rows of pixels, shape (height, width, 4)."""
    width, height = size(png)
    rows = np.frombuffer(zlib.decompress(b"".join(_data(png))), np.uint8).reshape(height, 1 + 4 * width)
    shown = np.zeros((height + 1, width + 1, 4), np.int16)
    for y, (method, *line) in enumerate(rows.tolist(), 1):
        given = np.reshape(line, (width, 4))
        if method in {0, 2}:
            shown[y, 1:] = (given + (method == 2) * shown[y - 1, 1:]) % 256
            continue
        for x in range(1, width + 1):
            left, above, corner = shown[y, x - 1], shown[y - 1, x], shown[y - 1, x - 1]
            guess = {1: left, 3: (left + above) // 2, 4: _nearest(left, above, corner)}[method]
            shown[y, x] = (given[x - 1] + guess) % 256
    return shown[1:, 1:]


def _nearest(left, above, corner):
    """Whichever of the three is nearest to their plane (Paeth)."""
    a, b, c = abs(above - corner), abs(left - corner), abs(left + above - 2 * corner)
    return np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))


def _data(png: bytes):
    at = 8
    while at < len(png):
        length, kind = struct.unpack_from(">I4s", png, at)
        content = png[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + content) == struct.unpack_from(">I", png, at + 8 + length)[0]
        if kind == b"IDAT":
            yield content
        at += 12 + length
