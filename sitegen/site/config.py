"""Load ``site.yaml`` into a `SiteConfig`: title, language, address, navigation and look of the site."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sitegen.errors import ContentError
from sitegen.figures.local_kinds import KindFiles
from sitegen.spec.content_root import SITE_CONFIG, ContentRoot
from sitegen.spec.declaration import Items, LanguageTag, Line, SpecModel, TypeLabel
from sitegen.spec.other_words import for_words
from sitegen.spec.source_text import SpecSource
from sitegen.spec.yaml_model import SourceMap, load_model, parse_yaml
from sitegen.theming.options import ThemeFile, ThemeOptions

_NOT_IN_ADDRESSES = re.compile(r"[\s\x00-\x1f\x7f\"'<>\\^`{|}]")
_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?|[0-9a-f]*:[0-9a-f:.]+")
"""A host name, with non-ASCII letters in their ASCII form, or an IPv6 address without its brackets."""


def _bare_folder(value: object) -> object:
    """Refuse a folder that is written as a path, such as ``content/lessons/``; the hint is its name."""
    if isinstance(value, str) and (name := value.strip("./").removeprefix("content/")) != value:
        message = "'{given}' is not the name of a folder, such as lessons"
        raise PydanticCustomError("navigation", message, {"given": value, "hint": f"write {name}"})
    return value


def _source_of_page(value: object) -> object:
    """Refuse the address of a page; the hint is the name of its file."""
    if isinstance(value, str) and "://" in value:
        message = "'{given}' is an address, and an entry leads to a page or a folder of the site"
        raise PydanticCustomError("navigation", message, {"given": value, "hint": "write the link into a page"})
    if isinstance(value, str) and not value.endswith(".md"):
        name = re.sub(r"\.html?$|/$", "", value.removeprefix("content/").lstrip("./"))
        message = "'{given}' is not the path of a page in the content folder, such as about.md"
        raise PydanticCustomError("navigation", message, {"given": value, "hint": f"write {name}.md"})
    return value


Section = Annotated[
    str,
    BeforeValidator(_bare_folder),
    StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]*$", max_length=60),
    TypeLabel("the name of a folder, such as lessons"),
]
PagePath = Annotated[
    str,
    BeforeValidator(_source_of_page),
    StringConstraints(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_/-]*\.md$", max_length=200),
    TypeLabel("the path of a page in the content folder, such as about.md"),
]

Kicker = Annotated[
    str,
    StringConstraints(pattern=r"^(?:[^{}\n\r]|\{count\})*\{number\}(?:[^{}\n\r]|\{count\})*$", max_length=100),
    TypeLabel("one line with {number} and perhaps {count}, such as Lesson {number} of {count}"),
]

Contact = Annotated[
    str,
    BeforeValidator(lambda value: value.removeprefix("mailto:") if isinstance(value, str) else value),
    StringConstraints(
        pattern=r"^(?:https?://[^\s\"'<>]+|[^\s\"'<>:/@]+@[^\s\"'<>:/@]+\.[^\s\"'<>:/@]+)$", max_length=200
    ),
    TypeLabel("an e-mail address such as me@example.org, or an address that begins with https://"),
]


_TEMPLATES = "put templates into the folder templates"


class NavigationItem(SpecModel):
    """One entry of the navigation: a page, or a folder with all its pages."""

    other_tools = for_words(
        {
            "name label text": "write title",
            "page file": "write path",
            "folder dir children items pages": "write section, which lists all pages of a folder",
            "url href link": "an entry leads to a page or a folder of the site",
        }
    )

    title: Line
    """Text of the link."""
    path: PagePath | None = None
    """A page of the content folder, such as ``about.md``."""
    section: Section | None = None
    """A folder of the content folder, such as ``lessons``; or ``figures`` or ``reference``."""
    kicker: Kicker | None = None
    """What is above the title of each page with an `order` in the folder, such as ``Lesson {number} of {count}``; its pages lead to the next."""

    @model_validator(mode="after")
    def _one_target(self) -> NavigationItem:
        if (self.path is None) == (self.section is None):
            raise ValueError("an entry has either a path or a section")
        if self.kicker and not self.section:
            raise ValueError("only the pages of a section have a kicker")
        return self


def _no_other_form(value: object) -> object:
    """Refuse ``- About: about.md``, which MkDocs reads, and ``- about.md``; the hint is the same entry as it is written here."""
    title, target = "…", value
    if isinstance(value, dict) and len(value) == 1:
        ((title, target),) = value.items()
    if isinstance(target, str) and str(title) not in NavigationItem.model_fields:
        place = f"path: {target}" if target.endswith(".md") else f"section: {target.strip('/')}"
        hint = f"write {{title: {title}, {place}}}"
        message = "this is an entry of another tool" if isinstance(value, dict) else "this entry has no title"
        raise PydanticCustomError("navigation", message, {"hint": hint})
    return value


def _no_mapping(value: object) -> object:
    """Refuse the name of one page or folder, or a mapping of titles to them; the hint is the first entry as it is written here."""
    if isinstance(value, str) and value.strip("./"):
        name = value.strip("./")
        title = name.rpartition("/")[2].removesuffix(".md").replace("-", " ").capitalize()
        place = f"path: {name}" if name.endswith(".md") else f"section: {name}"
        hint = f"write [{{title: {title}, {place}}}]"
        raise PydanticCustomError("navigation", "'{given}' is not a list of entries", {"given": value, "hint": hint})
    if isinstance(value, dict) and value:
        title, target = next(iter(value.items()))
        place = f"path: {target}" if str(target).endswith(".md") else f"section: {target}"
        message = "a mapping is not a list of entries"
        raise PydanticCustomError("navigation", message, {"hint": f"write [{{title: {title}, {place}}}, …]"})
    return value


class SiteConfig(SpecModel):
    """Everything that holds for the whole site."""

    other_tools = for_words(
        {
            "site_name name project html_title site_title": "write title",
            "site_description tagline subtitle summary": "write description",
            "site_author authors copyright": "write author",
            "email mail": "write contact",
            "site_url url baseurl html_baseurl": "write base_url",
            "language languageCode locale i18n defaultContentLanguage languages": "write lang",
            "nav menu menus navbar sidebar sidebars toc toctree header_pages pages": "write navigation",
            "template templates templates_path layouts layout": _TEMPLATES,
            "footer header head headTags metadata": f"write author, or {_TEMPLATES}",
            "scripts script javascript js extra_javascript html_js_files clientModules hooks": "delete it: pages have no scripts but those of figures; for others, put base.html into the folder templates",
            "stylesheets styles css sass custom_css extra_css html_css_files": "write theme, for colours and fonts",
            "plugins markdown_extensions extensions markdown markup highlighter highlight prism presets themes "
            "modules taxonomies collections defaults permalink permalinks paginate pagination search feed rss "
            "version release use_directory_urls trailingSlash sitemap edit_uri": "delete it: it is for another tool",
            "params extra customFields variables social": f"delete it, or {_TEMPLATES}",
            "out output output_dir site_dir publishDir destination outDir build_dir": "name it on the command line: --out",
            "strict onBrokenLinks validation nitpicky": "write it on the command line: --strict",
            "dev_addr port host": "write it on the command line: sitegen serve --port 8080",
            "docs_dir contentDir source": "delete it: the content is the folder of this file",
            "static staticDir staticDirectories html_static_path assets include": "delete it: pictures and other files are published from the folders where they are",
            "exclude exclude_docs exclude_patterns ignore ignoreFiles draft_docs drafts buildDrafts show_drafts": "move what is not published out of this folder",
            "google_analytics googleAnalytics analytics gtag": "delete it: pages load nothing from other hosts",
            "repo repo_url repo_name github twitter organizationName projectName": "write a link into a page",
            "logo icon favicon fonts colors palette html_logo html_favicon colorMode": "write it below theme",
            "html_theme themeConfig theme_options html_theme_options": "write theme",
        }
    )

    title: Line
    """Name of the site."""
    description: Line
    """One sentence about the site, for search engines."""
    author: Line | None = None
    """Who wrote it."""
    contact: Contact | None = None
    """Where readers report a barrier: an e-mail address, or the address of a page."""
    lang: LanguageTag = "en"
    """Language of the pages, as in HTML's `lang`."""
    base_url: Line | None = None
    """Address the site will have, such as ``https://example.org/course/``; needed for a sitemap and search engines."""
    navigation: Annotated[
        tuple[Annotated[NavigationItem, BeforeValidator(_no_other_form)], ...],
        Items,
        Field(max_length=20),
        BeforeValidator(_no_mapping),
    ] = ()
    """The entries at the top of every page; by default the folders of the content, the figures and the reference."""

    kinds: KindFiles = ()
    """Python files of the content that define kinds of figures, such as ``[kinds/hinge.py]``; a build runs them."""

    theme: ThemeOptions | ThemeFile | None = None
    """How pages and figures look, or the path of a file that says so."""

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        try:
            return None if value is None else base_address(value)
        except ValueError as error:
            found = {"error": str(error), "hint": with_scheme(value or "")}
            raise PydanticCustomError("address", "{error}", found) from error


