"""The keys of figures: digests of everything that a figure depends on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from glob import escape, glob

from sitegen.engine.keys import key_of
from sitegen.engine.stamps import FileState
from sitegen.page.environment import Templates
from sitegen.site.memory import ContentChangedError, Memory
from sitegen.site.spec_registry import SpecRegistry

BLOCK = "figure.html"
"""The template of a figure block."""
_DATE = "SOURCE_DATE_EPOCH"
_PATTERN = re.compile(r"[*?\[]")


class FigureKeys:
    """The keys of the figures of a site."""

    def __init__(self, registry: SpecRegistry, templates: Templates) -> None:
        self._entries, self._memory, self._theme = registry.entries, registry.memory, registry.theme.name
        self._block = key_of(
            *(f"{name} {digest}" for name, digest in template_inputs(registry.memory, templates, BLOCK).items())
        )
        self._known: dict[str, str] = {}

    def of(self, name: str, chain: tuple[str, ...] = ()) -> str:
        """The key of the figure `name`, empty if it is not known: it has an error, or reads a hidden file."""
        if name in self._known:
            return self._known[name]
        entry = self._entries.get(name)
        if entry is None or name in chain:
            return ""
        facts = entry.facts
        referred = [self.of(each, (*chain, name)) for each in facts.figures]
        data = [digest for path in facts.files for digest in self._data(path)]
        date = os.environ.get(_DATE, "") if facts.is_dated else ""
        kind = self._memory.kinds.get(facts.kind, "")
        parts = [entry.place.digest, self._block, self._theme, date, kind, *referred, "", *data]
        self._known[name] = self._memory.key("figure", *parts) if all(referred) and all(data) else ""
        return self._known[name]

    def check(self, name: str) -> None:
        """Check that the files of which a figure was drawn are as they were when the build began.

        Raises
        ------
        ContentChangedError
            If one of them is not.
        """
        files = self._memory.files
        data = [file for path in self._entries[name].facts.files for file in self._files(path) if file in files]
        for file in (*data, *self._memory.templates):
            known = files[file]
            path = self._memory.folder / file
            if not known.is_folder and FileState.of(path.stat(), known.digest) != known:
                raise ContentChangedError(f"{path} changed while it was read")

    def _data(self, path: str) -> Iterator[str]:
        """Names and digests of the data files at `path`; an empty one for a file that the content does not list."""
        files = self._memory.files
        yield from (f"{file} {files[file].digest}" if file in files else "" for file in self._files(path))

    def _files(self, path: str) -> list[str]:
        """The file at `path`, or all files that match it."""
        if path in self._memory.files or not _PATTERN.search(path):
            return [path]
        folder = self._memory.folder
        found = (each.removeprefix(f"{folder}{os.sep}") for each in glob(f"{escape(str(folder))}/{path}"))  # noqa: PTH207 - as in sitegen.spec.data.read
        return sorted(each.replace(os.sep, "/") for each in found)


def template_inputs(memory: Memory, templates: Templates, name: str) -> dict[str, str]:
    """The author's templates on which the template `name` depends, with their digests; our own are part of the program."""
    used = templates.used_by(name)
    return {
        f"template {path.removeprefix('templates/')}": state.digest
        for path, state in memory.templates.items()
        if used is None or path.removeprefix("templates/") in used
    }
