"""Whether anything changed since the last build. It imports little, since a build with nothing to do should take no time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sitegen.engine.record import Record, load_record, record_name, save_record
from sitegen.engine.stamps import NOTHING, Snapshot, all_unchanged, file_digest, linked_state, take_snapshot
from sitegen.engine.store import Store
from sitegen.engine.versions import code_digest, library_versions
from sitegen.errors import Diagnostic
from sitegen.site.content import is_ignored, stray_templates
from sitegen.site.output_tree import MARKER
from sitegen.site.staged_output import is_interrupted
from sitegen.theme import template_folder

LIBRARIES = (
    *("jinja2", "markdown-it-py", "markupsafe", "math-core", "mdit-py-plugins", "numpy", "pydantic", "pydantic-core"),
    *("pygments", "pyyaml", "resvg-py", "svgwrite"),
)
"""Libraries whose version can change the bytes of a site."""
_DATE = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A site that was built, or found unchanged."""

    pages: int
    """Number of pages."""
    figures: int
    """Number of figures."""
    diagnostics: tuple[Diagnostic, ...]
    """Warnings, in the order of their places; errors are raised instead."""
    notes: tuple[str, ...] = ()
    """What was not done as usual while the site was published."""
    unchanged: bool = False
    """Whether nothing changed since the last build, so that nothing was written."""


class LastBuild:
    """What is known of the last build from a content folder to an output folder, and what changed since.

    Parameters
    ----------
    store : Store
        Where its record is.
    content, out : Path
        The two folders.
    base_url : str or None
        Address that was given for the site, before that in ``site.yaml``.
    """

    def __init__(self, store: Store, content: Path, out: Path, base_url: str | None) -> None:
        self._store, self._content, self._out = store, content, out
        self._name = record_name(content, out)
        self.record: Record | None = load_record(store, self._name)
        self.conditions = _conditions(store, content, base_url)
        self.read = take_snapshot(content, is_ignored, self.record.read if self.record else NOTHING)
        """The content folder as it is now."""

    def unchanged(self) -> BuildResult | None:
        """The result of the last build if this one would write the same; None if it has to be found out."""
        last = self.record
        if last is None or last.conditions != self.conditions or last.read.digests() != self.read.digests():
            return None
        if is_interrupted(self._out) or not all_unchanged(self._out, last.written):
            return None
        result = BuildResult(last.pages, last.figures, last.warnings, unchanged=True)
        if not all(state.is_proof(last.read.taken_ns) for state in self.read.files.values()):
            self.remember(result, last.written)  # so that the next build need not read these files
        return result

    def has_read(self, files: Iterable[Path]) -> bool:
        """Whether `read` tells all about a build that named `files`: each is in it, and nothing changed meanwhile."""
        names = (os.path.relpath(path, self._content).replace(os.sep, "/") for path in files)
        if not all(name in self.read.files for name in names):  # it is ignored
            return False
        return take_snapshot(self._content, is_ignored, self.read).files == self.read.files

    def remember(self, result: BuildResult, written: Snapshot) -> None:
        """Record a build that read the content folder as this object found it, and wrote the files of a snapshot."""
        record = Record(
            conditions=self.conditions,
            read=self.read,
            written=written,
            pages=result.pages,
            figures=result.figures,
            warnings=result.diagnostics,
        )
        save_record(self._store, self._name, record)


def written_snapshot(out: Path, digests: Mapping[str, str]) -> Snapshot:
    """The state of the published files, whose SHA-256s are known, and of the list of them."""
    now = time.time_ns()
    known = {**digests, MARKER: file_digest(out / MARKER)}
    return Snapshot(now, {name: linked_state(f"{out}/{name}", digest) for name, digest in sorted(known.items())})


def _conditions(store: Store, content: Path, base_url: str | None) -> dict[str, str]:
    """What all of a build depends on besides its content, by name."""
    package = Path(__file__).resolve().parents[1]
    return {
        "sitegen": code_digest([package, template_folder()], store),
        **library_versions(LIBRARIES),
        "name of the content folder": os.fspath(content),
        "base URL": base_url or "",
        "templates next to the content": str(stray_templates(content) or ""),
        _DATE: os.environ.get(_DATE, ""),
    }
