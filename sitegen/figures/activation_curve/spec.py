"""Parameters of an activation curve, as an author writes them."""

from __future__ import annotations

from typing import Annotated

from sitegen.kinds.numerics import WITH_ALPHA, AnyActivation
from sitegen.kinds.params import Field, Label, Params, model_validator, refused
from sitegen.kinds.words import ACTIVATION_NAMES, format_number


def _expression_advice(given: object) -> str:
    """What to write for a function that is given by an expression."""
    return "for a function of your own, write kind: curves" if isinstance(given, str) and "(" in given else ""


class ActivationCurveParams(Params):
    """Parameters of `activation-curve`."""

    other_forms = {"activation": _expression_advice}
    other_tools = {
        **dict.fromkeys(("negative_slope", "slope", "leak"), "write alpha"),
        **dict.fromkeys(("range", "xlim", "x_range"), "write reach: how far it goes on both sides of 0"),
        **dict.fromkeys(("x", "at", "tangent"), "write point"),
        **dict.fromkeys(("function", "kind", "name", "fn"), "write activation"),
        **dict.fromkeys(("derivative", "gradient"), "delete it: the slope is always drawn"),
    }

    activation: Annotated[AnyActivation, Label("activation", ACTIVATION_NAMES)] = "gelu"
    """Activation whose value and slope are drawn."""
    reach: Annotated[float, Field(ge=0.5, le=12)] = 4.0
    """How far the curve goes on both sides of 0."""
    point: Annotated[float, Field(ge=-12, le=12)] = 1.0
    """Pre-activation at which the tangent touches the curve."""
    alpha: Annotated[float | None, Field(ge=0, le=2)] = None
    """Slope of leaky ReLU below 0 (0.01 if it is not given), or α of ELU (1)."""

    @model_validator(mode="after")
    def _alpha_has_a_meaning(self) -> ActivationCurveParams:
        if self.alpha is not None and self.activation not in WITH_ALPHA:
            raise refused(f"alpha belongs to {' and '.join(WITH_ALPHA)}: delete it, or choose one of them", "alpha")
        return self

    @model_validator(mode="after")
    def _point_is_on_the_curve(self) -> ActivationCurveParams:
        if abs(self.point) > self.reach:
            message = f"the point {format_number(self.point)} is not on the curve, which goes from {format_number(-self.reach)} to {format_number(self.reach)}"
            raise refused(message, "point")
        return self
