"""`KIND`, the entry of `layer-profile` in the table of kinds."""

from __future__ import annotations

import numpy as np

from sitegen.figures.layer_profile.description import describe
from sitegen.figures.layer_profile.drawing import draw
from sitegen.figures.layer_profile.kernel import LayerProfiles, layer_profiles, measured_profile, theory_profile
from sitegen.figures.layer_profile.spec import LayerProfileParams, ResolvedLayerProfile
from sitegen.figures.layer_profile.unused import unused
from sitegen.kinds import Cost, Example, FigureKind, Truth
from sitegen.kinds.numerics import common_decades, on_decades


def compute(params: ResolvedLayerProfile) -> LayerProfiles:
    """Compute the theory and measure the measured profiles of one spec."""
    first = params.first_layer
    found = [
        theory_profile(name, f"“{name}”" if name else f"The {params.measure}", network, params.layers, first)
        for name, network in params.networks
    ]
    found += [
        measured_profile(each.name, f"“{each.name}”", np.array(each.values), first, relative=params.relative)
        for each in params.measured
    ]
    return layer_profiles(found, from_loss=params.direction == "loss", reached=params.axis.range)


_THEORIES = [{"name": "He"}, {"name": "LeCun", "init": "lecun"}, {"name": "normalised", "batch_norm": True}]
_MEASURED = {"measured": {"a": [0.1, 0.5, 2.0]}}
KIND = FigureKind(
    name="layer-profile",
    title="Profiles by layer",
    purpose="Gradients by layer in networks with random weights, for several initialisations, wirings and normalisations, "
    "next to measured profiles. The words give the factor per layer of each, and say which gradients arrive, and where two differ.",
    formula=r"\frac{E\|\partial L/\partial z_l\|^2}{E\|\partial L/\partial z_{l+1}\|^2} = n \operatorname{Var}(w)\, E[\varphi'(z_l)^2]",
    source="He et al. 2015, equation 14; Glorot and Bengio 2010, equation 16; He et al. 2016, equation 5 (shortcuts); Yang et al. "
    "2019 (batch normalisation).",
    example="depth: 20\ntheories:\n- {name: He, init: he}\n- {name: LeCun, init: lecun}",
    params=LayerProfileParams,
    resolved_params=ResolvedLayerProfile,
    compute=compute,
    draw=draw,
    describe=describe,
    shared_axes=common_decades,
    with_axes=on_decades,
    unused=unused,
    cost=lambda params: Cost(0.02 + 2e-4 * params.layers * len(params.networks), 0.5),
    examples=(
        Example("he", {}),
        Example("several", {"depth": 20, "theories": _THEORIES}),
        Example("measured", _MEASURED),
    ),
    truths=(Truth("layer by layer", "sitegen.figures.layer_profile.truths:layer_by_layer"),),
    derived=lambda data: {"low": {10.0**data.axis_low}, "high": {10.0**data.axis_high}},
    variations={
        "init": ({}, "lecun"),
        "wiring": ({}, "residual"),
        "batch_norm": ({}, True),
        "statistic": ({}, "typical"),
        "width": ({"statistic": "typical"}, 8),
        "theories": ({}, [{"name": "a"}, {"name": "b", "init": "lecun"}]),
        "measured": (_MEASURED, {"a": [0.1, 0.5, 1.0]}),
        "measure": (_MEASURED, "weight gradient"),
        "relative": (_MEASURED, True),
        "axis": (_MEASURED, {"range": (1e-5, 1.0)}),
    },
)
