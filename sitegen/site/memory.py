"""The results of earlier builds, found in the cache by the key of everything that they depend on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

import msgspec

from sitegen.engine.keys import key_of
from sitegen.engine.stamps import FileState
from sitegen.engine.store import Store
from sitegen.errors import ContentError, SitegenError, unforeseen_errors
from sitegen.figures.third_party_kinds import LocalKind
from sitegen.page.figure_parts import FigureFacts, FigureParts
from sitegen.site.content import TEMPLATES, ContentFile
from sitegen.site.site_page import PageText, SitePage
from sitegen.site.spec_entry import SpecFacts
from sitegen.spec.source_text import MAX_BYTES, SpecSource

if TYPE_CHECKING:
    from sitegen.engine.remote import RemoteCache

W = TypeVar("W")
F = TypeVar("F")
_ENCODER = msgspec.msgpack.Encoder()


class ContentChangedError(SitegenError):
    """A file of the content changed while it was read, so that the build has to begin again."""


class UnknownFile(NamedTuple):
    """A file of the content whose result is not known."""

    file: ContentFile
    digest: str
    key: str
    """The key of its result."""

    def encoded(self, read: Callable[[SpecSource], object], what: str) -> bytes | None:
        """What `read` makes of its text, encoded; None if it has an error. `what` is its name for unforeseen ones."""
        with suppress(ContentError), unforeseen_errors(what):
            return _ENCODER.encode(read(checked_text(self.file, self.digest)))
        return None


class Results(Generic[W, F]):
    """Results of one type: whole ones in the store, and the facts of them that every build needs in memory.

    Parameters
    ----------
    store : Store
        Where whole results are kept.
    whole, facts : type
        The types of both.
    facts_of : callable
        The facts of a whole result, and of the digest of its encoding.
    """

    def __init__(self, store: Store, whole: type[W], facts: type[F], facts_of: Callable[[W, str], F]) -> None:
        self._store, self._facts_of = store, facts_of
        self._decoder: msgspec.msgpack.Decoder[W] = msgspec.msgpack.Decoder(whole)
        self._saved: msgspec.msgpack.Decoder[dict[str, F]] = msgspec.msgpack.Decoder(dict[str, facts])  # type: ignore[valid-type] # a type at run time
        self._known: Mapping[str, F] = {}
        self._used: dict[str, F] = {}
        self._recent: tuple[str, W | None] = ("", None)

    def facts(self, key: str) -> F | None:
        """The facts of the result of `key`, if there is one."""
        found = self._used.get(key) or self._known.get(key)
        if found is not None:
            self._used[key] = found
        elif (encoded := self._store.get(key)) is not None:
            with suppress(msgspec.DecodeError):
                return self._add_facts(key, encoded)
        return found

    def whole(self, key: str) -> W | None:
        """The result of `key`, if there is one."""
        recent = self._recent  # which another thread may replace at any time
        if recent[0] != key:
            encoded = self._store.get(key)
            if encoded is None:
                return None
            try:
                recent = self._recent = (key, self._decoder.decode(encoded))
            except msgspec.DecodeError:
                return None
        return recent[1]

    def add(self, key: str, result: W) -> F:
        """Keep the result of `key`; return its facts."""
        return self.add_encoded(key, _ENCODER.encode(result))

    def add_encoded(self, key: str, encoded: bytes) -> F:
        """Keep a result that another process encoded; return its facts."""
        self._store.put(key, encoded)
        return self._add_facts(key, encoded)

    def add_chunks(
        self, chunks: Iterable[tuple[Sequence[UnknownFile], Sequence[bytes | None]]]
    ) -> Iterator[tuple[UnknownFile, F | None]]:
        """Keep the results of files, as other processes encoded them; yield the facts of each, or None for one with an error."""
        for files, results in chunks:
            for file, encoded in zip(files, results, strict=True):
                yield file, None if encoded is None else self.add_encoded(file.key, encoded)

    def _add_facts(self, key: str, encoded: bytes) -> F:
        facts = self._facts_of(self._decoder.decode(encoded), hashlib.sha256(encoded).hexdigest())
        self._used[key] = facts
        return facts

    @property
    def used(self) -> Collection[str]:
        """The keys of the facts that were used."""
        return self._used.keys()

    def forget_unused(self) -> None:
        """Forget the facts that were not used since this was called before."""
        self._known, self._used = self._used, {}

    def saved(self) -> bytes:
        """The facts that were used."""
        return _ENCODER.encode(self._used)

    def restore(self, saved: bytes) -> None:
        """Take over the facts in `saved`."""
        self._known = self._saved.decode(saved)


class Memory:
    """All results that a build may use again, and the files of the content as they were when it began.

    Parameters
    ----------
    store : Store
        Where results are kept.
    program : str
        Digest of what all results depend on: our code, the versions of libraries.
    folder : Path
        The content folder.
    files : mapping of str to FileState
        The content, by path.
    remote : RemoteCache or None
        Where other machines keep figures.
    kinds : mapping of str to str
        Digests of third-party kinds, by their names.
    """

    def __init__(  # noqa: PLR0913 - what all results depend on
        self,
        store: Store,
        program: str,
        folder: Path,
        files: Mapping[str, FileState],
        remote: RemoteCache | None = None,
        *,
        kinds: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.store, self.program, self.folder, self.files, self.remote = store, program, folder, files, remote
        self._installed = dict(kinds)
        self._set_kinds({})
        self.pages = Results(store, PageText, SitePage, _page_of)
        self.specs = Results(store, SpecFacts, SpecFacts, _same)
        self.figures = Results(store, FigureParts, FigureFacts, FigureParts.facts)
        self.anchors = Results(store, list[str], list[str], _same)

    def key(self, *parts: str) -> str:
        """The key of a result that depends on `parts` and on the program."""
        return key_of(self.program, *parts)

    def use_local_kinds(self, kinds: Mapping[str, LocalKind]) -> None:
        """Let figures depend on the kinds of the site, too, which have these files.

        Raises
        ------
        ContentChangedError
            If one of them changed since the build began.
        """
        self._set_kinds({name: kind.origin.digest for name, kind in kinds.items()})
        for kind in kinds.values():
            if not self.digest(kind.path).startswith(kind.origin.digest):
                raise ContentChangedError(f"{kind.file} changed while it was read")

    def _set_kinds(self, local: Mapping[str, str]) -> None:
        self.kinds: Mapping[str, str] = {**self._installed, **local}
        self.kinds_digest = key_of(*(f"{name} {digest}" for name, digest in sorted(self.kinds.items())))

    def digest(self, path: str) -> str:
        """Digest of the file at `path` in the content folder.

        Raises
        ------
        ContentChangedError
            If there was none when the build began.
        """
        if path not in self.files:
            raise ContentChangedError(f"{path} is new")
        return self.files[path].digest

    def file_at(self, path: Path) -> FileState | None:
        """The state of a file that is named as messages show it; None if it is not in the list of the content."""
        return self.files.get(os.path.relpath(path, self.folder).replace(os.sep, "/"))

    @cached_property
    def templates(self) -> Mapping[str, FileState]:
        """The author's templates, by path."""
        return {path: state for path, state in self.files.items() if path.startswith(f"{TEMPLATES}/")}

    def read(self, file: ContentFile) -> SpecSource:
        """The text of a file, which still is as it was when the build began.

        Raises
        ------
        ContentError
            As `ContentFile.read`.
        ContentChangedError
            If it changed.
        """
        known = self.files.get(file.path)
        return file.read() if known is None else checked_text(file, known.digest)

    def begin(self, files: Mapping[str, FileState]) -> None:
        """Begin a build of the content with these `files`."""
        self.files = files
        self.__dict__.pop("templates", None)

    def forget_unused(self) -> None:
        """Forget the facts that no build used since this was called before."""
        self.store.forget_all_but([key for each in self._all() for key in each.used])
        for each in self._all():
            each.forget_unused()

    def save(self, name: str) -> None:
        """Store the facts that were used as the record `name`."""
        for number, each in enumerate(self._all()):  # one after the other, since those of a large site are large
            self.store.put_record(key_of(name, str(number)), each.saved())

    def load(self, name: str) -> None:
        """Take over the facts in the record `name`."""
        for number, each in enumerate(self._all()):
            saved = self.store.record(key_of(name, str(number)))
            with suppress(msgspec.DecodeError):  # of another version
                each.restore(saved or b"\x80")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle for other processes, which share the store."""
        return Memory, (self.store, self.program, self.folder, self.files)

    def _all(self) -> tuple[Results[Any, Any], ...]:
        return self.pages, self.specs, self.figures, self.anchors


def checked_text(file: ContentFile, digest: str) -> SpecSource:
    """The text of a file whose digest was `digest` when the build began; errors as those of `Memory.read`."""
    source = file.read()
    content = source.content
    whole = len(content) <= MAX_BYTES  # a larger one is not read to its end
    if isinstance(content, bytes) and whole and not digest.startswith(hashlib.sha256(content).hexdigest()):
        raise ContentChangedError(f"{file.name} changed while it was read")
    return source


def _page_of(text: PageText, _digest: str) -> SitePage:
    return text.page


def _same(result: F, _digest: str) -> F:
    return result
