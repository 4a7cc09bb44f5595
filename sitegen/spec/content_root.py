"""Resolve the file names in a spec; paths and symbolic links (symlinks) that leave the content folder are refused."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

SITE_CONFIG = "site.yaml"
"""The file that makes a folder a content folder."""


@dataclass(frozen=True, slots=True)
class ContentRoot:
    """Where the files that a spec names are looked for."""

    base_dir: Path
    """Folder of the file that holds the spec; names are relative to it."""
    root: Path
    """The content folder, which no name and no symlink may leave."""

    @classmethod
    def at(cls, base_dir: Path) -> ContentRoot:
        """The root for a spec in `base_dir`: the nearest folder upward with ``site.yaml``, or else `base_dir`."""
        start = Path(os.path.abspath(base_dir))  # noqa: PTH100 - not resolved: the parents as written count
        for height, above in enumerate((start, *start.parents)):
            if os.path.lexists(above / SITE_CONFIG):
                return cls(base_dir, Path(os.path.normpath(base_dir.joinpath(*[".."] * height))))
        return cls(base_dir, base_dir)

    @property
    def is_site(self) -> bool:
        """Whether it is the content folder of a site, and not any folder with specs."""
        return os.path.lexists(self.root / SITE_CONFIG)

    def path(self, name: str) -> Path:
        """The file `name`, as messages show it."""
        return Path(os.path.normpath(self.base_dir / name))

    def contains(self, path: Path, *, follow_symlinks: bool = True) -> bool:
        """Whether `path` is in the content folder, its symlinks followed or as it is written."""
        absolute = os.path.realpath if follow_symlinks else os.path.abspath
        return Path(absolute(path)).is_relative_to(absolute(self.root))

    def refusal(self, path: Path) -> tuple[str, str]:
        """Why `path` may not be read, and a hint; empty when it may."""
        if not self.contains(path, follow_symlinks=False):
            return (
                f"{path} lies outside the content folder {self.root}",
                f"put the file into {self.root}, or a folder in it",
            )
        if not self.contains(path):
            message = f"{path} is reached through a link that leads out of the content folder {self.root}"
            return message, "put the file itself there"
        return "", ""

    def file_problem(self, path: Path) -> str:
        """Why the file `path`, one of those in the content folder, may not or cannot be read; empty when it can be."""
        if not self.contains(path):
            return "this link leads out of the content folder; put the file itself here"
        try:
            if path.is_file():
                return "" if os.access(path, os.R_OK) else f"the file cannot be read: {os.strerror(errno.EACCES)}"
        except OSError as error:
            return f"the file cannot be read: {error.strerror or type(error).__name__}"
        if path.is_symlink():
            return "this link leads to no file; put the file itself here"
        return (
            "this is neither a file nor a folder" if path.exists() else "the file is gone since the folder was listed"
        )
