"""Kinds of installed distributions and of sites: what is broken is told with its name, what is sound is like any other kind."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from sitegen import ContentError, build_site, load_spec, render_figure
from sitegen.cli import cli
from sitegen.figures import KINDS
from sitegen.figures.third_party_kinds import installed_kinds
from sitegen.integrations.figure_request import FigureRequest, figure_from
from sitegen.site.build import check_site
from sitegen.site.prepare import read_registry
from sitegen.site.preview import Preview
from sitegen.site.reference_pages import source_address
from sitegen.write.digest import figure_digest
from tests.conftest import ROOT

HINGE = (ROOT / "sitegen/site/starter/kind_files/lab_kinds/hinge.py").read_text(encoding="utf-8")
MARKED = """

def marked(panel):
    from dataclasses import replace
    from sitegen.kinds import scene

    return replace(panel, marks=(*panel.marks, scene.replace(panel.marks[0], role="notte")))
"""
ROLES_OF_ITS_OWN = """
    roles={"lab-hinge-limit": Paint(stroke="wave", width=1.5, dash="2 3"), "lab-hinge-text": Paint(fill="exploding")},
    truths="""
PAINTED = (
    HINGE.replace("import Canvas,", "import Canvas, Paint,")
    .replace("import Chart,", "import Reference, Chart,")
    .replace(
        "notes=(note,)",
        'notes=(note,), lines=(Reference(at=1, name="limit", on="x", role="lab-hinge-limit", ink="lab-hinge-text"),)',
    )
    .replace("\n    truths=", ROLES_OF_ITS_OWN)
)
"""The kind with a line and a text in roles that it brings."""
SITE = "title: Lab\ndescription: A lab.\nkinds: [kinds/hinge.py]\n"
PAGE = "# Home\n\n```figure\nkind: lab.hinge\nid: h\n```\n\n```figure\nkind: gradient-decay\nid: d\n```\n"


@pytest.fixture(autouse=True)
def _no_kinds_of_other_tests():
    yield
    KINDS.use_local(())
    installed_kinds.cache_clear()


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install a distribution with the source of a module that defines kinds."""

    def install(source, name="lab.hinge", distribution="lab_kinds", module="lab_kinds_hinge"):
        folder = tmp_path / "site-packages"
        info = folder / f"{distribution}-0.3.dist-info"
        info.mkdir(parents=True)
        (info / "entry_points.txt").write_text(f"[sitegen.kinds]\n{name} = {module}:KIND\n", encoding="utf-8")
        (folder / f"{module}.py").write_text(source, encoding="utf-8")
        monkeypatch.syspath_prepend(folder)
        monkeypatch.delitem(sys.modules, module, raising=False)
        installed_kinds.cache_clear()
        KINDS._imported.pop(name, None)
        return folder

    return install


@pytest.fixture
def content(tmp_path):
    """A site with a kind of its own."""

    def write(source=HINGE, site=SITE):
        folder = tmp_path / "content"
        (folder / "kinds").mkdir(parents=True, exist_ok=True)
        for name, text in {"site.yaml": site, "index.md": PAGE, "kinds/hinge.py": source}.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def main(arguments):
    """Run a command, and return its exit code."""
    done = CliRunner().invoke(cli, arguments)
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.exit_code


def told(folder, **options):
    with pytest.raises(ContentError) as error:
        check_site(folder, **options)
    return [f"{Path(each.file).name}:{each.line}: {each.message} ({each.hint})" for each in error.value.diagnostics]


