"""The command line before it does anything: what a reader of ``sitegen --help`` waits for."""

from __future__ import annotations

import resource
import subprocess
import sys
from statistics import median

ROUNDS = 11


def help_ms() -> float:
    """Median processor time of ``sitegen --help`` with a bare interpreter's start included [ms]."""
    return median(_once() for _ in range(ROUNDS))


def _once() -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "sitegen", "--help"], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
