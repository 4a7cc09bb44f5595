"""Side-by-side measurements against peers; ``python -m benchmarks`` runs them all.

Everything is measured on one core and one thread: numeric libraries read these variables when they are first imported,
and the process stays on one of its cores, so that threads which cannot be switched off take turns with the measured one.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
