"""Find out the facts of specs in files, in several processes if there are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from sitegen.engine.executors import Workers
from sitegen.engine.keys import key_of
from sitegen.figures import KINDS
from sitegen.figures.third_party_kinds import LocalKind
from sitegen.site.content import ContentFile
from sitegen.site.memory import Memory, UnknownFile
from sitegen.site.spec_entry import SpecPlace, load_source, spec_facts


def with_key(place: SpecPlace, memory: Memory) -> SpecPlace:
    """The place of a spec, with the key of its facts."""
    key = memory.key("spec", place.name, str(place.line), str(place.indent), place.digest, memory.kinds_digest)
    return place._replace(key=key)


def places_of_files(
    files: Iterable[ContentFile], memory: Memory, workers: Workers
) -> list[tuple[ContentFile, SpecPlace]]:
    """Where the specs in `files` are; `memory` knows the facts of each afterwards, if it has no error."""
    places: list[tuple[ContentFile, SpecPlace]] = []
    missing: list[UnknownFile] = []
    for file in files:
        digest = memory.digest(file.path)
        read = partial(memory.read, file)
        place = with_key(SpecPlace(file.name, 1, 0, key_of(digest, file.source.stem), read), memory)
        if memory.specs.facts(place.key) is None:
            missing.append(UnknownFile(file, digest, place.key))
        places.append((file, place))
    for _ in memory.specs.add_chunks(workers.map(partial(_facts, KINDS.local_files), missing, local=True)):
        pass
    return places


def _facts(kinds: tuple[LocalKind, ...], files: Sequence[UnknownFile]) -> list[bytes | None]:
    """The facts of the specs of a chunk, encoded; None for one with an error, which `SpecRegistry.add` reports."""
    KINDS.use_local(kinds)
    return [
        file.encoded(lambda source: spec_facts(load_source(source)), f"the figure in {file.file.name}:1")
        for file in files
    ]
