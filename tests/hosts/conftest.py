"""The checks of a host's page explain themselves."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.hosts.hosted")
