"""Declared dependencies, lock files, public names."""

from __future__ import annotations

import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sitegen
import sitegen.kinds
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


SURFACE = ["", ".expressions", ".numerics", ".params", ".plot", ".scene", ".words"]
FIRST_KINDS = {"bptt_norm", "dead_neurons", "gradient_decay", "gradient_flow", "vanishing_gradients"}


@pytest.mark.parametrize("module", SURFACE)
def test_the_surface_for_kinds_has_documented_names(module):
    found = importlib.import_module(f"sitegen.kinds{module}")
    assert found.__doc__
    for name in (each for each in dir(found) if not each.startswith("_")):
        value = getattr(found, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name


def test_the_surface_for_kinds_has_no_other_module():
    files = {path.stem for path in (ROOT / "sitegen/kinds").glob("*.py")}
    assert files - {"__init__", "figure_kind"} == {module[1:] for module in SURFACE if module}


def test_the_surface_for_kinds_costs_nothing_before_its_first_use():
    code = "import sys, sitegen.kinds; assert not {'numpy', 'pydantic'} & set(sys.modules); sitegen.kinds.FigureKind"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match=r"module 'sitegen\.kinds' has no attribute 'FigurKind'"):
        sitegen.kinds.FigurKind  # noqa: B018


def test_newer_kinds_import_only_what_writers_of_kinds_may_import():
    contracts = {each["name"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}
    contract = contracts["The newer kinds import only what writers of kinds may import"]
    newer = sorted(
        f"sitegen.figures.{name.replace('-', '_')}" for name in KINDS if name.replace("-", "_") not in FIRST_KINDS
    )
    assert sorted(contract["source_modules"]) == newer
    layers = contracts["Stages only look back"]["layers"]
    below = {name for layer in layers[layers.index("kinds") + 1 :] for name in re.findall(r"\w+", layer)}
    assert {f"sitegen.{name}" for name in below} <= set(contract["forbidden_modules"])
    for name in newer:
        for path in (ROOT / name.replace(".", "/")).rglob("*.py"):
            imported = re.findall(r"^ *(?:from|import) ([\w.]+)", path.read_text(encoding="utf-8"), re.MULTILINE)
            own = {each for each in imported if each.startswith("sitegen")}
            assert {each for each in own if not each.startswith((name, "sitegen.kinds"))} == set(), path
            others = {each.partition(".")[0] for each in imported} - {"sitegen", "numpy"}
            assert others <= set(sys.stdlib_module_names), path
