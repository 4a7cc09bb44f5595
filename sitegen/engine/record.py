"""What the last build made of a content folder in an output folder, so that the next one can tell what changed.

A record is JSON, since a build with nothing to do reads it, and the standard library has what that needs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sitegen.engine.stamps import Snapshot
from sitegen.engine.store import Store
from sitegen.errors import Diagnostic

_FORMAT = 1
"""Another number makes older records unreadable, and the next build a full one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a build read, and what it wrote."""

    conditions: Mapping[str, str]
    """What all outputs depend on, by name: the version of sitegen, options."""
    read: Snapshot
    """The content folder."""
    written: Snapshot
    """The output folder: what this build wrote."""
    pages: int
    figures: int
    """How many the build reported."""
    warnings: tuple[Diagnostic, ...]
    """What the build warned of."""


def record_name(content: Path, out: Path) -> str:
    """Name of the record of builds from `content` to `out`."""
    places = f"{content.resolve()}\0{out.resolve()}"
    return hashlib.sha256(places.encode("utf-8", "surrogateescape")).hexdigest()


def load_record(store: Store, name: str) -> Record | None:
    """The record with this name; None if there is none that can be read."""
    encoded = store.record(name)
    if encoded is None:
        return None
    try:
        found = json.loads(encoded)
        if found["format"] != _FORMAT:
            return None
        return Record(
            conditions=found["conditions"],
            read=Snapshot.of(found["read"]),
            written=Snapshot.of(found["written"]),
            pages=found["pages"],
            figures=found["figures"],
            warnings=tuple(Diagnostic(**each) for each in found["warnings"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def save_record(store: Store, name: str, record: Record) -> None:
    """Store a record."""
    document = {
        "format": _FORMAT,
        "conditions": record.conditions,
        "read": record.read,
        "written": record.written,
        "pages": record.pages,
        "figures": record.figures,
        "warnings": [asdict(each) for each in record.warnings],
    }
    store.put_record(name, _encoded(document))


def _encoded(document: object) -> bytes:
    """The document as JSON. Who has a record to save has time to import what writes large ones fast, and in little memory."""
    import msgspec

    try:
        return msgspec.json.encode(document)
    except UnicodeEncodeError:  # a file name that is not UTF-8
        return json.dumps(document, separators=(",", ":")).encode()
