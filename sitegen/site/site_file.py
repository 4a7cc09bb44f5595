"""The files of a built site, and what each depends on: files that sitegen makes, and copies of the author's."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sitegen.atomic import write_new
from sitegen.engine.regular_files import open_regular
from sitegen.engine.stamps import file_digest
from sitegen.errors import unforeseen_errors
from sitegen.site.content import ContentFile
from sitegen.site.memory import ContentChangedError


class SiteFile(NamedTuple):
    """A file of the built site. A site has ten for each figure, so they should be made fast."""

    path: str
    """Relative to the built site, with slashes."""
    make: Callable[[], str | bytes]
    """Returns the content. It is called when the file is written, so that a site of any size fits into memory."""
    inputs: Mapping[str, str]
    """Everything that the content depends on, apart from the program: digests by name."""
    framed: bool = False
    """Whether it is a page for the ``<iframe>`` of another site, which no list of pages names."""
    template: str = ""
    """The template of a page; empty for other files."""

    def text(self) -> str:
        """The content as text; empty for a PNG."""
        made = self._made()
        return made if isinstance(made, str) else ""

    def data(self) -> bytes:
        """The content as bytes."""
        made = self._made()
        return made.encode() if isinstance(made, str) else made

    def write(self, target: str) -> tuple[str, int]:
        """Write the content to the new file `target`; return its SHA-256 and its bytes."""
        content = self.data()
        write_new(target, content)
        return hashlib.sha256(content).hexdigest(), len(content)

    def _made(self) -> str | bytes:
        with unforeseen_errors(self.path):
            return self.make()

    @property
    def is_page(self) -> bool:
        """Whether it is a page of its own for readers."""
        return self.path.endswith(".html") and not self.framed


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the author that is copied into the built site."""

    source: ContentFile
    digest: str

    template: str = ""

    @property
    def path(self) -> str:
        """Relative to the built site, with slashes."""
        return self.source.path

    @property
    def inputs(self) -> Mapping[str, str]:
        """What its content depends on: digests by name."""
        return {f"file {self.path}": self.digest}

    def write(self, target: str) -> tuple[str, int]:
        """Copy the file to `target`; return its SHA-256 and its bytes.

        Raises
        ------
        ContentChangedError
            If it changed since the build began.
        """
        changed = f"{self.source.name} changed while it was copied"
        try:
            content = open_regular(self.source.source)
        except OSError as error:
            raise ContentChangedError(changed) from error
        with content, Path(target).open("wb") as copy:
            shutil.copyfileobj(content, copy)
        digest = file_digest(target)
        if digest != self.digest.partition(" ")[0]:
            raise ContentChangedError(changed)
        return digest, Path(target).stat().st_size
