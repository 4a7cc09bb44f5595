"""Keys of results: one digest of everything that a result depends on."""

from __future__ import annotations

import hashlib


def key_of(*parts: str | bytes) -> str:
    """SHA-256 of `parts` in this order; no two different lists of parts have the same one."""
    contents = [part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part for part in parts]
    return hashlib.sha256(b"".join([b"%d:%b" % (len(content), content) for content in contents])).hexdigest()
