"""What all levels of the contract share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from sitegen.contract.parameter_values import another_value
from sitegen.figure import Figure
from sitegen.kinds.figure_kind import AnyKind


class Level:
    """Base of the levels."""

    level: ClassVar[str]
    """Its name on the command line."""

    def derived(self, figure: Figure) -> Mapping[str, Iterable[float]]:
        """What the words of a figure may say beyond its data, by the name of the value in the sentence."""
        return figure.kind.derived(figure.data) if figure.kind.derived else {}

    def variations(self, kind: AnyKind) -> Mapping[str, tuple[Mapping[str, Any], Any]]:
        """For every parameter, the other parameters and another value."""
        base = dict(kind.examples[0].params) if kind.examples else {}
        found = {
            name: (base, another_value(field, base.get(name, field.get_default(call_default_factory=True))))
            for name, field in kind.params.model_fields.items()
            if name not in kind.variations
        }
        return {**found, **kind.variations}
