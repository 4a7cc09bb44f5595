"""The lab's four questions, answered from the numbers: they say what was measured, whatever it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact, Count, Counted, Fixed, Quantity
from sitegen.description.sentences import Answer, Sentence, Value, sentence
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Trend
from sitegen.figures.bptt_norm.prediction import prediction_sentences
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.wording import (
    format_orders,
    is_still,
    norm_at,
    rate_sentence,
    verdict,
    with_needed,
)
from sitegen.numerics.rounding import above, at_least, at_most, below

_MOSTLY_KEPT = 0.7
"""A gate that keeps this share of the old state is mostly shut to the new one."""
_SETS_THE_SLOPE = 0.15
"""A slope within this share of the kept path's is set by it."""


def answers(params: BpttNormParams, data: BpttNorms) -> tuple[Answer, ...]:
    """Change of the gradient in both networks, what it means in practice, and why it motivates attention."""
    rnn = (rate_sentence("RNN", data.rnn, data.per_steps), *prediction_sentences(params, data))
    return (
        Answer("How does the gradient of the vanilla RNN change on its way back?", rnn),
        Answer("How does the gradient of the GRU change on its way back?", _gru(data)),
        Answer("Can the network learn anything about the early tokens?", _practice(data)),
        Answer("Why does this motivate attention?", _attention(data)),
    )


def _gru(data: BpttNorms) -> tuple[Sentence, ...]:
    gates = data.gates
    kept = format_against(gates.kept, _MOSTLY_KEPT)
    share = "nearly all" if kept.visible() == Compact(1.0).visible() else "{kept}"
    gate = with_needed(
        "The update gate is {mean} on average, with a standard deviation of {deviation}, so a step keeps "
        f"{share} of the old state.",
        2,
        {"mean": Compact(gates.update_mean), "deviation": Compact(gates.update_std), "kept": kept},
    )
    rate = rate_sentence("GRU", data.gru, data.per_steps)
    return (rate, gate, *_kept_path(data), *_against_rnn(data))


def _kept_path(data: BpttNorms) -> tuple[Sentence, ...]:
    path = data.gates.kept_decay
    if not math.isfinite(path):
        return ()
    if is_still(path):
        return (sentence("A path that is multiplied by that share at every step hardly changes.", 3),)
    shown = format_orders(path)
    same = data.gru.decays and format_orders(data.gru.end_to_end.size).visible() == shown.visible()
    keeps_more = below(data.gru.end_to_end.decay, path, scale=1.0) and not (same or data.gru.zeros)
    beyond = "; what the GRU keeps beyond this comes through the new state" if keeps_more else ""
    template = f"A path that is multiplied by that share at every step loses {{path}} orders per {{per}} steps{beyond}."
    return (sentence(template, 3, path=shown, per=Count(data.per_steps)),)


def _against_rnn(data: BpttNorms) -> tuple[Sentence, ...]:
    """The flatter line, and the reason, where the gate is the reason."""
    if data.rnn.trend != "decays" or data.rnn.zeros or data.gru.zeros:
        return ()
    reason = () if data.comparison == "opposite" else (sentence(gate_reason(data), 3),)
    return (*verdict(data), *reason)


def gate_reason(data: BpttNorms) -> str:
    """The effect of the gate on the GRU's slope, where the RNN's gradient decays."""
    kept, path, slope = data.gates.kept, data.gates.kept_decay, data.gru.end_to_end.decay
    flatter = data.comparison in {"flatter", "hardly flatter"}
    if at_least(kept, _MOSTLY_KEPT):
        if data.comparison == "flatter":
            return "The additive path does its work, because the gate keeps most of the old state at every step."
        return "The gate keeps most of the old state, and the RNN’s own matrix keeps about as much or more."
    if flatter and at_most(abs(slope - path), _SETS_THE_SLOPE * path, scale=1.0):
        return "The share of the old state that the gate keeps sets this slope, and the RNN has no such path."
    if data.comparison == "flatter":
        return "That is not the gate’s merit: it replaces much of the old state, and the RNN merely loses more."
    return "The additive path alone does not preserve the gradient, because the gate replaces too much of the old state at every step."


def _practice(data: BpttNorms) -> tuple[Sentence, ...]:
    single, double = data.floors
    return (
        _at_the_start(data),
        sentence(
            "A weight is shared by all steps, and its gradient is their sum: a term smaller than {epsilon} of the largest is "
            "rounded away in {format}.",
            1,
            epsilon=Compact(single.epsilon),
            format=single.name,
        ),
        _counting("RNN", data, single.rnn_steps, double.rnn_steps),
        _counting("GRU", data, single.gru_steps, double.gru_steps),
        *_consequences(data),
    )


def _at_the_start(data: BpttNorms) -> Sentence:
    """Whether float32 can hold the norm; whether it counts in a sum is another question."""
    single, norm = data.floors[0], data.rnn.norm[0]
    if data.rnn.trend in {"level", "grows"}:
        return sentence("At the start the RNN’s norm is {first}: it has not vanished.", 2, first=norm_at(data.rnn, 0))
    template = (
        "At the start the RNN’s norm is {first}, and {format} can hold this number: its smallest normal one is {smallest}."
        if norm is not None and at_least(norm, single.smallest)
        else "At the start the RNN’s norm is {first}, below {smallest}, the smallest normal number of {format}."
    )
    values: dict[str, Value] = {
        "first": norm_at(data.rnn, 0) if norm is None else format_against(norm, single.smallest),
        "format": single.name,
        "smallest": Compact(single.smallest),
    }
    return sentence(template, 2, **values)


