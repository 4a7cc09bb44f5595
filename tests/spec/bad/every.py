"""Specs that are wrong, each with the whole report that its author must get, to the character."""

from __future__ import annotations

from tests.spec.bad.keys import STRUCTURE, WORDS_AND_KEYS
from tests.spec.bad.syntax import SYNTAX, YAML_VERSIONS
from tests.spec.bad.texts import ENCODING, TEXTS
from tests.spec.bad.values import LISTS, NUMBERS

BAD_SPECS = [*WORDS_AND_KEYS, *NUMBERS, *LISTS, *TEXTS, *YAML_VERSIONS, *STRUCTURE, *SYNTAX, *ENCODING]
