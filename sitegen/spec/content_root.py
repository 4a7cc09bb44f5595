"""Resolve the file names in a spec; paths and symbolic links (symlinks) that leave the content folder are refused."""

from __future__ import annotations

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
            if (above / SITE_CONFIG).is_file():
                return cls(base_dir, Path(os.path.normpath(base_dir.joinpath(*[".."] * height))))
        return cls(base_dir, base_dir)

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
