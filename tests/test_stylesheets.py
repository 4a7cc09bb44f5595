"""The stylesheet of lists: on every page that needs it, and on no lesson."""

from __future__ import annotations

import re

from tests.browser.built import BuiltSite
from tests.html import Html

CLASSES = re.compile(r"\.([a-z][\w-]*)(?=[\s:.,{>)])")


def test_pages_with_lists_have_their_stylesheet(built: BuiltSite) -> None:
    own = set(CLASSES.findall(text_of(built, "assets/lists.css"))) - set(
        CLASSES.findall(text_of(built, "assets/site.css"))
    )
    assert {"page-list", "wall", "field", "snippet"} <= own
    for path in built.pages:
        page = Html(text_of(built, path))
        used = {name for names in page.values("class") for name in names.split()}
        linked = any(link["href"].endswith("assets/lists.css") for link in page.all("link"))
        assert linked or not used & own, (path, used & own)


def test_lessons_are_lighter_without_it(built: BuiltSite) -> None:
    lessons = [path for path in built.pages if re.fullmatch(r"lessons/(?!index).*", path)]
    assert lessons
    assert not any("assets/lists.css" in text_of(built, path) for path in lessons)


def text_of(built: BuiltSite, path: str) -> str:
    return (built.folder / path).read_text(encoding="utf-8")
