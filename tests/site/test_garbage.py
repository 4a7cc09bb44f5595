"""A build leaves no objects that only refer to each other, which would stay until Python looks for them."""

from __future__ import annotations

import gc

from jinja2.runtime import Context, Macro

from sitegen.engine.garbage import no_garbage_collected, only_new_garbage_collected
from sitegen.page.figure_parts import FigureParts
from sitegen.scene.shapes import Scene
from sitegen.site.prepare import prepare
from sitegen.site.site_page import SitePage


def _render(folder) -> None:
    for file in prepare(folder).files:
        if file.is_page or file.framed:
            file.text()


def test_figures_and_pages_leave_no_garbage(content):
    folder = content()
    _render(folder)  # imports, compiles and fills caches
    with no_garbage_collected():
        gc.collect()
        _render(folder)
        before = gc.get_debug()
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
            left = {type(each) for each in gc.garbage}  # that of threads of other tests, too
        finally:
            gc.set_debug(before)
            gc.garbage.clear()
    assert not left & {Context, Macro, FigureParts, SitePage, Scene}


def test_objects_are_frozen_only_while_a_site_is_built():
    gc.unfreeze()
    with only_new_garbage_collected():
        assert gc.get_freeze_count()
        with only_new_garbage_collected():
            pass
        assert gc.get_freeze_count(), "those of the outer block stay"
    assert not gc.get_freeze_count()
