"""The templates: where they lie, and the one way they are filled in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from sitegen.page.math import formula_block
from sitegen.page.words import dual_text, prose

STYLESHEETS = ("tokens.css", "layout.css", "text.css", "figure.css", "pages.css", "print.css")
"""The parts of the site's stylesheet, in cascade order; they lie in the templates' ``assets`` folder."""


@cache
def default_templates() -> Path:
    """Folder of the templates that come with sitegen: inside the package when installed, at the top in a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


class Templates:
    """The default templates, overridden file by file by those in `overrides`.

    Parameters
    ----------
    overrides : Path or None
        A folder with templates of the same names; what it does not hold comes from the default folder.
    """

    def __init__(self, overrides: Path | None = None) -> None:
        self._folders = [folder for folder in (overrides, default_templates()) if folder is not None]
        self._environment = Environment(
            loader=FileSystemLoader(self._folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(dual=dual_text, prose=prose, formula=formula_block)

    def fill(self, name: str, values: Mapping[str, Any]) -> Markup:
        """The template `name` with `values`; every value that is not `Markup` is escaped."""
        return Markup(self._template(name).render(values))  # noqa: S704 - the result of an autoescaping template

    def _template(self, name: str) -> Template:
        return self._environment.get_template(name)

    def source(self, name: str) -> Path:
        """Where the file `name` lies that is no template, such as ``assets/icon.svg``."""
        return next(path for folder in self._folders if (path := folder / name).is_file())

    def stylesheet(self) -> str:
        """The site's own rules, all parts in order."""
        parts = (self.source(f"assets/{name}").read_text(encoding="utf-8") for name in STYLESHEETS)
        return "\n".join(part.rstrip() for part in parts) + "\n"
