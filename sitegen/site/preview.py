"""A site in memory for ``sitegen serve``: its last state without errors, of which files are made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from sitegen.errors import ContentError, Diagnostic
from sitegen.site.content import ContentFile
from sitegen.site.model import SiteFile
from sitegen.site.prepare import BuildReport, prepare
from sitegen.site.progress import Progress
from sitegen.spec.source_text import SpecSource


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

    def find(self, path: str) -> bytes | Path | None:
        """The content of a file that sitegen makes, or the place of one that it copies."""
        found: bytes | Path | None = None
        if path in self.made:
            found = self.made[path].data()
        elif path in self.copied and not self.copied[path].content_root.file_problem(self.copied[path].source):
            found = self.copied[path].source
        if found is not None:
            self.digests[path] = _digest(found)
        return found


class Preview:
    """The site in the folder `content`, which may change or vanish at any time.

    Methods may be called from several threads.
    """

    def __init__(self, content: Path) -> None:
        self.content = content
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
                report = prepare(self.content, progress=progress)
            except ContentError as error:
                return self._change(frozenset(), error.diagnostics)
            made = {file.path: file for file in report.files}
            after = _Shown(report, made, {file.path: file for file in report.site.content.files})
            known = dict(before.digests) if before else {}
            changed = frozenset(path for path, digest in known.items() if _digest(after.find(path)) != digest)
            self._shown = after
            return self._change(changed, report.diagnostics)

    def find(self, path: str) -> bytes | Path | None:
        """The content of the file `path` of the site, or its place in the content folder; None where there is no such file."""
        return self._shown.find(path) if self._shown else None

    def _change(self, changed: frozenset[str], diagnostics: tuple[Diagnostic, ...]) -> Change:
        findings = tuple(Finding(each, self._figure_of(each)) for each in diagnostics)
        if self._shown is None:
            return Change(changed, findings)
        return Change(changed, findings, self._shown.report.pages, self._shown.report.figures)

    def _figure_of(self, diagnostic: Diagnostic) -> str:
        """Id of the figure whose spec has the problem."""
        sources = self._shown.report.site.registry.sources if self._shown else {}
        return next((name for name, source in sources.items() if _holds(source, diagnostic)), "")


def _holds(source: SpecSource, diagnostic: Diagnostic) -> bool:
    """Whether the problem is in the file or fence of `source`."""
    content = source.content
    lines = (content.count("\n") if isinstance(content, str) else content.count(b"\n")) + 1
    whole = source.first_line == 1
    return source.name == diagnostic.file and (whole or 0 <= diagnostic.line - source.first_line < lines)


def _digest(found: bytes | Path | None) -> bytes:
    """A digest of what `Preview.find` found, without reading the author's files, which may be large."""
    if isinstance(found, Path):
        try:
            facts = found.stat()
        except OSError:
            return b""
        return f"{facts.st_mtime_ns} {facts.st_size} {facts.st_ino}".encode()
    return b"" if found is None else sha256(found).digest()
