"""The whole stage: a source or a Python mapping goes in, a `FigureSpec` with its warnings and its places comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from pydantic import BaseModel

from sitegen.errors import ContentError, Diagnostic, Severity
from sitegen.spec.compose import MAX_DEPTH, compose
from sitegen.spec.explain import Finding, parse_path
from sitegen.spec.fields import Location
from sitegen.spec.home import Home
from sitegen.spec.model import FigureSpec
from sitegen.spec.text import FORBIDDEN, Place, SourceText, SpecSource, capped, read_text
from sitegen.spec.tree import REFUSED, Spot, Tree, dotted
from sitegen.spec.validate import KindLike, validate

__all__ = ["KindLike", "Loaded", "SpecSource", "load", "load_mapping"]
_PYTHON = "<python>"
_NO_CHANGES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Places:
    """Where the fields of one spec stand; without a text, as for a Python mapping, nowhere but in their source."""

    name: str
    text: SourceText | None = field(default=None, repr=False)
    spots: Mapping[Location, Spot] = field(default_factory=dict, repr=False)
    changed: frozenset[str] = frozenset()
    """Parameters that Python gave, and no text."""

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """`finding` as a diagnostic at its field, or at the nearest field around it that was written."""
        name = dotted(finding.path)
        message = f"{name}: {finding.message}" if name else finding.message
        given = finding.path[:1] == ("params",) and not self.changed.isdisjoint(map(str, finding.path[1:2]))
        if self.text and finding.aim != "file" and not given:
            return self.text.located(self._place(finding), message, finding.hint, name, finding.severity)
        file = _PYTHON if given else self.name
        return Diagnostic(file=file, message=message, severity=finding.severity, hint=finding.hint, field=name)

    def _place(self, finding: Finding) -> Place:
        if finding.aim != "mapping" and (spot := self.spots.get(finding.path)):
            return spot.key or spot.value if finding.aim == "key" else spot.value
        for length in range(len(finding.path) - 1, -1, -1):
            if spot := self.spots.get(finding.path[:length]):
                return spot.key or spot.value._replace(length=1)
        return Place(0, 0)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A checked spec.

    Parameters
    ----------
    spec : FigureSpec
        The figure with every default filled in.
    warnings : tuple of Diagnostic
        What was changed on the author's behalf.
    places : Places
        Where each field was written.
    home : Home or None
        Where the files that it names are looked for.
    """

    spec: FigureSpec
    warnings: tuple[Diagnostic, ...]
    places: Places
    home: Home | None = None

    def at(self, path: str | Location, message: str, hint: str = "", severity: Severity = "error") -> Diagnostic:
        """Make a diagnostic at the value of a field, for what only a later stage can know.

        Parameters
        ----------
        path : str or tuple
            Dotted, ``params.gradients.figure``, or its steps. A field that was not written shows the nearest one around it.
        message : str
            One sentence; the path is put before it.
        hint : str
            Shown behind the caret.
        severity : {"error", "warning"}
            How bad it is.
        """
        steps = parse_path(path) if isinstance(path, str) else path
        return self.places.diagnostic(Finding(path=steps, message=message, hint=hint, severity=severity))


def load(source: SpecSource, kinds: Mapping[str, KindLike], params: Mapping[str, object] = _NO_CHANGES) -> Loaded:
    """Read one spec.

    Parameters
    ----------
    source : SpecSource
        The text and its name.
    kinds : mapping
        The figure kinds by name.
    params : mapping
        Parameters from Python, before those in the text; numpy arrays and scalars count as lists and numbers.

    Raises
    ------
    ContentError
        With every problem of this source, warnings included.
    """
    text = read_text(source)
    tree = compose(text)
    if not tree.complete:
        raise ContentError(capped(list(tree.problems)))
    places = Places(source.name, text, tree.spots, frozenset(params))
    return replace(_checked(_changed(tree, params, places), places, kinds, source.default_id), home=source.home)


def _changed(tree: Tree, params: Mapping[str, object], places: Places) -> Tree:
    """`tree` with parameters from Python; a tree that is no spec stays as it is."""
    if not params or not isinstance(tree.value, dict):
        return tree
    own = tree.value.get("params")
    if not isinstance(own, dict | None):
        return tree
    found: list[Finding] = []
    given = {name: _plain(value, ("params", name), found) for name, value in params.items()}
    changed = {**tree.value, "params": {**(own or {}), **given}}
    return replace(tree, value=changed, problems=(*tree.problems, *map(places.diagnostic, found)))


def load_mapping(
    mapping: Mapping[str, object],
    kinds: Mapping[str, KindLike],
    name: str = _PYTHON,
    default_id: str = "figure",
    params: Mapping[str, object] = _NO_CHANGES,
) -> Loaded:
    """Take a spec from Python, `params` before those in it; numpy arrays and scalars count as lists and numbers.

    Raises
    ------
    ContentError
        With every problem; they have a field but no line.
    """
    found: list[Finding] = []
    places = Places(name, changed=frozenset(params))
    value = _plain(mapping, (), found)
    tree = Tree(value, {}, tuple(map(places.diagnostic, found)))
    return _checked(_changed(tree, params, places), places, kinds, default_id)


def _checked(tree: Tree, places: Places, kinds: Mapping[str, KindLike], default_id: str) -> Loaded:
    outcome = validate(tree.value, kinds, default_id)
    found = [finding for finding in outcome.findings if finding.aim != "mapping" or finding.path[:-1] not in tree.gaps]
    problems = [*tree.problems, *(places.diagnostic(finding) for finding in found)]
    if outcome.spec is None or tree.problems:
        raise ContentError(capped(problems))
    return Loaded(outcome.spec, tuple(problems), places)


def _plain(value: object, path: Location, found: list[Finding]) -> object:
    """Turn numpy's and pydantic's values into what YAML would have given; what YAML could not give goes to `found`."""
    if isinstance(value, BaseModel):
        value = value.model_dump(exclude_unset=True)
    elif hasattr(value, "tolist"):
        value = value.tolist()
    if len(path) > MAX_DEPTH:
        found.append(Finding(path=path[:1], message=f"nested more than {MAX_DEPTH} levels deep, the most that is read"))
    elif isinstance(value, Mapping):
        return {str(key): _plain(each, (*path, str(key)), found) for key, each in value.items()}
    elif isinstance(value, list | tuple):
        return [_plain(each, (*path, index), found) for index, each in enumerate(value)]
    elif isinstance(value, str) and (hidden := FORBIDDEN.search(value)):
        found.append(Finding(path=path, message=f"the text holds the invisible character U+{ord(hidden[0]):04X}"))
    else:
        return value
    return REFUSED
