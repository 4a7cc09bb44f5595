"""The type of a resolved figure spec: what all later stages take, and what other processes are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Literal

from sitegen.description import text_of
from sitegen.errors import Diagnostic
from sitegen.resolve.axes import Axis, LinkedAxis, parameter_label, value_text
from sitegen.spec.declaration import Params
from sitegen.spec.figure_spec import FigureSpec


@dataclass(frozen=True, slots=True)
class ResolvedSpec:
    """One figure with everything that it is computed from. It can be pickled.

    Parameters
    ----------
    written : FigureSpec
        The spec as its author wrote it, with every default filled in.
    params : Params
        The parameters of the kind, with numbers in place of references to other figures and to data files.
    axes : tuple of Axis
        What the reader may change on a page; empty unless the figure is interactive.
    snapshots : tuple of mapping
        Parameter values of the states that a page shows side by side.
    warnings : tuple of Diagnostic
        What was changed on the author's behalf.
    """

    written: FigureSpec
    params: Params
    axes: tuple[Axis, ...] = ()
    snapshots: tuple[Mapping[str, Any], ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def id(self) -> str:
        """Name of the figure in addresses and references."""
        return self.written.id

    @property
    def kind(self) -> str:
        """Name of its kind."""
        return self.written.kind

    @property
    def title(self) -> str | None:
        """The author's title."""
        return self.written.title

    @property
    def caption(self) -> str | None:
        """The author's caption."""
        return self.written.caption

    @property
    def note(self) -> str | None:
        """The author's note."""
        return self.written.note

    @property
    def size(self) -> Literal["small", "medium", "large"]:
        """How wide the figure is drawn."""
        return self.written.size

    @property
    def width(self) -> int:
        """Widest display in CSS pixels."""
        return self.written.width

    @property
    def motion(self) -> Literal["auto", "still"]:
        """Whether the drawing may move."""
        return self.written.motion

    @property
    def lang(self) -> str:
        """Language of the author's own texts."""
        return self.written.lang

    @property
    def link(self) -> str | None:
        """Id of the figure whose choices are shared."""
        return self.written.link

    @property
    def base(self) -> int:
        """Number of the author's own state among the combinations of the axes."""
        return reduce(lambda number, axis: number * len(axis.values) + axis.base, self.axes, 0)

    def in_state(self, values: Mapping[str, Any]) -> Params:
        """The parameters in the state with `values`, which are those of axes or of a snapshot."""
        return self.params.model_copy(update=values)

    def labels(self, values: Mapping[str, Any]) -> dict[str, str]:
        """What a screen reader says of the state with `values`: the value of each parameter that may change, by its label."""
        params, axes = self.in_state(values), {axis.name: axis for axis in self.axes}
        labels = {}
        for name in {**axes, **values}:
            label, value = parameter_label(params, name), getattr(params, name)
            on_axis = name in axes and value in axes[name].values
            labels[label.name] = (
                axes[name].spoken(axes[name].values.index(value))
                if on_axis
                else text_of(value_text(value, label.values), "spoken")
            )
        return labels

    def alone(self, params: Params) -> ResolvedSpec:
        """The same figure with other parameters: not interactive, without snapshots or a link."""
        unlinked = self.written.model_copy(update={"explore": {}, "stills": (), "link": None})
        return ResolvedSpec(unlinked, params, warnings=self.warnings)

    def canonical(self) -> dict[str, Any]:
        """Everything the figure depends on, as plain data in a fixed order, for hashes and ``data.json``."""
        unused = {name for name in ("explore", "stills", "link") if not getattr(self.written, name)}
        own = self.written.model_dump(mode="json", by_alias=True, exclude={"params", *unused})
        if linked := {axis.name: axis.values for axis in self.axes if isinstance(axis, LinkedAxis)}:
            own["explore"] = linked
        return {**own, "params": self.params.model_dump(mode="json")}
