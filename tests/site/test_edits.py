"""After any sequence of edits, an incremental build makes what a build from nothing makes."""

from __future__ import annotations

import pytest

from tests.site.edits import differences


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(seed):
    assert differences(seed, edits=4) == []
