"""A plugin for Pelican: it adds the fence to Markdown articles and pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sitegen.integrations import missing_dependency

try:
    import pymdownx.superfences  # noqa: F401 - Python-Markdown loads it by its name
    from pelican import signals
    from pelican.readers import MarkdownReader, Readers
except ModuleNotFoundError:
    raise missing_dependency(__name__, "Pelican and the PyMdown Extensions", "pelican") from None

from sitegen.integrations.markdown import FigureFence, Page, log_problems, misspelt_fences

_FENCES = "pymdownx.superfences"


class FigureReader(MarkdownReader):  # type: ignore[misc]  # the library has no types
    """Pelican's reader of Markdown, with the fence."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(_with_fence(settings, FigureFence(lambda _: self._page, log_problems)))
        self._page: Page | None = None
        self._root = Path(settings["PATH"])

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Read an article or page and log the problems of its figures."""
        self._page = Page.at(Path(source_path), self._root)
        log_problems(misspelt_fences(self._page))
        content, metadata = super().read(source_path)
        return content, metadata


def _with_fence(settings: dict[str, Any], fence: FigureFence) -> dict[str, Any]:
    """A copy of Pelican's settings with the fence; all readers share the settings."""
    markdown = settings["MARKDOWN"]
    configs = markdown.get("extension_configs", {})
    fences = [*configs.get(_FENCES, {}).get("custom_fences", []), fence.custom_fence()]
    configs = {**configs, _FENCES: {**configs.get(_FENCES, {}), "custom_fences": fences}}
    return {**settings, "MARKDOWN": {**markdown, "extension_configs": configs}}


def _add_reader(readers: Readers) -> None:
    for suffix in FigureReader.file_extensions:
        readers.reader_classes[suffix] = FigureReader


def register() -> None:
    """Register the reader; called by Pelican."""
    signals.readers_init.connect(_add_reader)
