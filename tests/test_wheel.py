"""The wheel: built, installed into an empty environment, used in another folder."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEMPLATES = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
STARTER = {
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "sitegen/site/starter").rglob("*.*")
    if path.is_file() and "__pycache__" not in path.parts
}

FONTS = {path.relative_to(ROOT).as_posix() for path in (ROOT / "sitegen/png/fonts").iterdir()}

pytestmark = pytest.mark.slow


def run(*command, cwd, **environment):
    clean = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    }
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**clean, **environment},
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The sdist, and the wheel that is built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def test_the_wheel_carries_templates_and_starter(built):
    names = set(zipfile.ZipFile(built[1]).namelist())
    assert TEMPLATES
    assert {f"sitegen/{name}" for name in TEMPLATES} <= names
    assert STARTER
    assert names >= STARTER
    assert len(FONTS) == 4
    assert names >= FONTS
    assert "sitegen/py.typed" in names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"sitegen"}


def test_the_sdist_is_complete(built):
    with tarfile.open(built[0]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    wanted = {
        "pyproject.toml",
        "Makefile",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "sitegen/pipeline.py",
        "content/site.yaml",
    }
    assert wanted | TEMPLATES | {"tests/test_wheel.py", ".ci/requirements/dev.txt"} <= names
    assert not any(name.startswith((".venv", "build/", "dist/")) for name in names)


def test_installed_elsewhere_it_makes_a_site(built, tmp_path):
    venv = tmp_path / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=tmp_path)
    pip = (sys.executable, "-m", "pip", "--python", venv / "bin" / "python", "--disable-pip-version-check")
    locked = (
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--requirement",
        ROOT / ".ci" / "requirements" / "runtime.txt",
    )
    run(*pip, "install", "--quiet", "--no-compile", *locked, cwd=tmp_path)
    run(*pip, "install", "--quiet", "--no-compile", "--no-deps", "--no-index", built[1], cwd=tmp_path)
    assert "No broken requirements found" in run(*pip, "check", cwd=tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    sitegen = venv / "bin" / "sitegen"
    run(sitegen, "new", "x", cwd=work)
    assert "2 figures" in run(sitegen, "build", "x", "--strict", cwd=work, PYTHONWARNINGS="error")
    assert (work / "build" / "figures" / "relu-16" / "figure.svg").is_file()
    where = run(venv / "bin" / "python", "-c", "import sitegen; print(sitegen.__file__)", cwd=work)
    assert Path(where.strip()).is_relative_to(venv)
