"""The specs in a folder, to which a spec may refer by their ids."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from sitegen.figures import KINDS
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.load import LoadedSpec, load
from sitegen.spec.source_text import YAML_SUFFIXES, SpecSource


class SiblingSpecs(Mapping[str, LoadedSpec]):
    """The specs in a folder by id, each read when it is asked for; of two with the same id, the one in ``.yaml``.

    The names in the folder are read only when the specs are listed. Data files that the specs name are looked for in `content_root`, by
    default in the folder. Every file that is looked for is added to `files`, whether it exists or not.
    """

    def __init__(
        self, folder: Path, content_root: ContentRoot | None = None, files: dict[Path, None] | None = None
    ) -> None:
        self._folder, self._content_root = folder, content_root
        self._files = {} if files is None else files
        self._loaded: dict[str, LoadedSpec] = {}

    def __getitem__(self, name: str) -> LoadedSpec:
        """Load the spec `name`, with all its problems."""
        if name not in self._loaded:
            file = self._folder.resolve() / self._file(name).name
            content_root = self._content_root or ContentRoot.at(file.parent)
            self._loaded[name] = load(SpecSource.from_file(file, content_root=content_root), KINDS)
        return self._loaded[name]

    def _file(self, name: str) -> Path:
        """The file of the spec `name`; where there is none, the one that it would have."""
        files = [self._folder / f"{name}{suffix}" for suffix in YAML_SUFFIXES]
        file = next(filter(os.path.lexists, files), files[0])
        self._files[file] = None
        return file

    def __contains__(self, name: object) -> bool:
        return os.path.lexists(self._file(str(name)))

    def __iter__(self) -> Iterator[str]:
        """The ids, in order."""
        return iter(sorted({path.stem for path in self._folder.glob("*.y*ml") if path.suffix in YAML_SUFFIXES}))

    def __len__(self) -> int:
        """Number of specs."""
        return sum(1 for _ in self)
