"""The steps of a recorder: which step and which part of it may come next, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.recorder.history import History, Part, Step

_KINDS = {"array": "array for layer", "update": "update of layer", "scalar": "scalar"}
_TWICE = {
    "array": "layer '{}' already has an array",
    "update": "layer '{}' already has an update",
    "scalar": "there is a scalar '{}' already",
}
_ALL = {"array": "record every layer", "update": "record its update", "scalar": "record it"}
_METHODS = {"array": "record", "update": "record_update", "scalar": "record_scalars"}


class RecordedSteps:
    """The complete steps of a run as a bounded history, and the step that is being recorded.

    `named` are the layers, if their order was given, and `most` steps are kept.
    """

    def __init__(self, named: list[str] | None, most: int) -> None:
        self._named = named
        self._most = most
        self._closed = History()
        self._open: Step | None = None

    @property
    def layers(self) -> list[str]:
        """Names of the layers, from the input to the loss."""
        if self._named is not None:
            return list(self._named)
        first = self._first or self._open
        return list(dict.fromkeys(name for of, name in first.parts if of != "scalar")) if first else []

    @property
    def _first(self) -> Step | None:
        """The first step, once another one has begun."""
        return self._closed.steps[0] if self._closed.steps else None

    def check(self, number: int, parts: Sequence[Part]) -> None:
        """Refuse a step or a part of it that does not come next."""
        opened = self._open
        if opened is not None and number < opened.number:
            raise ValueError(f"step {number} comes after step {opened.number}, but steps must grow")
        is_later = opened is not None and number > opened.number
        first = self._first or (opened if is_later else None)
        for part in parts:
            of, name = part
            if of != "scalar" and name not in self.layers and (self._named is not None or first is not None):
                raise ValueError(f"there is no layer '{name}' among {', '.join(self.layers)}")
            if first is not None and part not in first.parts and not (is_later and part in self._missing(first)):
                raise _not_at_first(part, first)
            if opened is not None and not is_later and part in opened.parts:
                raise there_twice(part, number)
        if opened is not None and is_later and (lacking := self._missing(opened)):
            of, name = lacking[0]
            raise ValueError(f"step {opened.number} has no {_KINDS[of]} '{name}'; {_ALL[of]} at every step")

    def opened(self, number: int) -> Step:
        """The step with this number, which is the one that is being recorded from now on."""
        if self._open is None:
            self._open = Step(0, number)
        elif number > self._open.number:
            self._closed, self._open = self.complete(), Step(self._open.index + 1, number)
        return self._open

    def complete(self) -> History:
        """The history, with the step that is being recorded once nothing is missing."""
        if self._open is None or self._missing(self._open):
            return self._closed
        return self._closed.plus(self._open, self._most)

    def recorded(self, *kinds: str) -> History:
        """The history, once it has a step, with a part of one of these kinds."""
        history = self.complete()
        if not history.steps:
            raise ValueError("nothing is recorded yet: no step has an array for every layer, or a scalar")
        given = dict.fromkeys(of for of, _ in history.steps[0].parts)
        if kinds and given.keys().isdisjoint(kinds):
            wanted, used = " or ".join(_METHODS[of] for of in kinds), " and ".join(_METHODS[of] for of in given)
            raise ValueError(f"this needs numbers from {wanted}, and this recorder has those from {used}")
        return history

    def _missing(self, step: Step) -> list[Part]:
        """What `step` lacks of the parts of the first one, which has an array for every layer if it has any."""
        first = self._first or step
        arrays = [("array", layer) for layer in self.layers] if first.arrays else []
        return [part for part in dict.fromkeys([*arrays, *first.parts]) if part not in step.parts]


def there_twice(part: Part, step: int) -> ValueError:
    """The error for a part that the step has already."""
    return ValueError(f"{_TWICE[part[0]].format(part[1])} at step {step}; each step takes one")


def _not_at_first(part: Part, first: Step) -> ValueError:
    of, name = part
    known = ", ".join(each for kind, each in first.parts if kind == of) or "none"
    return ValueError(
        f"there is no {_KINDS[of]} '{name}' at the first step, {first.number}, but {known}; "
        "what is recorded less often needs a recorder of its own"
    )
