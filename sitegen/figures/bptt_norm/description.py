"""Gradient norms through time in words."""

from __future__ import annotations

from sitegen.description.number_format import Compact, Count, Fixed
from sitegen.description.sentences import Description, Sentence, sentence
from sitegen.figures.bptt_norm.answers import answers
from sitegen.figures.bptt_norm.growth import growth_sentences
from sitegen.figures.bptt_norm.results import BpttNorms
from sitegen.figures.bptt_norm.runs import CHAIN, CHAIN_WORDS
from sitegen.figures.bptt_norm.spec import BpttNormParams
from sitegen.figures.bptt_norm.tables import curve_table, experiment_table, measures_table, spread_table
from sitegen.figures.bptt_norm.wording import change_sentences, format_amount, rate_sentence, verdict
from sitegen.figures.shared_sentences import format_parameter, logarithmic_axis

TITLE = "Gradient norm through time: RNN and GRU"
_CHART = (
    "Line chart of the norm of the loss gradient at each hidden state of a vanilla RNN and of a GRU, neither of them "
    "trained, from backpropagation through time."
)
_LINES = (
    "The RNN is the dashed line with round markers, the GRU the solid line with square markers; the dotted line is "
    "what the spectral radius predicts for the RNN."
)
_INIT = {
    "normal": "normally distributed entries",
    "scaled": "normally distributed entries, scaled by width",
    "orthogonal": "orthogonal recurrent matrices",
    "identity": "identity recurrent matrices",
}


def describe(params: BpttNormParams, data: BpttNorms) -> Description:
    """Tell the figure: what was run, its axes and lines, both slopes, and what limits them."""
    return Description(
        title=TITLE,
        readouts=annotation(data),
        sentences=(
            sentence(_CHART),
            *change_sentences(data),
            _weights(params, data),
            _sequence(params, data),
            _axes(data),
            sentence(_LINES),
            *_band(data),
            *_floors(data),
            *_seeds(data),
            rate_sentence("RNN", data.rnn, data.per_steps),
            rate_sentence("GRU", data.gru, data.per_steps),
            verdict(data),
            *growth_sentences(data),
        ),
        steps=(_motion(data),),
        motion=(sentence("The lines appear once, piece by piece, from the loss back to the start."),),
        table=curve_table(data),
        more_tables=(measures_table(data), *spread_table(data), experiment_table(params, data)),
        answers=answers(params, data),
    )


def annotation(data: BpttNorms) -> tuple[Sentence, Sentence]:
    """The two displays of the chart: by how much each gradient decays."""
    rnn, gru = change_sentences(data, short=True)
    return rnn, gru


def _weights(params: BpttNormParams, data: BpttNorms) -> Sentence:
    template = (
        "Both have a hidden width of {hidden} and {init} at scale {scale}; the update gate of the GRU has a bias of {bias}."
        if params.update_bias >= 0
        else "Both have a hidden width of {hidden} and {init} at scale {scale}; the update gate of the GRU has a bias of minus {bias}."
    )
    return sentence(
        template,
        1,
        hidden=Count(params.hidden),
        init=_INIT[params.init],
        scale=format_parameter(params.scale),
        bias=format_parameter(data.gates.bias_size),
    )


def _sequence(params: BpttNormParams, data: BpttNorms) -> Sentence:
    steps = Count(data.steps)
    if params.source == "tokens":
        template = (
            "The sequence is the author's own, {steps} long, and the loss after its last token asks for token {target}."
        )
        return sentence(template, 1, steps=steps, target=Count(data.target))
    if params.source == "B":
        template = "The sequence is random, {steps} tokens long, and the loss after the last asks for token {target}."
        return sentence(template, 1, steps=steps, target=Count(data.target))
    template = "The sequence repeats “{chain}” up to a length of {steps}, and the loss after its last token asks for “{target}”."
    return sentence(
        template, 1, chain=" ".join(CHAIN_WORDS[token] for token in CHAIN), steps=steps, target=CHAIN_WORDS[data.target]
    )


def _axes(data: BpttNorms) -> Sentence:
    return sentence(
        "The horizontal axis is the time step, from {first} on the left to {last} on the right, where the loss is; the "
        "vertical axis is logarithmic, from {low} to {high}.",
        1,
        first=Count(0),
        last=Count(data.steps),
        **logarithmic_axis(data.axis_low, data.axis_high),
    )


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
    if rnn is None or gru is None:
        return ()
    return (
        sentence(
            "Over the seeds, the orders lost per {per} steps from end to end are {rnn} ± {rnn_deviation} for the RNN and "
            "{gru} ± {gru_deviation} for the GRU, mean and standard deviation.",
            2,
            rnn=format_amount(rnn.decay_mean),
            rnn_deviation=format_amount(rnn.decay_deviation),
            gru=format_amount(gru.decay_mean),
            gru_deviation=format_amount(gru.decay_deviation),
            per=Count(data.per_steps),
        ),
        sentence(
            "The GRU loses fewer orders than the RNN in {percent} % of them.",
            2,
            percent=_percent(data.gru_flatter_percent),
        ),
    )


def _percent(value: float) -> Fixed:
    """Whole, unless that would say none or all of what is few or many."""
    return Fixed(value, 0 if value in (0.0, 100.0) or 0.5 <= value < 99.5 else 1)


def _motion(data: BpttNorms) -> Sentence:
    return sentence(
        "Both lines appear piece by piece, as the gradient travels from the loss after step {last} back to step {first}.",
        1,
        last=Count(data.steps),
        first=Count(0),
    )
