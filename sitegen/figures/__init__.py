"""Kinds of figures: one folder for each, and `KINDS`, the one table. Adding a kind adds one line here.

A kind is imported when it is first used: a build that draws one figure needs one kind, and a kernel needs numpy alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.errors import Diagnostic
    from sitegen.figures.third_party_kinds import LocalKind, Origin
    from sitegen.kinds.figure_kind import AnyKind

_NAMES = (
    "gradient-decay",
    "gradient-flow",
    "vanishing-gradients",
    "dead-neurons",
    "bptt-norm",
    "activation-curve",
    "lr-schedule",
    "curves",
    "training-curves",
    "bars",
    "layer-profile",
    "grid",
    "histogram",
    "graph",
)


class Kinds(Mapping[str, "AnyKind"]):
    """The kinds by name: ours, in the order in which they are listed here, each in the folder of its name; then third-party ones.

    A third-party kind that is broken raises a `ContentError` when it is asked for.
    """

    own = _NAMES
    """The names of ours."""

    def __init__(self) -> None:
        self._imported: dict[str, AnyKind] = {}
        self._local: dict[str, AnyKind] = {}
        self.local_files: tuple[LocalKind, ...] = ()
        """The files of the site that was read last."""

    def __getitem__(self, name: str) -> AnyKind:
        if name in self._local:
            return self._local[name]
        if name not in self._imported:
            self._imported[name] = self._load(name)
        return self._imported[name]

    def _load(self, name: str) -> AnyKind:
        if name in _NAMES:
            folder = name.replace("-", "_")
            kind: AnyKind = import_module(f"{__name__}.{folder}.definition").KIND
            return kind
        from sitegen.figures.third_party_kinds import installed_kinds, load_installed

        return load_installed(installed_kinds()[name])

    def __contains__(self, name: object) -> bool:
        return name in _NAMES or name in self._third_party()

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*_NAMES, *self._third_party())))

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _third_party(self) -> list[str]:
        from sitegen.figures.third_party_kinds import installed_kinds

        return sorted({*self._local, *installed_kinds()})

    def use_local(self, files: tuple[LocalKind, ...]) -> None:
        """Know the kinds in `files` of a site, and no longer those of another one; errors as those of `load_local`."""
        from sitegen.figures.third_party_kinds import load_local

        if files != self.local_files:
            self._local, self.local_files = {}, ()
            self._local, self.local_files = load_local(files), files

    @property
    def local(self) -> Mapping[str, LocalKind]:
        """The files of the local kinds, by the names of these."""
        return dict(zip(self._local, self.local_files, strict=True))

    def origin(self, name: str) -> Origin | None:
        """Where a third-party kind comes from; None for ours."""
        from sitegen.figures.third_party_kinds import installed_origin

        if name in _NAMES:
            return None
        return self.local[name].origin if name in self._local else installed_origin(name)

    def usable(self) -> tuple[dict[str, AnyKind], list[Diagnostic]]:
        """The kinds that can be imported, and the problems of all others."""
        from sitegen.errors import ContentError
        from sitegen.figures.third_party_kinds import with_our_names

        found: dict[str, AnyKind] = {}
        problems = with_our_names(_NAMES)
        for name in self:
            try:
                found[name] = self[name]
            except ContentError as error:
                problems += error.diagnostics
        return found, problems


KINDS = Kinds()