def base_address(text: str) -> str:
    """`text` as the address of a folder, ending in a slash.

    Raises
    ------
    ValueError
        When no site can have this address.
    """
    if fault := _fault(text):
        raise ValueError(f"'{text}' is not an address like https://example.org/course/: {fault}")
    address = quote(text, safe="%/:@!$&()*+,;=~[]")
    return address if address.endswith("/") else f"{address}/"


def with_scheme(text: str) -> str:
    """A hint for an address that lacks ``https://``; empty if adding that does not make it valid."""
    host = text.partition("/")[0]
    meant = f"https://{text}"
    return f"write {meant}" if "." in host.strip(".") and ":" not in host and not _fault(meant) else ""


def _fault(text: str) -> str:
    """Why `text` is not a valid site address; empty when it is."""
    if _NOT_IN_ADDRESSES.search(text):
        return "it holds a space, a quotation mark or another sign that addresses do not have"
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return "its host or its port is wrong; ports go from 1 to 65535"
    faults = {
        "it does not begin with http:// or https://": parts.scheme not in ("http", "https") or not parts.netloc,
        "it holds a name to log in with": "@" in parts.netloc,
        "its host is not a name like example.org": not _HOST.fullmatch(parts.hostname or ""),
        "ports go from 1 to 65535": port == 0,
        "what follows ? or # is no part of it": "?" in text or "#" in text,
    }
    return next((fault for fault, found in faults.items() if found), "")


