"""Two builds of the real site, in different folders and environments, are byte-identical."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import CONTENT, ROOT


def built(content: Path, out: Path, **surroundings: str) -> dict[str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    command = [sys.executable, "-m", "sitegen", "build", str(content), "--out", str(out), "--quiet"]
    subprocess.run(command, env=environment, check=True, cwd=out.parent)
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return {str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "a longer name" / "there"
    here.mkdir()
    there.mkdir(parents=True)
    copy = there / "texts"
    shutil.copytree(CONTENT, copy)
    one = built(CONTENT, here / "out", PYTHONHASHSEED="1", TZ="Pacific/Kiritimati", LANG="C", LC_ALL="C")
    two = built(copy, there / "site", PYTHONHASHSEED="4242", TZ="America/Lima", LANG="de_DE.UTF-8", LC_ALL="C.UTF-8")
    assert one == two
    assert len(one) > 100
