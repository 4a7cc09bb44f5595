"""What a kind of figure consists of, and the evidence that it gives for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pkgutil import resolve_name
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel

from sitegen.description.sentences import Description
from sitegen.scene.canvas import Canvas
from sitegen.scene.shapes import Scene
from sitegen.spec.declaration import Params
from sitegen.theme import COLOURS, ROLES, Paint

P = TypeVar("P", bound=Params)
D = TypeVar("D")


_ROLE = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
AxisEnds = tuple[float, ...]
"""The ends of axes."""


class Cost(NamedTuple):
    """Estimated work of drawing one state, on a slow machine."""

    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Example:
    """One figure of a kind, for the reference, for its gallery and for tests."""

    name: str
    """A short name, ``leaky``."""
    params: Mapping[str, Any] = field(default_factory=dict)
    """The `params` of its spec."""
    title: str = ""
    """Heading of the figure; empty for the one that the kind gives."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The numbers of a figure again, by another way than the kernel's: a closed form, finite differences, a simulation."""

    name: str
    """What it is, ``finite differences``."""
    compute: Callable[[Any], Mapping[str, ArrayLike]] | str
    """From parameters to values by the name of the field of the data, ``{"slope": …}``; dots lead into a field. Or the place of such a
    function, ``lab_kinds.truths:by_cases``, which is imported when a test needs it."""
    rtol: float = 1e-9
    """Largest relative error."""
    atol: float = 0.0
    """Largest absolute error where a value is near zero."""

    def numbers(self, params: object) -> Mapping[str, ArrayLike]:
        """The values for these parameters."""
        compute = resolve_name(self.compute) if isinstance(self.compute, str) else self.compute
        found: Mapping[str, ArrayLike] = compute(params)
        return found


class Unused(NamedTuple):
    """A parameter that is given and has no effect beside others: a warning for the author."""

    field: str
    """Its place, such as ``schedules.0.end``."""
    message: str
    """Why, with the other parameter: ``has no effect with decay: constant``."""
    depends_on: tuple[str, ...]
    """The other parameters; readers who can change one of them may give it an effect."""
    hint: str = "delete it"


def changed_fields(params: BaseModel) -> frozenset[str]:
    """The names of the fields whose value was given, and is not the default."""
    fields = type(params).model_fields
    return frozenset(name for name in params.model_fields_set if getattr(params, name) != fields[name].default)


def unused_constants(constants: Iterable[str], used: Iterable[str], expressions: str) -> list[Unused]:
    """The constants that no expression in the field `expressions` uses."""
    used = set(used)
    message = f"has no effect: no expression in {expressions} uses it"
    return [Unused(name, message, (expressions,)) for name in constants if name not in used]


