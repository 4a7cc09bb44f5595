"""Read the files of a site that define kinds, which ``site.yaml`` names under ``kinds``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from sitegen.engine.regular_files import open_regular
from sitegen.errors import ContentError, Diagnostic
from sitegen.figures.third_party_kinds import LocalKind
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.declaration import Items, SpecModel, TypeLabel
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.source_text import MAX_BYTES, SpecSource
from sitegen.spec.yaml_model import SourceMap, load_model

KindFile = Annotated[
    str,
    StringConstraints(pattern=r"^(?:[A-Za-z0-9_-]+/)*[A-Za-z_][A-Za-z0-9_-]*\.py$", max_length=200),
    TypeLabel("the path of a Python file in the content folder, such as kinds/hinge.py"),
]
KindFiles = Annotated[tuple[KindFile, ...], Items, Field(max_length=100)]


class _Settings(SpecModel):
    """The part of ``site.yaml`` that is about kinds."""

    model_config = ConfigDict(extra="ignore")
    kinds: KindFiles = ()


def site_kinds(root: Path, files: dict[Path, None] | None = None) -> tuple[LocalKind, ...]:
    """The kinds of the site or of the documents in the folder `root`; none if it has no ``site.yaml``.

    ``site.yaml`` and the files that it names are added to `files`, except missing ones: for a tool that compares the times
    of files, pages that depend on a missing one would be out of date in every build.

    Raises
    ------
    ContentError
        With every problem of the key ``kinds`` and of the files.
    """
    path = root / SITE_CONFIG
    if not path.is_file():
        return ()
    settings, source_map = load_model(SpecSource.from_file(path, content_root=ContentRoot(root, root)), _Settings)
    if files is not None:
        files.update(dict.fromkeys((path, *(root / name for name in settings.kinds))))
    return read_local_kinds(root, settings.kinds, source_map)


def read_local_kinds(root: Path, names: Sequence[str], source_map: SourceMap) -> tuple[LocalKind, ...]:
    """The files `names` in the folder `root`; errors as those of `site_kinds`, at the names in ``site.yaml``."""
    place = ContentRoot(root, root)
    problems = list(_problems(place, names, source_map))
    if problems:
        raise ContentError(problems)
    found = []
    for name in names:
        with open_regular(place.path(name)) as file:
            found.append(LocalKind(str(place.path(name)), name, file.read(MAX_BYTES)))
    return tuple(found)


def _problems(place: ContentRoot, names: Sequence[str], source_map: SourceMap) -> Iterator[Diagnostic]:
    for number, name in enumerate(names):
        path = place.path(name)
        message, hint = place.refusal(path)
        if not message and not path.exists() and not path.is_symlink():
            message, hint = f"there is no file {path}", "write its path from the content folder on"
        message = message or place.file_problem(path)
        if not message and name in names[:number]:
            message, hint = f"{name} is named twice", "delete one of the two"
        if message:
            yield source_map.diagnostic(FieldProblem(path=("kinds", number), message=message, hint=hint))
