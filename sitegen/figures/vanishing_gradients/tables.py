"""The tables of a vanishing-gradients figure."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from itertools import repeat

from sitegen.description.compared_numbers import format_against
from sitegen.description.number_format import Compact, Count, DualText, Fixed, Quantity, WithNote, format_percent
from sitegen.description.sentences import NO_VALUE, Column, Table, Value
from sitegen.figures.vanishing_gradients.kernel import ActivationProfile, Series, VanishingGradients
from sitegen.figures.vanishing_gradients.spec import VanishingGradientsParams
from sitegen.figures.vanishing_gradients.wording import NAMES, format_beside, magnitude_quantity
from sitegen.numerics.rounding import below
from sitegen.numerics.series import EXPLODING_FACTOR


def series_table(data: VanishingGradients) -> Table:
    """Every number of the drawing, layer by layer."""
    layers = range(len(data.steps_from_loss))
    return Table(
        "Gradient relative to that at the loss; layer 0 is the input",
        (
            Column("layer", "Layer", tuple(map(Count, layers))),
            Column("steps_from_loss", "Steps from the loss", tuple(map(Count, data.steps_from_loss.tolist()))),
            *(column for profile in data.profiles for column in _series_columns(profile)),
        ),
    )


def _series_columns(profile: ActivationProfile) -> tuple[Column, ...]:
    parts = (("path", "one path"), ("layer", "whole layer"), ("bound", "bound"))
    return tuple(
        replace(_column(profile, part, heading, _magnitudes(series)), quantity="gradient of")
        for (part, heading), series in zip(parts, profile.series, strict=True)
    )


def _column(profile: ActivationProfile, part: str, heading: str, cells: tuple[Value, ...]) -> Column:
    name = profile.activation.replace("-", "_")
    return Column(f"{name}_{part}", f"{NAMES[profile.activation]}: {heading}", cells)


def _magnitudes(series: Series) -> tuple[Quantity, ...]:
    pairs = zip(series.magnitude.tolist(), series.log10_magnitude.tolist(), strict=True)
    return tuple(magnitude_quantity(value, log10) for value, log10 in pairs)


def profile_table(data: VanishingGradients) -> Table:
    """The whole layer for each activation, simulated and expected."""
    profiles = data.profiles
    columns: tuple[tuple[str, str, list[Value]], ...] = (
        ("activation", "Activation", [NAMES[p.activation] for p in profiles]),
        ("path_regime", "One path is", [p.path.regime for p in profiles]),
        ("layer_regime", "The whole layer is", [p.layer.regime for p in profiles]),
        ("passing_percent", "Units that pass (%)", [format_percent(p.passing_percent, 1) for p in profiles]),
        ("expected_percent", "Units expected to pass (%)", [Fixed(p.expected_percent, 1) for p in profiles]),
        ("norm_factor", "Norm factor a layer", [_factor(p.layer.trend.factor, EXPLODING_FACTOR) for p in profiles]),
        ("layer_factor", "Expected norm factor", [_factor(p.layer_factor) for p in profiles]),
        ("largest_slope", "Largest slope", [Fixed(p.largest_slope) for p in profiles]),
        ("survival", "A path survives with probability", [Compact(p.survival) for p in profiles]),
    )
    return Table(
        "What a whole layer does, and whether a path survives all layers",
        tuple(Column(name, heading, tuple(cells)) for name, heading, cells in columns),
    )


def _factor(factor: float, *limits: float) -> Value:
    if math.isnan(factor):
        return NO_VALUE
    return Compact(factor) if below(factor, 0.01) else format_against(factor, *limits, write=partial(Fixed, digits=4))


def bound_table(data: VanishingGradients) -> Table:
    """The best case of a path in networks of several depths."""
    columns = [Column("layers", "Layers", tuple(map(Count, data.bound_depths.tolist())))]
    for profile in data.profiles:
        bounds = _column(
            profile, "bound", Fixed(profile.largest_slope).spoken(), tuple(map(Compact, profile.depth_bounds.tolist()))
        )
        columns.append(replace(bounds, heading=DualText(f"{bounds.heading}ⁿ", f"{bounds.heading} to the n")))
    return Table("Upper bound of a path, its best case, by depth", tuple(columns))


def rate_table(params: VanishingGradientsParams, data: VanishingGradients) -> Table:
    """The effective learning rate of plain SGD: upper bound on a path, and expectation in the whole layer."""
    depths = data.rate_depths.tolist()
    columns = [Column("layers", "Layers from the loss", tuple(map(Count, depths)))]
    for profile in data.profiles:
        for part, heading, factor, rates in (
            ("bound", "a path at best", profile.largest_slope, profile.rate_bounds),
            ("layer", "whole layer, expected", profile.layer_factor, profile.rate_layers),
        ):
            log10s = (math.log10(params.learning_rate) + depth * math.log10(factor) for depth in depths)
            cells = tuple(map(_rate, rates.tolist(), log10s, repeat(data.negligible_rate)))
            columns.append(_column(profile, part, heading, cells))
    return Table("Effective learning rate of plain SGD", tuple(columns))


def _rate(rate: float, log10: float, limit: float) -> Quantity:
    shown = format_beside(rate, log10, limit)
    return WithNote(shown, "basically zero") if below(rate, limit) else shown
