"""The tables of a bptt-norm figure: the curves, what was measured on them, and how it was done."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from sitegen.description.number_format import Compact, Count, DualText, Fixed, format_parameter
from sitegen.description.sentences import Column, Table, Value, sentence
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.wording import format_orders, norm_at, singular_value


def curve_table(data: BpttNorms) -> Table:
    """Both norms by step; a page shows some of many steps."""
    return _by_step(
        data,
        "Norm of the loss gradient by time step; the loss is after the last",
        (*_columns("RNN", data.rnn), *_columns("GRU", data.gru)),
    )


def _by_step(data: BpttNorms, caption: str, columns: tuple[Column, ...]) -> Table:
    steps = range(data.steps + 1)
    table = Table(caption, (Column("t", "Step t", tuple(map(Count, steps))), *columns))
    if data.shown_every == 1:
        return table
    template = "The table shows steps that are {stride} apart, and the last; the files hold every step."
    return replace(table, shown=shown_rows(data), rule=sentence(template, stride=Count(data.shown_every)))


def shown_rows(data: BpttNorms) -> tuple[int, ...]:
    """The steps that a page shows in its table."""
    return tuple(sorted({*range(0, data.steps + 1, data.shown_every), data.steps}))


def _columns(name: str, network: Network) -> tuple[Column, Column]:
    heading = DualText(f"{name} log₁₀ norm", f"{name} log 10 of the norm")
    norms = tuple(norm_at(network, step) for step in range(len(network.norm)))
    return (
        Column(f"{name.lower()}_log10_norm", heading, tuple(map(_log10, network.log10_norm.tolist()))),
        Column(f"{name.lower()}_norm", f"{name} norm", norms),
    )


def _log10(value: float) -> Value:
    return "none" if math.isinf(value) else Fixed(value)


def spread_table(data: BpttNorms) -> Table | None:
    """The limits of the bands by step; None without bands."""
    if data.rnn.band is None or data.gru.band is None:
        return None
    columns = tuple(
        Column(f"{name.lower()}_{end}", f"{name} {end}th percentile", tuple(map(_log10, limit.tolist())))
        for name, band in (("RNN", data.rnn.band), ("GRU", data.gru.band))
        for end, limit in ((band.low_percent, band.low), (band.high_percent, band.high))
    )
    return _by_step(data, "Spread over all seeds, log₁₀ norm", columns)


def measures_table(data: BpttNorms) -> Table:
    """Measurements of each network, a row each."""
    matrix, gates, per = data.recurrence, data.gates, f"per {data.per_steps} steps"

    def both(measure: Callable[[Network], Value]) -> tuple[Value, Value]:
        return measure(data.rnn), measure(data.gru)

    rows: tuple[tuple[Value, Value, Value], ...] = (
        ("orders of magnitude lost in all", *both(_lost)),
        (f"orders lost {per}, end to end", *both(lambda network: Compact(network.end_to_end.decay))),
        (f"orders lost {per}, least squares", *both(lambda network: Compact(network.least_squares.decay))),
        *((f"steps that count in {each.name}", Count(each.rnn_steps), Count(each.gru_steps)) for each in data.floors),
        ("loss after the last step", *both(lambda network: Compact(network.loss))),
        (f"theory: orders lost {per}", _finite(matrix.theory.decay), "–"),
        (_weights("spectral radius"), Compact(matrix.spectral_radius), "–"),
        (_weights("largest singular value"), singular_value(matrix), "–"),
        (DualText("mean slope of tanh, E[1 − h²]", "mean slope of tanh"), Compact(matrix.mean_slope), "–"),
        ("update gate, mean", "–", Compact(gates.update_mean)),
        ("update gate, standard deviation", "–", Compact(gates.update_std)),
        ("reset gate, mean", "–", Compact(gates.reset_mean)),
        ("reset gate, standard deviation", "–", Compact(gates.reset_std)),
    )
    names, rnn, gru = zip(*rows, strict=True)
    columns = (Column("measure", "Measure", names), Column("rnn", "RNN", rnn), Column("gru", "GRU", gru))
    return Table("What was measured", columns)


def _weights(measure: str) -> Value:
    return DualText(f"{measure} of W_hh", f"{measure} of the recurrent weights")


def _lost(network: Network) -> Value:
    return format_orders(network.orders if network.decays else -network.orders)


def _finite(value: float) -> Value:
    return Compact(value) if math.isfinite(value) else "none"


def experiment_table(params: BpttNormParams, data: BpttNorms) -> Table:
    """Settings of the experiment, enough to repeat it."""
    sequence = "own tokens" if params.source == "tokens" else params.source
    rows: tuple[tuple[str, Value], ...] = (
        ("sequence", sequence),
        ("length", Count(data.steps)),
        *((("length asked for", Count(data.steps_asked)),) if data.steps < data.steps_asked else ()),
        ("target token", Count(data.target)),
        ("hidden units", Count(params.hidden)),
        ("initial weights", params.init),
        ("scale", format_parameter(params.scale)),
        ("update bias", Compact(params.update_bias)),
        ("update gate", params.update_gate),
        ("reset gate", params.reset),
        ("seed", str(params.seed)),
        ("seeds", Count(data.seeds)),
        ("digest of the RNN’s weights", data.rnn.weights_digest),
        ("digest of the GRU’s weights", data.gru.weights_digest),
        *((("date", params.date),) if params.date else ()),
    )
    names, values = zip(*rows, strict=True)
    return Table("The experiment", (Column("setting", "Setting", names), Column("value", "Value", values)))
