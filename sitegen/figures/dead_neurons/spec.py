"""Parameters of a dead-neurons figure, as an author writes them."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.figures.dead_neurons.kernel import (
    RANGES,
    SATURATED_BELOW,
    SILENT_BELOW,
    Activation,
    Criterion,
    Scale,
    first_impossible,
)
from sitegen.numerics.activations import largest_slope
from sitegen.spec.declaration import VISIBLE, Items, Label, Params, SpecModel, TypeLabel
from sitegen.spec.field_problems import refused
from sitegen.spec.value_reference import SeriesFile

_MOST_NEURONS = 4096
NeuronName = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n\r]*$"),
    VISIBLE,
    TypeLabel("a name of 1 to 200 characters on one line"),
]


class Neuron(SpecModel):
    """One neuron and what it gave."""

    other_tools = {
        "name": "write id",
        **dict.fromkeys(("values", "history", "outputs", "activation"), "write activations"),
    }

    id: NeuronName
    """Name of the neuron; the part before its last `·`, `.` or `/` names the layer."""
    activations: Annotated[tuple[float, ...], Items]
    """Activation at each sample, oldest first."""


class Demo(SpecModel):
    """Activations of ReLU units that are made up, for a first look."""

    neurons: Annotated[int, Field(ge=1, le=_MOST_NEURONS)] = 6
    """Neurons in all."""
    per_layer: Annotated[int, Field(ge=1, le=4096)] = 2
    """Neurons in each layer."""
    samples: Annotated[int, Field(ge=1, le=1000)] = 24
    """Samples of each neuron."""
    dead_share: Annotated[float, Field(ge=0, le=1)] = 0.35
    """Share of the neurons that never fire."""
    seed: Annotated[int, Field(ge=0, le=2**53)] = 11
    """Another seed makes up other numbers."""


Neurons = Annotated[tuple[Neuron, ...], Items, Field(min_length=1, max_length=_MOST_NEURONS)]


def _for_the_demo(given: object) -> str:
    """What to write in place of a number of neurons; empty for other values."""
    is_number = type(given) is int and 1 <= given <= _MOST_NEURONS
    return f"for made-up neurons, write demo: {{neurons: {given}}}" if is_number else ""


class DeadNeuronsParams(Params):
    """Parameters of `dead-neurons`."""

    other_forms = {"neurons": _for_the_demo}
    other_tools = {
        **dict.fromkeys(("activations", "outputs", "units"), "write neurons: {a: […], …}"),
        **dict.fromkeys(("threshold", "epsilon", "eps"), "write dead_threshold"),
        **dict.fromkeys(("layers", "num_layers"), "delete it: the layer is in the name of a neuron, as in L1·N2"),
    }

    neurons: Neurons | SeriesFile | None = None
    """The neurons with their activations, or the file to take them from. Write this or `demo`."""
    demo: Demo | None = None
    """Make up ReLU activations instead: `neurons` (1 to 4096, by default 6), `per_layer` (2), `samples` of each (1 to 1000, 24), `dead_share` (0 to 1, 0.35) and `seed` (11). `{}` takes every default."""
    activation: Annotated[Activation | None, Label("activation", ACTIVATION_NAMES)] = None
    """The function that gave the activations. `saturated` needs it; with `silent` it adds the largest slope to the table."""
    criterion: Criterion = "silent"
    """`silent`: a neuron is dead when its largest absolute activation in the window is below the threshold. `saturated`: when the largest slope of its activation function is; give outputs for single inputs then, as the slope at an average says little."""
    dead_threshold: Annotated[float, Field(gt=0)] | None = None
    """Strictly below it a neuron is dead. By default 1e-6 for `silent`, and 0.01 for `saturated`: less than a hundredth of the gradient passes."""
    window: Literal["all"] | Annotated[int, Field(ge=1, le=10**9)] = "all"
    """How much of the history counts: all of it, or this many samples at its end."""
    scale: Scale = "shared"
    """`shared`: the lines of all cards are on one axis, which contains 0. `own`: each line is scaled to its own range."""

    @field_validator("neurons")
    @classmethod
    def _names_differ(cls, value: object) -> object:
        first: dict[str, int] = {}
        for number, neuron in enumerate(value if isinstance(value, tuple) else (), 1):
            if first.setdefault(neuron.id, number) != number:
                message = f"neurons {first[neuron.id]} and {number} are both called '{neuron.id}'"
                raise refused(message, f"neurons.{number - 1}.id")
        return value

    @field_validator("demo")
    @classmethod
    def _single_source(cls, value: Demo | None, info: ValidationInfo) -> Demo | None:
        if value is not None and info.data.get("neurons") is not None:
            raise ValueError("the figure has neurons of its own: delete demo, or delete neurons")
        return value

    @field_validator("activation")
    @classmethod
    def _can_give_these(cls, value: Activation | None, info: ValidationInfo) -> Activation | None:
        neurons, demo = info.data.get("neurons"), info.data.get("demo")
        if demo is not None and value not in (None, "relu"):
            raise ValueError(f"the demo makes up ReLU units, not {value}: write relu, or delete it")
        if value is not None and isinstance(neurons, tuple):
            _refuse_impossible(neurons, value)
        return value

    @field_validator("criterion")
    @classmethod
    def _slope_is_known(cls, value: Criterion, info: ValidationInfo) -> Criterion:
        if value == "saturated" and "activation" in info.data and info.data["activation"] is None:
            raise ValueError(
                "saturated asks for the slope of the activation function: add activation: sigmoid, tanh or relu"
            )
        return value

    @field_validator("dead_threshold")
    @classmethod
    def _tells_apart(cls, value: float | None, info: ValidationInfo) -> float | None:
        activation = info.data.get("activation")
        if value is None or info.data.get("criterion") != "saturated" or activation is None:
            return value
        if activation == "relu":
            raise ValueError("the slope of a ReLU is 0 or 1, so that no threshold matters: delete it")
        if value > largest_slope(activation):
            raise ValueError(
                f"{value:g} is more than the slope of {activation} can be, {largest_slope(activation):g}: every neuron would be dead"
            )
        return value

    @model_validator(mode="after")
    def _has_a_source(self) -> Self:
        if self.neurons is None and self.demo is None:
            raise ValueError("there are no activations: write neurons, or demo: {} for made-up ones")
        return self

    @property
    def threshold(self) -> float:
        """The threshold that is used."""
        default = SILENT_BELOW if self.criterion == "silent" else SATURATED_BELOW
        return default if self.dead_threshold is None else self.dead_threshold

    @property
    def samples_wanted(self) -> int | None:
        """Length of the window; None for all."""
        return None if self.window == "all" else self.window


class ResolvedDeadNeurons(DeadNeuronsParams):
    """Parameters of `dead-neurons` with numbers in place of references."""

    neurons: Neurons | None = None


def _refuse_impossible(neurons: tuple[Neuron, ...], activation: Activation) -> None:
    place = first_impossible([neuron.activations for neuron in neurons], activation)
    if place is None:
        return
    neuron, (low, high) = neurons[place[0]], RANGES[activation]
    allowed = f"{low:g} or more" if high == math.inf else f"{low:g} to {high:g}"
    given = neuron.activations[place[1]]
    message = f"{activation} gives {allowed}, but sample {place[1] + 1} of neuron '{neuron.id}' is {given:g}"
    raise refused(message, f"neurons.{place[0]}.activations.{place[1]}")
