"""The command as a process: what it does so that it begins and ends fast."""

from __future__ import annotations

import atexit
import gc
import os

from sitegen import __main__


def test_no_plugin_is_looked_for_and_no_garbage_at_the_end(monkeypatch):
    called = []
    monkeypatch.setattr(atexit, "register", called.append)
    monkeypatch.setattr(__main__, "cli", lambda **_: None)
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    __main__.main()
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"
    assert called == [gc.freeze]


def test_an_author_may_have_plugins(monkeypatch):
    monkeypatch.setattr(atexit, "register", lambda _: None)
    monkeypatch.setattr(__main__, "cli", lambda **_: None)
    monkeypatch.setenv("PYDANTIC_DISABLE_PLUGINS", "none")
    __main__.main()
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "none"
