"""Find path conflicts: two files of a built site with the same path, or a file where a folder is needed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from sitegen.errors import Diagnostic
from sitegen.page.links import built_path
from sitegen.site.content import ContentFile


def path_conflicts(authored: Iterable[ContentFile], made: Collection[str]) -> Iterator[Diagnostic]:
    """Report the author's files whose paths conflict with each other or with files that sitegen writes.

    Parameters
    ----------
    authored : iterable of ContentFile
        Pages and copied files.
    made : collection of str
        Paths in the built site of all other files.
    """
    places = {built_path(file.path): file for file in authored}
    inside = {folder: path for path in sorted({*made, *places}, reverse=True) for folder in _folders(path)}
    for target, file in places.items():
        blocked = next((folder for folder in _folders(target) if folder in made), None)
        if target in made:
            yield _problem(file, f"this would overwrite {target}, a file that sitegen makes; give it another place")
        elif target in inside:
            yield _problem(
                file, f"in the built site {target} has to be a folder, for {inside[target]}; rename this file"
            )
        elif blocked:
            yield _problem(file, f"{blocked} is a file that sitegen makes, so no folder can have this name")


def _folders(path: str) -> Iterator[str]:
    return (str(folder) for folder in PurePosixPath(path).parents if folder.name)


def _problem(file: ContentFile, message: str) -> Diagnostic:
    return Diagnostic(file=file.name, message=message, stage="site")
