"""What belongs to a step, and the messages about a part that is missing, repeated or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Part = tuple[str, str]
"""One thing that is recorded at every step: ``array`` or ``update`` and its layer, or ``scalar`` and its name."""

_KINDS = {"array": "array for layer", "update": "update of layer", "scalar": "scalar"}
_TWICE = {
    "array": "layer '{}' already has an array",
    "update": "layer '{}' already has an update",
    "scalar": "there is a scalar '{}' already",
}
_ALL = {"array": "record every layer", "update": "record its update", "scalar": "record it"}
_METHODS = {"array": "record", "update": "record_update", "scalar": "record_scalars"}


def there_twice(part: Part, step: int) -> ValueError:
    """The error for a part that the step has already."""
    return ValueError(f"{_TWICE[part[0]].format(part[1])} at step {step}; each step takes one")


def missing(part: Part, step: int) -> ValueError:
    """The error for a step that lacks a part of the first one."""
    of, name = part
    return ValueError(f"step {step} has no {_KINDS[of]} '{name}'; {_ALL[of]} at every step")


def not_at_first(part: Part, first: int, parts: Iterable[Part]) -> ValueError:
    """The error for a part that the first step does not have."""
    of, name = part
    known = ", ".join(each for kind, each in parts if kind == of) or "none"
    return ValueError(
        f"there is no {_KINDS[of]} '{name}' at the first step, {first}, but {known}; "
        "what is recorded less often needs a recorder of its own"
    )


def none_recorded(kinds: Sequence[str], parts: Iterable[Part]) -> ValueError:
    """The error for a file of what was not recorded."""
    wanted = " or ".join(_METHODS[of] for of in kinds)
    used = " and ".join(dict.fromkeys(_METHODS[of] for of, _ in parts))
    return ValueError(f"this needs numbers from {wanted}, and this recorder has those from {used}")
