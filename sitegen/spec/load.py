"""Load a figure spec from YAML or from a Python mapping, with its warnings and the places of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sitegen.errors import ContentError, Diagnostic, Severity
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.declaration import Params
from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.figure_spec import FigureSpec
from sitegen.spec.inline_values import with_plain_lists
from sitegen.spec.message_format import FieldPath, parse_dotted
from sitegen.spec.python_values import plain_mapping, plain_value
from sitegen.spec.source_text import PYTHON_SOURCE, SpecSource, limit_problems
from sitegen.spec.validate import KindLike, validate
from sitegen.spec.yaml_model import SourceMap, merge_problems, parse_yaml
from sitegen.spec.yaml_tree import YamlTree

_PLACEHOLDER = "figure"
_NOT_COMPUTED = {"id", "title", "caption", "note", "alt", "size", "title_in_files", "motion", "lang"}
"""Fields that no number and no state depends on."""
M = TypeVar("M", bound=BaseModel)
_NO_CHANGES: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class LoadedSpec:
    """A checked spec."""

    spec: FigureSpec
    """The figure with every default filled in."""
    warnings: tuple[Diagnostic, ...]
    """Changes to the author's values."""
    source_map: SourceMap
    """Where each field was written."""
    content_root: ContentRoot | None = None
    """Where the files that it names are looked for."""

    def at(self, path: str | FieldPath, message: str, hint: str = "", severity: Severity = "error") -> Diagnostic:
        """Make a diagnostic at the value of a field, for problems that a later stage finds.

        The `path` is dotted, ``params.gradients.figure``, or its steps; a field that was not written has the place of the nearest one around
        it. The path is put before the `message`.
        """
        steps = parse_dotted(path) if isinstance(path, str) else path
        return self.source_map.diagnostic(FieldProblem(steps, message, hint, severity=severity))


class InvalidSpecError(ContentError):
    """A spec has errors. `part` is the spec without its invalid fields, unless too few are left.

    `has_all_numbers` says whether all fields are valid that the numbers of the figure depend on.
    """

    def __init__(self, diagnostics: Sequence[Diagnostic], part: LoadedSpec | None, *, has_all_numbers: bool) -> None:
        super().__init__(diagnostics)
        self.part, self.has_all_numbers = part, has_all_numbers


def load(source: SpecSource, kinds: Mapping[str, KindLike], params: Mapping[str, object] = _NO_CHANGES) -> LoadedSpec:
    """Read one spec. Parameters from Python, `params`, come before those in the text.

    A `ContentError` has every problem of this source, warnings included; it is an `InvalidSpecError` when the text is YAML.
    """
    tree, places = parse_yaml(source)
    source_map = replace(places, changed=frozenset(params))
    tree = _changed(tree, params, source_map)
    return _checked(tree, source_map, kinds, source.default_id, source.content_root)


def _changed(tree: YamlTree, params: Mapping[str, object], source_map: SourceMap) -> YamlTree:
    """`tree` with parameters from Python, unless it is not a spec."""
    if not params or not isinstance(tree.value, dict):
        return tree
    own = tree.value.get("params")
    if not isinstance(own, dict | None):
        return tree
    found: list[FieldProblem] = []
    given = plain_mapping(params, ("params",), found)
    changed = {**tree.value, "params": {**(own or {}), **given}}
    return replace(tree, value=changed, problems=(*tree.problems, *map(source_map.diagnostic, found)))


def load_mapping(
    mapping: Mapping[str, object],
    kinds: Mapping[str, KindLike],
    params: Mapping[str, object] = _NO_CHANGES,
    content_root: ContentRoot | None = None,
) -> LoadedSpec:
    """Load a spec from a Python mapping; otherwise as `load`. Its problems have a field but no line."""
    found: list[FieldProblem] = []
    source_map = SourceMap(PYTHON_SOURCE, changed=frozenset(params))
    value = plain_value(mapping, (), found)
    tree = YamlTree(value, {}, tuple(map(source_map.diagnostic, found)))
    return _checked(_changed(tree, params, source_map), source_map, kinds, "figure", content_root)


