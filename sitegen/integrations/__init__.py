"""Adapters for documentation tools that authors already have. Each is an optional extra; no other package of sitegen imports them."""

from __future__ import annotations


def missing_dependency(module: str, host: str, extra: str) -> ImportError:
    """The error for an adapter whose `module` cannot import the tool `host`; it names the `extra` to install."""
    return ImportError(f'{module} needs {host}: pip install "sitegen-figures[{extra}]"', name=module)
