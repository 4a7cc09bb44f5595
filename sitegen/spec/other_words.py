"""Words of other tools for what has another name here, and tables of such words."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TypeVar

from sitegen.errors import did_you_mean

T = TypeVar("T")


def for_words(table: Mapping[str, T]) -> dict[str, T]:
    """An entry for each word of the keys of `table`: ``{"colour color": "delete it"}`` has two."""
    return {word: value for words, value in table.items() for word in words.split()}


_OTHER_WORDS: Mapping[str, str] = for_words(
    {
        # initialisations and activations
        "xavier xaviernormal xavieruniform glorotnormal glorotuniform": "glorot",
        "kaiming kaimingnormal kaiminguniform henormal heuniform msra": "he",
        "lecunnormal lecununiform": "lecun",
        "swish": "silu",
        "logistic": "sigmoid",
        "linear": "identity",
        "flat": "constant",
        "lrelu": "leaky-relu",
        # wirings, orders, sides, decays
        "skip resnet shortcut shortcuts": "residual",
        "desc descending decreasing": "falling",
        "asc ascending increasing": "rising",
        "right greater over >": "above",
        "left less under <": "below",
        "cosineannealing cosineannealinglr onecycle onecyclelr": "cosine",
        "steplr multistep multisteplr": "step",
        "exponentiallr exp": "exponential",
        "poly polynomiallr": "polynomial",
        "noam transformer isqrt rsqrt": "inverse-sqrt",
        # blanks, sizes, axes
        "drop dropna ignore omit exclude remove skipna": "skip",
        "nan none null keep break gaps": "gap",
        "raise fail strict": "error",
        "big wide full xl huge": "large",
        "normal default middle": "medium",
        "tiny thumbnail": "small",
        # kinds of figures
        "line lines lineplot linechart plot scatter chart xy function": "curves",
        "heatmap matrix imshow contour contourf surface image": "grid",
        "barplot barchart barh column columns pie dots": "bars",
        "hist distribution density kde violin box boxplot ridge": "histogram",
        "loss losses losscurve learningcurve learningcurves training": "training-curves",
        "schedule lr learningrate learningrateschedule scheduler": "lr-schedule",
        "profile layers initialisation initialization": "layer-profile",
        "activation activations activationfunction": "activation-curve",
        "network dag tree computationgraph computationalgraph flowchart": "graph",
        "rnn lstm gru bptt": "bptt-norm",
        "deadrelu deadneuron dyingrelu neurons": "dead-neurons",
        "wave backprop backpropagation backwardpass": "gradient-flow",
    }
)
"""Words in small letters, without blanks, hyphens and underscores, and the names here."""


def name_here(word: str) -> str:
    """What another tool's `word` is called here; empty for other words."""
    return _OTHER_WORDS.get(re.sub(r"[\s_-]", "", word.lower()), "")


def nearest_word(given: str, known: Collection[str]) -> str:
    """A hint: the name here of another tool's word, or the nearest of the `known` words; empty if there is none."""
    meant = name_here(given)
    return f"write {meant}" if meant in known and meant != given else did_you_mean(given, known)
