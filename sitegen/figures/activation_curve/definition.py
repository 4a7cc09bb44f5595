"""`KIND`, the entry of `activation-curve` in the table of kinds."""

from __future__ import annotations

from sitegen.figures.activation_curve.description import describe
from sitegen.figures.activation_curve.drawing import draw
from sitegen.figures.activation_curve.kernel import ActivationCurve, activation_curve
from sitegen.figures.activation_curve.spec import ActivationCurveParams
from sitegen.kinds import Cost, Example, FigureKind, Truth


def compute(params: ActivationCurveParams) -> ActivationCurve:
    """Evaluate the kernel for one spec."""
    return activation_curve(params.activation, params.reach, params.point, params.alpha)


KIND = FigureKind(
    name="activation-curve",
    title="Activation curve",
    purpose="A chart shows the value and the slope of an activation, with a tangent at one point. "
    "The slope is what a gradient is multiplied by on its way back.",
    formula=r"\frac{\partial L}{\partial z} = \varphi'(z)\,\frac{\partial L}{\partial \varphi(z)}",
    source="Definitions in the papers of each activation; mean square of the slope after He et al. 2015, equation 14.",
    example="activation: gelu\npoint: 1",
    params=ActivationCurveParams,
    compute=compute,
    draw=draw,
    describe=describe,
    cost=lambda _: Cost(0.035, 0.5),
    examples=(
        Example("gelu", {}),
        Example("sigmoid", {"activation": "sigmoid", "reach": 6.0, "point": 0.0}),
        Example("leaky", {"activation": "leaky-relu", "alpha": 0.2, "point": -1.0}),
    ),
    truths=(Truth("central differences", "sitegen.figures.activation_curve.truths:differences", rtol=1e-7, atol=1e-9),),
    variations={
        "point": ({}, 2.0),
        "alpha": ({"activation": "elu", "alpha": 1.0}, 0.5),
    },
)
