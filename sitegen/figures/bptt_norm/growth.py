"""What growth means for the figure itself, as sentences: uncertain digits, chaos, a cut sequence, decimals left out."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.description.number_format import Count, Fixed
from sitegen.description.sentences import Sentence, Value, sentence
from sitegen.figures.bptt_norm.reproducibility import MOST_DECIMALS
from sitegen.figures.bptt_norm.results import BpttNorms, Chaos, Growth
from sitegen.figures.bptt_norm.wording import format_orders


def growth_sentences(data: BpttNorms) -> Iterator[Sentence]:
    """By how much errors grow; each loss that follows is told wherever there is one."""
    if data.growth:
        yield _growth(data, data.growth)
    if data.chaos:
        yield _chaos(data, data.chaos)
    if data.steps < data.steps_asked:
        template = (
            "Of the {asked} steps that were asked for only {steps} are run, with the loss after them, so that every "
            "machine draws the same figure."
        )
        yield sentence(template, 1, asked=Count(data.steps_asked), steps=Count(data.steps))
    if data.decimals < MOST_DECIMALS:
        template = "The logarithms of all norms are kept to {decimals} decimals, which are the same on every machine."
        yield sentence(template, 1, decimals=Count(data.decimals))


def _growth(data: BpttNorms, growth: Growth) -> Sentence:
    told: dict[str, Value] = {
        "network": growth.network,
        "rise": format_orders(growth.rise),
        "digits": Count(growth.digits),
    }
    if data.seeds == 1:
        template = (
            "From one step to an earlier one the gradient of the {network} grows by up to {rise} orders of magnitude; rounding "
            "errors of the forward pass grow as much, so that {digits} digits are uncertain."
        )
        return sentence(template, 3, **told)
    template = (
        "In one of the {seeds} draws the gradient of the {network} grows by up to {rise} orders of magnitude from one step to an "
        "earlier one; rounding errors of the forward pass grow as much, so that {digits} digits are uncertain."
    )
    return sentence(template, 3, seeds=Count(data.seeds), **told)


def _chaos(data: BpttNorms, chaos: Chaos) -> Sentence:
    told: dict[str, Value] = {
        "network": chaos.network,
        "steps": Count(data.steps),
        "factor": Fixed(chaos.factor, 2 if chaos.factor >= 1.05 else 3),
        "horizon": Count(chaos.horizon),
    }
    if data.seeds == 1:
        template = (
            "Over these {steps} steps the {network} is chaotic: its gradient grows in both halves of the sequence, by a factor "
            "of {factor} a step on average, and after about {horizon} such steps two machines share no digit."
        )
        return sentence(template, 3, **told)
    template = (
        "Over these {steps} steps the {network} is chaotic in {draws} of the {seeds} draws: its gradient grows in both halves of the "
        "sequence, in the fastest by a factor of {factor} a step on average, and after about {horizon} such steps two "
        "machines share no digit."
    )
    return sentence(template, 3, draws=Count(chaos.draws), seeds=Count(data.seeds), **told)
