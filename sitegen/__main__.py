"""``python -m sitegen``, and the ``sitegen`` command."""

from __future__ import annotations

import atexit
import gc
import os

from sitegen.cli import cli


def main() -> None:
    """Run the command line."""
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # pydantic would read the metadata of all distributions
    atexit.register(gc.freeze)  # or Python would look at each object again when the process ends
    cli(prog_name="sitegen")


if __name__ == "__main__":
    main()
