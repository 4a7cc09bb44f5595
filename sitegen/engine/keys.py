"""Keys of results: one digest of everything that a result depends on."""

from __future__ import annotations

import hashlib


def key_of(*parts: str | bytes) -> str:
    """SHA-256 of `parts` in this order; no two different lists of parts have the same one."""
    total = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(content))
        total.update(content)
    return total.hexdigest()
