"""Description of a dead-neurons figure."""

from __future__ import annotations

from sitegen.description.activation_names import ACTIVATION_NAMES
from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact, Count, Counted, Fixed, Quantity
from sitegen.description.sentences import Description, Sentence, Value, all_of, sentence
from sitegen.figures.dead_neurons.construction import drawn_sentences, line_sentences
from sitegen.figures.dead_neurons.kernel import DeadNeuronReport, Extreme
from sitegen.figures.dead_neurons.layers import LayerExtreme
from sitegen.figures.dead_neurons.spec import DeadNeuronsParams
from sitegen.figures.dead_neurons.tables import activation_csv, activation_table, layer_table, neuron_table
from sitegen.figures.dead_neurons.trend import Drift
from sitegen.figures.dead_neurons.wording import MEASURES, readout, spoken_name, threshold_of

TITLE = "Dead neuron autopsy"


def describe(params: DeadNeuronsParams, data: DeadNeuronReport) -> Description:
    """Describe the figure: what is drawn, what dead means here, how many are, and how that changed in the window."""
    layers = layer_table(data.summary) if data.summary else None
    return Description(
        title=TITLE,
        readouts=(readout(data),),
        lead=(_lead(params, data),),
        sentences=(
            *drawn_sentences(params, data),
            _count(params, data),
            *_meaning(params, data),
            *_ends(params, data),
            *_layers(data),
            *_trend(params, data),
            *line_sentences(params, data),
        ),
        table=neuron_table(params, data),
        more_tables=(*([layers] if layers else []), activation_table(data)),
        more_csv={"activations.csv": activation_csv(data), **({"layers.csv": layers} if layers else {})},
    )


