"""Paths that files of the author cannot have: those of other files, those that are too long, and those that Windows forbids."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterator

from sitegen.errors import Diagnostic
from sitegen.page.links import built_path, folders_of
from sitegen.site.content import Content, ContentFile
from sitegen.site.output_tree import all_folders

_LONGEST_NAME = 255
"""Bytes of a name, on nearly every file system."""
_LONGEST_PATH = 1000
"""Bytes of a path in the site; macOS allows 1,024 for a whole path."""

_NOT_ON_WINDOWS = re.compile(
    r"(?<![^/])(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?![^./])|[<>:\"|?*\\]|[. ](?![^/])", re.IGNORECASE
)
"""Names of devices, signs that no name has, and a dot or blank at the end."""


def path_conflicts(content: Content, paths: Collection[str]) -> Iterator[Diagnostic]:
    """Report the author's files whose paths conflict with each other or with files that sitegen writes.

    Parameters
    ----------
    content : Content
        The author's files; those that were reported already are left out.
    paths : collection of str
        Paths of all files that are not copied.
    """
    made = set(paths) - {built_path(page.path) for page in content.pages}
    reported = {problem.file for problem in content.problems}
    built = {built_path(file.path): file for file in (*content.pages, *content.files) if file.name not in reported}
    folders = all_folders({*made, *built})
    for target, file in built.items():
        blocked = next((folder for folder in folders_of(target) if folder in made), None)
        if target in made:
            yield file.problem(f"this would overwrite {target}, a file that sitegen makes; give it another place")
        elif target in folders:
            first = min(path for path in {*made, *built} if path.startswith(f"{target}/"))
            message = f"in the built site {target} has to be a folder, for {first}; rename this file"
            yield file.problem(message)
        elif blocked:
            yield file.problem(f"{blocked} is a file that sitegen makes, so no folder can have this name")


def windows_warnings(content: Content) -> Iterator[Diagnostic]:
    """Warnings of files that Windows cannot have under their name, or under that in the built site."""
    for file in (*content.pages, *content.specs, *content.files):
        for path in dict.fromkeys((file.path, built_path(file.path))):
            if found := _NOT_ON_WINDOWS.search(path):
                begin, end = path.rfind("/", 0, found.start() + 1) + 1, path.find("/", found.start() + 1)
                name = path[begin:] if end < 0 else path[begin:end]
                yield file.problem(f"on Windows, no file or folder can be called {name}; rename it", "warning")
                break


def length_problems(content: Content, paths: Collection[str]) -> Iterator[Diagnostic]:
    """Report paths in the built site that file systems cannot have; `paths` are those of the files that are not copied."""
    files = {built_path(file.path): file for file in (*content.pages, *content.files)}
    long = (path for path in {*paths, *files} if not path.isascii() or len(path) > _LONGEST_NAME)
    reported: set[str] = set()
    for path in sorted(long, key=lambda path: (path not in files, path)):
        longest, length = max(len(os.fsencode(name)) for name in path.split("/")), len(os.fsencode(path))
        if longest > _LONGEST_NAME:
            message = f"its name in the built site has {longest} bytes; at most {_LONGEST_NAME} are possible"
        elif length > _LONGEST_PATH:
            message = (
                f"its path in the built site has {length:,} bytes; at most {_LONGEST_PATH:,} are possible everywhere"
            )
        else:
            continue
        if (
            path in files or posixpath.dirname(path) not in reported
        ):  # not each index page that sitegen adds above a file
            yield (files.get(path) or ContentFile(path, content.folder / path)).problem(message)
        reported.update(folders_of(path))
