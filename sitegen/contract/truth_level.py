"""The level truth: the numbers of a kind again, by a way that shares no code with its kernel."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import reduce
from inspect import unwrap
from types import FrameType
from typing import Any

import numpy as np
import pytest

from sitegen.contract.level import Level
from sitegen.figure import Figure
from sitegen.kinds.figure_kind import AnyKind, Truth


class TruthLevel(Level):
    """Every `Truth` of a kind."""

    level = "truth"

    def test_the_kind_has_a_truth(self, kind: AnyKind) -> None:
        assert kind.truths, "add at least one Truth: its numbers by another way than compute"

    def test_the_numbers_are_true(self, figure: Figure) -> None:
        kind = figure.kind
        if not kind.truths:
            pytest.skip(f"{kind.name} has no truth")
        for truth in kind.truths:
            with _not_calling(kind, truth):
                wanted = truth.numbers(figure.spec.params)
            assert wanted, f"{truth.name} gives no number"
            for path, value in wanted.items():
                found = reduce(_part, path.split("."), figure.data)
                message = f"{path} differs from {truth.name}"
                np.testing.assert_allclose(found, np.asarray(value), rtol=truth.rtol, atol=truth.atol, err_msg=message)


def _part(value: Any, name: str) -> Any:
    """A field, or an item of a mapping or list."""
    if isinstance(value, Mapping):
        return value[name]
    return value[int(name)] if name.isdigit() else getattr(value, name)


@contextmanager
def _not_calling(kind: AnyKind, truth: Truth) -> Iterator[None]:
    """Fail if a function of the kind that computes is called."""
    functions = (unwrap(each) for each in (kind.compute, kind.compute_batch) if each is not None)
    own = {code for each in functions if (code := getattr(each, "__code__", None))}
    called = False

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal called
        called = called or (event == "call" and frame.f_code in own)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield
    finally:
        sys.setprofile(before)
    assert not called, f"{truth.name} calls compute, and so it is no other way to the numbers"
