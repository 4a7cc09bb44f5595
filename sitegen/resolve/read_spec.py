"""Reading one spec from a file, YAML text, a mapping or the name of a kind: load and resolve in one call."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitegen.errors import ContentError, Diagnostic, did_you_mean
from sitegen.figures import KINDS
from sitegen.resolve.further_errors import with_further_errors
from sitegen.resolve.references import Resolver
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.resolve.sibling_specs import SiblingSpecs
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.load import InvalidSpecError, LoadedSpec, load, load_mapping
from sitegen.spec.source_text import FORBIDDEN, PYTHON_SOURCE, YAML_SUFFIXES, SpecSource

SpecLike = ResolvedSpec | Path | str | Mapping[str, Any]


def load_spec(
    source: Path | str | Mapping[str, Any], *, name: str = "<string>", folder: Path | str | None = None
) -> ResolvedSpec:
    """Read one figure spec. Whatever was changed on the author's behalf is a Python warning.

    Parameters
    ----------
    source : Path, str or mapping
        A YAML file, YAML text, or a mapping. Other figures that a file refers to are looked for in its folder.
    name : str
        Name of a text in messages.
    folder : Path, str or None
        Start of the paths of data files; for a file by default its own folder. Data files must be in the nearest parent folder
        with a ``site.yaml``, or else in this folder.

    Raises
    ------
    ContentError
        With every problem of the spec, each with file, line and column.
    """
    text = SpecSource(name, source, default_id="figure") if isinstance(source, str) else source
    spec, _ = read_spec(text, folder=None if folder is None else Path(folder))
    for warning in spec.warnings:
        warnings.warn(str(warning), stacklevel=2)
    return spec


def read_spec(
    source: Path | SpecSource | Mapping[str, Any],
    *,
    folder: Path | None = None,
    params: Mapping[str, Any] = MappingProxyType({}),
    files: dict[Path, None] | None = None,
) -> tuple[ResolvedSpec, LoadedSpec]:
    """Read one figure spec as `load_spec` does, but without Python warnings.

    `params` override those of `source`. To `files` every other file is added that was looked for. The `LoadedSpec` has the
    places of its fields, for the problems of later stages.
    """
    if isinstance(source, Path) and FORBIDDEN.search(str(source)):
        message = "the file name has an invisible character"
        raise ContentError([Diagnostic(file=ascii(str(source)), message=message)])
    siblings = SiblingSpecs(source.resolve().parent, files=files) if isinstance(source, Path) else {}
    text = SpecSource.from_file(source) if isinstance(source, Path) else source
    content_root, resolver = None if folder is None else ContentRoot.at(folder), Resolver(siblings, files)
    try:
        if isinstance(text, SpecSource):
            loaded = load(replace(text, content_root=content_root or text.content_root), KINDS, params)
        else:
            loaded = load_mapping(text, KINDS, params=params, content_root=content_root)
    except InvalidSpecError as error:
        raise with_further_errors(error, resolver) from error
    return resolver.resolve(loaded), loaded


def spec_source(source: SpecLike) -> Path | SpecSource | Mapping[str, Any]:
    """The file, text or mapping that `source` stands for, as `sitegen.render_figure` documents it.

    Raises
    ------
    ContentError
        If `source` is neither a file, nor YAML text, nor the name of a kind.
    """
    if isinstance(source, ResolvedSpec):
        return _unlinked(source)
    if not isinstance(source, str):
        return source
    if source.endswith(YAML_SUFFIXES) and "\n" not in source:
        return Path(source)
    if "\n" in source or ": " in source:
        return SpecSource("<string>", source, default_id="figure")
    if source in KINDS:
        return {"id": source, "kind": source}
    message = (
        f"{source!r} is not one of the kinds {', '.join(sorted(KINDS))}, "
        "nor a file that ends in .yaml, nor YAML text such as 'kind: gradient-flow'"
    )
    raise ContentError([Diagnostic(file=PYTHON_SOURCE, message=message, hint=did_you_mean(source, KINDS))])


def _unlinked(spec: ResolvedSpec) -> dict[str, Any]:
    """`spec` as an author would write it with all numbers in place, without its link."""
    own = spec.written.model_dump(by_alias=True, exclude_unset=True, exclude={"params", "link"})
    return {**own, "params": spec.params.model_dump(by_alias=True, exclude_unset=True)}
