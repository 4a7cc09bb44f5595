"""Interleaved measurement: every contender once a round, so that whatever slows the machine slows all of them alike."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time_ns

Contender = Callable[[int], object]
"""Does the work for one round; the number of the round varies the input, so that no cache answers for the work."""

WARM_UP = 2


def use_one_core() -> None:
    """Stay on one core, so that threads which cannot be switched off take turns with the measured one."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def cpu_ms(contender: Contender, number: int) -> float:
    """Processor time of one call, all threads together [ms].

    Not the time on the wall: on a busy machine a long call is interrupted more often than a short one, which would flatter the short.
    """
    start = process_time_ns()
    contender(number)
    return (process_time_ns() - start) / 1e6


def medians(contenders: Mapping[str, Contender], rounds: int) -> dict[str, float]:
    """Median time of each contender over `rounds` rounds after the warm-up [ms]."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(WARM_UP + rounds):
        for name, contender in contenders.items():
            spent = cpu_ms(contender, number)
            if number >= WARM_UP:
                times[name].append(spent)
    return {name: median(found) for name, found in times.items()}
