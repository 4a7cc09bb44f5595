"""mystmd without a network: a program that takes what ``myst`` takes, and makes in its folder what mystmd would fetch."""

from __future__ import annotations

import os
from pathlib import Path

from mystmd_py import main as mystmd

THEME = Path("_build/templates/site/myst/book-theme/template.yml")
"""Fetched with the first build; the content of a site needs no more than a stand-in."""


def main() -> None:
    THEME.parent.mkdir(parents=True, exist_ok=True)
    THEME.write_text("myst: v1\nkind: site\n", encoding="utf-8")
    os.environ.update(npm_config_registry="none")  # no address, so that mystmd asks nobody for its newest version
    mystmd.main()


if __name__ == "__main__":
    main()
