"""Content Security Policy (CSP): the hashes that let inline styles and scripts count under a strict policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable


def policy_sources(styles: Iterable[str], scripts: Iterable[str]) -> dict[str, list[str]]:
    """The sources of ``style-src`` and ``script-src``, quotation marks included: ``'sha256-…'``, one for each different text."""
    texts = {"style-src": styles, "script-src": scripts}
    return {directive: list(dict.fromkeys(map(_hash, found))) for directive, found in texts.items()}


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The directives ``style-src 'sha256-…'; script-src 'sha256-…'``, without one that has no source."""
    sources = policy_sources(styles, scripts)
    return "; ".join(f"{directive} {' '.join(hashes)}" for directive, hashes in sources.items() if hashes)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
