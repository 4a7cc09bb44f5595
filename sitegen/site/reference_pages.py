"""Write the reference pages of the kinds: purpose, formula, source, parameters and an example."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sitegen.description.sentences import apostrophes
from sitegen.engine.keys import key_of
from sitegen.figures import KINDS
from sitegen.page.code import code_block
from sitegen.site.figure_keys import template_inputs
from sitegen.site.figure_pages import spec_source
from sitegen.site.model import Site
from sitegen.site.site_file import SiteFile
from sitegen.spec.declaration import Clamp, SpecModel, field_docs
from sitegen.spec.field_types import FieldType
from sitegen.spec.figure_spec import FigureSpec

REFERENCE = "reference/index.html"
FIELDS = "fields.html"
"""The template of a list of fields."""
LOCAL_BUILD = "../../build/"
"""The built site relative to a spec in ``content/figures``, for sites without an address."""
_OUTSIDE = "; a number outside is moved to the nearest bound, with a warning"


def reference_pages(site: Site) -> Iterator[SiteFile]:
    """The list of kinds, and a page for each."""
    counts = {name: len(figures) for name, figures in sorted(site.figures_by_kind.items())}
    inputs = {"numbers of figures": key_of(repr(counts)), **site.kind_inputs(site.kinds), **_fields_inputs(site)}
    yield site.page_file(REFERENCE, "pages/kinds.html", partial(_overview, site), inputs)
    for name in site.kinds:
        path, make = f"reference/{name}.html", partial(kind_page, site, name)
        yield site.page_file(path, "pages/kind.html", make, _kind_inputs(site, name))


def _kind_inputs(site: Site, name: str) -> Mapping[str, str]:
    figures = site.figures_by_kind.get(name, [])
    first = [figure.id for figure in figures[:1]]
    specs = {f"spec of {each}": site.registry.entries[each].place.digest for each in first}
    own = site.kind_inputs([name])
    titles = site.list_inputs(figures, attrgetter("title_html"))
    return {**site.figure_inputs(first), **specs, **own, **titles, **_fields_inputs(site)}


def _fields_inputs(site: Site) -> Mapping[str, str]:
    return template_inputs(site.memory, site.templates, FIELDS)


def _overview(site: Site) -> str:
    kinds = [
        {
            "name": kind.name,
            "title": kind.title,
            "purpose": kind.purpose,
            "parameters": len(kind.params.model_fields),
            "figures": len(site.figures_by_kind.get(kind.name, ())),
            "origin": KINDS.origin(kind.name),
        }
        for kind in map(KINDS.__getitem__, site.kinds)
    ]
    schema = f"{site.config.base_url or LOCAL_BUILD}schema/figure.schema.json"
    values = {
        "kinds": kinds,
        "modeline": code_block(f"# yaml-language-server: $schema={schema}\n", "yaml", "the line for editors"),
        "common": fields_html(site, FigureSpec, needed={"kind"}),
    }
    description = "The kinds of figures, and what every spec may say."
    return site.page(REFERENCE, "pages/kinds.html", values, title="Reference", description=description)


def kind_page(site: Site, name: str) -> str:
    """The reference page of one kind."""
    kind = KINDS[name]
    path = f"reference/{kind.name}.html"
    figures = site.figures_by_kind.get(kind.name, [])
    names = [figure.id for figure in figures[:1]]
    sections = {
        "example": "Example",
        "formula": "Formula",
        "parameters": "Parameters",
        "figures": "Figures of this kind",
    }
    values = {
        "kind": kind,
        "contents": [{"anchor": f"kind-{name}", "text": text} for name, text in sections.items()] if figures else [],
        "origin": KINDS.origin(name),
        "source_address": source_address(kind.reference),
        "example": Markup("\n").join(site.blocks(names, path)),
        "source": spec_source(site, site.parts(names[0])) if names else "",
        "parameters": fields_html(site, kind.params),
        "figures": [{"title": figure.heading, "address": f"../figures/{figure.id}/index.html"} for figure in figures],
    }
    return site.page(path, "pages/kind.html", values, title=kind.title, description=kind.purpose, figures=names)


def source_address(reference: Mapping[str, Any]) -> str:
    """The address of an item of CSL-JSON: its DOI, or else its URL; empty if it has none."""
    if doi := reference.get("DOI"):
        return f"https://doi.org/{quote(str(doi))}"
    address = str(reference.get("URL", ""))
    return address if address.startswith(("https://", "http://")) else ""


def fields_html(site: Site, model: type[SpecModel], *, needed: Collection[str] | None = None) -> Markup:
    """The fields of a model as a definition list, without `params`, which the page of each kind lists."""
    docs = field_docs(model)
    fields = [
        {
            "name": name,
            "allowed": _allowed(field),
            "default": _default(field),
            "description": with_code(docs.get(name, "")),
            "required": field.is_required() if needed is None else name in needed,
        }
        for name, field in model.model_fields.items()
        if name != "params"
    ]
    return site.templates.render(FIELDS, {"fields": fields})


def _allowed(field: FieldInfo) -> str:
    """The allowed values, with unit and range."""
    allowed = FieldType.of_field(field)
    return allowed.phrase + (_OUTSIDE if any(isinstance(entry, Clamp) for entry in allowed.metadata) else "")


def with_code(text: str) -> Markup:
    """`text` as HTML, with the parts between backticks as code."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(apostrophes(part))
        for index, part in enumerate(parts)
    )


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or value is PydanticUndefined or isinstance(value, SpecModel):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return str(value)
