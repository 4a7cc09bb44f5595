"""The error function against mpmath."""

from __future__ import annotations

import mpmath
import numpy as np

from sitegen.numerics.error_function import erf, erfc


def test_the_error_function_against_mpmath():
    with mpmath.workdps(40):
        x = np.concatenate([np.linspace(-8, 26, 2000), np.logspace(-300, 0, 100), -np.logspace(-10, 1, 100), [0.0]])
        for found, exact, tolerance in ((erf(x), mpmath.erf, 1e-15), (erfc(x), mpmath.erfc, 5e-14)):
            for at, each in zip(x.tolist(), found.tolist(), strict=True):
                assert abs(each - exact(at)) <= tolerance * abs(exact(at)), at
    assert erfc(np.array([27.4, np.inf, -np.inf])).tolist() == [0.0, 0.0, 2.0]
    assert np.isnan(erf(np.array([np.nan]))).all()
    assert erf(np.array([-np.inf, np.inf])).tolist() == [-1.0, 1.0]
