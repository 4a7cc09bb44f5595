"""Side-by-side measurements against peers; ``python -m benchmarks`` runs them all.

Everything is measured in one thread: numeric libraries read these variables when they are first imported.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
