"""Read a theme from a file or a mapping, and make a `Theme` of its options."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sitegen.errors import ContentError, path_of
from sitegen.spec.content_root import SITE_CONFIG
from sitegen.spec.field_problems import explain
from sitegen.spec.message_format import nearest_or_all
from sitegen.spec.source_text import PYTHON_SOURCE, YAML_SUFFIXES, SpecSource
from sitegen.spec.yaml_model import SourceMap, load_model
from sitegen.theme import THEME, Theme
from sitegen.theming.options import SchemeColours, ThemeOptions
from sitegen.theming.palettes import ACCENT, theme_palettes
from sitegen.theming.proof import theme_problems
from sitegen.theming.theme_css import colour_tokens, font_stack, look_tokens

ThemeLike = Theme | Path | str | Mapping[str, Any]


def read_theme(source: ThemeLike | None) -> Theme:
    """The theme in a file, or of a mapping with the same keys; the default theme without one.

    A `ContentError` has every problem of its options, and every colour that not everyone could read.
    """
    if source is None or isinstance(source, Theme):
        return source or THEME
    options, source_map = (
        _from_mapping(source)
        if isinstance(source, Mapping)
        else _from_file(path_of(source, "a theme, if it is no mapping,"))
    )
    if problems := [source_map.diagnostic(problem) for problem in theme_problems(options)]:
        raise ContentError(problems)
    return theme_of(options)


def _from_file(path: Path) -> tuple[ThemeOptions, SourceMap]:
    if not path.exists():
        raise ContentError.of(str(path), "there is no such file", nearest_theme(path))
    return load_model(SpecSource.from_file(path), ThemeOptions)


def nearest_theme(path: Path) -> str:
    """A hint for the file of a theme that does not exist: the nearest one in its folder, or all that it may be."""
    found = [each.name for each in sorted(path.parent.glob("*")) if each.suffix in YAML_SUFFIXES]
    names = [name for name in found if name != SITE_CONFIG]
    return nearest_or_all(path.name, names, "YAML files") if names else "write its options into a file of this name"


def _from_mapping(given: Mapping[str, Any]) -> tuple[ThemeOptions, SourceMap]:
    place = SourceMap(PYTHON_SOURCE)
    try:
        return ThemeOptions.model_validate(given), place
    except ValidationError as error:
        raise ContentError([place.diagnostic(problem) for problem in explain(ThemeOptions, error)]) from error


@lru_cache(maxsize=16)
def theme_of(options: ThemeOptions) -> Theme:
    """The theme with these options, which `theme_problems` accepts; without any that figures show, the default theme."""
    palettes = theme_palettes(options.light, options.dark)
    has_colours = (options.light, options.dark) != (SchemeColours(), SchemeColours())
    drawn = {
        name: {key: colour for key, colour in palette.items() if key != ACCENT} for name, palette in palettes.items()
    }
    font = font_stack(options.heading_font, "sans-serif") if options.heading_font else THEME.font
    tokens = (colour_tokens(palettes) if has_colours else "") + look_tokens(options)
    if not tokens:
        return THEME
    is_drawn = has_colours or font != THEME.font
    name = hashlib.sha256(repr((drawn, font)).encode()).hexdigest()[:8] if is_drawn else ""
    return replace(THEME, palettes=drawn, font=font, name=name, tokens=tokens)
