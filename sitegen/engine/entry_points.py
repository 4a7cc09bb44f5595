"""What installed distributions offer under a group of entry points, found without importing anything."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from sitegen.engine.stamps import file_digest
from sitegen.engine.store import Store
from sitegen.engine.versions import code_digest

_INSTALLED = re.compile(r"(.+)-([^-]+)\.dist-info")
_LINE = re.compile(r"\s*([^=\s#;][^=]*?)\s*=\s*([^\s\[]+)")


class EntryPoint(NamedTuple):
    """One name that a distribution offers."""

    name: str
    value: str
    """Where it is: ``lab_kinds.hinge:KIND``."""
    distribution: str
    version: str


def entry_points(group: str) -> Iterator[EntryPoint]:
    """The entry points of a group, in the order of the path of modules; of a distribution installed twice, the first counts.

    `importlib.metadata` takes longer than all else in a build with nothing to do.
    """
    seen: set[str] = set()
    for place in sys.path:
        folder = Path(place or ".")
        for info in sorted(folder.glob("*.dist-info")) if folder.is_dir() else ():
            parts = _INSTALLED.fullmatch(info.name)
            distribution = re.sub("[-_.]+", "-", parts[1]).lower() if parts else ""
            if parts and distribution not in seen:
                seen.add(distribution)
                for name, value in _of_group(info / "entry_points.txt", group):
                    yield EntryPoint(name, value, distribution, parts[2])


def _of_group(file: Path, group: str) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    section = ""
    for line in text.splitlines() if f"[{group}]" in text else ():
        if line.strip().startswith("["):
            section = line.strip()
        elif section == f"[{group}]" and (found := _LINE.match(line)):
            yield found[1], found[2]


def entry_point_digest(entry: EntryPoint, store: Store) -> str:
    """Digest of what an entry point stands for: its distribution, and all files of its package, which may be edited in place."""
    top = entry.value.partition(":")[0].partition(".")[0]
    try:
        spec = find_spec(top)
    except (ImportError, ValueError):
        spec = None
    code = ""
    if spec and spec.submodule_search_locations:
        code = code_digest(map(Path, spec.submodule_search_locations), store)
    elif spec and spec.origin and Path(spec.origin).is_file():
        code = file_digest(spec.origin)
    return hashlib.sha256("\n".join([*entry, code]).encode()).hexdigest()
