"""Fields of waves that are given and have no effect."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.figures.gradient_flow.spec import ResolvedGradientFlow
from sitegen.kinds.figure_kind import Unused, changed_fields


def unused(params: ResolvedGradientFlow) -> Sequence[Unused]:
    """The speed of a wave that rests."""
    if "play_speed" not in changed_fields(params) or params.travels:
        return ()
    if params.playing is False:
        reason, hint = "with playing: false", "delete one of them"
    elif params.playing is None:
        reason = f"with current_layer: {params.current_layer}, where the wave rests"
        hint = "delete it, or write playing: true" if params.resting_cursor else "delete it"
    else:
        reason, hint = "where the wave has no other layer to go to", "delete it"
    return (Unused("play_speed", f"has no effect {reason}", ("playing", "current_layer", "layers"), hint),)
