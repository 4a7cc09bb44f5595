"""`Figure`: its files and texts, what it saves, what notebooks show, and that it can be sent to other processes."""

from __future__ import annotations

import csv
import io
import pickle
import re

import pytest

from sitegen import ContentError, Figure, render_figure
from sitegen.errors import OutputError
from sitegen.write.data_files import plain
from tests.conftest import CONTENT
from tests.html import Html
from tests.png.pixels import size

MAPPING = {"id": "x", "kind": "gradient-decay", "params": {"num_layers": 4, "activation": "relu"}}
EVERY_SHAPE = {
    "plain": {"kind": "gradient-decay"},
    "flow": {"kind": "gradient-flow", "params": {"layers": [3, 4, 2]}},
    "paths": {"kind": "vanishing-gradients"},
    "panels": {"kind": "dead-neurons", "params": {"demo": {}}},
    "report": {"kind": "bptt-norm"},
    "interactive": {**MAPPING, "explore": {"init_scale": [0.5, 1.0]}, "stills": [{"init_scale": 0.5}]},
}


@pytest.fixture(scope="module")
def figure():
    return render_figure({**MAPPING, "title": "Four <layers>", "explore": {"init_scale": [0.5, 1.0]}})


class TestFigure:
    def test_the_drawings_and_words_are_its_files(self, figure):
        assert isinstance(figure, Figure)
        names = {"svg": "figure.svg", "still_svg": "still.svg", "text": "description.txt"}
        assert all(getattr(figure, name) == figure.files[file] for name, file in names.items())
        assert (figure.title, repr(figure)) == ("Four <layers>", "<figure x: Four <layers>>")
        assert figure.alt == "The gradient halves at every layer. Of 1 at the loss, 0.13 reaches the input."

    def test_an_alternative_text_of_the_author_is_taken(self):
        assert render_figure({**MAPPING, "alt": "Each bar is half as high."}).alt == "Each bar is half as high."

    def test_the_table_has_plain_columns(self, figure):
        """As `pandas.DataFrame` and `polars.DataFrame` take them."""
        assert list(figure.table)[:2] == ["layer", "steps_from_loss"]
        assert figure.table["layer"] == [0, 1, 2, 3]
        cells = [cell for column in figure.table.values() for cell in column]
        assert {type(cell) for cell in cells} <= {int, float, str}
        assert {len(column) for column in figure.table.values()} == {4}
        rows = list(csv.DictReader(io.StringIO(figure.files["data.csv"])))
        assert [float(row["magnitude"]) for row in rows] == figure.table["magnitude"]

    def test_the_html_is_the_same_at_every_reading(self, figure):
        figure._repr_mimebundle_()
        assert figure.html == figure.html
        assert figure.html.startswith('<div class="sg-fragment">')

    @pytest.mark.parametrize(
        ("name", "attribute"),
        [("a.svg", "svg"), ("a", "svg"), ("A.HTML", "html"), ("a.txt", "text")],
    )
    def test_the_ending_of_a_file_decides(self, figure, tmp_path, name, attribute):
        figure.save(tmp_path / name)
        assert (tmp_path / name).read_text() == getattr(figure, attribute)
        figure.save(str(tmp_path / name))
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_numbers_and_pixels(self, figure, tmp_path):
        for name in ("a.json", "a.csv", "a.png"):
            figure.save(tmp_path / name)
        assert (tmp_path / "a.json").read_text() == figure.files["data.json"]
        assert (tmp_path / "a.csv").read_text() == figure.files["data.csv"]
        assert size((tmp_path / "a.png").read_bytes())[0] == 924

    def test_what_a_png_cannot_show_is_a_warning(self, tmp_path):
        wave = render_figure("gradient-flow", layers=[2, 2], names=["入力", "output"])
        with pytest.warns(UserWarning, match="a PNG shows boxes in place of '入'"):
            wave.save(tmp_path / "a.png")

    def test_a_drawing_that_is_too_large_for_a_png(self, figure, tmp_path, monkeypatch):
        monkeypatch.setattr("sitegen.png.convert.MAX_PIXELS", 100)
        with pytest.raises(ContentError, match=r"x cannot be drawn as PNG: 2 makes a picture of 924 by "):
            figure.save(tmp_path / "a.png")
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["a.pdf", "a.svgz", "a.v2"])
    def test_an_ending_that_nothing_is_written_as(self, figure, tmp_path, name):
        with pytest.raises(OutputError, match=r"the endings are \.svg, \.html, \.png, \.json, \.csv and \.txt$"):
            figure.save(tmp_path / name)
        assert list(tmp_path.iterdir()) == []

    def test_a_name_that_no_file_can_have(self, figure):
        with pytest.raises(OutputError, match="cannot be written: embedded null"):
            figure.save("a\0.svg")

    @pytest.mark.parametrize("path", [None, 3, b"a.svg", "", ["a.svg"]])
    def test_what_is_no_path(self, figure, path):
        with pytest.raises(OutputError, match=r"is not the name of a file, such as x\.svg"):
            figure.save(path)

    def test_a_figure_is_equal_to_itself_alone_and_may_be_a_key(self, figure):
        other = render_figure(figure.spec)
        assert [figure, other].index(other) == 1
        assert {figure: 1, other: 2}[figure] == 1

    def test_a_folder_that_is_not_there(self, figure, tmp_path):
        with pytest.raises(OutputError, match="No such file or directory"):
            figure.save(tmp_path / "missing" / "a.svg")


