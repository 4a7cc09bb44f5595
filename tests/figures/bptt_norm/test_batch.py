"""A batch is the loop over its members, and none of them feels another."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from tests.figures.bptt_norm.networks import ALL, drawn, norms, sequence, shut, with_recurrent


@pytest.mark.parametrize(("kind", "convention"), ALL)
@pytest.mark.parametrize("batch", [(1,), (5,), (2, 3), (67,)])
def test_batch_is_the_loop(rng, kind, convention, batch):
    weights = drawn(kind, rng, batch=batch)
    found = norms(weights, sequence(12), 1, convention)
    for index in np.ndindex(*batch):
        alone = norms(kind(*(getattr(weights, f.name)[index] for f in fields(kind))), sequence(12), 1, convention)
        for field in fields(alone):
            expected = getattr(alone, field.name)
            assert_allclose(getattr(found, field.name)[index], expected, rtol=1e-10, atol=1e-13, err_msg=field.name)
    assert found.log10_norm.shape == (*batch, 13)
    assert found.loss.shape == batch


@pytest.mark.parametrize(("kind", "convention"), ALL)
def test_one_member_of_a_batch_that_needs_care_leaves_the_others_alone(rng, kind, convention):
    """A network with norms far below float64, one whose gradient is exactly zero, one that saturates, and a plain one."""
    each = [drawn(kind, rng, hidden=3) for _ in range(4)]
    each[0] = shut(with_recurrent(each[0], 1e-9), convention, 60)
    each[1] = replace(each[1], W_ho=np.zeros((4, 3)))
    each[2] = replace(each[2], b_h=np.array([30.0, -40.0, 500.0]))
    weights = kind(*(np.stack([getattr(one, f.name) for one in each]) for f in fields(kind)))
    found = norms(weights, sequence(80), 1, convention).log10_norm
    for index, alone in enumerate(each):
        assert_allclose(found[index], norms(alone, sequence(80), 1, convention).log10_norm, rtol=1e-10)
    assert np.all(found[1] == -np.inf)
