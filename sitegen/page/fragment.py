"""Figures as fragments for host pages: a block with its styles, states and script, which needs no other file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from sitegen.page.block import SCRIPT, BlockPlace, figure_block, needs_script
from sitegen.page.csp import policy
from sitegen.page.css_isolation import BOX, box_class, isolated_stylesheet
from sitegen.page.environment import Templates, default_templates
from sitegen.page.host import HOST_PAGE, Host
from sitegen.page.html_text import escaped_json

if TYPE_CHECKING:
    from sitegen.figure import Figure

KEEP_TABLES = "<!--| quarto-html-table-processing: none -->"
"""Without this comment, Quarto replaces the tables of a figure by its own."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One figure of a host page, in parts."""

    styles: tuple[str, ...]
    """Texts of the ``style`` elements that the page does not have yet."""
    block: str
    """HTML of the figure and its states, without style or script."""
    scripts: tuple[str, ...] = ()
    """Texts of the module scripts that the page does not have yet."""
    notice: str = ""
    """HTML before everything else."""
    box: str = BOX
    """Class of the element around everything."""

    @property
    def html(self) -> str:
        """One ``<div>`` without a blank line in it, so that a Markdown page may hold it."""
        return self.joined(self.style_elements, self.script_elements)

    @property
    def style_elements(self) -> list[str]:
        """The styles as HTML."""
        return [f"<style>{style}</style>" for style in self.styles]

    @property
    def script_elements(self) -> list[str]:
        """The scripts as HTML."""
        return [f'<script type="module">{script}</script>' for script in self.scripts]

    @property
    def policy(self) -> str:
        """What a Content-Security-Policy must allow: ``style-src 'sha256-…'; script-src 'sha256-…'``."""
        return policy(self.styles, self.scripts)

    def joined(self, styles: Sequence[str], scripts: Sequence[str]) -> str:
        """`html` with other elements, such as placeholders, instead of the style and script elements."""
        body = "\n".join([KEEP_TABLES, *styles, self.block, *scripts])
        return f'<div class="{self.box}">\n{self.notice}{body}\n</div>\n'


class Fragments:
    """The figures of one host page.

    Parts that figures share are in the page once: the style sheet with the first figure, the script with the first figure that
    has states or steps, a figure's own styles and states with its first use. There are no download links, because there are no
    files next to the page.

    Parameters
    ----------
    templates : Templates or None
        The templates of the figures; by default those that come with sitegen.
    host : Host
        The kind of page.
    shown : Counter or None
        How many times each figure, by its id, has been shown before where ids must be unique; it is updated.
    """

    def __init__(
        self, templates: Templates | None = None, *, host: Host = HOST_PAGE, shown: Counter[str] | None = None
    ) -> None:
        self._templates = templates or default_templates()
        self._host = host
        self._shown: Counter[str] = Counter() if shown is None else shown
        self._written: set[str] = set()
        self._states: dict[str, str] = {}

    def add(self, figure: Figure, *, number: int | str = 0, anchor: str = "", lang: str = "") -> Fragment:
        """The next figure of the page.

        Parameters
        ----------
        figure : Figure
            The figure to show.
        number : int or str
            Number before its name: ``Figure 2.`` for 2, a text as it is, nothing for 0.
        anchor : str
            Its id on the page; by default made from the figure's own.
        lang : str
            Language of the page, if known; that of a number given as text, too.
        """
        self._shown[figure.spec.id] += 1  # by id, since two specs may have the same one
        instance = self._shown[figure.spec.id]
        known = self._states.get(figure.prefix, "")
        address = known or f"{figure.prefix}-{instance}-states"
        place = BlockPlace("", number, instance, downloads=False, lang=lang, states=f"#{address}", anchor=anchor)
        block = _without_blank_lines(figure_block(figure, place, self._templates, self._host))
        if figure.states and not known:
            self._states[figure.prefix] = address
            block += "".join(f"\n{element}" for element in states_elements(address, figure.files))
        scripted = needs_script(figure)
        return Fragment(
            styles=(
                *self._once(box_class(figure.theme), isolated_stylesheet(self._templates, figure.theme), "<!--{}-->"),
                *self._once(figure.prefix, figure.files["figure.css"].strip(), "<!--{}-->"),
            ),
            block=block,
            scripts=self._once("script", self._script(), "/*<!--*/{}/*-->*/") if scripted else (),
            notice=self._host.notice,
            box=box_class(figure.theme),
        )

    def _once(self, name: str, text: str, comment: str) -> tuple[str, ...]:
        """`text`, unless it is empty or in the page already; in `comment`, if the host needs that."""
        if not text or name in self._written:
            return ()
        self._written.add(name)
        return (comment.format(text) if self._host.commented else text,)

    def _script(self) -> str:
        return self._templates.source(SCRIPT).read_text(encoding="utf-8").strip()


def figure_fragment(figure: Figure) -> Fragment:
    """The fragment of `figure` for a page that has no other."""
    return Fragments().add(figure)


def _without_blank_lines(block: str) -> str:
    return "\n".join(line for line in block.split("\n") if line.strip())


def states_elements(name: str, files: Mapping[str, str]) -> list[Markup]:
    """An element for each of the files of a figure with its states, for a page that has them in itself; `name` is the first one's id."""
    found = {file: text for file, text in files.items() if re.fullmatch(r"states(-\w+)?\.json", file)}
    return [
        _states_element(file.removesuffix(".json").replace("states", name, 1), text) for file, text in found.items()
    ]


def _states_element(name: str, states: str) -> Markup:
    """States in an attribute, which no search engine indexes as words.

    A script element with data would be run by sites that replace the content of a page and restart its scripts, such as those
    with Material's instant navigation.
    """
    return Markup("<template id=\"{}\" data-record='{}'></template>").format(name, escaped_json(states.strip()))
