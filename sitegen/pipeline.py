"""READ FIRST. The whole machine in one screen: a spec becomes numbers, shapes, words, evidence, files.

::

    YAML ──load──▶ FigureSpec ──compute──▶ FigureData ──draw──▶ Scene ──write──▶ SVG, CSS, JSON, CSV, text
                        │                      │                  │
                        └──────describe────────┴─▶ Description ───┴──gather──▶ Evidence
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.gate.evidence import gather
from sitegen.products import Parts, RenderedFigure, write_products
from sitegen.references import resolve
from sitegen.scene.pace import for_file, without_motion
from sitegen.spec.load import Loaded, SpecSource, load, load_mapping
from sitegen.spec.model import FigureReference, FigureSpec
from sitegen.theme import THEME, Theme


def render_figure(spec: FigureSpec, theme: Theme = THEME) -> RenderedFigure:
    """Make everything of one figure but its page. Pure: the same spec gives the same bytes.

    Parameters
    ----------
    spec : FigureSpec
        From `load_spec`, references resolved.
    theme : Theme
        The look.
    """
    kind = KINDS[spec.kind]
    data = kind.compute(spec.params)  # numbers
    scene = kind.draw(spec.params, data)  # shapes
    words = kind.describe(spec.params, data)  # words
    if spec.motion == "still":
        scene, words = replace(without_motion(scene), steps=()), replace(words, steps=())
    filed = for_file(scene)  # the same shapes, as files may move them
    evidence = gather(scene, filed, words, theme)  # proofs
    parts = Parts(spec=spec, kind=kind, data=data, scene=scene, filed=filed, words=words, evidence=evidence)
    return write_products(parts, theme)  # files


def load_spec(source: Path | str | Mapping[str, Any], *, name: str = "<string>") -> FigureSpec:
    """Read one figure spec.

    Parameters
    ----------
    source : Path, str or mapping
        A YAML file, YAML text, or the mapping itself. Figures that the spec refers to are looked for beside its file.
    name : str
        What messages call a text that is not a file.

    Raises
    ------
    ContentError
        With every problem of the spec, each with file, line and column.
    """
    if isinstance(source, Mapping):
        return resolve(load_mapping(source, KINDS), {})
    if isinstance(source, Path):
        loaded = load(SpecSource.from_file(source), KINDS)
        return resolve(loaded, _siblings(source) if _refers(loaded) else {})
    return resolve(load(SpecSource(name, source, default_id="figure"), KINDS), {})


def _refers(loaded: Loaded) -> bool:
    return any(isinstance(value, FigureReference) for _, value in loaded.spec.params)


def _siblings(path: Path) -> dict[str, Loaded]:
    """The readable specs of the same folder, by id; a broken one is simply not there."""
    found: dict[str, Loaded] = {}
    for file in sorted(path.resolve().parent.glob("*.yaml")):
        try:
            loaded = load(SpecSource.from_file(file), KINDS)
        except ContentError:
            continue
        found[loaded.spec.id] = loaded
    return found
