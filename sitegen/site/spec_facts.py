"""Find out the facts of specs in files, in several processes if there are many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple

import msgspec

from sitegen.engine.executors import Workers
from sitegen.engine.keys import key_of
from sitegen.errors import ContentError, unforeseen_errors
from sitegen.figures import KINDS
from sitegen.figures.kinds_of_others import LocalKind
from sitegen.site.content import ContentFile
from sitegen.site.memory import Memory, checked_text
from sitegen.site.spec_entry import SpecPlace, load_source, spec_facts


def with_key(place: SpecPlace, memory: Memory) -> SpecPlace:
    """The place of a spec, with the key of its facts."""
    key = memory.key("spec", place.name, str(place.line), str(place.indent), place.digest, memory.kinds_digest)
    return place._replace(key=key)


class _Task(NamedTuple):
    """A spec whose facts are not known."""

    file: ContentFile
    digest: str
    key: str


def places_of_files(files: Iterable[ContentFile], memory: Memory, workers: Workers) -> Mapping[ContentFile, SpecPlace]:
    """Where the specs in `files` are; `memory` knows the facts of each afterwards, if it has no error."""
    places: dict[ContentFile, SpecPlace] = {}
    missing: list[_Task] = []
    for file in files:
        digest = memory.digest(file.path)
        read = partial(memory.read, file)
        place = with_key(SpecPlace(file.name, 1, 0, key_of(digest, file.source.stem), read), memory)
        if memory.specs.facts(place.key) is None:
            missing.append(_Task(file, digest, place.key))
        places[file] = place
    for chunk, found in workers.map(partial(_facts, KINDS.local_files), missing, local=True):
        for task, facts in zip(chunk, found, strict=True):
            if facts is not None:
                memory.specs.add_encoded(task.key, facts)
    return places


def _facts(kinds: tuple[LocalKind, ...], tasks: Sequence[_Task]) -> list[bytes | None]:
    """The facts of the specs of a chunk, encoded; None for one with an error, which `SpecRegistry.add` reports."""
    KINDS.use_local(kinds)
    found: list[bytes | None] = []
    for task in tasks:
        facts: bytes | None = None
        with suppress(ContentError), unforeseen_errors(f"the figure in {task.file.name}:1"):
            facts = msgspec.msgpack.encode(spec_facts(load_source(checked_text(task.file, task.digest))))
        found.append(facts)
    return found
