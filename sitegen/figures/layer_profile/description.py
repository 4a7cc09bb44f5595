"""Profiles by layer in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial

from sitegen.figures.layer_profile.kernel import LayerProfiles, Network, Profile
from sitegen.figures.layer_profile.spec import INIT_NAMES, ResolvedLayerProfile
from sitegen.kinds.numerics import AxisLimits, Regime, Trend
from sitegen.kinds.words import (
    ACTIVATION_NAMES,
    Column,
    Compact,
    Count,
    Counted,
    Description,
    Quantity,
    Sentence,
    Table,
    Value,
    about,
    all_of,
    chart_sentence,
    chart_title,
    end_numbers,
    format_against,
    format_ends,
    format_pair,
    format_parameter,
    named_or_counted,
    range_sentence,
    same_text,
    sentence,
    series_columns,
    short_lead,
)

_VERDICTS: dict[Regime | None, str] = {"vanishing": " vanishes: it", "exploding": " explodes: it"}
_MOST_DECADES = 300
"""Magnitudes beyond 10 to this power, or its inverse, are known by their logarithms alone."""


def describe(params: ResolvedLayerProfile, data: LayerProfiles) -> Description:
    """The lead, how the chart is built, what each profile does, and how they differ."""
    lead = _ends(params, data) if data.number > 1 else _course(data.profiles[0], verdict=True)
    sentences = [*_construction(params, data), range_sentence(data.least, data.largest, Compact, "magnitudes")]
    networks = iter(params.networks)
    for each in data.profiles:
        sentences += [] if each.measured else [_theory(next(networks)[1], each)]
        sentences += [_course(each), *_details(each)]
    sentences += [*_arrivals(data), *_parting(data)]
    return Description(
        title=chart_title(params.measure, "layer"),
        lead=(lead,),
        sentences=tuple(sentences),
        table=_table(params, data),
    )


def _magnitudes(profile: Profile) -> list[Quantity]:
    """The magnitudes of all layers; those at the ends show what becomes of the gradient."""
    pairs = zip(profile.magnitude.tolist(), profile.log10_magnitude.tolist(), strict=True)
    found: list[Quantity] = [Compact(magnitude, log10) if magnitude else Compact(0.0) for magnitude, log10 in pairs]
    if len(found) > 1 and _are_floats(profile):
        found[0], found[-1] = end_numbers(float(profile.magnitude[0]), float(profile.magnitude[-1]))
    return found


def _ends(params: ResolvedLayerProfile, data: LayerProfiles) -> Sentence:
    """Which profile is largest at the first layer, and which smallest."""
    most, least = (pick(data.profiles, key=lambda each: each.log10_magnitude[0]) for pick in (max, min))
    high, low = _beside(most, least, data.far)
    values: dict[str, Value] = {"layer": Count(most.first_layer), "high": high}
    if same_text(high, low):
        subject, number = all_of(data.number, "profile")
        return sentence(f"{subject} are {about(high)}{{high}} at layer {{layer}}.", 3, **values, **number)
    highest, lowest = (
        [each.name for each in data.profiles if each.log10_magnitude[0] == end.log10_magnitude[0]]
        for end in (most, least)
    )
    (first, of_most), (last, of_least) = named_or_counted(highest, "most"), named_or_counted(lowest, "least")
    verb = "has" if len(highest) == 1 else "have"
    template = f"{first} {verb} the largest {{measure}} at layer {{layer}}, {{high}}, and {last} the smallest, {{low}}."
    values |= {"measure": params.measure, **of_most, **of_least, "low": low}
    apart = float(most.log10_magnitude[0] - least.log10_magnitude[0])
    if len(highest) + len(lowest) > 2:
        return sentence(f"Of {{count}}, {template}", 3, **values, count=Counted(data.number, "profile"))
    if not math.log10(data.far) < apart:
        return sentence(template, 3, **values)
    but = f"At layer {{layer}}, the {{measure}} of {first} is {{high}}, but that of {last} only {{low}}."
    return short_lead(sentence(but, 3, **values), sentence(template, 3, **values))


def _beside(most: Profile, least: Profile, far: float) -> tuple[Quantity, Quantity]:
    """The magnitudes of two profiles at the first layer, with digits that show whether they are far apart."""
    if not _are_floats(most, least):
        return _magnitudes(most)[0], _magnitudes(least)[0]
    high, low = float(most.magnitude[0]), float(least.magnitude[0])
    return format_pair(high, low, far) or (format_against(high, far * low), Compact(low))


def _are_floats(*profiles: Profile) -> bool:
    """Whether the magnitudes at both ends are within the range of floats."""
    ends = [profile.log10_magnitude[at] for profile in profiles for at in (0, -1)]
    return all(abs(end) < _MOST_DECADES or end == -math.inf for end in ends)


def _construction(params: ResolvedLayerProfile, data: LayerProfiles) -> Iterator[Sentence]:
    left, right = ("loss", "input") if data.from_loss else ("input", "loss")
    of = " of {count}" if data.number > 1 else ""
    values: dict[str, Value] = {"measure": params.measure, **({"count": Counted(data.number, "profile")} if of else {})}
    shows = f"Chart of the {{measure}}{of} by layer, from the {left} on the left to the {right} on the right"
    axis = AxisLimits.of(data.axis_low, data.axis_high, log=True)
    yield chart_sentence(shows, axis, partial(Compact, digits=1), **values)
    kinds = {each.measured for each in data.profiles}
    if len(kinds) > 1:
        yield sentence("Lines are theory, and marks without a line are measured values.", 1)
    elif kinds == {True}:
        yield sentence("Marks are measured values.", 1)
    if params.relative or False in kinds:
        yield sentence("Every profile is relative to its last layer, the one nearest to the loss.", 1)


def _theory(network: Network, profile: Profile) -> Sentence:
    """Which network the `profile` is of, and which statistic it shows."""
    plain, typical = network.wiring == "plain", profile.width_factor is not None
    extras = ["shortcuts"] * (not plain) + ["batch normalisation"] * network.batch_norm
    template = f"{{subject}} is {'the typical size' if typical else 'the root mean square'} over random "
    template += f"{'plain ' * plain}networks of {{activation}} layers{' with ' * bool(extras)}{' and '.join(extras)}"
    values: dict[str, Value] = {"subject": profile.subject, "activation": ACTIVATION_NAMES[network.activation]}
    if plain and network.batch_norm:
        return sentence(f"{template}, whatever the scale of their weights.", 1, **values)
    template, values["init"] = f"{template}, with {{init}} initialisation", INIT_NAMES[network.init]
    if network.scale != 1:
        template, values["scale"] = f"{template} times {{scale}}", format_parameter(network.scale)
    if typical:
        template, values["width"] = f"{template} and a width of {{width}}", Count(network.width)
    return sentence(f"{template}.", 1, **values)


def _course(profile: Profile, *, verdict: bool = False) -> Sentence:
    """How a profile goes from the last layer to the first, with the factor per layer; `verdict` adds what becomes of the gradient."""
    shown, trend = _magnitudes(profile), profile.trend
    values: dict[str, Value] = {"subject": profile.subject, "start": Count(profile.last_layer), "last": shown[-1]}
    if trend.depth == 1:
        return sentence("{subject} has a single layer, layer {start}, with {last}.", 3, **values)
    values["end"] = Count(profile.first_layer)
    if same_text(*shown):
        level = f"{{subject}} is {about(shown[-1])}{{last}} at every layer from {{start}} to {{end}}."
        return sentence(level, 3, **values)
    if same_text(shown[0], shown[-1]):
        return sentence("{subject} is {last} at both layer {start} and layer {end}.", 3, **values)
    values["first"], values["last"] = shown[0], shown[-1]
    if _are_floats(profile):
        values["first"], values["last"] = format_ends(float(profile.magnitude[0]), float(profile.magnitude[-1]))
    found = _VERDICTS.get(profile.regime, "") if verdict else ""
    course = f"{{subject}}{found} goes from {{last}} at layer {{start}} to {{first}} at layer {{end}}"
    factor = Compact(trend.factor, trend.log10_factor)
    if trend.is_uneven:
        return sentence(f"{course}; single layers multiply it by {{least}} to {{most}}.", 3, **values, **_steps(trend))
    if trend.zeros or same_text(factor, Compact(1.0)):
        return sentence(f"{course}.", 3, **values)
    return sentence(f"{course}, which is a factor of {{factor}} a layer.", 3, **values, factor=factor)


def _steps(trend: Trend) -> dict[str, Value]:
    """The smallest and the largest factor of a single layer."""
    return {"least": Compact(trend.least, trend.log10_least), "most": Compact(trend.most, trend.log10_most)}


def _details(profile: Profile) -> Iterator[Sentence]:
    """Unequal steps, zeros, and the effect of the width."""
    trend, steps = profile.trend, _steps(profile.trend)
    if trend.zeros:
        marked = "a ring on the baseline marks it" if trend.zeros == 1 else "rings on the baseline mark it"
        template = f"{{subject}} is exactly zero in {{zeros}} of {{depth}}; {marked}."
        depth = Counted(trend.depth, "layer")
        yield sentence(template, 2, subject=profile.subject, zeros=Count(trend.zeros), depth=depth)
    elif trend.depth > 2 and not trend.is_uneven and not same_text(*steps.values()):
        yield sentence("Single layers multiply it by {least} to {most}.", 2, **steps)
    if profile.width_factor is not None:
        template = "For each layer that it passes, a typical gradient is {narrow} times the root mean square."
        yield sentence(template, 2, narrow=Compact(profile.width_factor))


def _arrivals(data: LayerProfiles) -> Iterator[Sentence]:
    """Which profiles have about as much at the first layer as at the last."""
    lost, kept = Compact(data.lost), Compact(data.kept)
    cases: tuple[tuple[Regime, str, str, str, dict[str, Compact]], ...] = (
        ("stable", "arrives", "arrive", "between {lost} and {kept}", {"lost": lost, "kept": kept}),
        ("vanishing", "vanishes", "vanish", "less than {lost}", {"lost": lost}),
        ("exploding", "explodes", "explode", "more than {kept}", {"kept": kept}),
    )
    for regime, one_verb, plural_verb, how_much, values in cases:
        found = [each for each in data.profiles if each.regime == regime and each.trend.depth > 1]
        names = {f"profile_{'abcdefgh'[number]}": each.subject for number, each in enumerate(found)}
        if found:
            *before, final = (f"{{{name}}}" for name in names)
            who = f"{', '.join(before)} and {final}" if before else final
            verb = plural_verb if before else one_verb
            template = f"{who} {verb}: at the first layer there is {how_much} times as much as at the last."
            yield sentence(template, 3, **names, **values)


def _parting(data: LayerProfiles) -> Iterator[Sentence]:
    """The layer from which on the profiles that are farthest apart differ much."""
    if data.parting is None:
        return
    names = {"most": data.parting.most, "least": data.parting.least}
    values: dict[str, Value] = {**names, "far": Count(int(data.far))}
    if data.parting.layer is None:
        yield sentence("At the first layer “{most}” is at most {far} times as large as “{least}”.", 3, **values)
    else:
        template = "From layer {layer} on towards the input, “{most}” is more than {far} times as large as “{least}”."
        yield sentence(template, 3, **values, layer=Count(data.parting.layer))


def _table(params: ResolvedLayerProfile, data: LayerProfiles) -> Table:
    """A row for each layer, and a column for each profile."""
    layers = Column("layer", "Layer", tuple(Count(layer) for layer in data.layer.tolist()))
    quantity = params.measure if any(each.name for each in data.profiles) else ""
    named = ((each.name or "Magnitude", _magnitudes(each)) for each in data.profiles)
    profiles = series_columns("magnitude", named, quantity)
    caption = f"{chart_title(params.measure, 'layer')}; layer {data.layer[0]} is nearest to the input"
    return Table(caption, (layers, *profiles))
