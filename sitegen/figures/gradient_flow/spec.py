"""Parameters of a gradient-flow figure, as an author writes them."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from sitegen.figures.gradient_flow.kernel import Light
from sitegen.figures.gradient_flow.layer_forms import as_widths
from sitegen.spec.chart_fields import MagnitudeAxis
from sitegen.spec.declaration import VISIBLE, Clamp, Items, Params, TypeLabel, Unit
from sitegen.spec.message_format import counted
from sitegen.spec.value_reference import FigureReference, Files, TextFile

_SHORTEST_LOOP_MS = 302
"""The audit counts at most three flashes in a second of a loop that takes this long."""
Width = Annotated[int, Field(ge=1, le=1024)]
LayerName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[^\n\r]*$"),
    VISIBLE,
    TypeLabel("a name of 1 to 200 characters on one line"),
]
GradientMagnitude = Annotated[float, Field(ge=0)]
Widths = Annotated[tuple[Width, ...], Items, Field(min_length=1, max_length=64)]
LayerNames = Annotated[tuple[LayerName, ...], Items]
Magnitudes = Annotated[tuple[GradientMagnitude, ...], Items]


def _named_layer(given: object) -> str:
    """The number of a layer that is named."""
    return {"output": "write 0, the output layer", "input": "delete it: the wave rests at the input layer"}.get(
        str(given), ""
    )


class GradientFlowParams(Params):
    """Parameters of `gradient-flow`."""

    other_forms = {"layers": as_widths, "current_layer": _named_layer}
    other_tools = {
        **dict.fromkeys(("widths", "units", "sizes", "neurons"), "write layers"),
        **dict.fromkeys(("depth", "num_layers"), "write layers, with the width of each, such as [784, 128, 10]"),
        **dict.fromkeys(("values", "magnitudes", "norms", "grads"), "write gradients"),
        **dict.fromkeys(("labels", "layer_names"), "write names"),
        **dict.fromkeys(("speed", "interval", "duration"), "write play_speed, in milliseconds from layer to layer"),
        **dict.fromkeys(("activation", "init_scale"), "write the magnitudes under gradients: nothing is computed here"),
    }
    bare_value_keys = ("names",)

    layers: Widths | Files
    """Neurons per layer, from the input to the output; or the file to take them from."""
    gradients: Magnitudes | FigureReference | Files | None = None
    """Gradient magnitude per layer, from the input to the output; or the figure or file to take them from. By default 0.55 to the power of the steps from the loss."""
    names: LayerNames | TextFile | None = None
    """Name of each layer, from the input to the output, or the file to take them from; by default input, hidden 1, hidden 2 and so on, output."""
    current_layer: Annotated[int, Field(ge=0)] | None = None
    """Where the wave rests, counted from the loss side: 0 is the output layer. By default the input layer."""
    playing: bool | None = None
    """Whether the wave moves. By default it does, unless `current_layer` parks it."""
    play_speed: Annotated[float, Clamp(80, 10_000), Unit("ms")] = 500
    """Time between two layers."""
    light: Light = "gradient"
    """Light each layer as strongly as the gradient that reaches it, or all alike."""
    y: MagnitudeAxis = MagnitudeAxis()
    """The logarithmic axis of the magnitudes: `range` has both of its ends."""
    loop: bool = False
    """Repeat the wave on pages, with a Pause control. Files always show one pass."""

    @field_validator("gradients", "names")
    @classmethod
    def _one_per_layer(cls, value: object, info: ValidationInfo) -> object:
        layers = info.data.get("layers")
        if isinstance(value, tuple) and isinstance(layers, tuple) and len(value) != len(layers):
            raise ValueError(
                f"has {counted(len(value), 'value')}, but layers has {len(layers)}: give one value per layer"
            )
        return value

    @field_validator("current_layer")
    @classmethod
    def _inside(cls, value: int | None, info: ValidationInfo) -> int | None:
        layers = info.data.get("layers")
        if value is not None and isinstance(layers, tuple) and value >= len(layers):
            most = f"with {counted(len(layers), 'layer')} it is at most {len(layers) - 1}"
            raise ValueError(f"{value} is past the input layer: {most}")
        return value

    @field_validator("loop")
    @classmethod
    def _loop_needs_motion(cls, value: object, info: ValidationInfo) -> object:
        cursor, playing = info.data.get("current_layer"), info.data.get("playing")
        parked = cursor == 0 or (cursor is not None and playing is not True)
        if value and (parked or playing is False):
            raise ValueError("a loop needs a wave that moves: remove loop, or set playing: true")
        layers, beat = info.data.get("layers"), info.data.get("play_speed")
        if value and isinstance(layers, tuple) and beat is not None:
            beats = len(layers) if cursor is None else cursor + 1
            slowest = math.ceil(_SHORTEST_LOOP_MS / beats)
            if beats > 1 and beat < slowest:
                raise ValueError(
                    f"a loop over {beats} layers with {beat:g} ms each flashes more than three times in a second "
                    f"(WCAG 2.3.1): set play_speed: {slowest} or more"
                )
        return value

    @property
    def moves(self) -> bool:
        """Whether the wave is animated."""
        return self.current_layer is None if self.playing is None else self.playing


class ResolvedGradientFlow(GradientFlowParams):
    """Parameters of `gradient-flow` with numbers in place of references."""

    layers: Widths
    gradients: Magnitudes | None = None
    names: LayerNames | None = None

    @property
    def travels(self) -> bool:
        """Whether the wave goes from one layer to another."""
        return self.moves and self.resting_cursor > 0

    @property
    def resting_cursor(self) -> int:
        """Cursor of the picture at rest; 0 is the loss side."""
        if self.current_layer is not None:
            return self.current_layer
        return len(self.layers) - 1 if self.moves else 0