def _counting(name: str, data: BpttNorms, few: int, many: int) -> Sentence:
    """How many steps of a network count in float32 and in float64."""
    single, double = data.floors
    return sentence(
        f"For the {{network}}, {{few}} of {{steps}} still {'counts' if few == 1 else 'count'} in {{single}} and {{many}} in {{double}}.",
        2,
        network=name,
        few=Count(few),
        many=Count(many),
        steps=Counted(data.steps, "step"),
        single=single.name,
        double=double.name,
    )


def _consequences(data: BpttNorms) -> Iterator[Sentence]:
    """Early tokens that each network can learn from, by the number format of its sums."""
    single, double = data.floors
    if single.rnn_steps == single.gru_steps == data.steps and "grows" not in {data.rnn.trend, data.gru.trend}:
        template = "So in {single} every token can teach both networks something, with its share of the gradient."
        yield sentence(template, 3, single=single.name)
        return
    for name, network, few, many in (
        ("RNN", data.rnn, single.rnn_missed, double.rnn_missed),
        ("GRU", data.gru, single.gru_missed, double.gru_missed),
    ):
        values: dict[str, Value] = {"network": name, "single": single.name, "double": double.name}
        yield with_needed(_consequence(network.trend, few, many), 3, {**values, "few": Count(few), "many": Count(many)})
    if single.rnn_missed or single.gru_missed:
        yield sentence("No learning rate brings a missed token back, because it scales all terms alike.", 3)


def _consequence(trend: Trend, few: int, many: int) -> str:
    """Whether a network can learn from the early tokens, of which it misses `few` in float32 and `many` in float64."""
    if few == 1:
        cannot = "In {single} the {network} cannot learn from its first token; in {double} it "
        return cannot + ("cannot, either." if many else "can.")
    if few:
        cannot = "In {single} the {network} cannot learn from its {few} earliest tokens; in {double} "
        return cannot + ("it misses {many} of them." if many else "all of them count.")
    if trend == "grows":
        return "The early tokens are not lost on the {network}: their gradient is larger than that of the late ones."
    return "In {single} the early tokens can teach the {network} something, with their share of the gradient."


def _attention(data: BpttNorms) -> tuple[Sentence, ...]:
    reach = sentence(
        "The gradient of an attention layer goes from the last position to the first in a single step, whatever the "
        "distance; that step multiplies it by about the attention weight α."
    )
    if data.steps == 1:
        return (reach, sentence("With a single position, α is one and nothing is lost.", 2), _against_attention(data))
    weight = sentence(
        "Before training every position gets about the same α, one over {steps}: that is {weight}, a loss of {orders} orders of "
        "magnitude at every distance.",
        2,
        steps=Count(data.steps),
        weight=Compact(data.attention_weight),
        orders=_orders(data)[0],
    )
    return (reach, weight, _against_attention(data))


def _orders(data: BpttNorms) -> Sequence[Quantity]:
    """What attention, the RNN and the GRU lose, with as many decimals as it takes to tell the others from the first, up to four."""
    orders = (data.attention_orders, data.rnn.orders, data.gru.orders)
    decimals = (partial(Fixed, digits=digits, before_plural=True) for digits in (2, 3, 4))
    forms: tuple[Callable[[float], Quantity], ...] = (format_orders, *decimals)
    tries = [[form(each) for each in orders] for form in forms]
    distinct = (each for each in tries if each[0].visible() not in {other.visible() for other in each[1:]})
    return next(distinct, tries[0])


def _against_attention(data: BpttNorms) -> Sentence:
    networks = {"RNN": data.rnn, "GRU": data.gru}
    trends = {network.trend for network in networks.values()}
    if trends & {"grows", "mixed"}:
        where = "Here" if "grows" in trends else "In some draws"
        said = f"{where} a gradient grows on its way back through time, and attention has no product of steps that could grow."
        return sentence(said, 3)
    zero = next((name for name, network in networks.items() if network.zeros), None)
    if zero:
        template = "The gradient of the {network} becomes exactly zero on its way back through time, and attention has no product of steps."
        return sentence(template, 3, network=zero)
    level = next((name for name, each in networks.items() if not each.decays or is_still(each.orders)), None)
    if level:
        template = (
            "The gradient of the {network} keeps about the same length on its way back through time, because the factors of its "
            "steps balance; attention has no product of steps to balance."
        )
        return sentence(template, 3, network=level)
    values: dict[str, Value] = dict(zip(("rnn", "gru"), _orders(data)[1:], strict=True))
    lost = sorted(network.orders for network in networks.values())
    template = "Through time, the RNN loses {rnn} orders on the same way and the GRU {gru}"
    if above(lost[0], data.attention_orders, scale=1.0):
        return sentence(f"{template}, and more with every further step.", 3, **values)
    one_is = above(lost[1], data.attention_orders, scale=1.0)
    better, whose = ("one of them does", "its") if one_is else ("both do", "their")
    template += (
        f": over this length {better} better than uniform attention, but {whose} loss grows with every further step."
    )
    return sentence(template, 3, **values)
