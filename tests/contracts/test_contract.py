"""The contract of kinds: a new kind keeps it at once, and it finds what it is there for."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from inspect import signature
from pathlib import Path

import pytest

from sitegen.contract.audit_level import AuditLevel
from sitegen.contract.kinds_under_test import examples_of, find_kinds
from sitegen.contract.truth_level import TruthLevel
from sitegen.contract.words_level import WordsLevel
from sitegen.figures import KINDS
from sitegen.figures.third_party_kinds import LocalKind
from sitegen.site.starter import create_kind
from tests.conftest import ROOT

HINGE = (ROOT / "sitegen/site/starter/kind_files/lab_kinds/hinge.py").read_text(encoding="utf-8")


def pytest_run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """pytest in a project of others, with the plugin."""
    places = os.pathsep.join(map(str, (ROOT, folder)))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "sitegen.contract.plugin", "-p", "no:cacheprovider", *words]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": places}, check=False, capture_output=True, text=True
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A new distribution with a kind, as if it was installed."""
    folder = tmp_path / "kinds"
    create_kind("lab.hinge", folder)
    facts = folder / "lab_kinds-0.1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: lab-kinds\nVersion: 0.1\n", encoding="utf-8")
    (facts / "entry_points.txt").write_text("[sitegen.kinds]\nlab.hinge = lab_kinds.hinge:KIND\n", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_new_kind_keeps_the_contract_at_once(project: Path) -> None:
    done = pytest_run(project)
    assert done.returncode == 0, done.stdout
    assert " passed, 21 deselected" in done.stdout


@pytest.mark.slow
def test_the_command_line_names_kinds_and_levels(project: Path) -> None:
    """Also our own, which have the same evidence."""
    kinds = ("--sitegen-kind", "lab.hinge", "--sitegen-kind", "gradient-decay")
    done = pytest_run(project, *kinds, "--sitegen-level", "truth")
    assert (done.returncode, "8 passed" in done.stdout) == (0, True), done.stdout


def test_truths_are_imported_when_they_are_tested() -> None:
    code = "import sys; from sitegen.figures import KINDS; assert all(KINDS[name].name for name in KINDS); "
    code += "assert not [name for name in sys.modules if name.endswith('.truths')]"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_a_kind_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(pytest.UsageError, match=r"^--sitegen-kind: there is no kind 'curvs'; did you mean 'curves'\?"):
        find_kinds(["curvs"], None)
    with pytest.raises(pytest.UsageError, match=r"'lab\.x'; install its distribution, or name a site that has it"):
        find_kinds(["lab.x"], None)
    with pytest.raises(pytest.UsageError, match=r"is no site: it has no file site\.yaml"):
        find_kinds([], tmp_path)
    for name, text in {"site.yaml": "kinds: [x.py]", "x.py": "KIND = 3"}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(pytest.UsageError, match="KIND is a int, not a kind"):
        find_kinds([], tmp_path)


@pytest.mark.matrix
@pytest.mark.slow
def test_pictures_are_accepted_and_compared(project: Path) -> None:
    level = ("--sitegen-level", "picture")
    assert "write it with --sitegen-accept" in pytest_run(project, *level).stdout
    assert pytest_run(project, *level, "--sitegen-accept").returncode == 0
    assert pytest_run(project, *level).returncode == 0
    kind = project / "lab_kinds/hinge.py"
    kind.write_text(HINGE.replace('title="loss"', 'title="the loss"'), encoding="utf-8")
    assert "lab.hinge-near.png has changed" in pytest_run(project, *level).stdout
    assert len(list((project / "pictures").glob("*.found.png"))) == 3


def test_a_project_without_kinds_pays_nothing() -> None:
    code = "import sys, sitegen.contract.plugin; assert not {'numpy', 'pydantic', 'sitegen.figures'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


FAULTS = {
    "a digit in a template": (
        '"The loss is {loss} at',
        '"The loss is 1 {loss} at',
        WordsLevel,
        "templates_hold_no_digit",
    ),
    "a value that is not said": (
        "loss=Compact(data.loss)",
        "loss=Compact(data.loss), x=Compact(data.loss)",
        WordsLevel,
        "sentences_use_every_value_that_they_carry",
    ),
    "a number that is not in the data": (
        "loss=Compact(data.loss)",
        "loss=Compact(7.5)",
        WordsLevel,
        "every_number_in_the_words_is_in_the_data",
    ),
    "a number in the drawing alone": (
        'text=loss_sentence(params, data).text("drawn")',
        'text="loss 8"',
        WordsLevel,
        "every_number_in_the_drawing_is_in_the_table_or_the_words",
    ),
    "a level without sentences": (
        'from {first} it falls to {last}.", 3',
        'from {first} it falls to {last}.", 2',
        WordsLevel,
        "a_figure_has_a_name_and_tells_its_values",
    ),
    "chance": (
        "max(0.0, 1.0 - params.margin)",
        "np.random.default_rng().random()",
        WordsLevel,
        "figures_depend_on_their_specs_alone",
    ),
    "a file": (
        "    return Hinge(",
        "    open(__file__).close()\n    return Hinge(",
        WordsLevel,
        "figures_depend_on_their_specs_alone",
    ),
    "no effect": ("params.margin", "0.5", WordsLevel, "every_parameter_has_an_effect"),
    "no docstring": ('    """The margin at which the loss is stated."""\n', "", WordsLevel, "the_kind_is_documented"),
    "no examples": ("examples=tuple(", "examples=() and tuple(", WordsLevel, "the_kind_has_three_examples"),
    "a list without a file": (
        '    """The margin at which the loss is stated."""\n',
        "    more: tuple[float, ...] = ()\n",
        WordsLevel,
        "every_list_of_numbers_may_come_from_a_file",
    ),
    "text of another size": (
        "text_size=canvas.text_size",
        "text_size=9.0",
        AuditLevel,
        "parameters_at_the_ends_of_their_ranges",
    ),
    "no truth": ("truths=(Truth", "truths=() and (Truth", TruthLevel, "the_kind_has_a_truth"),
    "a wrong number": (
        "max(0.0, 1.0 - params.margin)",
        "max(0.0, 1.01 - params.margin)",
        TruthLevel,
        "the_numbers_are_true",
    ),
    "a truth that calls the kernel": (
        "1.0 - params.margin if params.margin < 1.0 else 0.0}",
        "compute(params).loss}",
        TruthLevel,
        "the_numbers_are_true",
    ),
}
"""For each fault: what is changed in the kind, and the test that finds it."""


@pytest.mark.parametrize(
    ("right", "wrong", "level", "test"), [pytest.param(*fault, id=name) for name, fault in FAULTS.items()]
)
def test_a_fault_is_found(tmp_path: Path, right: str, wrong: str, level: type, test: str) -> None:
    assert right in HINGE
    file = tmp_path / "hinge.py"
    file.write_text(HINGE.replace(right, wrong), encoding="utf-8")
    KINDS.use_local((LocalKind(str(file), "hinge.py", file.read_bytes()),))
    try:
        method = getattr(level(), f"test_{test}")
        figures = examples_of.__wrapped__(("lab.hinge",))
        if "figure" in signature(method).parameters:
            check = partial(method, figures.figure(next(iter(figures.specs))))
        else:
            given = {"kind": KINDS["lab.hinge"], "figures": figures.of_kind("lab.hinge")}
            check = partial(method, **{name: given[name] for name in signature(method).parameters})
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            check()
    finally:
        KINDS.use_local(())
