"""Sentences on the decay of the gradients, shared by summary, drawing and answers, and number formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.description.number_format import Compact, Count, Counted, DualText, Fixed, Quantity, format_against
from sitegen.description.sentences import Level, Sentence, Value, fits_lead, sentence
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network, Rate, Recurrence

_CHANGES = {
    "still": (
        "vanilla RNN gradient hardly changes over {steps}",
        "GRU hardly changes",
        "The gradient of the {network} hardly changes on its way back, from {last} to {first}.",
    ),
    "decays": (
        "vanilla RNN gradient decays by {orders} orders of magnitude over {steps}",
        "GRU decays by {orders}",
        "The gradient of the {network} decays by {orders} orders of magnitude on its way back, from {last} to {first}.",
    ),
    "grows": (
        "vanilla RNN gradient grows by {orders} orders of magnitude over {steps}",
        "GRU grows by {orders}",
        "The gradient of the {network} grows by {orders} orders of magnitude on its way back, from {last} to {first}.",
    ),
}
"""The RNN's and the GRU's change in short, and either as a sentence."""
_KEPT = "The gradient of the {network} keeps its norm of {last} on its way back."
_RATES = {
    "loses, loses": "loses {ends} orders of magnitude per {per} steps from end to end, and {fit} by least squares.",
    "loses, gains": "loses {ends} orders of magnitude per {per} steps from end to end, but gains {fit} by least squares.",
    "loses, keeps": "loses {ends} orders of magnitude per {per} steps from end to end, but hardly changes by least squares.",
    "gains, loses": "gains {ends} orders of magnitude per {per} steps from end to end, but loses {fit} by least squares.",
    "gains, gains": "gains {ends} orders of magnitude per {per} steps from end to end, and {fit} by least squares.",
    "gains, keeps": "gains {ends} orders of magnitude per {per} steps from end to end, but hardly changes by least squares.",
    "keeps, loses": "hardly changes from end to end, but loses {fit} orders of magnitude per {per} steps by least squares.",
    "keeps, gains": "hardly changes from end to end, but gains {fit} orders of magnitude per {per} steps by least squares.",
    "keeps, keeps": "hardly changes, neither from end to end nor by least squares.",
}
_VERDICTS = {
    "flatter": "So the GRU’s line is clearly flatter than the RNN’s.",
    "hardly flatter": "So the GRU’s line is hardly flatter than the RNN’s.",
    "as steep": "So both lines are about equally steep.",
    "steeper": "So the GRU’s line is steeper than the RNN’s.",
    "level": "The RNN’s gradient does not vanish here: it keeps about the same length on its way back.",
    "mixed": "The RNN’s gradient does not vanish in every draw: it decays in some and grows in others.",
    "opposite": "So the two go opposite ways: on the way back the RNN’s gradient decays and the GRU’s grows.",
    "growing": "The RNN’s gradient does not vanish here: it grows on its way back.",
}


def format_orders(value: float) -> Quantity:
    """Orders of magnitude: one decimal, more below one."""
    return Fixed(value, 1, before_plural=True) if abs(value) >= 0.95 else Compact(value)


def format_rate(value: float) -> Quantity:
    """Orders of magnitude per so many steps; the plural "orders" follows."""
    rate = Compact(value)
    return Fixed(value, 2, before_plural=True) if rate.visible() == Compact(1.0).visible() else rate


def singular_value(matrix: Recurrence) -> Quantity:
    """The largest singular value, which is compared with one."""
    return format_against(matrix.largest_singular_value, 1.0)


def is_still(orders: float) -> bool:
    """Whether a change in orders of magnitude is too small for two decimals."""
    return abs(orders) < 0.005


def change_sentences(data: BpttNorms, *, short: bool = False) -> tuple[Sentence, Sentence]:
    """Change of each gradient from the loss to the first step: short, for the chart, or as whole sentences."""
    rnn, gru = (0, 1) if short else (2, 2)
    return _change("RNN", data.rnn, rnn, data.steps), _change("GRU", data.gru, gru, data.steps)


def lead(data: BpttNorms) -> tuple[Sentence, ...]:
    """The change of both gradients, and if there is room, how they compare."""
    (rnn, values), (gru, more) = _clause(data.rnn, "rnn"), _clause(data.gru, "gru")
    join = "and" if rnn.split()[0] == gru.split()[0] else "but"
    if join == "and" and "orders" in gru:
        gru = "by {gru}"
    template = f"The gradient {rnn} in the RNN {join} {gru} in the GRU, over {{steps}}."
    first = sentence(template, 2, steps=Counted(data.steps, "step"), **values, **more)
    return next((lead for each in verdict(data) if fits_lead(*(lead := (first, each)))), (first,))


def _clause(network: Network, name: str) -> tuple[str, dict[str, Value]]:
    """What becomes of a gradient, as the end of a clause, and its value, whose name begins with `name`."""
    if network.zeros == len(network.log10_norm):
        return "is exactly zero", {}
    if network.zeros:
        return f"is exactly zero before step {{{name}_step}}", {f"{name}_step": Count(network.first)}
    if is_still(network.orders):
        return "hardly changes", {}
    verb = "decays" if network.decays else "grows"
    return f"{verb} by {{{name}}} orders of magnitude", {name: format_orders(network.orders)}


def _change(name: str, network: Network, form: int, steps: int) -> Sentence:
    if network.zeros == len(network.log10_norm):
        return sentence("The gradient of the {network} is exactly zero.", 2, network=name)
    if network.zeros:
        template = "The gradient of the {network} is exactly zero before step {step}."
        return sentence(template, 2, network=name, step=Count(network.first))
    change = "still" if is_still(network.orders) else "decays" if network.decays else "grows"
    last, first = norm_at(network, -1), norm_at(network, 0)
    template = _CHANGES[change][form]
    if form == 2 and last.visible() == first.visible():
        template = _KEPT
    values: dict[str, Value] = {
        "network": name,
        "orders": format_orders(network.orders),
        "steps": Counted(steps, "step"),
        "last": last,
        "first": first,
    }
    return with_needed(template, 2, values)


def with_needed(template: str, level: Level, values: Mapping[str, Value]) -> Sentence:
    """The sentence with those of `values` that its template names."""
    return Sentence(template, level, {key: value for key, value in values.items() if f"{{{key}}}" in template})


def norm_at(network: Network, step: int) -> Quantity:
    """The norm at one step, also where no float64 holds it."""
    norm = network.norm[step]
    return format_norm(norm, float(network.log10_norm[step])) if norm is None else Compact(norm)


def format_norm(norm: float | None, log10: float) -> Quantity:
    """A norm and its log₁₀; one that no float64 holds is a text, in CSV too, where a number would become zero."""
    if norm is not None:
        return Compact(norm)
    beyond = Compact(0.0, log10)
    return DualText(beyond.visible(), beyond.spoken())


def rate_sentence(name: str, network: Network, per_steps: int) -> Sentence:
    """The slope of one network, from end to end and by least squares, over the steps at which it is not zero."""
    if len(network.log10_norm) - network.zeros < 2:
        return sentence("The gradient of the {network} is zero at too many steps for a slope.", 3, network=name)
    start = "From step {first} on, the {network} " if network.zeros else "The {network} "
    ends, fit = network.end_to_end, network.least_squares
    template = start + _RATES[f"{_way(ends)}, {_way(fit)}"]
    values: dict[str, Value] = {
        "network": name,
        "first": Count(network.first),
        "ends": format_rate(ends.size),
        "fit": format_rate(fit.size),
        "per": Count(per_steps),
    }
    return with_needed(template, 3, values)


def _way(rate: Rate) -> str:
    return "keeps" if is_still(rate.size) else "loses" if rate.decay > 0 else "gains"


def verdict(data: BpttNorms) -> Iterator[Sentence]:
    """The two slopes, compared; none where a gradient is exactly zero."""
    if not (data.rnn.zeros or data.gru.zeros):
        yield sentence(_VERDICTS[data.comparison], 3)