def _misnamed(path: Path) -> Path | None:
    """The file that was meant to be `path`, in its folder or in the folder ``content`` there."""
    near = (each for folder in (path.parent, path.parent / "content") for each in sorted(folder.glob("*")))
    return next((each for each in near if each.name.casefold() in ("site.yml", "site.yaml")), None)


def load_config(content: Path) -> tuple[SiteConfig, SourceMap]:
    """Read ``site.yaml`` of the content folder, with the positions of its fields.

    Raises
    ------
    ContentError
        When the folder or the file is missing, or with every problem of the file.
    """
    path = content / SITE_CONFIG
    if not content.is_dir():
        raise ContentError.of(str(content), "there is no such folder", stage="site")
    if not path.is_file():
        message = f"there is no {SITE_CONFIG}; it names the site, with the keys title and description"
        near = _misnamed(path)
        hint = f"rename this file to {SITE_CONFIG}" if near else ""
        if not near and (above := content.absolute().parent / SITE_CONFIG).is_file():
            is_content = any((content / name).exists() for name in ("index.md", "figures"))
            advice = (
                f"move it into {content.name or content}" if is_content else f"name {os.path.relpath(above.parent)}"
            )
            hint = f"{os.path.relpath(above)} is next to this folder; {advice}"
        raise ContentError.of(str(near or path), message, hint, stage="site")
    return load_model(SpecSource.from_file(path, content_root=ContentRoot(content, content)), SiteConfig)


def navigation_alone(content: Path) -> tuple[SiteConfig, SourceMap]:
    """Settings in place of those in a ``site.yaml`` with errors: its navigation, if that is valid, and stand-ins for everything else."""
    stand_in = SiteConfig(title="…", description="…")
    with suppress(ContentError, ValidationError):
        tree, places = parse_yaml(SpecSource.from_file(content / SITE_CONFIG))
        given = tree.value.get("navigation", ()) if isinstance(tree.value, dict) else ()
        return SiteConfig.model_validate({**stand_in.model_dump(), "navigation": given}), places
    return stand_in, SourceMap(SITE_CONFIG)