def unused_ends(axis: BaseModel, field: str, values: str) -> list[Unused]:
    """The ends and the number of points of the `axis` in a field, where the field `values` has numbers alone."""
    message = f"has no effect: {values} has numbers, not an expression"
    hint = f"write the places: {field}: {{values: […]}}"
    keys = {"start": "from", "to": "to", "points": "points"}
    changed = [key for name, key in keys.items() if name in changed_fields(axis)]
    return [Unused(f"{field}.{key}", message, (values,), hint) for key in changed]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureKind(Generic[P, D]):
    """One kind of figure: its parameters and its pure functions."""

    name: str
    """As a spec's `kind:` says it, ``gradient-decay``."""
    title: str
    """Name for readers, ``Gradient decay``."""
    purpose: str
    """What it shows, in two sentences for the reference page."""
    formula: str
    """The figure's formula in LaTeX."""
    source: str
    """Where the formula comes from, with its equation."""
    example: str
    """The parameters of a short spec, in YAML."""
    params: type[Params]
    """pydantic model of what an author may set, with units and ranges."""
    compute: Callable[[P], D]
    """Numbers: a frozen dataclass of named arrays and statistics."""
    draw: Callable[[P, D, Canvas], Scene]
    """Shapes, for a canvas."""
    describe: Callable[[P, D], Description]
    """Words, from the numbers, never from the shapes."""
    resolved_params: type[P] | None = None
    """Where a parameter may refer to a figure or a data file: the same model with numbers alone."""
    compute_batch: Callable[[Sequence[P]], Sequence[D]] | None = None
    """The numbers of many parameter sets, in their order: the same as `compute` gives for each, in less time."""
    series: Callable[[D], NDArray[np.float64]] | None = None
    """Magnitude per layer, input first, shape (L,): what another figure may refer to."""
    shared_axis_params: Callable[[Sequence[P], Sequence[D]], Mapping[str, Any]] | None = None
    """Parameters that give all states the same axes, from the parameters and the numbers of each: for an axis over a file's rows.
    Where other parameters are explored, such as a logarithmic scale, the states differ in them, too."""
    shared_axes: Callable[[Sequence[D]], AxisEnds] | None = None
    """Ends of the axes that suit the numbers of all states, which the reader compares; with `with_axes`."""
    with_axes: Callable[[D, AxisEnds], D] | None = None
    """The same numbers with these axes."""
    report: Callable[[P, D], Mapping[str, Any]] | None = None
    """Fields of the manifest for the experiment: plain data by name."""
    transcript: Callable[[P, D], str] | None = None
    """Plain text with columns and bars, for the figure's description as text."""
    unused: Callable[[P], Sequence[Unused]] | None = None
    """The parameters that are given and have no effect beside the others."""
    cost: Callable[[P], Cost] = lambda _: Cost(0.02, 0.5)
    """Estimated work of one state of an interactive figure; the limits in `resolve.axis_checks` are for all states."""
    version: str = ""
    """Version of its numbers, drawing and words: figures are made again when it changes. Empty: that of its distribution alone."""
    reference: Mapping[str, Any] = field(default_factory=dict)
    """Where the formula comes from, as an item of CSL-JSON; its DOI or URL becomes a link in the reference."""
    api: int = 1
    """The version of `sitegen.kinds`, its ``API``, for which the kind was written."""
    roles: Mapping[str, Paint] = field(default_factory=dict)
    """Roles of its own, with paints from the colours of the theme. Their names begin with the kind's name, with hyphens for
    dots, as in ``lab-hinge-limit``; those of texts end in ``-text``."""
    raster: bool = False
    """Whether a build writes the figure as PNG, too."""
    examples: tuple[Example, ...] = ()
    """At least three figures that show what the kind can do."""
    truths: tuple[Truth, ...] = ()
    """At least one independent way to its numbers."""
    derived: Callable[[D], Mapping[str, Iterable[float]]] | None = None
    """What sentences may say beyond the numbers of the data, by the name of the value in the sentence."""
    variations: Mapping[str, tuple[Mapping[str, Any], Any]] = field(default_factory=dict)
    """For parameters, the other parameters and another value, which has an effect; tests find one for most parameters."""

    def __post_init__(self) -> None:
        """Check the roles.

        Raises
        ------
        ValueError
            When a role has a name or a colour that it cannot have.
        """
        begin = f"{self.name.replace('.', '-')}-"
        for name, paint in self.roles.items():
            if not name.startswith(begin) or not _ROLE.fullmatch(name) or name in ROLES:
                message = f"the role {name!r} must begin with '{begin}' and contain only lower-case letters, digits and hyphens"
                raise ValueError(message)
            if unknown := {paint.fill, paint.stroke} - {None, *COLOURS}:
                message = f"the role {name!r} has the colour {unknown.pop()!r}, and the theme has {', '.join(COLOURS)}"
                raise ValueError(message)

    @property
    def resolved_model(self) -> type[Params]:
        """The model of parameters whose references are resolved."""
        return self.resolved_params or self.params

    def compute_on(self, axis_ends: AxisEnds, states: Sequence[P]) -> Sequence[D]:
        """The numbers of many parameter sets on axes with these ends; each has its own if there are none."""
        data = self.compute_all(states)
        with_axes = self.with_axes
        return [with_axes(each, axis_ends) for each in data] if with_axes and axis_ends else data

    def compute_all(self, states: Sequence[P]) -> Sequence[D]:
        """The numbers of many parameter sets, in one pass where the kernel can."""
        return self.compute_batch(states) if self.compute_batch else [self.compute(params) for params in states]


AnyKind = FigureKind[Any, Any]
