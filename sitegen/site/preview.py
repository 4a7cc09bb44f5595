"""A site in memory for ``sitegen serve``: its last state without errors. Files are made on request."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from sitegen.engine.stamps import NOTHING, take_snapshot
from sitegen.engine.store import InMemoryStore, Store
from sitegen.errors import ContentError, Diagnostic
from sitegen.site.content import ContentFile, is_ignored
from sitegen.site.last_build import kind_digests, program, program_key
from sitegen.site.memory import ContentChangedError, Memory
from sitegen.site.prepare import BuildReport, prepare
from sitegen.site.progress import Progress, no_progress
from sitegen.site.site_file import SiteFile
from sitegen.site.spec_entry import SpecEntry

_ATTEMPTS = 100
"""How often the content is read again because it changed meanwhile."""
_PAUSE = 0.05
"""Seconds between two attempts."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, and the figure that it is about."""

    diagnostic: Diagnostic
    figure: str
    """Id of the figure; empty for a problem of a page, or of the whole site."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the site after its content changed."""

    changed: frozenset[str]
    """Paths of the files that were read before, and have other bytes now or are gone."""
    findings: tuple[Finding, ...]
    """Errors and warnings."""
    pages: int = 0
    """Number of pages of the site that is shown."""
    figures: int = 0
    """Number of its figures."""

    @property
    def has_errors(self) -> bool:
        """Whether the content has errors, so that the site that is shown is an older one."""
        return any(finding.diagnostic.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Shown:
    """A site without errors, and the digests of those of its files that were read."""

    report: BuildReport
    made: Mapping[str, SiteFile]
    copied: Mapping[str, ContentFile]
    digests: dict[str, bytes] = field(default_factory=dict)
    fresh: dict[str, bytes] = field(default_factory=dict)
    """Content of changed files, which was made to compare it; open pages ask for these files next."""

    def find(self, path: str) -> bytes | Path | None:
        """The content of a file that sitegen makes, or the place of one that it copies."""
        if path in self.fresh:
            return self.fresh[path]
        found: bytes | Path | None = None
        if path in self.made:
            found = self.made[path].data()
        elif path in self.copied and not self.copied[path].content_root.file_problem(self.copied[path].source):
            found = self.copied[path].source
        if found is not None:
            self.digests[path] = _digest(found)
        return found

    def changed_since(self, before: _Shown, paths: set[str]) -> frozenset[str]:
        """Those of `paths` whose content differs from that in the site `before`, from which they were read."""
        changed = set()
        for path in paths:
            digest = before.digests[path]
            old, new = before.made.get(path), self.made.get(path)
            if old is not None and new is not None and old.inputs == new.inputs:
                self.digests[path] = digest
            elif _digest(found := self.find(path)) != digest:
                changed.add(path)
                if isinstance(found, bytes):
                    self.fresh[path] = found
        return frozenset(changed)


class Preview:
    """The site in the folder `content`, which may change or vanish at any time.

    Methods may be called from several threads.

    Parameters
    ----------
    content : Path
        The content folder.
    store : Store or None
        Where figures and texts are kept between two states of the site; by default in memory.
    local_kinds : bool
        Whether the site may have kinds of its own, which are programs.
    """

    def __init__(self, content: Path, store: Store | None = None, *, local_kinds: bool = True) -> None:
        self.content, self._local_kinds = content, local_kinds
        store = store or InMemoryStore()
        self._memory = Memory(store, program_key(program(store)), content, {}, kinds=kind_digests(store))
        self._read = NOTHING
        self._shown: _Shown | None = None
        self._refreshing = Lock()

    @property
    def is_ready(self) -> bool:
        """Whether there was a site without errors yet."""
        return self._shown is not None

    @property
    def base_path(self) -> str:
        """The path of the site's address, such as ``course/``; pages that a server shows at any depth begin links with it."""
        base_url = self._shown.report.site.config.base_url if self._shown else None
        return urlsplit(base_url or "").path.removeprefix("/")

    def refresh(self, progress: Progress | None = None) -> Change:
        """Read the content again. If it has errors, the site that is shown stays as it is."""
        with self._refreshing:
            before = self._shown
            try:
                report = self._prepared(progress or no_progress)
            except ContentError as error:
                return self._change(frozenset(), error.diagnostics)
            made = {file.path: file for file in report.files}
            after = _Shown(report, made, {file.path: file for file in report.site.content.files})
            read = set(before.digests) if before else set()
            changed = after.changed_since(before, read) if before else frozenset()
            self._shown = after
            if before:  # what was read while the others were compared
                changed |= after.changed_since(before, set(before.digests) - read)
            self._memory.forget_unused()  # only now, since pages of the site before may have been asked for
            return self._change(changed, report.diagnostics)

    def _prepared(self, progress: Progress) -> BuildReport:
        """Read what changed; again, if it changes meanwhile."""
        for _ in range(_ATTEMPTS):
            self._read = take_snapshot(self.content, is_ignored, self._read)
            self._memory.begin(self._read.files)
            try:
                return prepare(self.content, self._memory, progress=progress, local_kinds=self._local_kinds)
            except ContentChangedError:
                time.sleep(_PAUSE)
        message = "the content changes all the time; it is read again after the next change"
        raise ContentError.of(str(self.content), message, stage="site")

    def find(self, path: str) -> bytes | Path | None:
        """The content of the file `path` of the site, or its place in the content folder; None where there is no such file."""
        while shown := self._shown:
            try:
                found = shown.find(path)
            except Exception:
                if shown is self._shown:
                    raise  # otherwise, what it was made from is forgotten
            else:
                if shown is self._shown:  # so that the next change reports this file
                    return found
        return None

    def _change(self, changed: frozenset[str], diagnostics: tuple[Diagnostic, ...]) -> Change:
        findings = tuple(Finding(each, self._figure_of(each)) for each in diagnostics)
        if self._shown is None:
            return Change(changed, findings)
        return Change(changed, findings, self._shown.report.pages, self._shown.report.figures)

    def _figure_of(self, diagnostic: Diagnostic) -> str:
        """Id of the figure whose spec has the problem."""
        entries = self._shown.report.site.registry.entries if self._shown else {}
        return next((name for name, entry in entries.items() if _holds(entry, diagnostic)), "")


def _holds(entry: SpecEntry, diagnostic: Diagnostic) -> bool:
    """Whether the problem is in the file or fence of a spec."""
    place = entry.place
    if place.name != diagnostic.file or place.line == 1:
        return place.name == diagnostic.file
    content = entry.source.content  # a fence
    lines = (content.count("\n") if isinstance(content, str) else content.count(b"\n")) + 1
    return 0 <= diagnostic.line - place.line < lines


def _digest(found: bytes | Path | None) -> bytes:
    """A digest of what `Preview.find` found, without reading the author's files, which may be large."""
    if isinstance(found, Path):
        try:
            facts = found.stat()
        except OSError:
            return b""
        return f"{facts.st_mtime_ns} {facts.st_size} {facts.st_ino}".encode()
    return b"" if found is None else sha256(found).digest()
