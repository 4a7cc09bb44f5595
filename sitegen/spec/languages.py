"""Language tags (BCP 47): the direction of writing, and tags for the names of languages."""

from __future__ import annotations

import re
from typing import Literal

_RTL_LANGUAGES = frozenset((
    "ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "khw", "ks", "lrc",
    "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
))  # fmt: skip
_RTL_SCRIPTS = frozenset(["adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"])
_TAGS = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "czech": "cs", "danish": "da", "deutsch": "de", "dutch": "nl",
    "english": "en", "espanol": "es", "español": "es", "finnish": "fi", "francais": "fr", "français": "fr", "french": "fr",
    "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it",
    "italiano": "it", "japanese": "ja", "korean": "ko", "norwegian": "nb", "persian": "fa", "polish": "pl", "portuguese": "pt",
    "português": "pt", "romanian": "ro", "russian": "ru", "spanish": "es", "swedish": "sv", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction of writing: that of the script in the tag, such as ``Arab`` in ``az-Arab``, or else of the language."""
    primary, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return "rtl" if script in _RTL_SCRIPTS or (not script and primary in _RTL_LANGUAGES) else "ltr"


def tag_of(name: str) -> str:
    """The tag of the language `name`, such as ``de`` for ``German`` or ``en-US`` for ``en_US``; empty for an unknown one."""
    locale = re.fullmatch("([a-z]{2,3})_([A-Z]{2})", name.strip())
    return f"{locale[1]}-{locale[2]}" if locale else _TAGS.get(name.strip().lower(), "")