class TestInstalled:
    def test_it_is_imported_when_a_spec_names_it(self, installed):
        installed("raise SystemError('too early')")
        assert "lab.hinge" in KINDS
        render_figure("gradient-decay")
        with pytest.raises(
            ContentError, match=r"lab-kinds 0\.3: error: the kind 'lab\.hinge' cannot be imported: SystemError"
        ):
            load_spec({"kind": "lab.hinge"})

    def test_it_is_like_any_other_kind(self, installed, capsys):
        installed(HINGE)
        figure = render_figure("lab.hinge", margin=-2)
        assert "The loss is 3 at minus 2." in figure.text
        manifest = json.loads(figure.files["manifest.json"])
        assert {name: manifest[name] for name in ("kind", "distribution", "api")} == {
            "kind": "lab.hinge",
            "distribution": "lab-kinds 0.3",
            "api": 1,
        }
        assert pickle.loads(pickle.dumps(figure)).text == figure.text  # noqa: S301 - our own
        assert main(["kinds"]) == 0
        assert "lab.hinge (lab-kinds 0.3)" in capsys.readouterr().out
        assert main(["kinds", "--schema"]) == 0
        assert "lab.hinge" in json.loads(capsys.readouterr().out)["properties"]["kind"]["enum"]

    def test_its_version_is_part_of_the_digest(self, installed):
        folder = installed(HINGE)
        spec = load_spec({"kind": "lab.hinge"})
        before = figure_digest(spec)
        (folder / "lab_kinds-0.3.dist-info").rename(folder / "lab_kinds-0.4.dist-info")
        installed_kinds.cache_clear()
        assert figure_digest(spec) != before

    def test_its_own_version_is_in_the_manifest_and_the_digest(self, installed):
        installed(HINGE + "\nfrom dataclasses import replace\nKIND = replace(KIND, version='2')\n")
        spec = load_spec({"kind": "lab.hinge"})
        assert json.loads(render_figure(spec).files["manifest.json"])["version"] == "2"
        second = figure_digest(spec)
        KINDS._imported["lab.hinge"] = replace(KINDS["lab.hinge"], version="3")
        assert figure_digest(spec) != second

    def test_its_reference_is_in_its_facts(self, installed, capsys):
        item = {"type": "article-journal", "title": "Support-vector networks", "DOI": "10.1007/BF00994018"}
        installed(HINGE + f"\nfrom dataclasses import replace\nKIND = replace(KIND, reference={item})\n")
        assert main(["kinds", "lab.hinge", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["reference"] == item

    def test_an_unknown_role_is_told(self, installed):
        installed(HINGE.replace("(chart_panel(chart, canvas),)", "(marked(chart_panel(chart, canvas)),)") + MARKED)
        message = (
            r"draw of the kind 'lab\.hinge' of lab-kinds 0\.3 has a mark with the role 'notte', which there is not"
        )
        with pytest.raises(ContentError, match=message) as error:
            render_figure("lab.hinge")
        assert error.value.diagnostics[0].hint == "did you mean 'note'?"

    def test_it_may_have_roles_of_its_own(self, installed):
        installed(PAINTED)
        figure = render_figure("lab.hinge", theme={"light": {"wave": "#5b2c8a"}})
        assert ".sg-lab-hinge-limit{fill:none;stroke:var(--sg-wave,var(--sg-own-wave))}" in figure.files["figure.css"]
        for file, colour in (("still.svg", "#5b2c8a"), ("still-dark.svg", figure.theme.palettes["dark"]["wave"])):
            marks = ET.fromstring(figure.files[file]).iter()
            (line,) = [mark for mark in marks if mark.get("stroke-dasharray") == "2 3"]
            assert (line.get("stroke"), line.get("stroke-width")) == (colour, "1.5")
        assert pickle.loads(pickle.dumps(figure)).files == figure.files  # noqa: S301 - our own
        assert "lab-hinge" not in render_figure("gradient-decay").files["figure.css"]

    @pytest.mark.parametrize("paint", ['stroke="wave"', 'fill="exploding"'])
    def test_the_audit_measures_roles_of_its_own(self, installed, paint):
        installed(PAINTED.replace(paint, paint.partition("=")[0] + '="hairline"'))
        with pytest.raises(ContentError, match="contrast"):
            render_figure("lab.hinge")

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ('"lab-hinge-limit":', '"limit":', "the role 'limit' must begin with 'lab-hinge-'"),
            ('"lab-hinge-limit":', '"lab-hinge-Limit":', "contain only lower-case letters, digits and hyphens"),
            ('stroke="wave"', 'stroke="#123456"', "has the colour '#123456', and the theme has above-1, "),
        ],
    )
    def test_a_role_that_it_cannot_have_is_told(self, installed, old, new, message):
        installed(PAINTED.replace(old, new))
        with pytest.raises(ContentError, match=re.escape(message)):
            load_spec({"kind": "lab.hinge"})

    @pytest.mark.parametrize(
        ("source", "name", "message"),
        [
            ("KIND = 3", "lab.hinge", r"lab_kinds_hinge:KIND is a int, not a kind"),
            ("", "lab.hinge", "cannot be imported: AttributeError"),
            ("raise SystemExit(3)", "lab.hinge", "cannot be imported: SystemExit: 3"),
            (
                "import no_such_module",
                "lab.hinge",
                "cannot be imported: ModuleNotFoundError: No module named 'no_such_module'",
            ),
            (
                HINGE.replace("KIND = FigureKind(\n", "KIND = FigureKind(\n    api=9,\n"),
                "lab.hinge",
                "needs version 9 of sitegen.kinds; this sitegen has 1",
            ),
            (HINGE, "lab.hing", "the kind 'lab.hinge' has the entry point 'lab.hing'"),
            (
                HINGE.replace('"lab.hinge"', '"hinge"'),
                "hinge",
                "'hinge' is no name for a kind of your own: it needs a dot",
            ),
        ],
    )
    def test_a_broken_one_is_told_with_its_distribution(self, installed, capsys, source, name, message):
        installed(source, name)
        with pytest.raises(ContentError) as error:
            load_spec({"kind": name})
        (found,) = error.value.diagnostics
        assert found.file == "lab-kinds 0.3"
        assert message in found.message
        assert main(["kinds"]) == 0
        shown = capsys.readouterr()
        assert message in shown.err
        assert "gradient-decay" in shown.out
        assert main(["kinds", name]) == 1

    def test_two_distributions_with_one_name(self, installed):
        installed(HINGE)
        installed(HINGE, distribution="other_kinds", module="other_kinds_hinge")
        with pytest.raises(ContentError, match=r"is in (lab-kinds|other-kinds) 0\.3 and (lab-kinds|other-kinds) 0\.3"):
            load_spec({"kind": "lab.hinge"})

    def test_a_name_of_ours_is_told_and_not_taken(self, installed, capsys):
        installed(HINGE, "curves")
        assert main(["kinds"]) == 0
        assert "lab-kinds 0.3: error: 'curves' is the name of a kind of sitegen" in capsys.readouterr().err

    @pytest.mark.parametrize("function", ["compute", "draw", "describe"])
    def test_a_failure_names_figure_kind_and_line(self, installed, function):
        installed(
            HINGE
            + f"\n\ndef failing(*given):\n    1 / 0\n\n\nfrom dataclasses import replace\nKIND = replace(KIND, {function}=failing)\n"
        )
        message = rf"the figure 'x' cannot be drawn: the kind 'lab\.hinge' of lab-kinds 0\.3 failed in {function}: ZeroDivisionError"
        with pytest.raises(ContentError, match=message) as error:
            render_figure({"id": "x", "kind": "lab.hinge"})
        assert error.value.diagnostics[0].hint.startswith("see lab_kinds_hinge.py, line ")

    def test_a_failing_ruler_is_told(self, installed):
        installed(
            HINGE
            + "\nfrom dataclasses import replace\nKIND = replace(KIND, shared_axes=lambda states: 1 / 0, with_axes=lambda data, _: data)\n"
        )
        with pytest.raises(
            ContentError, match=r"the kind 'lab\.hinge' of lab-kinds 0\.3 failed in shared_axes: ZeroDivisionError"
        ):
            render_figure({"id": "x", "kind": "lab.hinge", "explore": {"margin": [0, 1]}})

    def test_something_else_than_a_scene(self, installed):
        installed(HINGE + "\nfrom dataclasses import replace\nKIND = replace(KIND, draw=lambda *given: 3)\n")
        with pytest.raises(ContentError, match=r"draw of the kind 'lab\.hinge' of lab-kinds 0\.3 returned a int"):
            render_figure({"id": "x", "kind": "lab.hinge"})


