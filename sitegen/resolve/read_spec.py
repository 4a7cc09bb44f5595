"""Read one spec from a file, YAML text, a mapping or the name of a kind: load and resolve in one call."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sitegen.errors import ContentError, path_of
from sitegen.figures import KINDS
from sitegen.figures.local_kinds import site_kinds
from sitegen.resolve.further_errors import with_further_errors
from sitegen.resolve.references import Resolver
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.resolve.sibling_specs import SiblingSpecs
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.load import InvalidSpecError, LoadedSpec, load, load_mapping
from sitegen.spec.other_words import for_words, nearest_word
from sitegen.spec.source_text import FORBIDDEN, PYTHON_SOURCE, YAML_SUFFIXES, SpecSource
from sitegen.spec.value_reference import suffix_of

_PAGE = ("a page", "'sitegen build' draws the figures in pages; a spec by itself is a .yaml file")
_DATA = ("a data file", "name it in a spec: kind: gradient-flow, params: {layers: […], gradients: {file: …}}")
_OUTPUT = ("a drawing or page, which sitegen writes", "name the .yaml file that it was drawn from")
_PROGRAM = ("a program", "run it with Python")
_OTHER_FILES = for_words(
    {
        ".md .markdown .rst": _PAGE,
        ".csv .tsv .dat .metric .jsonl .ndjson .npz .npy": _DATA,
        ".svg .png .html .htm .pdf": _OUTPUT,
        ".py .ipynb": _PROGRAM,
    }
)
"""What files that are no specs are, and what to do, by their suffixes."""
_OTHER_NAMES = {
    SITE_CONFIG: (
        "the settings of a site",
        "name one of the files in its folder figures; 'sitegen build' draws them all",
    ),
    "mkdocs.yml": ("a file of MkDocs", "name the .yaml file of a figure"),
}

SpecLike = ResolvedSpec | Path | str | Mapping[str, Any]


def load_spec(
    source: Path | str | Mapping[str, Any], *, name: str = "<string>", folder: Path | str | None = None
) -> ResolvedSpec:
    """Read one figure spec. Values that sitegen corrects are Python warnings.

    Parameters
    ----------
    source : Path, str or mapping
        As in `render_figure`: a str is a file, YAML text, or the name of a kind. A file may refer to figures in the same folder.
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
    given = spec_source(source, name)
    spec, _ = read_spec(given, folder=None if folder is None else path_of(folder, "the folder of data files"))
    for warning in spec.warnings:
        warnings.warn(str(warning), stacklevel=2)
    return spec


def read_spec(
    source: Path | SpecSource | Mapping[str, Any],
    *,
    folder: Path | None = None,
    params: Mapping[str, Any] = MappingProxyType({}),
    files: dict[Path, None] | None = None,
    local_kinds: bool = True,
) -> tuple[ResolvedSpec, LoadedSpec]:
    """Read one figure spec as `load_spec` does, but without Python warnings.

    `params` override those of `source`. Every other file that was looked for is added to `files`. Unless `local_kinds` is false,
    a file may have the kinds that its site defines. The `LoadedSpec` has the places of the fields, for the problems of later
    stages.
    """
    if isinstance(source, Path) and FORBIDDEN.search(str(source)):
        raise ContentError.of(ascii(str(source)), "the file name has an invisible character")
    if isinstance(source, Path):
        _refuse_other_files(source)
    siblings = SiblingSpecs(source.resolve().parent, files=files) if isinstance(source, Path) else {}
    text = SpecSource.from_file(source) if isinstance(source, Path) else source
    content_root, resolver = None if folder is None else ContentRoot.at(folder), Resolver(siblings, files)
    place = content_root or (text.content_root if isinstance(text, SpecSource) else None)
    if place and place.is_site:
        KINDS.use_local(site_kinds(place.root) if local_kinds else ())
    try:
        if isinstance(text, SpecSource):
            loaded = load(replace(text, content_root=content_root or text.content_root), KINDS, params)
        else:
            loaded = load_mapping(text, KINDS, params=params, content_root=content_root)
    except InvalidSpecError as error:
        raise with_further_errors(error, resolver) from error
    return resolver.resolve(loaded), loaded


def spec_source(source: SpecLike, name: str = "<string>") -> Path | SpecSource | Mapping[str, Any]:
    """The file, text or mapping that `source` stands for, as `sitegen.render_figure` documents it; a `ContentError` for others."""
    if isinstance(source, ResolvedSpec):
        return _unlinked(source)
    if not isinstance(source, str):
        return source
    is_name = bool(source.strip()) and "\n" not in source and ": " not in source
    if is_name and source in KINDS:
        return {"id": source.replace(".", "-"), "kind": source}
    if "\n" not in source and source.lower().endswith((*YAML_SUFFIXES, *_OTHER_FILES)):
        return Path(source)
    if not is_name:
        return SpecSource(name, source, default_id="figure")
    message = (
        f"{source!r} is not one of the kinds {', '.join(sorted(KINDS))}, "
        "nor a file that ends in .yaml, nor YAML text such as 'kind: gradient-flow'"
    )
    raise ContentError.of(PYTHON_SOURCE, message, nearest_word(source, KINDS))


def _refuse_other_files(path: Path) -> None:
    """Raise a `ContentError` for a file that is no spec by its name."""
    if what := _OTHER_FILES.get(suffix_of(path.name)) or _OTHER_NAMES.get(path.name):
        message, hint = what
        raise ContentError.of(str(path), f"this is {message}, not the spec of a figure", hint)


def _unlinked(spec: ResolvedSpec) -> dict[str, Any]:
    """`spec` as an author would write it with all numbers in place, without its link."""
    own = spec.written.model_dump(by_alias=True, exclude_unset=True, exclude={"params", "link"})
    if spec.recorded and "explore" in own:
        own["explore"] = {name: each for name, each in own["explore"].items() if name not in spec.recorded.names}
        own["stills"] = ()
    params, _ = spec.recorded.params(spec.params, {})
    return {**own, "params": params.model_dump(by_alias=True, exclude_unset=True)}
