"""``python -m sitegen``, and the ``sitegen`` command."""

from __future__ import annotations

from sitegen.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="sitegen")


if __name__ == "__main__":
    main()
