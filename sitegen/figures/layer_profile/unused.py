"""Fields of layer profiles that are given and have no effect."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.figures.layer_profile.spec import NetworkFields, ResolvedLayerProfile
from sitegen.kinds import Unused, changed_fields


def unused(params: ResolvedLayerProfile) -> Sequence[Unused]:
    """The given fields that change no profile."""
    found = []
    given = changed_fields(params)
    networks = params.networks
    for name in sorted(given & {*NetworkFields.model_fields, "depth"}):
        if not networks:
            message = "has no effect with measured values alone: there is no network in theory"
            found.append(Unused(name, message, ("measured", "theories"), "delete it, or write theories"))
        elif params.theories and name != "depth" and all(getattr(each, name) is not None for each in params.theories):
            message = f"has no effect: each of the theories has its own {name}"
            found.append(Unused(name, message, ("theories",)))
    if "relative" in given and not params.measured:
        message = "has no effect without measured: theory is always relative to the last layer"
        found.append(Unused("relative", message, ("measured",)))
    if networks and not any(network.statistic == "typical" for _, network in networks):
        widths = ["width"] if "width" in given else []
        widths += [f"theories.{at}.width" for at, each in enumerate(params.theories) if each.width is not None]
        message = "has no effect with statistic: rms"
        hint = "delete it, or write statistic: typical"
        found += [Unused(field, message, ("statistic", "theories"), hint) for field in widths]
    return found
