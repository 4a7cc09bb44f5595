"""The benchmark of one figure does what a build does; its peers are not among the libraries of the tests."""

from __future__ import annotations

import pytest

from benchmarks.one_figure import empty_site, figure_with_page
from benchmarks.subjects import SUBJECTS


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.name)
def test_the_measured_work_makes_every_file_and_both_pages(subject):
    figure, page, frame = figure_with_page(empty_site(), subject.spec(1))
    assert {"figure.svg", "still.svg", "data.json", "manifest.json"} <= set(figure.files)
    assert page.startswith("<!doctype html>")
    assert figure.title in page
    assert 'class="frame"' in frame
