"""What a program is made of: a digest of its files, and the versions of its libraries, found without importing them."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path

from sitegen.engine.stamps import NOTHING, Snapshot, take_snapshot
from sitegen.engine.store import Store

_IGNORED = ("__pycache__", ".*")
_INSTALLED = re.compile(r"(.+)-([^-]+)\.dist-info")


def code_digest(folders: Iterable[Path], store: Store) -> str:
    """Digest of the names and contents of all files in `folders`; `store` has the stamps of files that were read before."""
    digests = [_folder_digest(folder, store) for folder in folders]
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _folder_digest(folder: Path, store: Store) -> str:
    name = hashlib.sha256(f"code {folder}".encode("utf-8", "surrogateescape")).hexdigest()
    encoded = store.record(name)
    before = NOTHING if encoded is None else Snapshot.of(json.loads(encoded))
    found = take_snapshot(folder, lambda each: any(fnmatchcase(each, pattern) for pattern in _IGNORED), before)
    if found.files != before.files or not all(state.is_proof(before.taken_ns) for state in found.files.values()):
        store.put_record(name, json.dumps(found).encode())
    return hashlib.sha256(json.dumps(found.digests(), sort_keys=True).encode()).hexdigest()


def library_versions(names: Iterable[str]) -> Mapping[str, str]:
    """Versions of Python and of the libraries `names`, from the names of folders where libraries are installed.

    `importlib.metadata` would read the description of each library, which takes longer than all else in a build with nothing
    to do. A library that is installed in another way has no version here.
    """
    wanted = set(names)
    found: dict[str, str] = {"Python": f"{sys.implementation.name} {sys.version.split()[0]}"}
    for place in sys.path:
        folder = Path(place)
        for each in folder.glob("*.dist-info") if folder.is_dir() else ():
            parts = _INSTALLED.fullmatch(each.name)
            name = re.sub("[-_.]+", "-", parts[1]).lower() if parts else ""
            if parts and name in wanted:
                found.setdefault(name, parts[2])
    return found
