"""What must be true of every spec: an error with its place, or a figure whose files are well formed and whose words are clean."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figure import Figure

NOT_WORDS = {
    "a negative zero": re.compile(r"(?<![\w.])[-−]0(?:\.0+)?(?![\d.e×])"),
    "no number": re.compile(r"\b(?:nan|inf|infinity|None|True|False)\b"),
    "a plural of one": re.compile(
        r"(?<![\d.,])(?<!± )1 (?:layers|neurons|samples|steps|tokens|seeds|units|activations|orders)\b"
    ),
    "two blanks": re.compile(r"\w  \w"),
    "no change as a change": re.compile(r"factor of 1\.0+(?![\de])(?! a step)|\b0\.00 orders|(?<![\d.])0 %"),
    "an empty value": re.compile(r"\(\)|: \.|\{"),
}


def outcome(text: str | bytes) -> str:
    """``"drawn"`` or ``"refused"``.

    Raises
    ------
    AssertionError
        If a file is malformed, a message is too long, or a sentence contains what no sentence may contain.
    """
    try:
        figure = render_figure(load_spec(_decoded(text)))
    except ContentError as error:
        assert error.diagnostics
        assert all(len(str(each.message)) < 2000 for each in error.diagnostics)
        return "refused"
    check_files(figure)
    check_words(figure)
    return "drawn"


def _decoded(text: str | bytes) -> str:
    return text if isinstance(text, str) else text.decode(errors="surrogateescape")


def check_files(figure: Figure) -> None:
    """Every file can be parsed."""
    for name, content in figure.files.items():
        content.encode()
        if name.endswith(".svg"):
            ET.fromstring(content)
            assert not re.search(r'"(?:nan|-?inf)"|\b(?:nan|inf)[ ,]', content), name
        elif name.endswith(".json"):
            json.loads(content, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} in JSON")


def check_words(figure: Figure) -> None:
    """No sentence of the program contains a broken number or form."""
    words = figure.description
    sentences = [*words.readouts, *words.all_sentences, *words.steps, *words.motion]
    sentences += [said for answer in words.answers for said in answer.sentences]
    own = _texts(figure.spec.canonical()["params"])
    for said in sentences:
        for style in ("visible", "spoken"):
            text = said.text(style)
            for each in own:
                text = re.sub(rf"(?<![\w.]){re.escape(each)}(?!\w|\.\d)", "name", text)
            for fault, pattern in NOT_WORDS.items():
                assert not pattern.search(text), f"{fault}: {text}"


def _texts(params: object) -> list[str]:
    """The names, units and other texts of the author, also those between arrows, longest first."""
    found: set[str] = set()
    rest = [params]
    while rest:
        each = rest.pop()
        rest += each.values() if isinstance(each, dict) else each if isinstance(each, list | tuple) else ()
        if isinstance(each, str):
            found |= {each, *map(str.strip, re.split("->|→", each))}
    return sorted(filter(str.strip, found), key=len, reverse=True)
