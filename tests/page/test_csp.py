"""The hashes of a Content Security Policy."""

from __future__ import annotations

from sitegen.page.csp import policy, policy_sources

HELLO = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
"""Of ``alert('Hello, world.');``, from Content Security Policy Level 3, section 8.1."""


def test_the_hash_is_that_of_the_standard():
    script = "alert('Hello, world.');"
    assert policy_sources([], [script]) == {"style-src": [], "script-src": [HELLO]}
    assert policy([], [script]) == f"script-src {HELLO}"


def test_the_same_text_twice_needs_one_source():
    assert policy(["alert('Hello, world.');"] * 2, []) == f"style-src {HELLO}"
