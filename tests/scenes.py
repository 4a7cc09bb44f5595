"""The scene of a figure, which a finished figure does not keep."""

from __future__ import annotations

from sitegen import Figure
from sitegen.scene.motion_budget import without_motion
from sitegen.scene.shapes import Scene


def scene_of(figure: Figure) -> Scene:
    """The scene of `figure` as pages move it."""
    scene = figure.kind.draw(figure.spec.params, figure.data, figure.canvas)
    return without_motion(scene) if figure.spec.motion == "still" else scene
