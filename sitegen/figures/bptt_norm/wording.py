"""Sentences on the decay of the gradients, shared by summary, drawing and answers, and number formats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact, Count, Counted, DualText, Fixed, Quantity
from sitegen.description.sentences import Level, Sentence, Value, fits_lead, sentence
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Network, Rate, Recurrence

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
    """Change of each gradient from the loss to the first step as whole sentences, or in short what arrives there, for the chart."""
    return _change("RNN", data.rnn, short=short), _change("GRU", data.gru, short=short)


def lead(data: BpttNorms) -> tuple[Sentence, ...]:
    """The change of both gradients, and if there is room, how they compare."""
    rnn, gru = (
        _course(network, f"{{{name}}} orders of magnitude", f"{{{name}_step}}")
        for name, network in (("rnn", data.rnn), ("gru", data.gru))
    )
    join = "and" if rnn.split()[0] == gru.split()[0] else "but"
    if join == "and" and "orders" in gru:
        gru = "by {gru}"
    values: dict[str, Value] = {
        "rnn": format_orders(data.rnn.orders),
        "gru": format_orders(data.gru.orders),
        "rnn_step": Count(data.rnn.first),
        "gru_step": Count(data.gru.first),
        "steps": Counted(data.steps, "step"),
    }
    first = with_needed(f"The gradient {rnn} in the RNN {join} {gru} in the GRU, over {{steps}}.", 2, values)
    return next((lead for each in verdict(data) if fits_lead(*(lead := (first, each)))), (first,))


def _course(network: Network, orders: str, step: str = "{step}") -> str:
    """What becomes of a gradient, as the end of a clause, with these names of its values."""
    if network.zeros:
        return "is exactly zero" if network.zeros == len(network.log10_norm) else f"is exactly zero before step {step}"
    if is_still(network.orders):
        return "hardly changes"
    return f"{'decays' if network.decays else 'grows'} by {orders}"


def _change(name: str, network: Network, *, short: bool) -> Sentence:
    last, first = norm_at(network, -1), norm_at(network, 0)
    course = _course(network, "{orders} orders of magnitude")
    if network.zeros:
        template = f"The gradient of the {{network}} {course}."
    elif short:
        template = "{network}: {first} arrives"
    elif last.visible() == first.visible():
        template = "The gradient of the {network} keeps its norm of {last} on its way back."
    else:
        template = f"The gradient of the {{network}} {course} on its way back, from {{last}} to {{first}}."
    values: dict[str, Value] = {
        "network": name,
        "orders": format_orders(network.orders),
        "step": Count(network.first),
        "last": last,
        "first": first,
    }
    return with_needed(template, 2, values)


def with_needed(template: str, level: Level, values: Mapping[str, Value]) -> Sentence:
    """The sentence with those of `values` that its template names."""
    return Sentence(template, level, {key: value for key, value in values.items() if f"{{{key}}}" in template})


def norm_at(network: Network, step: int) -> Quantity:
    """The norm at one step; one that no float64 holds is a text, in CSV too, where a number would become zero."""
    norm = network.norm[step]
    if norm is not None:
        return Compact(norm)
    beyond = Compact(0.0, float(network.log10_norm[step]))
    return DualText(beyond.visible(), beyond.spoken())


def rate_sentence(name: str, network: Network, per_steps: int) -> Sentence:
    """The slope of one network, from end to end and by least squares, over the steps at which it is not zero."""
    if len(network.log10_norm) - network.zeros < 2:
        return sentence("The gradient of the {network} is zero at too many steps for a slope.", 3, network=name)
    start = "From step {first} on, the {network}" if network.zeros else "The {network}"
    values: dict[str, Value] = {
        "network": name,
        "first": Count(network.first),
        "ends": format_rate(network.end_to_end.size),
        "fit": format_rate(network.least_squares.size),
        "per": Count(per_steps),
    }
    return with_needed(
        f"{start} {_ways(_way(network.end_to_end), _way(network.least_squares))} by least squares.", 3, values
    )


def _ways(ends: str, fit: str) -> str:
    """What a network does from end to end, and by least squares."""
    if ends == fit == "hardly changes":
        return "hardly changes, neither from end to end nor"
    if ends == "hardly changes":
        return f"{ends} from end to end, but {fit} {{fit}} orders of magnitude per {{per}} steps"
    then = f"but {fit}" if fit == "hardly changes" else "and {fit}" if fit == ends else f"but {fit} {{fit}}"
    return f"{ends} {{ends}} orders of magnitude per {{per}} steps from end to end, {then}"


def _way(rate: Rate) -> str:
    return "hardly changes" if is_still(rate.size) else "loses" if rate.decay > 0 else "gains"


def verdict(data: BpttNorms) -> Iterator[Sentence]:
    """The two slopes, compared; none where a gradient is exactly zero."""
    if not (data.rnn.zeros or data.gru.zeros):
        yield sentence(_VERDICTS[data.comparison], 3)
