"""The real parameters of two kinds, without the rest of the kinds: this stage needs no more."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.figures.gradient_decay.spec import GradientDecayParams
from sitegen.figures.gradient_flow.spec import GradientFlowParams
from sitegen.spec.declaration import Params


@dataclass(frozen=True)
class Kind:
    params: type[Params]


KINDS = {"gradient-decay": Kind(GradientDecayParams), "gradient-flow": Kind(GradientFlowParams)}
