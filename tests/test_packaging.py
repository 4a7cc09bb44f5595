"""Declared dependencies, lock files, public names."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sitegen
from sitegen.figures import KINDS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("runtime", "dev", "hosts", "bench")
GROUPS = {
    "runtime": (),
    "dev": ("test", "check"),
    "hosts": ("test", "check", "hosts"),
    "bench": ("test", "check", "bench"),
}


def locked(name):
    text = (ROOT / ".ci" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def as_numbers(version):
    return tuple(int(part) for part in re.findall(r"\d+", version))


@pytest.mark.parametrize("name", LOCKS)
def test_locked_versions_satisfy_what_is_declared(name):
    versions = locked(name)
    declared = [*PROJECT["project"]["dependencies"]]
    declared += [each for group in GROUPS[name] for each in PROJECT["dependency-groups"][group]]
    for each in declared:
        library, lowest = re.sub(r"\[.*?\]", "", each).split(">=")
        assert as_numbers(versions[library]) >= as_numbers(lowest), each


@pytest.mark.parametrize("name", LOCKS)
def test_locks_have_hashes_and_name_no_place(name):
    text = (ROOT / ".ci" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|^--(?!hash)|index-url|find-links|\.(org|com|io)\b|@ ", text, re.MULTILINE)
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert len(entries) == len(locked(name))


@pytest.mark.parametrize(("smaller", "larger"), [("runtime", "dev"), ("dev", "hosts"), ("dev", "bench")])
def test_each_lock_holds_the_one_before_it(smaller, larger):
    assert locked(smaller).items() <= locked(larger).items()


def test_locks_that_may_be_installed_together_agree():
    hosts, bench = locked("hosts"), locked("bench")
    assert [name for name in hosts.keys() & bench.keys() if hosts[name] != bench[name]] == []


def test_the_contract_of_independence_names_every_kind():
    contracts = {each["name"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}
    wanted = sorted(f"sitegen.figures.{name.replace('-', '_')}" for name in KINDS)
    assert sorted(contracts["Kinds never import each other"]["modules"]) == wanted


def test_every_exception_to_a_rule_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    rules = [line for line in text.splitlines() if re.fullmatch(r' {4}"[A-Z]+\d*",.*', line)]
    assert len(rules) > 10
    assert [line for line in rules if not re.search(r"# \w+", line)] == []


def test_the_names_are_ours():
    assert PROJECT["project"]["name"] == "sitegen-figures"
    assert set(PROJECT["project"]["scripts"]) == {"sitegen", "sitegen-mystmd"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", sitegen.__version__)
    for path in [*ROOT.glob("*.md"), *(ROOT / "content").rglob("*.md")]:
        assert not re.search(r"pip install sitegen(?!-figures)", path.read_text(encoding="utf-8")), path


def test_a_unit_test_does_not_import_playwright():
    code = "import sys, tests.conftest; assert 'playwright' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_the_public_names_are_found_on_first_use():
    code = (
        "import sys, sitegen; assert 'numpy' not in sys.modules; sitegen.render_figure; assert 'numpy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert all(callable(getattr(sitegen, name)) for name in sitegen.__all__ if name != "__version__")
    with pytest.raises(AttributeError, match="module 'sitegen' has no attribute 'rendr_figure'"):
        sitegen.rendr_figure  # noqa: B018
