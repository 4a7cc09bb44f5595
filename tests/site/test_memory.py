"""What a build remembers, when several threads ask for it."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from sitegen.engine.store import InMemoryStore
from sitegen.site.memory import Results


@pytest.fixture
def restless():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_threads_never_get_the_result_of_another_key_or_none():
    results = Results(InMemoryStore(), list[str], list[str], lambda whole, _: whole)
    keys = [str(number) for number in range(4)]
    for key in keys:
        results.add(key, [key] * 10)

    def wrong(number):
        key = keys[number % len(keys)]
        return sum(results.whole(key) != [key] * 10 for _ in range(5000))

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(wrong, range(8))) == 0
