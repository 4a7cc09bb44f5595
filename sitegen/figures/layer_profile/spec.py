"""Parameters of a profile by layer, as an author writes them."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from sitegen.figures.layer_profile.kernel import Init, Network, Statistic, Wiring
from sitegen.kinds.numerics import AnyActivation
from sitegen.kinds.params import (
    Field,
    Files,
    Items,
    Label,
    Name,
    Params,
    ReachedMagnitudes,
    SeriesFile,
    SpecModel,
    check_names,
    field_validator,
    given_fields,
    model_validator,
    refused,
)
from sitegen.kinds.words import ACTIVATION_NAMES

INIT_NAMES = {"he": "He", "glorot": "Glorot", "lecun": "LeCun", "orthogonal": "orthogonal"}
MOST_PROFILES, USUAL_DEPTH = 8, 16
Magnitudes = Annotated[tuple[float, ...], Items, Field(min_length=1, max_length=200)]


class NetworkFields(SpecModel):
    """A network with random weights."""

    other_tools = {
        **dict.fromkeys(("initialization", "initialisation", "kernel_initializer", "weight_init"), "write init"),
        **dict.fromkeys(("gain", "init_scale"), "write scale"),
        **dict.fromkeys(("norm", "batchnorm", "batch_normalization"), "write batch_norm"),
        **dict.fromkeys(("skip", "shortcut", "shortcuts"), "write wiring: residual"),
        **dict.fromkeys(("layers", "num_layers", "n_layers"), "write depth"),
        **dict.fromkeys(("units", "hidden", "neurons"), "write width"),
    }

    activation: Annotated[AnyActivation | None, Label("activation", ACTIVATION_NAMES)] = None
    """Activation of every layer; by default `relu`."""
    wiring: Annotated[Wiring | None, Label("wiring", {"residual": "with shortcuts"})] = None
    """`plain`, which is the default, or `residual`: a shortcut around every layer, so that a block is h + W·φ(h)."""
    init: Annotated[Init | None, Label("initialisation", INIT_NAMES)] = None
    """How the weights are drawn: `he` (variance 2/width), which is the default, `glorot` or `lecun` (1/width; between layers of the same width the two agree), or `orthogonal`."""
    scale: Annotated[float | None, Field(ge=0.01, le=10), Label("scale")] = None
    """What all weights are multiplied by; by default 1."""
    batch_norm: Annotated[bool | None, Label("batch normalisation")] = None
    """Normalise pre-activations over a large batch; by default false."""
    statistic: Annotated[Statistic | None, Label("statistic", {"rms": "root mean square"})] = None
    """`rms`, which is the default: the root mean square over random weights. `typical`: the geometric mean, which narrow networks of `identity` or `relu` have below it; for plain wiring and independent weights alone."""
    width: Annotated[int | None, Field(ge=2, le=1024), Label("width")] = None
    """Units of every layer, which matter for `statistic: typical` alone; by default 64."""


class Theory(NetworkFields):
    """One of several networks."""

    name: Name
    """Its name, in the drawing and in the words."""


class Measured(SpecModel):
    """A measured profile."""

    name: Name
    """Its name, in the drawing and in the words."""
    values: Magnitudes | Files
    """A magnitude for each layer, the one nearest to the input first, or the file to take them from."""


class LayerProfileParams(NetworkFields, Params):
    """Parameters of `layer-profile`."""

    one_step = frozenset({"measured"})
    not_explored = frozenset({"measure", "first_layer"})

    theories: Annotated[tuple[Theory, ...], Items, Field(max_length=MOST_PROFILES)] = ()
    """Networks with random weights: a `name`, and what differs from the fields above. Without theories and measured values, the fields above are the only network."""
    measured: Annotated[tuple[Measured, ...], Items, Field(max_length=MOST_PROFILES)] | SeriesFile = ()
    """Measured profiles: a list of `name` and `values`, a mapping of names to lists of numbers, or the file to take them from."""
    measure: Name = "gradient"
    """What the values are, such as `gradient` or `weight gradient`."""
    depth: Annotated[int | None, Field(ge=2, le=100), Label("layers")] = None
    """Layers of the networks in theory; by default as many as the longest measured profile has, or 16."""
    first_layer: Annotated[Literal[0, 1], Label("first layer")] = 1
    """Number of the layer nearest to the input."""
    direction: Annotated[Literal["input", "loss"], Label("axis from")] = "input"
    """Which end of the network is on the left; by default the input, so that gradients go to the left as in other figures."""
    relative: bool = False
    """Divide every measured profile by its last layer, as theory does."""
    axis: ReachedMagnitudes = ReachedMagnitudes()
    """The axis of the magnitudes: with `range: [low, high]` it reaches at least these two, so that several figures have the same axis."""


class ResolvedMeasured(Measured):
    """A measured profile with numbers in place of references."""

    values: Magnitudes

    @field_validator("values")
    @classmethod
    def _are_in_range(cls, values: tuple[float, ...]) -> tuple[float, ...]:
        for index, value in enumerate(values):
            if value and not 1e-100 <= value <= 1e100:
                raise ValueError(f"a magnitude is 0, or from 1e-100 to 1e100, and at position {index} it is {value:g}")
        return values


class ResolvedLayerProfile(LayerProfileParams):
    """Parameters of `layer-profile` with numbers in place of references."""

    measured: Annotated[tuple[ResolvedMeasured, ...], Items, Field(max_length=MOST_PROFILES)] = ()

    @property
    def layers(self) -> int:
        """Layers of the networks in theory."""
        return self.depth or max(
            (2, *(len(each.values) for each in self.measured)) if self.measured else (USUAL_DEPTH,)
        )

    @property
    def networks(self) -> list[tuple[str, Network]]:
        """Every network with all of its fields; a single one has no name."""
        shown = self.theories or (() if self.measured else (self,))
        return [(getattr(each, "name", ""), Network(**given_fields(NetworkFields, self, each))) for each in shown]

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        check_names("profile", theories=self.theories, measured=self.measured)
        if (number := len(self.theories) + len(self.measured)) > MOST_PROFILES:
            raise ValueError(f"there are {number} profiles, and at most {MOST_PROFILES} can be told apart")
        if self.theories and self.measured and not self.relative:
            message = "theory is relative to the last layer, and these measured values are not: add relative: true"
            raise refused(message, "measured")
        zero = next((each.name for each in self.measured if self.relative and not each.values[-1]), None)
        if zero is not None:
            raise refused(f"the last value of “{zero}” is 0, so nothing can be relative to it: delete it", "relative")
        for name, network in self.networks:
            plain = network.wiring == "plain" and network.init != "orthogonal" and not network.batch_norm
            if network.statistic == "typical" and not (plain and network.activation in {"identity", "relu"}):
                of = f" of “{name}”" if name else ""
                raise ValueError(
                    f"the typical gradient{of} is not known: it is for identity or relu in a plain network with independent weights and without batch_norm; write statistic: rms"
                )
        return self
