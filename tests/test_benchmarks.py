"""The benchmark of one figure does what a build does; its peers are not among the libraries of the tests."""

from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks.kinds import MARKS, MOST_BYTES, PARAMS, POINTS, LongCurve, spec
from benchmarks.one_figure import empty_site, figure_with_page
from benchmarks.site_builds import Sites
from benchmarks.subjects import SUBJECTS
from benchmarks.weight import MOST_ON_DISK, sizes_on_disk
from sitegen import render_figure
from sitegen.contract.kinds_under_test import scene_of
from sitegen.scene.shapes import DataPoints
from tests.conftest import ROOT


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_the_measured_work_makes_every_file_and_both_pages(subject):
    figure, page, frame = figure_with_page(empty_site(), subject.spec(1))
    assert {"figure.svg", "still.svg", "data.json", "manifest.json"} <= set(figure.files)
    assert page.startswith("<!doctype html>")
    assert figure.title in page
    assert 'class="frame"' in frame


@pytest.mark.parametrize("kind", PARAMS)
def test_each_measured_kind_has_a_figure_of_its_own_in_every_round(kind):
    site = empty_site()
    one, other = (figure_with_page(site, spec(kind, number))[0] for number in (1, 2))
    assert one.kind == other.kind == kind.partition(",")[0]
    assert one.files["data.json"] != other.files["data.json"]


@pytest.mark.parametrize("kind", MARKS)
def test_drawings_have_the_marks_that_they_are_compared_by(kind):
    marks = scene_of(render_figure(spec(kind, 1))).marks()
    assert sum(not isinstance(mark, DataPoints) for mark in marks) == MARKS[kind]


def test_a_long_curve_is_thinned_to_a_small_drawing_with_its_extremes():
    assert LongCurve(0).draw(0) < MOST_BYTES
    figure = render_figure("curves", **LongCurve(0).params[0].model_dump(exclude_unset=True))
    words = figure.description.summary()
    assert f"{POINTS:,} points" in words
    assert "the lowest and the highest of them" in words
    assert "Its largest value is 9.00, at step 61,234." in words
    assert "Its least value is -5.00, at step 70,001." in words


def test_the_folder_of_a_plain_figure_stays_below_85_kb():
    sizes = sizes_on_disk()
    assert list(sizes) == [subject.name for subject in SUBJECTS]
    for files in sizes.values():
        assert {"index.html", "frame.html", "figure.svg", "image-dark.svg", "data.csv"} <= set(files)
        assert sum(files.values()) <= MOST_ON_DISK == 85_000


def test_a_measured_site_has_a_page_for_each_figure(tmp_path):
    sites = Sites(tmp_path, 2, peers=False)
    assert sites.cold().seconds > 0
    assert {path.name for path in (tmp_path / "ours" / "build-1" / "pages").glob("page-*")} == {
        "page-0.html",
        "page-1.html",
    }


def test_importing_the_benchmarks_leaves_all_cores_to_the_process():
    """Tests import them, too: on one core, the whole run would take twice as long."""
    program = (
        "import os; cores = os.sched_getaffinity(0); import benchmarks.weight; assert os.sched_getaffinity(0) == cores"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT, timeout=120)
