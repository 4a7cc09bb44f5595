"""Stages 2 and 3: one folder per kind of figure. `KINDS` is the one table; adding a kind adds one line here."""

from __future__ import annotations

from sitegen.figures import bptt_norm, dead_neurons, gradient_decay, gradient_flow, vanishing_gradients
from sitegen.figures.kind import AnyKind

KINDS: dict[str, AnyKind] = {
    kind.name: kind
    for kind in (
        gradient_decay.KIND,
        gradient_flow.KIND,
        vanishing_gradients.KIND,
        dead_neurons.KIND,
        bptt_norm.KIND,
    )
}
