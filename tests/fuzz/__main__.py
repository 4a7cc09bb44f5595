"""``python -m tests.fuzz COUNT [SEED]``: try that many specs, print every fault, the counts and the slowest spec."""

from __future__ import annotations

import sys
import time
import traceback
import warnings
from collections import Counter
from random import Random

from tests.fuzz.check import outcome
from tests.fuzz.specs import random_spec


def main(count: int, seed: int) -> None:
    warnings.simplefilter("ignore")
    counts: Counter[str] = Counter()
    slowest: tuple[float, str | bytes] = (0.0, "")
    for number in range(count):
        text = random_spec(Random(f"{seed}-{number}"))
        start = time.process_time()
        try:
            counts[outcome(text)] += 1
        except Exception as error:  # noqa: BLE001 - every other outcome is a fault
            frame = traceback.extract_tb(error.__traceback__)[-1]
            fault = f"{type(error).__name__} {frame.filename.rpartition('/')[2]}:{frame.lineno} {str(error)[:160]}"
            counts["faults"] += 1
            print(f"{seed}-{number}: {fault}", flush=True)
        slowest = max(slowest, (time.process_time() - start, text), key=lambda pair: pair[0])
    print(dict(counts), f"slowest {slowest[0]:.2f} s: {slowest[1][:300]!r}")


main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
