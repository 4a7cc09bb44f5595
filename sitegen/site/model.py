"""`Site`: everything known about a site before its first page is written, and the layout that all its pages share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from sitegen.engine.keys import key_of
from sitegen.engine.regular_files import open_regular
from sitegen.figures import KINDS
from sitegen.page.block import SCRIPT, BlockPlace, anchor
from sitegen.page.code import SCRIPT as CODE_SCRIPT
from sitegen.page.environment import Templates
from sitegen.page.figure_parts import FigureFacts, FigureParts, figure_parts
from sitegen.page.html_text import ENGLISH, lang_attribute
from sitegen.page.links import root_of
from sitegen.site.config import SiteConfig
from sitegen.site.content import STATEMENT, Content, ContentFile
from sitegen.site.figure_keys import template_inputs
from sitegen.site.memory import Memory
from sitegen.site.navigation import Entry, Section, main_entries, main_navigation
from sitegen.site.site_file import SiteFile
from sitegen.site.site_page import SitePage
from sitegen.site.source_pages import read_page
from sitegen.site.spec_registry import SpecRegistry
from sitegen.spec.languages import direction
from sitegen.theme import Theme
from sitegen.theming.options import FontFile, ThemeOptions

MISSING = "404.html"


@dataclass(frozen=True, kw_only=True)
class Site:
    """A site whose content was read and whose figures were drawn."""

    content: Content
    """The author's files."""
    config: SiteConfig
    """Title, language and address of the site."""
    templates: Templates
    """The templates of the pages."""
    pages: Sequence[SitePage]
    """The author's pages."""
    statement: SitePage
    """The text of the accessibility statement."""
    sections: Mapping[str, Section]
    """The folders of pages."""
    registry: SpecRegistry
    """Every spec, and the pages that show it."""
    figures: Mapping[str, FigureFacts]
    """All figures, by id, in the order of the ids."""
    keys: Mapping[str, str]
    """The keys of all parts of the figures."""
    memory: Memory
    """Where the parts of figures and the texts of pages are."""

    @property
    def theme(self) -> Theme:
        """How figures and pages look."""
        return self.registry.theme

    @property
    def fonts(self) -> tuple[FontFile, ...]:
        """The fonts that its pages load."""
        return self.config.theme.fonts if isinstance(self.config.theme, ThemeOptions) else ()

    def parts(self, name: str) -> FigureParts:
        """All parts of the figure `name`."""
        if found := self.memory.figures.whole(self.keys[name]):
            return found
        from sitegen.site.render_figures import draw_figure

        return figure_parts(draw_figure(self.registry, name), self.templates)

    def body(self, page: SitePage) -> str:
        """The text of a page as HTML, with placeholders."""
        found = self.memory.pages.whole(page.key)
        if found:
            return found.body
        default = ContentFile(STATEMENT, Path(page.file))
        file = next((each for each in self.content.pages if each.name == page.file), default)
        return read_page(file, self.memory.read(file)).body

    @cached_property
    def figures_by_kind(self) -> Mapping[str, list[FigureFacts]]:
        """The figures of each kind, in the order in which pages show them; figures on no page come last."""
        pages = sorted(self.pages, key=lambda page: (page.section, page.sort_key))
        shown = (name for page in pages for name in self.registry.usages[page.path] if name in self.figures)
        found: dict[str, list[FigureFacts]] = defaultdict(list)
        for name in dict.fromkeys((*shown, *self.figures)):
            found[self.figures[name].kind].append(self.figures[name])
        return found

    @cached_property
    def pages_by_figure(self) -> Mapping[str, list[SitePage]]:
        """The author's pages that show each figure, in the order of their paths."""
        found: dict[str, list[SitePage]] = defaultdict(list)
        for page in self.pages:
            for name in dict.fromkeys(self.registry.usages[page.path]):
                found[name].append(page)
        return found

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds on the pages of the reference: ours, and those of others that this site has or uses."""
        used = {entry.facts.kind for entry in self.registry.entries.values()}
        return tuple(sorted({*KINDS.own, *KINDS.local, *used}))

    def kind_inputs(self, names: Iterable[str]) -> dict[str, str]:
        """Names and digests of third-party kinds; ours are a part of the program."""
        found = {name: self.memory.kinds.get(name, "") for name in names if name not in KINDS.own}
        return {f"kind {name}": digest for name, digest in found.items()}

    @cached_property
    def _navigation(self) -> tuple[Entry, ...]:
        return main_entries(self.config, self.sections)

    @cached_property
    def _logo_sizes(self) -> Mapping[str, tuple[int, int]]:
        """Width and height of the logos, as far as their files state them."""
        theme = self.config.theme
        named = {theme.logo, theme.dark_logo} if isinstance(theme, ThemeOptions) else set()
        sizes = {file.path: _picture_size(file.source) for file in self.content.files if file.path in named}
        return {path: size for path, size in sizes.items() if size}

    @cached_property
    def _common_inputs(self) -> Mapping[str, str]:
        sizes = {"sizes of logos": key_of(repr(self._logo_sizes))} if self._logo_sizes else {}
        return {"site.yaml": key_of(repr(self.config)), "navigation": key_of(repr(self._navigation)), **sizes}

    @cached_property
    def _inputs(self) -> dict[str, Mapping[str, str]]:
        return {}

    def inputs(self, template: str, others: Mapping[str, str]) -> Mapping[str, str]:
        """Names and digests of what a page depends on: its template, what all pages depend on, and `others`."""
        if template not in self._inputs:
            found = template_inputs(self.memory, self.templates, template)
            self._inputs[template] = {**self._common_inputs, **found}
        return {**others, **self._inputs[template]}

    def page_file(self, path: str, template: str, make: Callable[[], str], inputs: Mapping[str, str]) -> SiteFile:
        """The page at `path`, which `template` lays out, and what it depends on besides."""
        return SiteFile(path, make, self.inputs(template, inputs), template=template)

    def figure_inputs(self, names: Iterable[str]) -> dict[str, str]:
        """Names and digests of all parts of figures."""
        return {f"figure {name}": self.figures[name].digest for name in names if name in self.figures}

    def list_inputs(self, figures: Iterable[FigureFacts], shown_of: Callable[[FigureFacts], str]) -> dict[str, str]:
        """Names of figures with what a list shows of each, or a digest of it, and a digest of their order."""
        shown = {f"figure {each.id} in lists": shown_of(each) for each in figures}
        return {**shown, "order of figures": key_of(*shown)}

    def address(self, path: str) -> str:
        """Full address of the page `path`; empty without a base address."""
        if self.config.base_url is None:
            return ""
        folder, _, name = path.rpartition("/")
        return self.config.base_url + quote(path if name != "index.html" else f"{folder}/" if folder else "")

    def page(  # noqa: PLR0913 - what every page has
        self,
        path: str,
        template: str,
        values: Mapping[str, Any],
        *,
        title: str,
        description: str,
        figures: Iterable[str] = (),
        scripts: Iterable[str] = (),
    ) -> str:
        """The HTML of a page: `template` filled in with `values`, the metadata, the navigation, and what its figures need.

        `title` and `description` are for the browser's tab, lists and search engines; `figures` are ids, and `scripts` paths
        of scripts that its template needs.
        """
        shown = [self.figures[name] for name in dict.fromkeys(figures)]
        interactive = any(each.is_scripted for each in shown)
        html = [value for value in values.values() if isinstance(value, Markup)]
        scrolls = any('tabindex="0"' in part for part in html)
        has_code = any('class="copy"' in part for part in html)
        root, address = root_of(path), self.address(path)
        if path == MISSING:  # a server shows it at any depth
            root, address = urlsplit(self.config.base_url or "/").path, ""
        page = {
            "path": path,
            "root": root,
            "title": title,
            "description": description,
            "stylesheets": [f"figures/{each.id}/figure.css" for each in shown if each.is_styled],
            "scripts": [
                *([SCRIPT] if interactive or scrolls else []),
                *([CODE_SCRIPT] if has_code else []),
                *scripts,
            ],
            "has_code": has_code,
            "address": address,
            "navigation": main_navigation(self._navigation, path, root),
            "logo_sizes": self._logo_sizes,
        }
        english = lang_attribute(ENGLISH, self.config.lang)
        shared = {"site": self.config, "english": english, "direction": direction(self.config.lang), "page": page}
        return str(self.templates.render(template, {**shared, **values}))

    def blocks(self, names: Iterable[str], page: str) -> list[Markup]:
        """A numbered block for each of the figures on `page`."""
        return [
            self.parts(name).block_at(BlockPlace(root_of(page), number, instance, lang=self.config.lang))
            for number, (name, instance) in enumerate(_instances(names), 1)
        ]

    def anchors(self, page: SitePage) -> frozenset[str]:
        """The ids that links to a page of the author's may end in: its headings and its figures."""
        shown = _instances(self.registry.usages[page.path])
        return page.anchors | {anchor(name, instance) for name, instance in shown}


def _picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height of the picture at `path`; None where it cannot be read now, which is reported when it is copied."""
    from sitegen.page.picture_size import picture_size  # for logos alone

    with suppress(OSError), open_regular(path) as file:
        return picture_size(file.read())
    return None


def _instances(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Each name with the number of its occurrence, from 1."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        yield name, seen[name]
