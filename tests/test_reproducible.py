"""Two builds of the real site, in different folders, processes and environments, are byte-identical."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.built import BuiltSite
from tests.conftest import CONTENT, ROOT


def build_in(content: Path, out: Path, **surroundings: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    command = [sys.executable, "-m", "sitegen", "build", str(content), "--out", str(out), "--quiet"]
    subprocess.run(command, env=environment, check=True, cwd=out.parent)
    return digests(out)


def digests(out: Path) -> dict[str, str]:
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_same_bytes_whatever_the_surroundings(built: BuiltSite, tmp_path: Path) -> None:
    there = tmp_path / "a longer name" / "there"
    there.mkdir(parents=True)
    copy = there / "texts"
    shutil.copytree(CONTENT, copy)
    one = digests(built.folder)
    two = build_in(copy, there / "site", PYTHONHASHSEED="4242", TZ="America/Lima", LANG="de_DE.UTF-8", LC_ALL="C")
    assert one == two
    assert len(one) > 100
