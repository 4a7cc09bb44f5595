"""Adapters for documentation tools that authors already have. Each is an optional extra, and nothing in sitegen imports them."""

from __future__ import annotations


def missing_host(module: str, host: str, extra: str) -> ImportError:
    """The error that says how to get what `module` needs.

    Parameters
    ----------
    module : str
        The adapter, ``__name__``.
    host : str
        What it is for, as people call it.
    extra : str
        The optional extra of the distribution that installs it.
    """
    return ImportError(f'{module} needs {host}: pip install "sitegen-figures[{extra}]"', name=module)
