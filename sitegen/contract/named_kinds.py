"""The contract of the kinds that the command line names, ``pytest --sitegen-kind lab.hinge``."""

from __future__ import annotations

from sitegen.contract.kind_contract import KindContract


class TestKind(KindContract):
    """The kinds of ``--sitegen-kind``."""
