"""The theme of a site or of the documents in a folder, which ``site.yaml`` has under ``theme`` or in a file that it names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ConfigDict

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.declaration import SpecModel
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import FieldPath
from sitegen.spec.source_text import SpecSource
from sitegen.spec.yaml_model import SourceMap, load_model
from sitegen.theme import THEME, Theme
from sitegen.theming.options import ThemeFile, ThemeOptions
from sitegen.theming.proof import theme_problems
from sitegen.theming.read_theme import nearest_theme, theme_of

_KEY = "theme"


@dataclass(frozen=True, slots=True)
class LoadedTheme:
    """The options of a theme, and their places."""

    options: ThemeOptions
    source_map: SourceMap
    prefix: FieldPath

    def colour_problems(self) -> list[Diagnostic]:
        """The colours that not everyone could read."""
        return [self.source_map.diagnostic(problem) for problem in theme_problems(self.options, self.prefix)]

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


class _Settings(SpecModel):
    """What ``site.yaml`` says of the theme; everything else in it is for the site."""

    model_config = ConfigDict(extra="ignore")
    theme: ThemeOptions | ThemeFile | None = None


def load_theme(
    root: Path, given: ThemeOptions | str | None, source_map: SourceMap, read: Callable[[str], SpecSource]
) -> LoadedTheme:
    """The theme that is `given` in ``site.yaml`` of the folder `root`, itself or as the name of a file, which `read` reads.

    A `ContentError` has every problem of the file, and every colour that not everyone could read.
    """
    if isinstance(given, str):
        if not (root / given).is_file():
            problem = FieldProblem((_KEY,), f"there is no file {root / given}", nearest_theme(root / given))
            raise ContentError([source_map.diagnostic(problem)])
        found = LoadedTheme(*load_model(read(given), ThemeOptions), ())
    else:
        found = LoadedTheme(given or ThemeOptions(), source_map, (_KEY,))
    if problems := found.colour_problems():
        raise ContentError(problems)
    return found


def site_theme(root: Path, files: dict[Path, None] | None = None) -> Theme:
    """The theme of the figures of the folder `root`; the default theme if it has no ``site.yaml``. Errors as from `load_theme`.

    To `files`, ``site.yaml`` and the file that it names are added.
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
    """The theme of the site that the file `path` belongs to; to `files`, those that say it are added."""
    place = ContentRoot.at(path.parent)
    return site_theme(place.root, files) if place.is_site else THEME
