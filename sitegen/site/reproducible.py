"""Compare a built site with one that is built from nothing in other surroundings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.engine.stamps import file_digest
from sitegen.errors import OutputError
from sitegen.site.output_tree import written_files

_SURROUNDINGS = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "OPENBLAS_NUM_THREADS": "1"}
"""Another order of sets, another time zone, another locale."""


def differing_files(content: Path, out: Path, *, base_url: str | None, jobs: int) -> tuple[str, ...]:
    """Build the site in `content` in another process, without the cache and with other jobs, and compare it with `out`.

    Returns
    -------
    tuple of str
        The files that differ, or that only one of the two has.

    Raises
    ------
    OutputError
        If the other process fails.
    """
    with TemporaryDirectory(prefix="sitegen-") as name:
        again = Path(name) / "build"
        command = [sys.executable, "-m", "sitegen", "build", str(content.resolve()), "--out", str(again), "--no-cache"]
        command += ["--quiet", "--jobs", "2" if jobs == 1 else "1", *(["--base-url", base_url] if base_url else [])]
        done = subprocess.run(  # noqa: S603 - our own command
            command, env=_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise OutputError(f"the other build failed: {done.stderr.strip()}")
        names = written_files(out) | written_files(again)
        return tuple(sorted(each for each in names if file_digest(out / each) != file_digest(again / each)))


def _environment() -> dict[str, str]:
    """The surroundings of the other process, which finds sitegen where this one has it."""
    places = [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **_SURROUNDINGS, "PYTHONPATH": os.pathsep.join(places)}