class TestOfASite:
    def test_it_is_built_and_told(self, content, tmp_path):
        result = build_site(content(), tmp_path / "build")
        assert result.notes == ("this site has kinds of its own, which are programs that were run: kinds/hinge.py",)
        assert "from kinds/hinge.py" in (tmp_path / "build/reference/lab.hinge.html").read_text(encoding="utf-8")
        assert "lab.hinge" in (tmp_path / "build/schema/figure.schema.json").read_text(encoding="utf-8")
        assert not (tmp_path / "build/kinds").exists()
        assert not (tmp_path / "content/kinds/__pycache__").exists()

    def test_its_source_is_a_link(self, content, tmp_path):
        doi = "FigureKind(\n    reference={'type': 'book', 'title': 'Losses', 'DOI': '10.1/a<b'},"
        build_site(content(HINGE.replace("FigureKind(", doi, 1)), tmp_path / "build")
        page = (tmp_path / "build/reference/lab.hinge.html").read_text(encoding="utf-8")
        assert '<a href="https://doi.org/10.1/a%3Cb">Cortes and Vapnik' in page

    def test_an_edit_makes_again_what_uses_it(self, content, tmp_path):
        cache = tmp_path / "cache"
        build_site(content(), tmp_path / "build", cache=cache)
        content(HINGE.replace('title="Hinge loss",', 'title="The loss",'))
        result = build_site(tmp_path / "content", tmp_path / "build", cache=cache)
        assert list(result.drawn) == ["h"]
        made = {each.path: each.reason for each in result.made}
        assert made["reference/lab.hinge.html"]
        assert made["schema/lab.hinge.schema.json"] == "kind lab.hinge"
        assert not [path for path in made if "gradient-decay" in path or path.startswith("figures/d/")]
        assert "The loss" in (tmp_path / "build/reference/lab.hinge.html").read_text(encoding="utf-8")
        assert build_site(tmp_path / "content", tmp_path / "build", cache=cache).unchanged

    def test_workers_know_it(self, content, tmp_path, monkeypatch):
        monkeypatch.setattr("sitegen.engine.executors._START_SECONDS", 0.0)
        build_site(content(), tmp_path / "one")
        build_site(tmp_path / "content", tmp_path / "two", jobs=2)
        assert (tmp_path / "one/index.html").read_bytes() == (tmp_path / "two/index.html").read_bytes()

    def test_the_preview_follows_an_edit(self, content):
        preview = Preview(content())
        preview.refresh()
        assert b"Hinge loss" in preview.find("reference/lab.hinge.html")
        content(HINGE.replace('title="Hinge loss",', 'title="The loss",'))
        assert not preview.refresh().has_errors
        assert b"The loss" in preview.find("reference/lab.hinge.html")

    def test_it_is_refused_if_asked_for(self, content):
        assert "site.yaml:3: kinds: this site has kinds of its own, which are programs: kinds/hinge.py" in "\n".join(
            told(content("raise SystemError"), local_kinds=False)
        )

    def test_all_problems_of_a_failing_kind_are_told(self, content):
        (found,) = told(content(HINGE.replace("max(0.0, 1.0 - params.margin)", "1 / 0")))
        assert found.startswith("index.md:4: kind: the figure 'h' cannot be drawn: the kind 'lab.hinge' of")
        assert (
            found.endswith("failed in compute: ZeroDivisionError: division by zero (see hinge.py, line 54)")
            or "see hinge.py" in found
        )

    @pytest.mark.parametrize(
        ("site", "message"),
        [
            ("kinds: [kinds/hing.py]", "there is no file"),
            ("kinds: [../hinge.py]", "kinds.0: '../hinge.py' is not the path of a Python file in the content folder"),
            ("kinds: [kinds/hinge.py, kinds/hinge.py]", "kinds/hinge.py is named twice"),
            ("kinds: kinds/hinge.py", "kinds: "),
            ("kinds: [kinds/link.py]", "is reached through a link that leads out of the content folder"),
            ("kinds: [kinds/folder.py]", "this is neither a file nor a folder"),
        ],
    )
    def test_files_that_are_none(self, content, tmp_path, site, message):
        folder = content(site=SITE.replace("kinds: [kinds/hinge.py]", site))
        (tmp_path / "out.py").write_text(HINGE, encoding="utf-8")
        (folder / "kinds/link.py").symlink_to(tmp_path / "out.py")
        (folder / "kinds/folder.py").mkdir()
        assert any(found.startswith("site.yaml:3: ") and message in found for found in told(folder)), told(folder)

    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("def", "hinge.py:1: this is no Python: invalid syntax"),
            ("KIND = 3", "hinge.py:0: KIND is a int, not a kind (write KIND = FigureKind(…))"),
            ("", "hinge.py:0: KIND is nothing, not a kind"),
            (
                HINGE.replace("    margin: Annot", "    odd: np.ndarray = None\n    margin: Annot"),
                "hinge.py:0: this kind cannot be imported: PydanticSchemaGenerationError",
            ),
            ("x = 1\nimport no_such_module", "hinge.py:2: this kind cannot be imported: ModuleNotFoundError"),
            (HINGE.replace('"lab.hinge"', '"Lab.hinge"'), "hinge.py:0: 'Lab.hinge' is no name for a kind of your own"),
        ],
    )
    def test_broken_files(self, content, source, message):
        assert any(found.startswith(message) for found in told(content(source)))

    def test_two_files_with_one_name(self, content):
        folder = content(site=SITE.replace("hinge.py]", "hinge.py, kinds/two.py]"))
        (folder / "kinds/two.py").write_text(HINGE, encoding="utf-8")
        assert "two.py:0: the kind 'lab.hinge' is in kinds/hinge.py, too (write another name)" in told(folder)

    def test_one_figure_of_the_site(self, content, capsys):
        folder = content()
        (folder / "figures").mkdir()
        (folder / "figures/x.yaml").write_text("kind: lab.hinge\n", encoding="utf-8")
        assert main(["render", str(folder / "figures/x.yaml"), "--as", "text"]) == 0
        assert "Hinge loss" in capsys.readouterr().out
        assert main(["render", str(folder / "figures/x.yaml"), "--as", "text", "--no-local-kinds"]) == 1
        assert "name its file under kinds in site.yaml" in capsys.readouterr().err
        assert main(["kinds", "lab.hinge", "--content", str(folder)]) == 0
        assert "h" in read_registry(folder).entries

    def test_documents_of_other_tools_know_it(self, content):
        folder = content(site="kinds: [kinds/hinge.py]\n")
        request = FigureRequest(document=folder / "index.md", root=folder, text="kind: lab.hinge\n")
        result = figure_from(request)
        assert result.problems == ()
        assert {folder / "site.yaml", folder / "kinds/hinge.py"} <= set(result.files)


def test_nothing_heavy_is_imported_to_find_kinds():
    probe = "import sys; from sitegen.figures.third_party_kinds import installed_kinds; installed_kinds(); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "pydantic", "svgwrite", "jinja2", "importlib.metadata"} & set(found)


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ({}, ""),
        ({"URL": "https://example.org/a"}, "https://example.org/a"),
        ({"URL": "javascript:alert(1)"}, ""),
        ({"URL": "https://example.org/a", "DOI": "10.1000/x y"}, "https://doi.org/10.1000/x%20y"),
    ],
)
def test_addresses_of_sources(reference, address):
    assert source_address(reference) == address
