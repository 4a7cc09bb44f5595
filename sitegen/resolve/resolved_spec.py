"""The type of a resolved figure spec: what all later stages take, and what other processes are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any, Literal

from sitegen.description.sentences import text_of
from sitegen.errors import Diagnostic
from sitegen.resolve.axes import Axis, LinkedAxis, parameter_label, value_text
from sitegen.resolve.recorded_axes import NOTHING_RECORDED, Recorded
from sitegen.spec.declaration import Params
from sitegen.spec.figure_spec import FigureSpec

_SHARED = ("id", "kind", "title", "caption", "note", "alt", "size", "motion", "lang", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedSpec:
    """One figure with everything that it is computed from. It can be pickled."""

    id: str
    kind: str
    title: str | None
    caption: str | None
    note: str | None
    alt: str | None
    size: Literal["small", "medium", "large"]
    motion: Literal["auto", "still"]
    lang: str
    link: str | None
    """As in `FigureSpec`."""
    params: Params
    """The parameters of the kind, with numbers in place of references to other figures and to data files."""
    axes: tuple[Axis, ...] = ()
    """What the reader may change on a page; empty unless the figure is interactive."""
    snapshots: tuple[Mapping[str, Any], ...] = ()
    """Parameter values of the states that a page shows side by side."""
    warnings: tuple[Diagnostic, ...] = ()
    """What was changed on the author's behalf."""
    recorded: Recorded = field(default=NOTHING_RECORDED, repr=False)
    """The axes that come from files, and the parameters in their states."""
    axis_ends: tuple[float, ...] = ()
    """The ends of axes that all states share; empty where each has its own."""
    written: FigureSpec = field(repr=False)
    """The spec as its author wrote it."""

    @classmethod
    def of(
        cls,
        written: FigureSpec,
        params: Params,
        axes: tuple[Axis, ...] = (),
        snapshots: tuple[Mapping[str, Any], ...] = (),
        warnings: tuple[Diagnostic, ...] = (),
    ) -> ResolvedSpec:
        """The resolved form of the spec `written`."""
        shared = {name: getattr(written, name) for name in _SHARED}
        return cls(**shared, params=params, axes=axes, snapshots=snapshots, warnings=warnings, written=written)

    @property
    def width(self) -> int:
        """Widest display in CSS pixels."""
        return self.written.width

    @property
    def base(self) -> int:
        """Number of the author's own state among the combinations of the axes."""
        return reduce(lambda number, axis: number * len(axis.values) + axis.base, self.axes, 0)

    def in_state(self, values: Mapping[str, Any]) -> Params:
        """The parameters in the state with `values`, which are those of axes or of a snapshot."""
        base, others = self.recorded.params(self.params, values)
        return base.model_copy(update={**self.recorded.shared, **others})

    def labels(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What a screen reader says of the state with `values`: the value of each parameter that may change, by its label."""
        params, axes = self.in_state(values), {axis.name: axis for axis in self.axes}
        labels = {}
        for name in {**axes, **values}:
            axis = axes.get(name)
            if axis and name in self.recorded.names:
                value = values.get(name, axis.values[axis.base])
                labels[axis.label] = axis.spoken(axis.values.index(value))
                continue
            label, value = parameter_label(params, name), getattr(params, name)
            if axis and value in axis.values:
                labels[label.name] = axis.spoken(axis.values.index(value))
            else:
                labels[label.name] = text_of(value_text(value, label.values), "spoken")
        return labels

    def alone(self, params: Params) -> ResolvedSpec:
        """The same figure with other parameters, on the same axes: not interactive, without snapshots or a link."""
        unlinked = self.written.model_copy(update={"explore": {}, "stills": (), "link": None})
        return replace(ResolvedSpec.of(unlinked, params, warnings=self.warnings), axis_ends=self.axis_ends)

    def canonical(self) -> dict[str, Any]:
        """Everything the figure depends on, as plain data in a fixed order, for hashes and ``data.json``."""
        unused = {name for name in ("alt", "explore", "stills", "link") if not getattr(self.written, name)}
        if self.written.title_in_files == "shown":
            unused.add("title_in_files")
        own = self.written.model_dump(mode="json", by_alias=True, exclude={"params", *unused})
        if linked := {axis.name: axis.values for axis in self.axes if isinstance(axis, LinkedAxis)}:
            own["explore"] = linked
        if self.recorded:
            own["explore"] = {**own["explore"], **{axis.name: axis.values for axis in self.recorded.axes}}
            states = [each.model_copy(update=self.recorded.shared) for each in self.recorded.states.values()]
            own["states"] = [each.model_dump(mode="json", by_alias=True) for each in states]
        return {**own, "params": self.params.model_dump(mode="json", by_alias=True)}
