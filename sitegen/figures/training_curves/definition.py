"""`KIND`, the entry of `training-curves` in the table of kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sitegen.figures.training_curves.description import describe
from sitegen.figures.training_curves.drawing import draw
from sitegen.figures.training_curves.kernel import Reading, TrainingCurves, training_curves
from sitegen.figures.training_curves.spec import ResolvedTrainingCurves, TrainingCurvesParams
from sitegen.kinds import Cost, Example, FigureKind, Truth
from sitegen.kinds.params import range_of_states


def compute(params: ResolvedTrainingCurves) -> TrainingCurves:
    """Measure every run of one spec."""
    runs = [(run.name, np.array(run.values)) for run in params.runs]
    step = np.arange(max(len(run.values) for run in params.runs)) if params.steps is None else np.array(params.steps)
    reading = Reading(params.smoothing, params.clip, params.log_scale, params.axis.range)
    return training_curves(params.measure, step.astype(np.float64), runs, reading)


def _shared_axis_params(params: Sequence[ResolvedTrainingCurves], data: Sequence[TrainingCurves]) -> Mapping[str, Any]:
    """An axis that the author leaves open reaches over the values of all states, and is above 0 if one is logarithmic."""
    clips = [each.clip for each in params if each.clip is not None]
    values = np.concatenate([clips, *(run.values for each in data for run in each.runs)])
    shown = values[values > 0] if any(each.log_scale for each in params) else values
    return range_of_states("axis", params[0].axis, shown.tolist())


_RUNS = {"runs": {"training": [2.0, 1.0, 0.5, 0.6]}}
KIND = FigureKind(
    name="training-curves",
    title="Training curves",
    purpose="A chart shows a measure of one training run, or of several, at every recorded step, with a running mean. "
    "The words say where each run starts and ends, which steps are spikes, and from which step on two runs differ.",
    formula=r"\hat{s}_t = \frac{(1 - \beta) \sum_{i=1}^{t} \beta^{t-i} x_i}{1 - \beta^t}",
    source="Kingma and Ba 2015, section 3 (bias-corrected running mean); Pascanu et al. 2013, algorithm 1 (clipping).",
    example="measure: loss\nsmoothing: 0.5\nruns: {training: [2.3, 1.1, 0.6, 0.4], validation: [2.4, 1.3, 0.9, 0.9]}",
    params=TrainingCurvesParams,
    resolved_params=ResolvedTrainingCurves,
    compute=compute,
    draw=draw,
    describe=describe,
    shared_axis_params=_shared_axis_params,
    cost=lambda params: Cost(0.02 + 1e-5 * sum(len(run.values) for run in params.runs), 0.5),
    examples=(
        Example("loss", _RUNS),
        Example("smooth", {"smoothing": 0.5, "runs": {"a": [2.0, 1.0, 0.5, 0.6], "b": [2.1, 1.3, 1.2, 1.4]}}),
        Example(
            "clipped", {"measure": "gradient norm", "clip": 1.5, "log_scale": True, "runs": {"a": [0.2, 3.0, 1.0, 9.0]}}
        ),
    ),
    truths=(Truth("weighted means", "sitegen.figures.training_curves.truths:weighted", rtol=1e-10),),
    variations={
        "runs": (_RUNS, {"training": [2.0, 1.0, 0.4]}),
        "steps": ({**_RUNS, "steps": [0.0, 1.0, 2.0, 3.0]}, [0.0, 10.0, 20.0, 30.0]),
        "measure": (_RUNS, "accuracy"),
        "clip": ({**_RUNS, "clip": 1.0}, 1.5),
        "axis": (_RUNS, {"range": (0.0, 5.0)}),
    },
)
