"""The statistics of `histogram` again, by the standard library."""

from __future__ import annotations

import statistics

from sitegen.figures.histogram.spec import ResolvedHistogram


def statistics_of_rows(params: ResolvedHistogram) -> dict[str, object]:
    """Mean, spread and median of each row, and the share beyond the threshold, counted one by one."""
    found: dict[str, object] = {}
    for number, row in enumerate(params.rows):
        if params.edges is not None:
            found[f"rows.{number}.total"] = sum(row.values)
            continue
        values = {
            "mean": statistics.fmean(row.values),
            "spread": statistics.pstdev(row.values),
            "median": statistics.median(row.values),
        }
        found |= {f"rows.{number}.sample.{name}": value for name, value in values.items()}
        if params.threshold is not None:
            at, side = params.threshold.at, params.threshold.side
            beyond = {
                "above": lambda value, at=at: value > at,
                "below": lambda value, at=at: value < at,
                "both": lambda value, at=at: abs(value) > at,
            }[side]
            found[f"rows.{number}.percent"] = 100 * sum(map(beyond, row.values)) / len(row.values)
    return found
