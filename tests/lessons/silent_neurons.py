"""The claims of the lesson Silent neurons."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sitegen.description.number_format import fixed_text
from tests.lessons.numbers import ACCURACY, PROBE, RATE, changed, figure, recorded, short

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")


def claims() -> Iterator[str]:
    hot, end = figure("neurons-digits-hot"), figure("neurons-digits-hot-end")
    yield "and 0 elsewhere. For an input with a negative $z$ the slope is 0 as well"
    yield "the weight comes close to 1 and the bias close to 0."
    yield "the other 199 updates change nothing"
    rate = RATE["digits-relu-hot"]
    yield f"three hidden layers of {24} ReLU units"
    yield f"a learning rate of {rate}, which is {rate / RATE['digits-relu-8']:.0f} times that of the network that learned."
    yield f"At the end its accuracy was {ACCURACY['digits-relu-hot']}."
    yield f"the same {PROBE} pictures at every 16th update"
    yield f"the largest of its {PROBE} outputs"
    yield f"There are {hot.most_samples} such samples in time, and the first eight units of each layer"
    assert hot.threshold == 1e-6
    yield f"The count is {hot.dead_neurons} of {hot.neurons},"
    faint = recorded("digits-relu-hot")["L1·N5"]
    assert faint[0] > 0
    assert not faint[1:].any()
    yield "The line of L1·N5 has a single peak at the left end"
    dead = [name for name, gone in zip(end.ids, end.dead, strict=True) if gone]
    in_first = sum(name.startswith("L1") for name in dead)
    yield f"Now {end.dead_neurons} of {end.neurons} units are dead, and {WORDS[in_first]} of the {WORDS[len(dead)]} are in the first"
    yield from _windows(dead)
    yield from _waking()
    yield from _network_that_learned()
    yield from _saturated()
    yield from _other_settings_of_cards()


def _windows(dead: list[str]) -> Iterator[str]:
    named = {24: "all 24", 23: "the last 23", 16: "the last 16", 8: "the last 8", 4: "the last 4", 1: "only the last"}
    yield "| samples in the window | silent units of 24 |"
    for window, words in named.items():
        yield f"| {words} | {changed('neurons-digits-hot-end', window=window).dead_neurons} |"
    series = recorded("digits-relu-hot")
    early = [name for name in dead if not series[name][2:].any()]
    assert [series[name][1] > 0 for name in early].count(True) >= 1
    yield f"{WORDS[len(early)]} of the {WORDS[len(dead)]} units had been silent since step {2 * 16}, which is the third sample"


def _waking() -> Iterator[str]:
    rows = {"L1": "first", "L2": "second", "L3": "third"}
    for layer, words in rows.items():
        histories = [values for name, values in recorded("digits-relu-hot").items() if name.startswith(layer)]
        fell = [values[int(np.argmax(values == 0)) :] for values in histories if (values == 0).any()]
        woke = sum(bool(rest.any()) for rest in fell)
        yield f"| {words} hidden layer | {len(fell)} of {len(histories)} | {woke} |"
    yield f"it rests on {PROBE} pictures"


def _network_that_learned() -> Iterator[str]:
    series = np.array(list(recorded("digits-relu-8").values()))
    late = (series[:, -8:] == 0).all(axis=1)
    names = [name for name, gone in zip(recorded("digits-relu-8"), late, strict=True) if gone]
    assert not [name for name in names if name[:2] in {"L1", "L2", "L3"}]
    yield "neurons: {file: ../data/digits-relu-8-activations.csv, by: neuron, column: activation} window: 8"
    yield f"That makes {len(series)}, which is too many for a card each"
    yield f"caption: >- Measured: {late.sum()} of {len(series)} neurons are silent in the last eight samples, none of them in the first three"
    yield f"This network reads {ACCURACY['digits-relu-8'] * 100:.0f} of 100 digits correctly."
    yield f"In the last eight samples {late.sum()} of its {len(series)} units are silent, and its accuracy was {ACCURACY['digits-relu-8']}."
    born = series[series[:, 0] == 0]
    woke = int(born.any(axis=1).sum())
    yield f"before any training, {len(born)} were silent."
    yield f"a negative $z$ for all {PROBE} pictures, and {woke} of the {len(born)} were heard later"
    first = [values for name, values in recorded("digits-relu-hot").items() if name.startswith("L1")]
    yield f"{sum(values[-1] == 0 for values in first)} of the {len(first)} units of the first layer were silent"


def _saturated() -> Iterator[str]:
    cards = figure("neurons-saturated")
    slope = dict(zip(cards.ids, cards.slope, strict=True))
    peak = dict(zip(cards.ids, cards.peak, strict=True))
    assert {name for name, gone in zip(cards.ids, cards.dead, strict=True) if gone} == {"stuck", "jumping"}
    assert min(peak["stuck"], peak["jumping"]) > max(peak["working"], peak["quiet"])
    yield f"Where tanh is close to 1 or −1 its curve is flat, and a unit whose output is 0.999 has a slope of only {1 - 0.999**2:.3f}."
    yield f"their slopes are {short(slope['stuck'])} and {short(slope['jumping'])}."
    yield f"never outputs more than {peak['quiet']}, and it passes on everything, because its slope is {slope['quiet']:.0f}."
    yield "A leaky ReLU has a slope of 0.01 for"


def _other_settings_of_cards() -> Iterator[str]:
    four, sixteen = (changed("neurons-digits-hot-end", window=window).dead_neurons for window in (4, 16))
    yield f"set `window: 4`, and {four} units count as dead. With `window: 16` it is {sixteen}."
    loose, strict = changed("neurons-digits-hot-end", dead_threshold=0.1), figure("neurons-digits-hot-end")
    more = [float(loose.peak[index]) for index in np.flatnonzero(loose.dead & ~strict.dead)]
    yield (
        f"`dead_threshold: 0.1`. Now {loose.dead_neurons} units count as dead, because {WORDS[len(more)]} others are never louder "
        f"than that. Does a whisper of {fixed_text(min(more), 3)} still"
    )
    assert changed("neurons-saturated", criterion="silent").dead_neurons == 0
    usual = changed("neurons-threshold", dead_threshold=1e-6)
    yield f"`dead_threshold: 1e-6`, and only {usual.dead_neurons} of the {usual.neurons} neurons is dead"
