"""Another value for every parameter of every kind, to show that it has an effect."""

from __future__ import annotations

from sitegen.contract.level import Level
from sitegen.figures import KINDS

VARIATIONS = {name: Level().variations(KINDS[name]) for name in KINDS}
"""For each kind and parameter: the other parameters, and another value."""
