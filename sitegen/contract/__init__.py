"""The contract of kinds as tests: what holds for every figure of every kind, for pytest.

`KindContract` is a class of tests. A test file inherits it, with the names of the kinds::

    from sitegen.contract import KindContract


    class TestHinge(KindContract):
        kinds = ("lab.hinge",)

``pytest --sitegen-kind lab.hinge`` does the same without a file. The plugin is found by pytest where sitegen is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.contract.kind_contract import KindContract

__all__ = ["KindContract"]


def __getattr__(name: str) -> object:
    """Import the tests on first use (PEP 562): projects that do not use them pay nothing for the plugin."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from sitegen.contract import kind_contract

    return getattr(kind_contract, name)
