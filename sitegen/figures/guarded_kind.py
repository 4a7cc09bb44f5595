"""Faults of third-party kinds, reported as errors of the figures that have them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from pathlib import Path
from traceback import extract_tb
from typing import Any

from sitegen.description.sentences import Description
from sitegen.errors import ContentError, Diagnostic, SitegenError, did_you_mean
from sitegen.kinds.figure_kind import AnyKind
from sitegen.scene.shapes import Scene
from sitegen.spec.load import LoadedSpec
from sitegen.spec.source_text import PYTHON_SOURCE
from sitegen.theme import ROLES

_FUNCTIONS = (
    *("compute", "compute_batch", "draw", "describe", "series", "shared_axis_params", "shared_axes", "with_axes"),
    *("report", "transcript", "unused", "cost", "derived"),
)
_RESULTS: dict[str, type] = {"draw": Scene, "describe": Description}


class KindError(SitegenError):
    """A function of a kind raised an exception, or returned something else."""

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message} ({hint})")


def guarded(kind: AnyKind, source: str) -> AnyKind:
    """`kind` with functions that raise a `KindError` in place of any other exception; `source` is where it comes from."""
    functions = {name: getattr(kind, name) for name in _FUNCTIONS}
    changes: dict[str, Any] = {name: _guarded(each, kind, source, name) for name, each in functions.items() if each}
    return replace(kind, **changes)


def _guarded(function: Callable[..., Any], kind: AnyKind, source: str, name: str) -> Callable[..., Any]:
    @wraps(function)
    def call(*given: Any) -> Any:
        try:
            result = function(*given)
        except (Exception, SystemExit) as error:
            text = str(error).partition("\n")[0]
            message = f"the kind '{kind.name}' of {source} failed in {name}: {type(error).__name__}: {text}"
            raise KindError(message, f"see {_place(error, function)}") from error
        if name in _RESULTS and not isinstance(result, _RESULTS[name]):
            message = f"{name} of the kind '{kind.name}' of {source} returned a {type(result).__name__}"
            raise KindError(message, f"it has to return a {_RESULTS[name].__name__}")
        if isinstance(result, Scene):
            _check_roles(result, (*ROLES, *kind.roles), f"draw of the kind '{kind.name}' of {source}")
        return result

    return call


def _check_roles(scene: Scene, roles: Sequence[str], drawing: str) -> None:
    """Raise a `KindError` for a mark with a role that neither the theme nor the kind has."""
    used = {role for mark in scene.marks() for role in (mark.role, *mark.on) if role}
    if unknown := sorted(used.difference(roles)):
        hint = (
            did_you_mean(unknown[0], roles) or "use a role in sitegen.kinds.scene.ROLES, or add it to the kind's roles"
        )
        raise KindError(f"{drawing} has a mark with the role '{unknown[0]}', which there is not", hint)


def _place(error: BaseException, function: Callable[..., Any]) -> str:
    """The last line of the kind's own files that ran."""
    frames = extract_tb(error.__traceback__)[1:]
    home = Path(getattr(getattr(function, "__code__", None), "co_filename", "")).parent
    own = [frame for frame in frames if Path(frame.filename).parent == home] or frames
    return f"{Path(own[-1].filename).name}, line {own[-1].lineno}" if own else "its source"


@contextmanager
def kind_failures(figure: str, loaded: LoadedSpec | None) -> Iterator[None]:
    """Turn a `KindError` into an error of the figure, at the kind in its spec.

    Raises
    ------
    ContentError
        With the failure.
    """
    try:
        yield
    except KindError as failure:
        message = f"the figure '{figure}' cannot be drawn: {failure.message}"
        if loaded is None:
            found = Diagnostic(file=PYTHON_SOURCE, message=message, hint=failure.hint)
        else:
            found = loaded.at("kind", message, failure.hint)
        raise ContentError([found]) from failure
