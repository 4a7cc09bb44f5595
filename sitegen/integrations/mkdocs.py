"""A plugin for MkDocs and ProperDocs: it adds the fence, logs problems, and watches the files of figures."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from sitegen.integrations import missing_dependency

try:
    import pymdownx.superfences  # noqa: F401 - Python-Markdown loads it by its name

    # ProperDocs has the module names of MkDocs.
    from mkdocs.config.base import Config
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page
except ModuleNotFoundError:
    raise missing_dependency(__name__, "MkDocs or ProperDocs, and the PyMdown Extensions", "mkdocs") from None

from sitegen.integrations.figure_request import FigureResult
from sitegen.integrations.markdown import FigureFence, log_problems, misspelt_fences
from sitegen.integrations.markdown import Page as Source
from sitegen.page.fragment import Fragment

_FENCES = "pymdownx.superfences"
_MARK = re.compile("<!--sitegen-([0-9a-f]{64})-->")
_ALL_PAGES = "print-site"
"""A plugin that makes one page of all pages, after `on_post_page`."""
_log = get_plugin_logger("sitegen")


class FigurePluginConfig(Config):
    """The plugin has no options."""


class FigurePlugin(BasePlugin[FigurePluginConfig]):
    """Figures in pages of MkDocs and ProperDocs."""

    def __init__(self) -> None:
        self._page: Source | None = None
        self._server: LiveReloadServer | None = None
        self._docs = Path()
        self._folders: set[str] = set()
        self._unseen: dict[str, str] = {}

    def on_startup(self, **_: Any) -> None:
        """Make MkDocs keep this plugin, and with it the server, between builds."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Add the fence to those of the author."""
        self._unseen.clear()
        self._docs = Path(config.docs_dir)
        if _FENCES not in config.markdown_extensions:
            config.markdown_extensions.append(_FENCES)
        shown: Counter[str] | None = Counter() if _ALL_PAGES in config.plugins else None
        fence = FigureFence(lambda _: self._page, self._on_result, self._html, shown)
        config.mdx_configs.setdefault(_FENCES, {}).setdefault("custom_fences", []).append(fence.custom_fence())

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Store the page that is rendered next."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        file = page.file.abs_src_path
        generated = Source(Path(page.file.src_uri), root, markdown)
        self._page = Source.at(Path(file), root) if file else generated
        log_problems(misspelt_fences(self._page), _log)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Replace the placeholders by styles and scripts."""
        return _MARK.sub(lambda mark: self._unseen.get(mark[0], mark[0]), output)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Replace the placeholders in the page with all pages, each style and script where it is first needed."""
        if _ALL_PAGES not in config.plugins:
            return
        page: Any = config.plugins[_ALL_PAGES]
        file = Path(page.print_page.file.abs_dest_path)
        if file.is_file():
            unseen = dict(self._unseen)
            text = file.read_text(encoding="utf-8")
            known = self._unseen.keys()
            file.write_text(
                _MARK.sub(lambda mark: unseen.pop(mark[0], "" if mark[0] in known else mark[0]), text), encoding="utf-8"
            )

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:
        """Watch the folders of the first build."""
        self._server = server
        for folder in sorted(self._folders):
            server.watch(folder, recursive=False)

    def _html(self, fragment: Fragment) -> str:
        """The figure with placeholders for styles and scripts, which the search would index as text."""
        return fragment.joined(*map(self._placeholders, (fragment.style_elements, fragment.script_elements)))

    def _placeholders(self, elements: Iterable[str]) -> list[str]:
        found = {f"<!--sitegen-{sha256(element.encode()).hexdigest()}-->": element for element in elements}
        self._unseen |= found
        return list(found)

    def _on_result(self, result: FigureResult) -> None:
        log_problems(result, _log)
        for file in result.files:
            self._watch(file.resolve().parent)

    def _watch(self, folder: Path) -> None:
        """Watch the files in `folder`, unless it is inside the documentation, which MkDocs watches already."""
        name = os.fspath(folder)
        if name in self._folders or folder.is_relative_to(self._docs.resolve()) or not folder.is_dir():
            return
        self._folders.add(name)
        if self._server is not None:
            self._server.watch(name, recursive=False)
