from __future__ import annotations

import pytest

from sitegen.spec.languages import direction, is_unknown, tag_of


@pytest.mark.parametrize("tag", ["ar", "he", "fa", "ur", "AR-EG", "az-Arab", "ku-Arab-IQ", "yi", "dv", "ps"])
def test_right_to_left(tag):
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "de-AT", "ar-Latn", "he-latn", "az", "ja", "zh-Hans-CN", "x"])
def test_left_to_right(tag):
    assert direction(tag) == "ltr"


def test_names_of_languages():
    assert [tag_of(name) for name in ("German", "FRENCH", " español ", "Klingon", "de")] == ["de", "fr", "es", "", ""]
    assert [tag_of(name) for name in ("en_US", "pt_BR", "Norwegian")] == ["en-US", "pt-BR", "nb"]


def test_codes_that_are_no_tags():
    assert [tag_of(name) for name in ("pt_br", "ger", "deu-AT", "jp", "cn", "eng")] == [
        "pt-BR",
        "de",
        "de-AT",
        "ja",
        "zh",
        "en",
    ]
    assert [is_unknown(tag) for tag in ("zz", "ZZ-DE", "en", "EN", "br", "tlh", "haw")] == [True, True, *[False] * 5]
