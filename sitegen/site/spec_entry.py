"""The specs of a site. Each is loaded only when it has to be drawn or has a problem; otherwise its facts are enough."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from os import path as os_path
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.errors import Diagnostic
from sitegen.spec.source_text import SpecSource

if TYPE_CHECKING:
    from sitegen.spec.content_root import ContentRoot
    from sitegen.spec.load import LoadedSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecFacts:
    """What a build needs to know of a valid spec before it draws it."""

    id: str
    kind: str
    figures: tuple[str, ...]
    """Ids of the figures that it refers to, in its parameters or by ``link``."""
    files: tuple[str, ...]
    """Data files and patterns that it names, relative to the content folder, with slashes."""
    is_dated: bool
    """Whether its files depend on the date in ``SOURCE_DATE_EPOCH``."""
    warnings: tuple[Diagnostic, ...]


class SpecPlace(NamedTuple):
    """Where a spec is written."""

    name: str
    """The file as messages show it."""
    line: int
    """Line of the file in which the spec begins."""
    indent: int
    """Characters that were cut from the left of its lines."""
    digest: str
    """Digest of its text and of its default id."""
    read: Callable[[], SpecSource]
    """Reads its text."""
    key: str = ""
    """The key of its facts."""


@dataclass(kw_only=True)
class SpecEntry:
    """A valid spec of a site, which is read when it is needed."""

    facts: SpecFacts
    place: SpecPlace
    _source: SpecSource | None = field(default=None, init=False, repr=False, compare=False)
    _loaded: LoadedSpec | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def source(self) -> SpecSource:
        """Its text."""
        source = self._source or self.place.read()
        self._source = source
        return source

    @property
    def loaded(self) -> LoadedSpec:
        """The spec itself."""
        loaded = self._loaded or load_source(self.source)
        self._loaded = loaded
        return loaded

    def keep(self, loaded: LoadedSpec) -> None:
        """Keep the spec, which is loaded already, until `forget`."""
        self._loaded = loaded

    def forget(self) -> None:
        """Forget the text and the spec, which are read again if they are needed again."""
        self._source = self._loaded = None

    def __getstate__(self) -> dict[str, Any]:
        """The state without the spec, which other processes load themselves."""
        return {**vars(self), "_loaded": None}


@dataclass(frozen=True)
class SourceEntry:
    """A spec in a process that has its text alone."""

    source: SpecSource

    @cached_property
    def loaded(self) -> LoadedSpec:
        """The spec itself."""
        return load_source(self.source)


def load_source(source: SpecSource) -> LoadedSpec:
    """Load a spec; errors as those of `sitegen.spec.load.load`."""
    from sitegen.figures import KINDS
    from sitegen.spec.load import load

    return load(source, KINDS)


class LoadedSpecs(Mapping[str, "LoadedSpec"]):
    """The specs of `entries` by id; each is loaded when it is first asked for."""

    def __init__(self, entries: Mapping[str, SpecEntry | SourceEntry]) -> None:
        self._entries = entries

    def __getitem__(self, name: str) -> LoadedSpec:
        return self._entries[name].loaded

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def spec_facts(loaded: LoadedSpec) -> SpecFacts:
    """The facts of a spec."""
    from sitegen.figures import KINDS
    from sitegen.resolve.references import references_of
    from sitegen.spec.value_reference import DataFile, FigureReference, FileList

    figures = [loaded.spec.link] if loaded.spec.link else []
    files: list[str] = []
    in_axes = [each for each in loaded.spec.explore.values() if isinstance(each, DataFile)]
    for each in (*in_axes, *(reference for _, reference in references_of(loaded.spec.params))):
        if isinstance(each, FigureReference):
            figures.append(each.figure)
        else:
            files += (name for part in (each.files if isinstance(each, FileList) else (each,)) for name in part.files)
    root = loaded.content_root
    return SpecFacts(
        id=loaded.spec.id,
        kind=loaded.spec.kind,
        figures=tuple(dict.fromkeys(figures)),
        files=tuple(dict.fromkeys(_in_content(name, root) for name in files)) if root else (),
        is_dated=KINDS[loaded.spec.kind].report is not None,
        warnings=loaded.warnings,
    )


def _in_content(name: str, root: ContentRoot) -> str:
    """The path of a data file relative to the content folder."""
    found = os_path.relpath(root.path(name), root.root).replace("\\", "/")
    return posixpath.normpath(found)
