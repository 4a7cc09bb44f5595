"""What dead means in a figure: the window that counts, and what is asked of a neuron in it."""

from __future__ import annotations

from sitegen.description.number_format import Count
from sitegen.description.sentences import Sentence, sentence
from sitegen.figures.dead_neurons.kernel import Autopsy
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.shared_sentences import format_parameter


def meaning(params: DeadNeuronsParams, data: Autopsy) -> list[Sentence]:
    """Sentences of level 1."""
    found = [_whole(data) if params.window == "all" else _last(params.window, data), _dead(params, data)]
    if data.empty_neurons == 1:
        found.append(sentence("One neuron has no sample in the window, and counts as dead."))
    elif data.empty_neurons:
        template = "{empty} neurons have no sample in the window, and count as dead."
        found.append(sentence(template, empty=Count(data.empty_neurons)))
    if params.criterion == "silent" and params.activation:
        template = "The activation function is {activation}; the table gives the largest slope of each neuron, too."
        found.append(sentence(template, activation=params.activation))
    return found


def _whole(data: Autopsy) -> Sentence:
    fewest, most = Count(data.fewest_samples), Count(data.most_samples)
    if data.fewest_samples != data.most_samples:
        return sentence("The window is all of each history, {fewest} to {most} samples.", fewest=fewest, most=most)
    if data.most_samples == 1:
        return sentence("The window is all of each history, a single sample.")
    return sentence("The window is all of each history, {most} samples.", most=most)


def _last(length: int, data: Autopsy) -> Sentence:
    window, fewest, most = Count(length), Count(data.fewest_samples), Count(data.most_samples)
    if data.fewest_samples != data.most_samples:
        template = "The window is the last {window} samples, or as many as a neuron has: there are {fewest} to {most}."
        return sentence(template, window=window, fewest=fewest, most=most)
    if data.most_samples < length:
        template = (
            "The window is the last {window} samples; every history is shorter and counts in full, {most} samples."
        )
        return sentence(template, window=window, most=most)
    if length == 1:
        return sentence("The window is the last sample of each neuron.")
    return sentence("The window is the last {window} samples of each neuron.", window=window)


def _dead(params: DeadNeuronsParams, data: Autopsy) -> Sentence:
    threshold = format_parameter(data.threshold)
    if params.criterion == "saturated":
        template = (
            "Dead means saturated in this window: at every sample the slope of the activation function, {activation}, is below "
            "{threshold}, so that almost no gradient passes."
        )
        return sentence(template, activation=params.activation or "", threshold=threshold)
    template = (
        "Dead means silent in this window: no absolute activation reaches {threshold}."
        if not data.earlier_samples
        else "Dead means silent in this window: no absolute activation reaches {threshold}; earlier the neuron may have been active."
    )
    return sentence(template, threshold=threshold)
