"""Named streams: fixed bits, and independence."""

from __future__ import annotations

import numpy as np
import pytest

from sitegen.numerics.streams import named_stream


def test_bits_depend_on_seed_and_name_alone():
    first = named_stream(1, "tokens").integers(0, 2**32, 8).tolist()
    named_stream(1, "other").random(100)
    assert named_stream(1, "tokens").integers(0, 2**32, 8).tolist() == first
    assert named_stream(2, "tokens").integers(0, 2**32, 8).tolist() != first
    assert named_stream(1, "token").integers(0, 2**32, 8).tolist() != first


def test_streams_of_many_names_do_not_correlate():
    rows = [named_stream(9, name).standard_normal(1000) for name in ("a", "b", "ab", "ba", "é", "a" * 50)]
    assert np.abs(np.corrcoef(rows) - np.eye(6)).max() < 0.15


@pytest.mark.parametrize(("seed", "name"), [(-1, "a"), (0, "")])
def test_no_stream_without_a_seed_and_a_name(seed, name):
    with pytest.raises(ValueError, match="a stream needs"):
        named_stream(seed, name)
