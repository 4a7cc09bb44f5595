"""A spec that is wrong, and what many of them begin with or are told."""

from __future__ import annotations

from typing import NamedTuple


class BadSpec(NamedTuple):
    name: str
    content: str | bytes
    report: str


DECAY = "kind: gradient-decay\nparams:\n"
FLOW = "kind: gradient-flow\nparams:\n  layers: [3, 4, 4, 2]\n"
KNOWN = (
    "known here: alt, caption, explore, id, kind, lang, link, motion, note, params, size, stills, title, title_in_files"
)
DECAY_KNOWN = "known here: activation, init_scale, log_scale, num_layers, rule, y"
AN_ID = "an id of lower-case letters, digits and single hyphens, such as relu-16"
