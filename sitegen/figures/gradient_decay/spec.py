"""Parameters of a gradient-decay figure, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.figures.gradient_decay.kernel import Activation, Rule
from sitegen.spec.chart_fields import MagnitudeAxis
from sitegen.spec.declaration import Clamp, Label, Params
from sitegen.spec.field_problems import refused
from sitegen.spec.other_words import name_here

_SCALES = {"he": "1.4142 (√2)", "glorot": "1", "lecun": "1"}
"""The scales of initialisations, as an author writes them."""


def _scale_of(given: object) -> str:
    """The scale of an initialisation that is given by its name."""
    name = (name_here(given) or given.lower()) if isinstance(given, str) else ""
    scale = _SCALES.get(name)
    return f"write {scale}" if scale else ""


class GradientDecayParams(Params):
    """Parameters of `gradient-decay`."""

    other_forms = {"init_scale": _scale_of}
    other_tools = {
        **dict.fromkeys(("depth", "layers", "n_layers"), "write num_layers"),
        **dict.fromkeys(("init", "scale", "gain", "initialisation", "initialization"), "write init_scale, a number"),
        **dict.fromkeys(("width", "units", "hidden"), "delete it: the scale is relative to the width"),
        **dict.fromkeys(("log", "log_y", "yscale"), "write log_scale"),
        **dict.fromkeys(("seed", "seeds"), "delete it: nothing is random"),
    }

    num_layers: Annotated[int, Clamp(2, 64), Label("layers")] = 16
    """Depth of the network: one mark per layer."""
    init_scale: Annotated[float, Field(ge=0.001, le=1000), Label("initialisation scale")] = 1.0
    """Initialisation scale s: how large the weights of a layer start, relative to 1/√width."""
    activation: Annotated[Activation, Label("activation", ACTIVATION_NAMES)] = "relu"
    """Activation whose slope is the second factor of every layer."""
    rule: Annotated[Rule, Label("slope", {"mean": "classroom value", "rms": "root mean square"})] = "mean"
    """Which slope counts. `mean`: the usual classroom values: 1 for identity and tanh, 0.505 for leaky ReLU, 0.5 for ReLU, GELU and SiLU, 0.25 for sigmoid. `rms`: the root mean square, which is what He's scale √2 balances."""
    log_scale: bool = True
    """Draw the magnitude on a logarithmic axis; a linear one dramatises the collapse."""
    y: MagnitudeAxis = MagnitudeAxis()
    """The logarithmic axis of the magnitudes: `range` has both of its ends."""

    @model_validator(mode="after")
    def _range_is_logarithmic(self) -> Self:
        if self.y.range is not None and not self.log_scale:
            raise refused("only a logarithmic axis has a range: delete it, or set log_scale: true", "y.range")
        return self