class TestNotebook:
    def test_the_bundle_has_a_page_a_picture_and_words(self, figure):
        bundle = figure._repr_mimebundle_()
        assert list(bundle) == ["text/html", "image/svg+xml", "text/plain"]
        assert bundle["text/plain"].startswith(
            "Four <layers>\n\nThe gradient halves at every layer. Of 1.00 at the loss, "
        )
        assert list(figure._repr_mimebundle_(include={"text/plain"})) == ["text/plain"]
        assert list(figure._repr_mimebundle_(exclude={"text/html"})) == ["image/svg+xml", "text/plain"]

    def test_every_output_stands_alone_and_none_shares_an_id(self, figure):
        other = render_figure({**MAPPING, "params": {"num_layers": 9}})  # with the same id
        bundles = [each._repr_mimebundle_() for each in (figure, figure, other)]
        for form in ("text/html", "image/svg+xml"):
            ids = [name for bundle in bundles for name in Html(bundle[form]).ids]
            assert len(set(ids)) == len(ids)
        for bundle in bundles[:2]:
            outline = Html(bundle["text/html"])
            assert outline.references <= set(outline.ids)
            assert len(outline.all("style")) == 2
            assert {"type": "module"} in outline.all("script")

    def test_the_picture_is_the_one_of_every_host_but_for_its_prefix(self, figure):
        picture = figure._repr_mimebundle_()["image/svg+xml"]
        prefix = figure.prefix
        assert re.sub(rf"{prefix}-\d+", prefix, picture) == figure.svg


def same(one: Figure, other: Figure) -> bool:
    """Whether two figures have the same content."""
    values = ("spec", "digest", "prefix", "description", "audit", "files", "drawing", "snapshots", "html")
    return plain(one.data) == plain(other.data) and all(getattr(one, name) == getattr(other, name) for name in values)


class TestPickle:
    @pytest.mark.parametrize("name", EVERY_SHAPE)
    def test_a_figure_can_be_sent_to_another_process(self, name):
        figure = render_figure(EVERY_SHAPE[name])
        sent = pickle.loads(pickle.dumps(figure))  # noqa: S301 - our own
        assert same(sent, figure)
        assert same(render_figure(sent.spec), figure)

    def test_a_linked_figure_can_be_sent(self):
        figure = render_figure(CONTENT / "figures" / "wave-explorer.yaml")
        assert figure.spec.axes
        assert same(pickle.loads(pickle.dumps(figure)), figure)  # noqa: S301 - our own

    def test_a_plain_figure_is_small(self):
        assert len(pickle.dumps(render_figure("gradient-decay"))) < 50_000
        assert len(pickle.dumps(render_figure("gradient-decay", num_layers=64))) < 250_000

    def test_figures_with_other_content_differ(self):
        assert not same(render_figure(MAPPING), render_figure(MAPPING, num_layers=5))
