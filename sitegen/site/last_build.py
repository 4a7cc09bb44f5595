"""Whether anything changed since the last build. It imports little, since a build with nothing to do should take no time."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sitegen.engine.entry_points import entry_point_digest
from sitegen.engine.keys import key_of
from sitegen.engine.record import Record, load_record, record_name, save_record
from sitegen.engine.stamps import NOTHING, Snapshot, all_unchanged, file_digest, linked_state, take_snapshot
from sitegen.engine.store import Store
from sitegen.engine.versions import code_digest, library_versions
from sitegen.errors import Diagnostic
from sitegen.figures.third_party_kinds import installed_kinds
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
class MadeFile:
    """A file that a build made anew."""

    path: str
    """Relative to the built site, with slashes."""
    inputs: Mapping[str, str]
    """Everything that it depends on, apart from the program: digests by name."""
    reason: str
    """What changed since the last build."""
    milliseconds: float
    """How long it took to make it."""
    size: int
    """Its bytes."""
    template: str
    """The template of a page; empty for other files."""

    @property
    def key(self) -> str:
        """Digest of its inputs."""
        return key_of(self.path, *(f"{name} {digest}" for name, digest in sorted(self.inputs.items())))


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
    made: tuple[MadeFile, ...] = ()
    """The files that were made; all others are those of the last build."""
    drawn: Mapping[str, float] = field(default_factory=dict)
    """The figures that were drawn, with the milliseconds that each took."""
    removed: tuple[str, ...] = ()
    """The files of the last build that are gone."""
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
    local_kinds : bool
        Whether the site may have kinds of its own.
    """

    def __init__(
        self, store: Store, content: Path, out: Path, base_url: str | None, *, local_kinds: bool = True
    ) -> None:
        self.store, self.content, self.out, self.base_url = store, content, out, base_url
        self.name = record_name(content, out)
        self.record: Record | None = load_record(store, self.name)
        self.program = program(store)
        """What all results depend on, by name."""
        self.kinds = kind_digests(store)
        """Digests of the kinds of installed distributions."""
        of_others = {**self.kinds, **({} if local_kinds else {"no local kinds": "1"})}
        self.conditions = {**self.program, **of_others, **_conditions(content, base_url)}
        self.read = take_snapshot(content, is_ignored, self.record.read if self.record else NOTHING)
        """The content folder as it is now."""

    def read_again(self) -> None:
        """Look at the content folder again, because it changed."""
        self.read = take_snapshot(self.content, is_ignored, self.read)

    def changed_program(self) -> list[str]:
        """The parts of the program, such as its code and the versions of libraries, that changed since the last build."""
        before = self.record.conditions if self.record else {}
        return [name for name, value in self.program.items() if before.get(name) != value]

    def unchanged(self) -> BuildResult | None:
        """The result of the last build if nothing changed since; None if something did, or may have."""
        last = self.record
        if last is None or last.conditions != self.conditions or last.read.digests() != self.read.digests():
            return None
        if is_interrupted(self.out) or not all_unchanged(self.out, last.written):
            return None
        result = BuildResult(last.pages, last.figures, last.warnings, unchanged=True)
        if not all(state.is_proof(last.read.taken_ns) for state in self.read.files.values()):
            self.remember(result, last.written)  # so that the next build need not read these files
        return result

    def is_current(self) -> bool:
        """Whether the content is still as it was when it was read."""
        return take_snapshot(self.content, is_ignored, self.read).files == self.read.files

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
        save_record(self.store, self.name, record)


def written_snapshot(out: Path, digests: Mapping[str, str]) -> Snapshot:
    """The state of the published files, whose SHA-256s are known, and of the list of them."""
    now = time.time_ns()
    known = {**digests, MARKER: file_digest(out / MARKER)}
    return Snapshot(now, {name: linked_state(f"{out}/{name}", digest) for name, digest in sorted(known.items())})


def program(store: Store) -> Mapping[str, str]:
    """What all results depend on, by name: digest of our code, and versions."""
    package = Path(__file__).resolve().parents[1]
    return {"sitegen": code_digest([package, template_folder()], store), **library_versions(LIBRARIES)}


def program_key(parts: Mapping[str, str]) -> str:
    """Digest of the parts of the program."""
    return key_of(*(f"{name} {value}" for name, value in sorted(parts.items())))


def kind_digests(store: Store) -> Mapping[str, str]:
    """Digests of the kinds of installed distributions, by their names: only figures that have them depend on them."""
    return {
        name: key_of(*(entry_point_digest(entry, store) for entry in entries))
        for name, entries in sorted(installed_kinds().items())
    }


def _conditions(content: Path, base_url: str | None) -> dict[str, str]:
    """What a build depends on besides the program and the files in its content folder, by name."""
    return {
        "name of the content folder": os.fspath(content),
        "base URL": base_url or "",
        "templates next to the content": str(stray_templates(content) or ""),
        _DATE: os.environ.get(_DATE, ""),
    }
