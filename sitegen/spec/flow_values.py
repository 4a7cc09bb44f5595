"""Values as authors write them between the brackets of YAML, so that they are read as what they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sitegen.spec.yaml_scalars import ScalarError, read_scalar

_PLAIN = re.compile(r"\w(?:[\w .()*/+^=-]*[\w)])?")
"""Texts that need no quotes, unless YAML reads them as something else."""


def in_flow(value: Any) -> str:
    """A value in one line: ``{at: 1, name: 'a, b'}``."""
    if isinstance(value, str):
        doubled = value.replace("'", "''")
        return value if _is_plain(value) else f"'{doubled}'"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{in_flow(key)}: {in_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(in_flow, value))}]"
    return repr(value) if isinstance(value, int | float) else "…"


def _is_plain(text: str) -> bool:
    try:
        return bool(_PLAIN.fullmatch(text)) and type(read_scalar(text)) is str
    except ScalarError:
        return False