def _checked(
    tree: YamlTree,
    source_map: SourceMap,
    kinds: Mapping[str, KindLike],
    default_id: str,
    content_root: ContentRoot | None,
) -> LoadedSpec:
    tree, source_map = _with_plain_lists(tree, source_map, kinds)
    result = validate(tree.value, kinds, default_id, source_map.changed)
    found = [
        problem
        for problem in result.problems
        if problem.highlight != "mapping" or problem.path[:-1] not in tree.mappings_with_errors
    ]
    problems = merge_problems(tree.problems, list(map(source_map.diagnostic, found)))
    fields = {each.field for each in problems}
    problems += [each for each in tree.warnings if each.field not in fields]
    if result.spec is None or tree.problems:
        part = valid_part(tree.value, kinds, default_id)
        loaded = None if part is None else LoadedSpec(part.spec, (), source_map, content_root)
        has_all_numbers = part is not None and part.has_all_numbers and not tree.problems
        raise InvalidSpecError(limit_problems(problems), loaded, has_all_numbers=has_all_numbers)
    return LoadedSpec(result.spec, tuple(problems), source_map, content_root)


def _with_plain_lists(
    tree: YamlTree, source_map: SourceMap, kinds: Mapping[str, KindLike]
) -> tuple[YamlTree, SourceMap]:
    """`tree` with the lists that its kind takes in place of other forms, and their places."""
    value, kind = tree.value, _kind_of(tree.value, kinds)
    if kind is None or not isinstance(value, dict) or not isinstance(value.get("params"), dict):
        return tree, source_map
    params, problems, source_map = with_plain_lists(kind.params, value["params"], source_map)
    return replace(tree, value={**value, "params": params}, problems=(*tree.problems, *problems)), source_map


def _kind_of(value: object, kinds: Mapping[str, KindLike]) -> KindLike | None:
    """The kind that a spec names, if there is one."""
    name = value.get("kind") if isinstance(value, dict) else None
    return kinds.get(name) if isinstance(name, str) else None


class ValidPart(NamedTuple):
    """A spec without its invalid fields."""

    spec: FigureSpec
    has_all_numbers: bool
    """Whether everything that numbers depend on is valid; otherwise a default may be in its place."""


def valid_part(value: object, kinds: Mapping[str, KindLike], default_id: str) -> ValidPart | None:
    """The fields of `value` that are valid; None where they do not make a spec."""
    kind = _kind_of(value, kinds)
    if not isinstance(value, dict) or kind is None:
        return None
    params, wrong_params = _valid_fields(kind.params, value.get("params"))
    if params is None:
        return None
    _, wrong = _valid_fields(FigureSpec, {"id": default_id, **value, "params": Params()})
    kept = {name: each for name, each in value.items() if name not in wrong}
    specs = (
        _valid_fields(FigureSpec, {"id": name, **kept, "params": params})[0] for name in (default_id, _PLACEHOLDER)
    )
    spec = next(filter(None, specs), None)
    return None if spec is None else ValidPart(spec, not wrong_params and wrong <= _NOT_COMPUTED)


def _valid_fields(model: type[M], given: Any) -> tuple[M | None, set[str]]:
    """`model` with those of the given fields that are valid, unless they are too few; and the names of the others."""
    values = given if isinstance(given, dict) else {}
    lost = set() if given is None or isinstance(given, dict) else {""}
    try:
        return model.model_validate(values), lost
    except ValidationError as error:
        wrong = {str(each["loc"][0]) if each["loc"] else "" for each in error.errors(include_url=False)}
    try:
        return model.model_validate({name: each for name, each in values.items() if name not in wrong}), wrong
    except ValidationError:
        return None, wrong