def _lead(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
    """How many neurons are dead."""
    dead, of, words, threshold = data.dead_neurons, data.neurons, MEASURES[params.criterion], threshold_of(data)
    none, some = f"no {words.sample}", f"{words.article} {words.sample}"
    if of == 1:
        said = f"dead: {none}" if dead else f"alive: {some}"
        return sentence(f"The only neuron is {said} of it reaches {{threshold}}.", 2, threshold=threshold)
    if dead in {0, of}:
        subject, number = all_of(of, "neuron")
        said = f"dead: {none} reaches" if dead else f"alive: each has {some} of at least"
        return sentence(f"{subject} are {said} {{threshold}}.", 2, threshold=threshold, **number)
    verb, whose = ("is", "it") if dead == 1 else ("are", "theirs")
    template = f"{{dead}} of {{neurons}} {verb} dead: {none} of {whose} reaches {{threshold}}."
    return sentence(template, 2, threshold=threshold, dead=Count(dead), neurons=Counted(of, "neuron"))


def _count(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
    measure = "max absolute activation" if params.criterion == "silent" else "largest slope"
    template = f"{{dead}} of {{neurons}} dead ({measure} below {{threshold}})."
    neurons, threshold = Counted(data.neurons, "neuron"), threshold_of(data)
    return sentence(template, 2, dead=Count(data.dead_neurons), neurons=neurons, threshold=threshold)


def _meaning(params: DeadNeuronsParams, data: DeadNeuronReport) -> list[Sentence]:
    """The window and the criterion of "dead": level 1."""
    found = [_window(params, data), _criterion(params, data)]
    if data.most_samples and data.empty_neurons == 1:
        found.append(sentence("One neuron has no sample in the window, and counts as dead."))
    elif data.most_samples and data.empty_neurons:
        template = "{empty} neurons have no sample in the window, and count as dead."
        found.append(sentence(template, empty=Count(data.empty_neurons)))
    if params.criterion == "silent" and params.activation:
        template = "The activation function is {activation}; the table gives the largest slope of each neuron, too."
        found.append(sentence(template, activation=ACTIVATION_NAMES[params.activation]))
    return found


def _window(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
    if data.most_samples == 0:
        return sentence("There are no samples, and a neuron without samples counts as dead.")
    return _whole_window(data) if params.window == "all" else _last_samples(params.window, data)


def _whole_window(data: DeadNeuronReport) -> Sentence:
    fewest, most = Count(data.fewest_samples), Count(data.most_samples)
    if data.most_samples == 1:
        where = "" if data.fewest_samples else " where there is one"
        return sentence(f"The window is all of each history, a single sample{where}.")
    if data.fewest_samples != data.most_samples:
        return sentence("The window is all of each history, {fewest} to {most} samples.", fewest=fewest, most=most)
    return sentence("The window is all of each history, {most} samples.", most=most)


def _last_samples(length: int, data: DeadNeuronReport) -> Sentence:
    window, fewest, most = Count(length), Count(data.fewest_samples), Count(data.most_samples)
    if length == 1:
        which = "" if data.fewest_samples else " that has one"
        return sentence(f"The window is the last sample of each neuron{which}.")
    if data.fewest_samples != data.most_samples:
        template = "The window is the last {window} samples, or as many as a neuron has: there are {fewest} to {most}."
        return sentence(template, window=window, fewest=fewest, most=most)
    if data.most_samples < length:
        template = "The window is the last {window} samples; every history is shorter and counts in full, {most}."
        return sentence(template, window=window, most=Counted(data.most_samples, "sample"))
    return sentence("The window is the last {window} samples of each neuron.", window=window)


def _criterion(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
    threshold = threshold_of(data)
    if params.criterion == "saturated":
        template = (
            "Dead means saturated in this window: at every sample the slope of the activation function, {activation}, is below "
            "{threshold}, so that almost no gradient passes."
        )
        return sentence(template, activation=ACTIVATION_NAMES[params.activation or "relu"], threshold=threshold)
    earlier = "; earlier the neuron may have been active" if data.earlier_samples else ""
    template = f"Dead means silent in this window: no absolute activation reaches {{threshold}}{earlier}."
    return sentence(template, threshold=threshold)


def _ends(params: DeadNeuronsParams, data: DeadNeuronReport) -> list[Sentence]:
    """The largest and the smallest measure of the neurons that have samples, and who has it."""
    largest, smallest = data.largest, data.smallest
    if largest is None or smallest is None:
        return []
    words = MEASURES[params.criterion]
    high, low = (format_against(end.value, data.threshold) for end in (largest, smallest))
    if high.visible() == low.visible():
        what = f"Every {words.neuron}"
        if data.neurons == 1:
            what = f"Its {words.neuron}"
        elif data.empty_neurons:
            what = f"Every {words.short} that was measured"
        return [sentence(f"{what} is {{value}}.", 2, value=high)]
    return [
        _end(f"The {name} {words.short} is {{value}}", value, end)
        for name, value, end in zip(words.ends, (high, low), (largest, smallest), strict=True)
    ]


def _end(start: str, value: Quantity, end: Extreme) -> Sentence:
    """One end of the measure: that of a single neuron, or that of several."""
    if end.shared == 1:
        return sentence(f"{start} ({{neuron}}).", 2, value=value, neuron=spoken_name(end.neuron))
    return sentence(f"{start} ({{shared}} neurons).", 2, value=value, shared=Count(end.shared))


def _layers(data: DeadNeuronReport) -> list[Sentence]:
    """The layers with the largest and the smallest dead share."""
    if data.summary is None or data.summary.layer_count == 1:
        return []
    largest, smallest = data.summary.largest, data.summary.smallest
    if largest.shared == data.summary.layer_count:
        return [sentence("The dead share is the same in every layer.", 2)]
    return [_layer_end("The dead share is largest", largest), _layer_end("It is smallest", smallest)]


def _layer_end(start: str, end: LayerExtreme) -> Sentence:
    """One end of the dead share: that of a single layer, or that of several."""
    first, shared = (
        ("", dict[str, Value]())
        if end.shared == 1
        else ("{shared} layers, the first of which is ", {"shared": Count(end.shared)})
    )
    return sentence(
        f"{start} in {first}{{layer}} ({{dead}} of {{neurons}}).",
        2,
        layer=spoken_name(end.layer.name),
        dead=Count(end.layer.dead),
        neurons=Count(end.layer.neurons),
        **shared,
    )


def _trend(params: DeadNeuronsParams, data: DeadNeuronReport) -> list[Sentence]:
    """The window's halves, and the fitted line: level 3."""
    if data.drift.direction is None:
        template = "There are too few samples for a trend: it takes at least {least}."
        return [sentence(template, 3, least=Count(data.drift.least_samples))]
    odd = sentence("Of an odd number of samples the middle one belongs to neither half.", 3)
    return [_halves(params, data), *([odd] if data.halves.middle_left_out else []), _drift(data.drift)]


def _halves(params: DeadNeuronsParams, data: DeadNeuronReport) -> Sentence:
    """Dead neurons in each half, of those that have enough samples."""
    halves, state = data.halves, params.criterion
    if data.neurons == 1:
        where = {
            (1, 1): "both halves",
            (1, 0): "only the first half",
            (0, 1): "only the second half",
            (0, 0): "neither half",
        }
        half = where[halves.dead_first, halves.dead_second]
        return sentence(f"The neuron is {state} in {half} of the window.", 3)
    verb = "is" if halves.dead_first == 1 else "are"
    long_enough = "" if halves.neurons == data.neurons else " with at least {least} samples"
    template = f"By halves of the window, {{first}} of {{neurons}}{long_enough} {verb} {state} in the first and {{second}} in the second."
    values: dict[str, Value] = {
        "first": Count(halves.dead_first),
        "neurons": Counted(halves.neurons, "neuron"),
        "second": Count(halves.dead_second),
    }
    return Sentence(template, 3, values | ({"least": Count(data.drift.least_samples)} if long_enough else {}))


def _drift(drift: Drift) -> Sentence:
    start, fit = "From sample to sample, the share of neurons below the threshold", Compact(drift.r_squared)
    if drift.direction == "level" or Fixed(drift.r_squared).visible() == Fixed(0.0).visible():
        return sentence(f"{start} shows no trend.", 3)
    if drift.verdict != "trend":
        explains = "explains only {fit} of its variance"
        if drift.verdict == "noise":
            explains = "explains {fit} of its variance, which may be chance"
        return sentence(f"{start} shows no clear trend: a fitted line {explains}.", 3, fit=fit)
    verb = "rises" if drift.direction == "up" else "falls"
    template = f"{start} {verb} by {{rate}} percentage points on a fitted line, which explains {{fit}} of its variance."
    return sentence(template, 3, rate=Compact(drift.points_per_sample), fit=fit)
