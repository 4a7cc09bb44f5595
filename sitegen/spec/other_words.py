"""Words of other tools for what has another name here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from sitegen.errors import did_you_mean

_OTHER_WORDS: Mapping[str, str] = {
    # initialisations and activations
    **dict.fromkeys(("xavier", "xaviernormal", "xavieruniform", "glorotnormal", "glorotuniform"), "glorot"),
    **dict.fromkeys(("kaiming", "kaimingnormal", "kaiminguniform", "henormal", "heuniform", "msra"), "he"),
    **dict.fromkeys(("lecunnormal", "lecununiform"), "lecun"),
    "swish": "silu",
    "logistic": "sigmoid",
    "linear": "identity",
    "flat": "constant",
    "lrelu": "leaky-relu",
    # wirings, orders, sides, decays
    **dict.fromkeys(("skip", "resnet", "shortcut", "shortcuts"), "residual"),
    **dict.fromkeys(("desc", "descending", "decreasing"), "falling"),
    **dict.fromkeys(("asc", "ascending", "increasing"), "rising"),
    **dict.fromkeys(("right", "greater", "over", ">"), "above"),
    **dict.fromkeys(("left", "less", "under", "<"), "below"),
    **dict.fromkeys(("cosineannealing", "cosineannealinglr", "onecycle", "onecyclelr"), "cosine"),
    **dict.fromkeys(("steplr", "multistep", "multisteplr"), "step"),
    **dict.fromkeys(("exponentiallr", "exp"), "exponential"),
    **dict.fromkeys(("poly", "polynomiallr"), "polynomial"),
    **dict.fromkeys(("noam", "transformer", "isqrt", "rsqrt"), "inverse-sqrt"),
    # blanks, sizes, axes
    **dict.fromkeys(("drop", "dropna", "ignore", "omit", "exclude", "remove", "skipna"), "skip"),
    **dict.fromkeys(("nan", "none", "null", "keep", "break", "gaps"), "gap"),
    **dict.fromkeys(("raise", "fail", "strict"), "error"),
    **dict.fromkeys(("big", "wide", "full", "xl", "huge"), "large"),
    **dict.fromkeys(("normal", "default", "middle"), "medium"),
    **dict.fromkeys(("tiny", "thumbnail"), "small"),
    # kinds of figures
    **dict.fromkeys(("line", "lines", "lineplot", "linechart", "plot", "scatter", "chart", "xy", "function"), "curves"),
    **dict.fromkeys(("heatmap", "matrix", "imshow", "contour", "contourf", "surface", "image"), "grid"),
    **dict.fromkeys(("barplot", "barchart", "barh", "column", "columns", "pie", "dots"), "bars"),
    **dict.fromkeys(("hist", "distribution", "density", "kde", "violin", "box", "boxplot", "ridge"), "histogram"),
    **dict.fromkeys(("loss", "losses", "losscurve", "learningcurve", "learningcurves", "training"), "training-curves"),
    **dict.fromkeys(("schedule", "lr", "learningrate", "learningrateschedule", "scheduler"), "lr-schedule"),
    **dict.fromkeys(("profile", "layers", "initialisation", "initialization"), "layer-profile"),
    **dict.fromkeys(("activation", "activations", "activationfunction"), "activation-curve"),
    **dict.fromkeys(("network", "dag", "tree", "computationgraph", "computationalgraph", "flowchart"), "graph"),
    **dict.fromkeys(("rnn", "lstm", "gru", "bptt"), "bptt-norm"),
    **dict.fromkeys(("deadrelu", "deadneuron", "dyingrelu", "neurons"), "dead-neurons"),
    **dict.fromkeys(("wave", "backprop", "backpropagation", "backwardpass"), "gradient-flow"),
}
"""In small letters, without blanks, hyphens and underscores."""


def name_here(word: str) -> str:
    """What another tool's `word` is called here; empty for other words."""
    return _OTHER_WORDS.get(re.sub(r"[\s_-]", "", word.lower()), "")


def nearest_word(given: str, known: Collection[str]) -> str:
    """A hint: the name here of another tool's word, or the nearest of the `known` words; empty if there is none."""
    meant = name_here(given)
    return f"write {meant}" if meant in known and meant != given else did_you_mean(given, known)
