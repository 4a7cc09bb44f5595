"""Find markup in texts that are shown as they are written, such as titles and captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitegen.spec.field_problems import FieldProblem
from sitegen.spec.message_format import shortened

_MARKUP = re.compile(
    r"\$[A-Za-z]\$|\$[^$\s][^$]{0,200}[\\^_{][^$]{0,200}\$|\\[a-zA-Z]{2,20}\b|\\[(\[]|!?\[[^\[\]]{1,200}\]\([^()\s]{1,200}\)"
    r"|\*\*[^*\s][^*]{0,200}\*\*|`[^`]{1,200}`|</?(?:a|b|br|code|div|em|i|img|p|small|span|strong|sub|sup|u)\b[^<>]{0,200}>"
)
"""A formula, a command of LaTeX, a link or a picture, bold text, code, or a tag of HTML."""


def markup_warnings(fields: Mapping[str, object], *names: str) -> Iterator[FieldProblem]:
    """A warning for each of the texts `names` among `fields` that has signs of Markdown, LaTeX or HTML."""
    for name in names:
        text = fields.get(name)
        if isinstance(text, str) and (found := _MARKUP.search(text)):
            message = f"this is plain text: '{shortened(found[0])}' is shown as it is written"
            yield FieldProblem((name,), message, severity="warning")
