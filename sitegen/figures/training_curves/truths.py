"""The running means of `training-curves` again, as weighted means of all values so far."""

from __future__ import annotations

import math

import numpy as np

from sitegen.figures.training_curves.spec import ResolvedTrainingCurves


def weighted(params: ResolvedTrainingCurves) -> dict[str, object]:
    """A convolution with the weights, divided by their sum (Kingma and Ba 2015, section 3); and what clipping changes."""
    found: dict[str, object] = {}
    for number, run in enumerate(params.runs):
        values = np.array(run.values)
        weights = params.smoothing ** np.arange(float(len(values)))
        found[f"runs.{number}.mean"] = np.convolve(values, weights)[: len(values)] / np.cumsum(weights)
        if params.clip is not None:
            clipped = [value * min(1.0, params.clip / value) if value else value for value in run.values]
            changed = zip(run.values, clipped, strict=True)
            count = sum(not math.isclose(before, after, rel_tol=1e-12) for before, after in changed)
            found[f"runs.{number}.clipped"] = count
    return found
