"""The digest of a figure changes with everything that the figure depends on, and with nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen import load_spec, render_figure
from sitegen.theme import THEME, template_folder
from sitegen.write import digest
from sitegen.write.digest import figure_digest
from tests.conftest import CONTENT, ROOT

SPEC = {"id": "x", "kind": "gradient-decay", "params": {"num_layers": 4}}
CHANGES = [
    {"id": "y"},
    {"title": "Title"},
    {"caption": "Caption"},
    {"note": "Note"},
    {"size": "large"},
    {"motion": "still"},
    {"lang": "de"},
    {"params": {"num_layers": 5}},
    {"params": {"num_layers": 4, "init_scale": 1.1}},
    {"explore": {"init_scale": [0.5, 1.0]}},
    {"stills": [{"init_scale": 0.5}]},
]


def digest_of(**changes: object) -> str:
    return figure_digest(load_spec({**SPEC, **changes}))


def test_it_is_that_of_the_figure() -> None:
    assert render_figure(SPEC).digest == digest_of()
    assert len(digest_of()) == 64


def test_every_field_of_the_spec_counts() -> None:
    found = [digest_of(), *(digest_of(**change) for change in CHANGES)]
    assert len(set(found)) == len(found)


def test_defaults_and_the_order_of_fields_do_not_count() -> None:
    written = {"params": {"init_scale": 1.0, "num_layers": 4}, "kind": "gradient-decay", "id": "x", "size": "medium"}
    assert figure_digest(load_spec(written)) == digest_of()


def test_numbers_in_a_data_file_count(tmp_path: Path) -> None:
    spec = tmp_path / "wave.yaml"
    spec.write_text("kind: gradient-flow\nparams:\n  layers: [2, 2]\n  gradients: {file: run.csv, column: g}\n")
    found = []
    for number in ("0.25", "0.5"):
        (tmp_path / "run.csv").write_text(f"g\n{number}\n1.0\n")
        found.append(figure_digest(load_spec(spec)))
    assert found[0] != found[1]


def test_everything_of_a_linked_figure_counts(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    two.write_text("kind: gradient-flow\nlink: one\nparams:\n  layers: [2, 2, 2]\n  gradients: {figure: one}\n")
    found = set()
    for title, choices in [("A", "[0.5, 1]"), ("B", "[0.5, 1]"), ("A", "[0.5, 0.75, 1]")]:
        one.write_text(
            f"kind: gradient-decay\ntitle: {title}\nparams: {{num_layers: 3}}\nexplore: {{init_scale: {choices}}}\n"
        )
        found.add(figure_digest(load_spec(two)))
    assert len(found) == 3


def test_the_theme_counts() -> None:
    paints = {**THEME.paints, "text": replace(THEME.paints["text"], fill="muted")}
    palettes = {**THEME.palettes, "dark": {**THEME.palettes["dark"], "ink": "#fffffe"}}
    themes = [
        THEME,
        replace(THEME, paints=paints),
        replace(THEME, palettes=palettes),
        replace(THEME, forced={**THEME.forced, "ink": "Canvas"}),
        replace(THEME, font="serif"),
        replace(THEME, text_roles=THEME.text_roles - {"muted"}),
    ]
    assert len({figure_digest(load_spec(SPEC), theme) for theme in themes}) == len(themes)


def test_templates_count_by_name_and_content(tmp_path: Path) -> None:
    def with_templates(name: str) -> str:
        return figure_digest(load_spec(SPEC), templates=tmp_path / name)

    for name in ("same", "changed", "renamed"):
        shutil.copytree(template_folder(), tmp_path / name)
    (tmp_path / "changed" / "figure.html").write_text("changed")
    (tmp_path / "renamed" / "figure.html").rename(tmp_path / "renamed" / "figures.html")
    assert with_templates("same") == digest_of()
    assert len({digest_of(), with_templates("changed"), with_templates("renamed")}) == 3


@pytest.mark.parametrize("library", ["sitegen", "python", "numpy", "svgwrite", "jinja2"])
def test_versions_count(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, versions = digest_of(), digest._versions()
    assert library in versions
    monkeypatch.setattr(digest, "_versions", lambda: {**versions, library: "0"})
    assert digest_of() != before


def test_the_source_date_counts_where_a_report_has_it() -> None:
    for kind, counts in (("bptt-norm", True), ("gradient-decay", False)):
        spec = load_spec({"id": "x", "kind": kind})
        dates = {figure_digest(spec, source_date_epoch=date) for date in (None, "0", "86400")}
        assert len(dates) == (3 if counts else 1)


def test_it_is_the_same_in_every_process() -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom sitegen import load_spec\n"
        "from sitegen.write.digest import figure_digest\n"
        "print(*(figure_digest(load_spec(path)) for path in sorted(Path(sys.argv[1]).glob('*.yaml'))), sep='\\n')"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "4242"}
    command = [sys.executable, "-c", program, str(CONTENT / "figures")]
    digests = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.split()
    assert digests == [figure_digest(load_spec(path)) for path in sorted((CONTENT / "figures").glob("*.yaml"))]
    assert len(set(digests)) == len(digests)
