"""What is wrong in the text of a page: errors, and warnings of signs that other tools read and this one shows as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block.table import escapedSplit

from sitegen.errors import Diagnostic, Severity, did_you_mean
from sitegen.figures import KINDS
from sitegen.page.code import LANGUAGES, is_language
from sitegen.page.formula_errors import bar_in_formula, formula_errors
from sitegen.page.formulas.text import FormulaError
from sitegen.page.markdown_document import address_of, problem_in
from sitegen.page.markdown_parser import MAX_DEPTH
from sitegen.page.markdown_renderer import is_figure
from sitegen.page.markdown_rules import UNSUPPORTED, foreign_syntax
from sitegen.page.unread_markdown import unread
from sitegen.spec.message_format import shortened
from sitegen.spec.source_text import FORBIDDEN, MAX_PROBLEMS, SourceText, Span

if TYPE_CHECKING:
    from markdown_it.token import Token

Problem = Callable[[], Diagnostic]
"""A problem that is made, with its place, only if it is shown."""
LINKS = ("link_open", "image")


def errors(tokens: Sequence[Token], source: SourceText) -> Iterator[Problem]:
    """The errors of the page whose parsed text is `tokens`, in their order."""
    previous = 1
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            level = int(token.tag[1])
            for message in _heading_errors(token, tokens[index + 1], level, previous, first=index == 0):
                yield partial(problem_in, source, token, message)
            previous = level
        elif token.type == "fence" and "figure" in token.info.split()[1:] and not is_figure(token):
            message = "a fence with a figure begins with ```figure; the word is first, and has no other before it"
            yield partial(problem_in, source, token, message, find=token.info.strip())
        elif token.type == "fence" and (word := _word(token)) in KINDS and re.match(r"\s*\w+:", token.content):
            message = f"a fence with a figure begins with ```figure; write 'kind: {word}' in its first line"
            yield partial(problem_in, source, token, message, find=word)
        elif token.type == "fence" and _is_nearly_figure(word := _word(token)):
            message = f"a fence with a figure begins with ```figure, not with ```{shortened(word)}"
            yield partial(problem_in, source, token, message, find=word)
        if token.level >= MAX_DEPTH - 1:
            yield partial(problem_in, source, token, f"lists and quotations are read up to {MAX_DEPTH} levels deep")
        yield from _inline_errors(token, source)
        if token.type == "fence" and _has_no_end(token, source.lines):
            hint = f"close it with {token.markup} in a line of its own"
            yield partial(problem_in, source, token, "this fence has no end: the rest of the page is in it", hint=hint)
        yield from _formula_errors(token, source)


def _inline_errors(block: Token, source: SourceText) -> Iterator[Problem]:
    parts = block.children or ()
    yield from _problems_of_signs(block, source, "error")
    if parts and parts[0].type == "code_inline" and "```" in parts[0].markup and _word_of(parts[0].content) == "figure":
        message = f"a fence with a figure ends with {parts[0].markup} in a line of its own"
        yield partial(problem_in, source, block, message, find=parts[0].markup)
    for part in parts:
        if hidden := FORBIDDEN.search("".join(_texts(part))):
            message = f"an entity stands for the invisible character U+{ord(hidden[0]):04X}; delete it"
            yield partial(problem_in, source, block, message, find="&#")
    for link in _links_without_text(parts):
        message = "this link has no text, so readers cannot know where it leads; write it between the brackets"
        yield partial(problem_in, source, block, message, find=f"]({address_of(link)}", skip=2)


def _problems_of_signs(block: Token, source: SourceText, severity: Severity) -> Iterator[Problem]:
    """The first of each of the signs in a block that are shown as they are written."""
    first: dict[str, Token] = {}
    for part in block.children or ():
        if part.type == UNSUPPORTED and part.meta["severity"] == severity:
            first.setdefault(part.info, part)
    yield from (partial(_problem_of_signs, block, source, part) for part in first.values())


def _problem_of_signs(block: Token, source: SourceText, part: Token) -> Diagnostic:
    """The problem of signs that are shown as they are written, at their place in the text of a block."""
    before, signs, severity = block.content[: part.meta["at"]], part.content.partition("\n")[0], part.meta["severity"]
    line = (block.map or (0, 0))[0] + before.count("\n")
    text = block.content.split("\n")[before.count("\n")].strip()
    start = source.lines[line].find(text, block.meta.get("begin", 0)) if line < len(source.lines) else -1
    if start < 0:  # a cell of a table whose bars have backslashes
        return problem_in(source, block, part.info, find=signs, severity=severity)
    column = start + len(before.rpartition("\n")[2].lstrip())
    return source.diagnostic(Span(line, column, len(signs)), part.info, severity=severity)


def _links_without_text(parts: Sequence[Token]) -> Iterator[Token]:
    """The links around nothing; a picture in a link needs an alternative text in any case."""
    opening = None
    for part in parts:
        if part.type == "link_open":
            opening = part
        elif part.type == "link_close" and opening:
            yield opening
        elif part.type == "image" or part.content.strip():
            opening = None


def _texts(part: Token) -> Iterator[str]:
    """What readers see of a part of a line, entities decoded."""
    yield from (part.content if part.type == "text" else "", str(part.attrs.get("title", "")))
    yield from (child.content for child in part.children or () if child.type == "text")


def _has_no_end(fence: Token, lines: Sequence[str]) -> bool:
    begin, end = fence.map or (0, 0)
    is_closed = end - 1 > begin and lines[end - 1].strip(" \t>").startswith(fence.markup)
    return not is_closed and not "".join(lines[end:]).strip()


def _heading_errors(opening: Token, inline: Token, level: int, previous: int, *, first: bool) -> Iterator[str]:
    if first and level == 1 and any(part.type in LINKS for part in inline.children or ()):
        yield "a title holds no links and no pictures; put them into the text"  # it is also shown in lists and tabs
    if not inline.content.strip():
        yield "this heading has no text"
    if level == 1 and not first:
        yield "a page has one first-level heading, at its top; use ## here"
    elif level > previous + 1:
        yield f"heading of level {level} follows one of level {previous}"
    if "problem" in opening.meta:
        yield opening.meta["problem"]


def _formula_errors(block: Token, source: SourceText) -> Iterator[Problem]:
    begin, end = block.map or (0, 0)
    text = "\n".join(source.lines[begin:end])
    return (partial(_formula_problem, source, begin, text, error) for error in formula_errors(block, text))


def _formula_problem(source: SourceText, begin: int, text: str, error: FormulaError) -> Diagnostic:
    place = Span.at_end_of(text[: error.offset])
    span = place._replace(line=begin + place.line, length=error.length)
    return source.diagnostic(span, str(error), hint=error.hint)


def warnings(tokens: Sequence[Token], source: SourceText) -> Iterator[Problem]:
    """Warnings of signs that other tools read and this one shows as they are, and of languages that are nearly known."""
    for token in tokens:
        yield from _problems_of_signs(token, source, "warning")
    signs = (
        (block, sign)
        for opening, block in pairwise(tokens)
        if block.type == "inline"
        for sign in foreign_syntax(block, paragraph=opening.type == "paragraph_open")
    )
    for block, sign in islice(signs, MAX_PROBLEMS):
        message = f"'{sign.text}' is read by other tools: here it is shown as text"
        yield partial(problem_in, source, block, message, find=sign.text, hint=sign.advice, severity="warning")
    for opening, block in pairwise([*tokens[:1], *tokens]):
        for signs_unread, message in unread(opening, block):
            yield partial(problem_in, source, block, message, find=signs_unread, severity="warning")
    yield from _rows_with_more_cells(tokens, source)
    yield from _formulas_cut_off(tokens, source)
    for token in tokens:
        yield from _alternatives_with_formulas(token, source)
        if token.type == "fence" and _word(token) in _DIAGRAMS:
            message = f"other tools draw '{_word(token)}': here it is shown as code"
            hint = "write a figure of the kind graph, or begin the fence with ```text"
            yield partial(problem_in, source, token, message, find=_word(token), hint=hint, severity="warning")
    unknown = (token for token in tokens if token.type == "fence" and _is_unknown(_word(token)))
    for fence in islice(unknown, MAX_PROBLEMS):  # names are slow to compare
        formula = "write a formula between $$ in lines of their own" if _word(fence) == "math" else ""
        if hint := formula or did_you_mean(_word(fence), LANGUAGES):
            message = f"'{shortened(_word(fence))}' is no language that is known here, so this code has no colours"
            yield partial(problem_in, source, fence, message, find=_word(fence), hint=hint, severity="warning")


def _alternatives_with_formulas(block: Token, source: SourceText) -> Iterator[Problem]:
    """Warnings of formulas in the alternative texts of pictures, which are read out as they are written."""
    for picture in (part for part in block.children or () if part.type == "image"):
        if formula := next((part for part in picture.children or () if part.type == "math_inline"), None):
            message = "an alternative text has no formulas: this one is read out as it is written"
            hint = "say it in words, such as: the square of x"
            yield partial(
                problem_in, source, block, message, find=f"${formula.content}$", hint=hint, severity="warning"
            )


def unused_notes(source: SourceText, env: Mapping[str, Any]) -> Iterator[Problem]:
    """Warnings of notes that the text never refers to, which are not shown; `env` is that of the parser."""
    refs = env.get("footnotes", {}).get("refs", {})
    places: dict[str, int] = {}
    for number, line in enumerate(source.lines if refs else ()):
        if found := _NOTE.match(line):
            places.setdefault(found[1], number)
    for label in (name.removeprefix(":") for name, number in refs.items() if number < 0):
        message = f"the text refers to no note [^{shortened(label)}], so this note is not shown"
        yield partial(source.diagnostic, Span(places.get(label, 0), 0), message, severity="warning")


def repeated_definitions(source: SourceText, env: Mapping[str, Any]) -> Iterator[Problem]:
    """Warnings of notes and of addresses of links that are defined twice; `env` is that of the parser."""
    notes = [
        (line, "a note with this name is above, and only this text is shown") for line in env.get("repeated_notes", ())
    ]
    links = [
        (each["map"][0], "an address with this name is above, and only that one is used")
        for each in env.get("duplicate_refs", ())
    ]
    for line, message in (*notes, *links):
        hint = "give it another name, or delete one of the two"
        yield partial(source.diagnostic, Span(line, 0), message, hint=hint, severity="warning")


def _formulas_cut_off(tokens: Sequence[Token], source: SourceText) -> Iterator[Problem]:
    """Warnings of formulas whose next line begins a list, a heading or a quotation, and so ends the paragraph."""
    blocks = [(opening.type, token) for opening, token in pairwise(tokens) if token.type == "inline"]
    for (kind, block), (_, behind) in pairwise(blocks):
        begun = _FORMULA_BEGUN.search(block.content) if kind == "paragraph_open" else None
        is_next = block.map and behind.map and block.map[1] == behind.map[0]
        if begun and is_next and block.content.count("$") % 2 and _FORMULA_ENDED.match(behind.content):
            message = "this formula ends with its line, because the next one begins with a sign of a list or a heading"
            hint = "write the formula in one line"
            yield partial(problem_in, source, block, message, find=begun[0], hint=hint, severity="warning")


def _rows_with_more_cells(tokens: Sequence[Token], source: SourceText) -> Iterator[Problem]:
    """Warnings of rows of tables with more cells than the head, as Markdown leaves out the rest."""
    columns = 0
    for opening, token in pairwise(tokens):
        columns = 0 if token.type == "table_open" else columns + (token.type == "th_open")
        if token.type == "tr_open" and opening.type != "thead_open" and token.map:
            row = source.lines[token.map[0]].lstrip(" \t>").rstrip().strip("|")
            if (cells := len(escapedSplit(row))) > columns and not bar_in_formula(row):  # an error of its own
                message = f"this row has {cells} cells, and the head {columns}: the rest is not shown"
                hint = r"write \| for a sign in the text"
                yield partial(problem_in, source, token, message, hint=hint, severity="warning")


_NOTE = re.compile(r"[\s>*+-]*\[\^([^\] ]+)\]:")
"""The beginning of a note."""
_FIGURES = ("sitegen", "figure-spec", "{figure-spec}", "chart", "plot")
"""First words of fences that other tools have for figures."""
_DIAGRAMS = ("mermaid", "plantuml", "puml")
"""First words of fences that other tools draw."""
_FORMULA_BEGUN = re.compile(r"(?<!\\)\$[^\s\d$][^$\n]{0,80}\Z")
_FORMULA_ENDED = re.compile(r"[^$\n]{0,80}[^\s\\$]\$(?!\d)")
"""The beginning of a formula at the end of a paragraph, and its end in the next block."""


def _is_nearly_figure(word: str) -> bool:
    return word in _FIGURES or (word != "figure" and bool(did_you_mean(word, ["figure"])))


def _is_unknown(word: str) -> bool:
    return word != "figure" and not is_language(word) and not _is_nearly_figure(word)


def _word(fence: Token) -> str:
    """The word behind the backticks of a fence; empty if there is none."""
    return _word_of(fence.info)


def _word_of(text: str) -> str:
    return next(iter(text.split()), "")
