"""Parameters of a vanishing-gradients figure, as an author writes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.figures.vanishing_gradients.kernel import RandomSource
from sitegen.numerics.activations import Activation
from sitegen.spec.declaration import Clamp, Items, Label, Params


class VanishingGradientsParams(Params):
    """Parameters of `vanishing-gradients`."""

    other_tools = {
        **dict.fromkeys(("depth", "layers", "n_layers"), "write num_layers"),
        **dict.fromkeys(("units", "hidden", "neurons"), "write width"),
        **dict.fromkeys(("init", "scale", "gain"), "write init_scale, a number"),
        **dict.fromkeys(("sigma", "std", "spread"), "write pre_activation_spread"),
        **dict.fromkeys(("panels", "subplots"), "write activations: each of them has a panel"),
        "lr": "write learning_rate",
        "random_state": "write seed",
    }

    num_layers: Annotated[int, Clamp(1, 64)] = 10
    """How many layers the gradient passes on its way back from the loss."""
    activations: Annotated[
        tuple[Activation, ...], Items, Field(min_length=1, max_length=3), Label("activations", ACTIVATION_NAMES)
    ] = ("sigmoid", "relu")
    """One panel for each of these activations, all different. The `legacy` source draws their random numbers in this order. `leaky-relu` has slope 0.01 below zero."""
    seed: Annotated[int, Field(ge=0, le=4294967295)] = 42
    """Seed of all random numbers."""
    random_source: RandomSource = "legacy"
    """Where the paths come from. `legacy`: one stream of numpy's old generator for all activations, one after the other. `streams`: a stream of its own for each activation, so that a panel does not depend on its neighbours. The whole layer always has a stream of its own."""
    pre_activation_spread: Annotated[float, Field(ge=0.01, le=10)] = 0.5
    """Standard deviation of the pre-activations, which are drawn around zero."""
    width: Annotated[int, Field(ge=1, le=4096)] = 256
    """Units in the whole layer."""
    init_scale: Annotated[float, Field(ge=0.001, le=1000)] = 1.0
    """Initialisation scale s of the whole layer: how large its weights are, relative to 1/√width. One path has no weights."""
    learning_rate: Annotated[float, Field(gt=0, le=1)] = 0.01
    """Learning rate of plain SGD, for the table of what is left of it."""

    @field_validator("activations")
    @classmethod
    def _all_different(cls, value: tuple[Activation, ...]) -> tuple[Activation, ...]:
        twice = next((name for name in value if value.count(name) > 1), None)
        if twice:
            raise ValueError(f"has {twice} more than once: name each activation once")
        return value
