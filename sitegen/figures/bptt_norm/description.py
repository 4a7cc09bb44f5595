"""Description of a bptt-norm figure."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sitegen.description.number_format import Compact, Count, Counted, Fixed, format_parameter, format_percent
from sitegen.description.sentences import Description, Sentence, Value, sentence
from sitegen.figures.bptt_norm.answers import answers
from sitegen.figures.bptt_norm.experiment.reproducibility import MOST_DECIMALS
from sitegen.figures.bptt_norm.experiment.results import BpttNorms, Chaos, Growth
from sitegen.figures.bptt_norm.experiment.run_experiment import own_axis
from sitegen.figures.bptt_norm.experiment.runs import CHAIN, CHAIN_WORDS
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.tables import curve_table, experiment_table, measures_table, spread_table
from sitegen.figures.bptt_norm.wording import (
    change_sentences,
    format_orders,
    lead,
    rate_sentence,
    verdict,
    with_needed,
)
from sitegen.figures.shared_sentences import level_marks, logarithmic_axis

TITLE = "Gradient norm through time: RNN and GRU"
_CHART = (
    "Line chart of the norm of the loss gradient at each hidden state of a vanilla RNN and of a GRU, neither of them "
    "trained, from backpropagation through time."
)
_LINES = "The RNN is the dashed line with round markers, the GRU the solid line with square markers"
_INIT = {
    "normal": "normally distributed entries",
    "scaled": "normally distributed entries that are scaled by width,",
    "orthogonal": "orthogonal recurrent matrices",
    "identity": "identity recurrent matrices",
}


def describe(params: BpttNormParams, data: BpttNorms) -> Description:
    """Describe the figure: what was run, its axes and lines, both slopes, and what limits them."""
    spread = spread_table(data)
    return Description(
        title=TITLE,
        readouts=change_sentences(data, short=True),
        lead=lead(data),
        sentences=(
            sentence(_CHART),
            *change_sentences(data),
            _weights(params, data),
            _sequence(params, data),
            _axes(data),
            _lines(data),
            *_level(data),
            *_band(data),
            *_floors(data),
            *_seeds(data),
            rate_sentence("RNN", data.rnn, data.per_steps),
            rate_sentence("GRU", data.gru, data.per_steps),
            *verdict(data),
            *growth_sentences(data),
        ),
        steps=(_motion(data),),
        motion=(sentence("Markers appear once, one pair after another, from the loss back to the start."),),
        table=curve_table(data),
        more_tables=(measures_table(data), *([spread] if spread else []), experiment_table(params, data)),
        more_csv={"spread.csv": spread} if spread else {},
        answers=answers(params, data),
    )


def _weights(params: BpttNormParams, data: BpttNorms) -> Sentence:
    minus = "minus " if params.update_bias < 0 else ""
    return sentence(
        f"Both have a hidden width of {{hidden}} and {{init}} at scale {{scale}}; the update gate of the GRU has a bias of {minus}{{bias}}.",
        1,
        hidden=Count(params.hidden),
        init=_INIT[params.init],
        scale=format_parameter(params.scale),
        bias=format_parameter(data.gates.bias_size),
    )


def _sequence(params: BpttNormParams, data: BpttNorms) -> Sentence:
    if params.source == "A":
        template = "The sequence repeats “{chain}” up to a length of {steps}, and the loss after its last token asks for “{target}”."
        chain = " ".join(CHAIN_WORDS[token] for token in CHAIN)
        return sentence(template, 1, chain=chain, steps=Count(data.steps), target=CHAIN_WORDS[data.target])
    template = (
        "The sequence is the author’s own, {steps} long, and the loss after its last token asks for token {target}."
        if params.source == "tokens"
        else "The sequence is random, {steps} long, and the loss after the last asks for token {target}."
    )
    return sentence(template, 1, steps=Counted(data.steps, "token"), target=Count(data.target))


def _axes(data: BpttNorms) -> Sentence:
    return sentence(
        "The horizontal axis is the time step, from {first} on the left to {last} on the right, where the loss is; the "
        "vertical axis is logarithmic, from {low} to {high}.",
        1,
        first=Count(0),
        last=Count(data.steps),
        **logarithmic_axis(data.axis_low, data.axis_high),
    )


def _lines(data: BpttNorms) -> Sentence:
    if not math.isfinite(data.recurrence.log10_start):
        return sentence(f"{_LINES}.")
    return sentence(f"{_LINES}; the dotted line is what the spectral radius predicts for the RNN.")


def _level(data: BpttNorms) -> tuple[Sentence, ...]:
    own = own_axis(data.rnn, data.gru, data.recurrence, data.floors)
    levels = [data.rnn.log10_norm, data.gru.log10_norm]
    return level_marks("lines", levels, (data.axis_low, data.axis_high), own)


def _band(data: BpttNorms) -> tuple[Sentence, ...]:
    band = data.rnn.band
    if band is None:
        return ()
    template = (
        "The lines are medians over {seeds} seeds, and the bands reach from the {low}th to the {high}th percentile."
    )
    low, high = Count(band.low_percent), Count(band.high_percent)
    return (sentence(template, 1, seeds=Count(data.seeds), low=low, high=high),)


def _floors(data: BpttNorms) -> tuple[Sentence, ...]:
    template = "The dashed level named {format} is the smallest normal number of that format, {smallest}."
    return tuple(
        sentence(template, 1, format=floor.name, smallest=Compact(floor.smallest))
        for floor in data.floors
        if floor.near
    )


def _seeds(data: BpttNorms) -> tuple[Sentence, ...]:
    rnn, gru = data.rnn.band, data.gru.band
    if rnn is None or gru is None or not (rnn.decay_deviation and gru.decay_deviation):
        return ()
    first, second = ("loses" if band.decay_mean >= 0 else "gains" for band in (rnn, gru))
    slopes = sentence(
        f"Over the seeds, from end to end, the RNN {first} {{rnn}} ± {{rnn_deviation}} orders of magnitude per {{per}} steps "
        f"and the GRU {second} {{gru}} ± {{gru_deviation}}, mean and standard deviation.",
        2,
        rnn=Compact(abs(rnn.decay_mean)),
        rnn_deviation=Compact(rnn.decay_deviation),
        gru=Compact(abs(gru.decay_mean)),
        gru_deviation=Compact(gru.decay_deviation),
        per=Count(data.per_steps),
    )
    which = {0.0: "none", 100.0: "all"}.get(data.gru_flatter_percent, "{percent} %")
    flatter = f"The GRU loses fewer orders than the RNN in {which} of them."
    return (slopes, with_needed(flatter, 2, {"percent": format_percent(data.gru_flatter_percent)}))


def _motion(data: BpttNorms) -> Sentence:
    return sentence(
        "Markers appear on both lines one after another, as the gradient travels from the loss after step {last} back to step {first}.",
        1,
        last=Count(data.steps),
        first=Count(0),
    )


def growth_sentences(data: BpttNorms) -> Iterator[Sentence]:
    """The growth of errors, and what is lost by it."""
    if data.growth:
        yield _growth(data, data.growth)
    if data.chaos:
        yield _chaos(data, data.chaos)
    if data.steps < data.steps_asked:
        verb = "is" if data.steps == 1 else "are"
        template = (
            f"Of the {{asked}} steps that were asked for only {{steps}} {verb} run, with the loss after them, so that every "
            "machine draws the same figure."
        )
        yield sentence(template, 1, asked=Count(data.steps_asked), steps=Count(data.steps))
    if data.decimals < MOST_DECIMALS:
        template = "The logarithms of all norms are kept to {decimals} decimals, which are the same on every machine."
        yield sentence(template, 1, decimals=Count(data.decimals))


def _growth(data: BpttNorms, growth: Growth) -> Sentence:
    grows = "the gradient of the {network} grows by up to {rise} orders of magnitude"
    start = (
        f"From one step to an earlier one {grows}"
        if data.seeds == 1
        else f"In one of the {{seeds}} draws {grows} from one step to an earlier one"
    )
    values: dict[str, Value] = {
        "network": growth.network,
        "rise": format_orders(growth.rise),
        "digits": Count(growth.digits),
        "seeds": Count(data.seeds),
    }
    template = f"{start}; rounding errors of the forward pass grow as much, so that {{digits}} digits are uncertain."
    return with_needed(template, 3, values)


def _chaos(data: BpttNorms, chaos: Chaos) -> Sentence:
    draws, fastest = ("", "") if data.seeds == 1 else (" in {draws} of the {seeds} draws", "in the fastest ")
    template = (
        f"Over these {{steps}} steps the {{network}} is chaotic{draws}: its gradient grows in both halves of the sequence, "
        f"{fastest}by a factor of {{factor}} a step on average, and after about {{horizon}} such steps two machines share no "
        "digit."
    )
    values: dict[str, Value] = {
        "network": chaos.network,
        "steps": Count(data.steps),
        "factor": Fixed(chaos.factor, 2 if chaos.factor >= 1.05 else 3),
        "horizon": Count(chaos.horizon),
        "draws": Count(chaos.draws),
        "seeds": Count(data.seeds),
    }
    return with_needed(template, 3, values)
