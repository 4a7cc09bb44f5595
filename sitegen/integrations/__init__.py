"""Adapters for documentation tools that authors already have. Each is an optional extra; no other package of sitegen imports them."""

from __future__ import annotations


def missing_dependency(module: str, host: str, extra: str) -> ImportError:
    """The error that says how to install what an adapter, its `module`, needs: the `extra` of the distribution."""
    return ImportError(f'{module} needs {host}: pip install "sitegen-figures[{extra}]"', name=module)
