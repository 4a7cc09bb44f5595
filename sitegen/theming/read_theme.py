"""Read a theme from a file, from a mapping, or from the ``site.yaml`` of a folder, and make a `Theme` of its options."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, ValidationError

from sitegen.errors import ContentError, Diagnostic, did_you_mean, path_of
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.declaration import SpecModel
from sitegen.spec.field_problems import FieldProblem, explain
from sitegen.spec.message_format import FieldPath, nearest_or_all
from sitegen.spec.source_text import PYTHON_SOURCE, YAML_SUFFIXES, SpecSource
from sitegen.spec.yaml_model import SourceMap, load_model
from sitegen.theme import THEME, Theme
from sitegen.theming.options import SchemeColours, ThemeFile, ThemeOptions
from sitegen.theming.palettes import ACCENT, theme_palettes
from sitegen.theming.proof import theme_problems
from sitegen.theming.theme_css import colour_tokens, font_stack, look_tokens

ThemeLike = Theme | Path | str | Mapping[str, Any]
_KEY = "theme"


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """The options of a theme, and their places."""

    options: ThemeOptions
    source_map: SourceMap
    prefix: FieldPath = ()

    def checked(self) -> LoadedTheme:
        """The same, or a `ContentError` with every colour that not everyone could read."""
        if problems := list(theme_problems(self.options, self.prefix)):
            raise ContentError([self.source_map.diagnostic(problem) for problem in problems])
        return self

    def file_problems(self, known: Collection[str]) -> Iterator[Diagnostic]:
        """The files that it names and that are not among the `known` ones of the content."""
        for path, name in self.options.files():
            if name not in known:
                hint = did_you_mean(name, known) or "write its path from the content folder on"
                message = f"there is no file {name} in the content folder"
                yield self.source_map.diagnostic(FieldProblem(path=(*self.prefix, *path), message=message, hint=hint))

    def unused_fonts(self, own_css: str) -> Iterator[Diagnostic]:
        """A warning for each font that neither the theme nor the author's style sheets `own_css` name."""
        options = self.options
        used = {*(options.text_font or ()), *(options.heading_font or ())}
        families = {font.family: index for index, font in reversed([*enumerate(options.fonts)])}
        for family, index in families.items():
            if family not in used and family not in own_css:
                hint = did_you_mean(family, used) or "name it in text_font or heading_font"
                path = (*self.prefix, "fonts", index, "family")
                message = f"no text has the font '{family}'"
                problem = FieldProblem(path=path, message=message, hint=hint, severity="warning")
                yield self.source_map.diagnostic(problem)


def read_theme(source: ThemeLike | None) -> Theme:
    """The theme in a file, or of a mapping with the same keys; the default theme without one.

    A `ContentError` has every problem of its options, and every colour that not everyone could read.
    """
    if source is None or isinstance(source, Theme):
        return source or THEME
    if isinstance(source, Mapping):
        loaded = _from_mapping(source)
    else:
        loaded = _from_file(path_of(source, "a theme, if it is no mapping,"))
    return theme_of(loaded.checked().options)


def _from_file(path: Path) -> LoadedTheme:
    if _is_missing(path):
        raise ContentError.of(str(path), "there is no such file", nearest_theme(path, str(path)))
    return LoadedTheme(*load_model(SpecSource.from_file(path), ThemeOptions))


def _is_missing(path: Path) -> bool:
    """Whether there is nothing at `path`; False for broken links, and where the system does not let us look."""
    try:
        path.lstat()
    except (FileNotFoundError, ValueError):
        return True
    except OSError:
        return False
    return False


def nearest_theme(path: Path, given: str) -> str:
    """A hint for the file of a theme that does not exist: the nearest one in its folder, or all that it may be.

    They are written with the folder as it was `given`.
    """
    found = [each.name for each in sorted(path.parent.glob("*")) if each.suffix in YAML_SUFFIXES]
    names = [name for name in found if name not in (SITE_CONFIG, path.name)]
    if not names:
        return "write its options into a file of this name"
    folder = os.path.join(os.path.dirname(given.rstrip("/")), "")  # noqa: PTH118, PTH120 - keeps ./ and ~
    return nearest_or_all(path.name, names, "YAML files", folder)


def _from_mapping(given: Mapping[str, Any]) -> LoadedTheme:
    place = SourceMap(PYTHON_SOURCE)
    try:
        return LoadedTheme(ThemeOptions.model_validate(given), place)
    except ValidationError as error:
        raise ContentError([place.diagnostic(problem) for problem in explain(ThemeOptions, error)]) from error


class _Settings(SpecModel):
    """The part of ``site.yaml`` that is about the theme."""

    model_config = ConfigDict(extra="ignore")
    theme: ThemeOptions | ThemeFile | None = None


def load_theme(
    root: Path, given: ThemeOptions | str | None, source_map: SourceMap, read: Callable[[str], SpecSource]
) -> LoadedTheme:
    """The theme of the site in the folder `root`: `given` has its options, or the name of a file with them, which `read` reads.

    A `ContentError` has every problem of the file, and every colour that not everyone could read.
    """
    if isinstance(given, str):
        if _is_missing(root / given):
            problem = FieldProblem((_KEY,), f"there is no file {root / given}", nearest_theme(root / given, given))
            raise ContentError([source_map.diagnostic(problem)])
        found = LoadedTheme(*load_model(read(given), ThemeOptions))
    else:
        found = LoadedTheme(given or ThemeOptions(), source_map, (_KEY,))
    return found.checked()


def site_theme(root: Path, files: dict[Path, None] | None = None) -> Theme:
    """The theme of the figures of the folder `root`; the default theme if it has no ``site.yaml``. Errors as from `load_theme`.

    ``site.yaml`` and the file that it names are added to `files`.
    """
    path, place = root / SITE_CONFIG, ContentRoot(root, root)
    if not path.is_file():
        return THEME
    settings, source_map = load_model(SpecSource.from_file(path, content_root=place), _Settings)
    named = [root / settings.theme] if isinstance(settings.theme, str) else []
    if files is not None:
        files.update(dict.fromkeys((path, *named)))

    def read(name: str) -> SpecSource:
        return SpecSource.from_file(root / name, content_root=place)

    return theme_of(load_theme(root, settings.theme, source_map, read).options)


def theme_around(path: Path, files: dict[Path, None] | None = None) -> Theme:
    """The theme of the site that the file `path` belongs to; the files that determine it are added to `files`."""
    place = ContentRoot.at(path.parent)
    return site_theme(place.root, files) if place.is_site else THEME


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
