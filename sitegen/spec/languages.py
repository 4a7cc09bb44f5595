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
_TWO_LETTERS = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu"  # noqa: SIM905
    " fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg"
    " ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no"
    " nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg"
    " th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""The language subtags of two letters (IANA Language Subtag Registry), which browsers and screen readers know."""
_COUNTRIES = {
    "at": "de", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "gb": "en-GB", "gr": "el", "jp": "ja", "us": "en-US",
    "ua": "uk", "vn": "vi",
}  # fmt: skip
"""Countries that are no languages, and the language that is meant."""
_THREE_LETTERS = {
    "ara": "ar", "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el", "eng": "en", "fas": "fa",
    "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi", "hun": "hu", "ita": "it", "jpn": "ja",
    "kor": "ko", "nld": "nl", "nor": "nb", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv",
    "tur": "tr", "ukr": "uk", "vie": "vi", "zho": "zh",
}  # fmt: skip
"""Codes of three letters for languages that have a subtag of two, which is the only right one."""
_LONGEST_NAME = 100


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """The direction of writing: that of the script in the tag, such as ``Arab`` in ``az-Arab``, or else of the language."""
    primary, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == 4 and part.isalpha()), "")
    return "rtl" if script in _RTL_SCRIPTS or (not script and primary in _RTL_LANGUAGES) else "ltr"


def tag_of(name: str) -> str:
    """The tag of the language `name`, such as ``de`` for ``German``, ``deu`` or ``DE_de``; empty for an unknown one."""
    if len(name) > _LONGEST_NAME:
        return ""
    name = re.sub(r"\s*\([^()]*\)$", "", name.strip())  # English (UK)
    locale = re.fullmatch("([A-Za-z]{2,3})_([A-Za-z]{2})", name)
    if locale:
        return f"{locale[1].lower()}-{locale[2].upper()}"
    primary, *others = name.strip().split("-")
    instead = _THREE_LETTERS.get(primary.lower()) or _COUNTRIES.get(primary.lower(), "")
    return "-".join((instead, *others)) if instead else _TAGS.get(name.strip().lower(), "")


def is_unknown(tag: str) -> bool:
    """Whether the language of the `tag` has two letters that stand for none."""
    primary = tag.partition("-")[0].lower()
    return len(primary) == 2 and primary not in _TWO_LETTERS
