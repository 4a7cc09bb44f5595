"""The place of a spec on the disk becomes the places of the files that it names, none of them outside the content folder."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CONTENT_MARK = "site.yaml"
"""The file that makes a folder a content folder."""


@dataclass(frozen=True, slots=True)
class ContentRoot:
    """Where the files that a spec names are looked for.

    Parameters
    ----------
    folder : Path
        Folder of the file that holds the spec; names begin here.
    content : Path
        The content folder, which no name and no link may leave.
    """

    folder: Path
    content: Path

    @classmethod
    def at(cls, folder: Path) -> ContentRoot:
        """The content root of a spec in `folder`: its content folder is the nearest one upward with ``site.yaml``, or else `folder`."""
        start = Path(os.path.abspath(folder))  # noqa: PTH100 - as written: a link's own parents count
        for height, above in enumerate((start, *start.parents)):
            if (above / CONTENT_MARK).is_file():
                return cls(folder, Path(os.path.normpath(folder.joinpath(*[".."] * height))))
        return cls(folder, folder)

    def path(self, name: str) -> Path:
        """The file `name`, as messages show it."""
        return Path(os.path.normpath(self.folder / name))

    def holds(self, path: Path) -> bool:
        """Whether `path`, as it is written, lies in the content folder."""
        root = os.path.abspath(self.content)  # noqa: PTH100 - as above
        return Path(os.path.abspath(path)).is_relative_to(root)  # noqa: PTH100 - as above

    def really_holds(self, path: Path) -> bool:
        """Whether `path`, all links followed, lies in the content folder."""
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.content))
