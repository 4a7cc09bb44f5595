"""The public API: whatever says what a figure is makes the same figure, and mistakes are told with their places."""

from __future__ import annotations

import json
import pickle
import re

import numpy as np
import pytest

from sitegen import ContentError, EmbeddableFigure, build_site, load_spec, render_figure
from sitegen.errors import OutputError
from tests.html import Html
from tests.limits import set_limit
from tests.png.pixels import size

YAML = "id: x\nkind: gradient-decay\nparams:\n  num_layers: 4\n  activation: relu\n"
MAPPING = {"id": "x", "kind": "gradient-decay", "params": {"num_layers": 4, "activation": "relu"}}


def diagnostics(*source, **params):
    with pytest.raises(ContentError) as caught:
        render_figure(*source, **params)
    return caught.value.diagnostics


class TestSources:
    def test_every_source_gives_the_same_bytes(self, tmp_path):
        (tmp_path / "x.yaml").write_text(YAML)
        sources = [YAML, MAPPING, tmp_path / "x.yaml", str(tmp_path / "x.yaml"), load_spec(MAPPING)]
        figures = [render_figure(source).files for source in sources]
        assert all(files == figures[0] for files in figures)

    def test_the_files_are_those_of_a_built_site(self, tmp_path):
        content, built = tmp_path / "content", tmp_path / "build"
        (content / "figures").mkdir(parents=True)
        (content / "site.yaml").write_text("title: One\ndescription: One figure.\n")
        (content / "index.md").write_text("# One\n")
        (content / "figures/x.yaml").write_text(YAML)
        build_site(content, built)
        files = render_figure(content / "figures/x.yaml").files
        assert {name: (built / "figures/x" / name).read_text(encoding="utf-8") for name in files} == files

    def test_a_kind_by_its_name(self):
        figure = render_figure("gradient-decay")
        assert json.loads(figure.files["data.json"])["id"] == "gradient-decay"

    def test_a_text_of_one_line(self):
        line = "{id: x, kind: gradient-decay, params: {num_layers: 4, activation: relu}}"
        assert render_figure(line).files == render_figure(MAPPING).files
        assert render_figure("kind: gradient-decay").rendered.spec.id == "figure"

    def test_parameters_come_before_those_of_the_source(self, tmp_path):
        (tmp_path / "x.yaml").write_text(YAML)
        wanted = render_figure({**MAPPING, "params": {"num_layers": 7, "activation": "relu", "init_scale": 1.5}}).files
        for source in (YAML, MAPPING, tmp_path / "x.yaml", load_spec(MAPPING)):
            assert render_figure(source, num_layers=7, init_scale=1.5).files == wanted

    def test_arrays_and_scalars_of_numpy(self):
        plain = render_figure("gradient-flow", layers=[3, 4, 2], gradients=[0.125, 0.5, 1.0])
        arrays = render_figure(
            "gradient-flow", layers=np.array([3, 4, 2]), gradients=np.array([0.125, 0.5, 1.0], dtype=np.float32)
        )
        assert arrays.files == plain.files
        np.testing.assert_array_equal(arrays.data.magnitude, [0.125, 0.5, 1.0])
        scalar = render_figure({"kind": "gradient-decay"}, num_layers=np.int64(5))
        assert scalar.data.magnitude.shape == (5,)

    def test_parameters_keep_what_a_reader_may_choose(self):
        spec = load_spec({**MAPPING, "explore": {"init_scale": {"from": 0.5, "to": 1.5, "step": 0.5}}})
        changed = render_figure(spec, activation="identity")
        assert len(json.loads(changed.files["states.json"])["states"]) == 3

    def test_a_figure_that_follows_another_can_be_changed(self, tmp_path):
        (tmp_path / "one.yaml").write_text(
            "kind: gradient-decay\nparams: {num_layers: 3}\nexplore: {init_scale: [0.5, 1]}\n"
        )
        (tmp_path / "two.yaml").write_text(
            "kind: gradient-flow\nlink: one\nparams:\n  layers: [2, 2, 2]\n  gradients: {figure: one}\n"
        )
        spec = load_spec(tmp_path / "two.yaml")
        assert "states.json" in render_figure(spec).files
        with pytest.warns(UserWarning, match="^two is shown without its link to one: "):
            changed = render_figure(spec, layers=[3, 3, 3])
        assert changed.data.neurons == (3, 3, 3)
        assert "states.json" not in changed.files

    def test_data_files_of_a_text_lie_in_the_working_folder(self, tmp_path, monkeypatch):
        (tmp_path / "run.csv").write_text("magnitude\n0.25\n0.5\n1.0\n")
        monkeypatch.chdir(tmp_path)
        figure = render_figure("gradient-flow", layers=[2, 2, 2], gradients={"file": "run.csv", "column": "magnitude"})
        np.testing.assert_array_equal(figure.data.magnitude, [0.25, 0.5, 1.0])


class TestMistakes:
    def test_a_text_of_one_line_has_its_place(self):
        (found,) = diagnostics("kind: gradient-flw")
        assert (found.place, found.hint) == ("<string>:1:7", "did you mean 'gradient-flow'?")

    @pytest.mark.parametrize(("name", "hint"), [("gradient-flw", "did you mean 'gradient-flow'?"), ("kind:x", "")])
    def test_a_name_that_is_no_kind(self, name, hint):
        (found,) = diagnostics(name)
        assert found.message.startswith(f"'{name}' is not one of the kinds bptt-norm, ")
        assert (found.file, found.hint) == ("<python>", hint)

    def test_a_file_that_is_not_there(self):
        (found,) = diagnostics("missing.yaml")
        assert str(found) == "missing.yaml: error: the file cannot be read: No such file or directory"

    def test_a_parameter_is_told_like_one_in_a_spec_but_not_at_its_place(self, tmp_path):
        (tmp_path / "x.yaml").write_text(YAML)
        for source in ("gradient-decay", YAML, MAPPING, tmp_path / "x.yaml"):
            (found,) = diagnostics(source, activation="reluu")
            assert (found.place, found.field, found.hint) == ("<python>", "params.activation", "did you mean 'relu'?")

    def test_what_the_file_says_is_told_at_its_place_beside_it(self, tmp_path):
        path = tmp_path / "x.yaml"
        path.write_text(YAML.replace("relu", "reluu"))
        places = [found.place for found in diagnostics(path, num_layer=3)]
        assert sorted(places) == sorted(["<python>", f"{path}:5:15"])

    def test_a_parameter_mends_what_the_file_says_wrongly(self, tmp_path):
        path = tmp_path / "x.yaml"
        path.write_text(YAML.replace("relu", "reluu"))
        assert render_figure(path, activation="relu").files == render_figure(MAPPING).files

    def test_all_problems_come_together(self):
        assert len(diagnostics("gradient-decay", activation="reluu", num_layers="many", depth=3)) == 3

    def test_a_figure_that_not_everyone_could_read_is_refused(self, monkeypatch, tmp_path):
        set_limit(monkeypatch, "text-size", 99.0)
        (found,) = diagnostics(MAPPING)
        assert (found.place, found.stage) == ("<python>", "site")
        assert "12.0" in found.message
        (tmp_path / "x.yaml").write_text(YAML)
        assert diagnostics(tmp_path / "x.yaml")[0].place == f"{tmp_path / 'x.yaml'}:1:1"

    def test_what_is_changed_on_the_authors_behalf_is_a_warning(self):
        with pytest.warns(UserWarning, match="params.num_layers: 99 is outside 2 to 64; 64 is used"):
            assert render_figure("gradient-decay", num_layers=99).data.magnitude.shape == (64,)


@pytest.fixture(scope="module")
def figure():
    return render_figure({**MAPPING, "title": "Four <layers>", "explore": {"init_scale": [0.5, 1.0]}})


class TestFigure:
    def test_the_drawings_and_words_are_its_files(self, figure):
        assert isinstance(figure, EmbeddableFigure)
        names = {"svg": "figure.svg", "image_svg": "image.svg", "still_svg": "still.svg", "text": "description.txt"}
        assert all(getattr(figure, name) == figure.files[file] for name, file in names.items())
        assert (figure.title, repr(figure)) == ("Four <layers>", "<figure x: Four <layers>>")
        assert figure.alt.startswith("Four <layers>. ")

    def test_the_table_has_columns_and_rows(self, figure):
        assert [column.name for column in figure.table.columns][:2] == ["layer", "steps_from_loss"]
        assert len(figure.table.rows) == 4

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
        assert size((tmp_path / "a.png").read_bytes())[0] == 840

    def test_what_a_png_cannot_show_is_a_warning(self, tmp_path):
        wave = render_figure("gradient-flow", layers=[2, 2], names=["入力", "output"])
        with pytest.warns(UserWarning, match="a PNG shows boxes in place of '入'"):
            wave.save(tmp_path / "a.png")

    def test_a_drawing_that_is_too_large_for_a_png(self, figure, tmp_path, monkeypatch):
        monkeypatch.setattr("sitegen.png.convert.MAX_PIXELS", 100)
        with pytest.raises(OutputError, match=r"a\.png cannot be written: 2 makes a picture of 840 by "):
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

    def test_a_figure_is_equal_to_itself_alone_and_may_be_a_key(self, figure):
        other = render_figure(figure.rendered.spec)
        assert [figure, other].index(other) == 1
        assert {figure: 1, other: 2}[figure] == 1

    def test_its_spec_its_files_and_its_numbers_may_be_sent(self, figure):
        sent = pickle.loads(pickle.dumps((figure.rendered.spec, figure.files, figure.data)))  # noqa: S301 - our own
        assert render_figure(sent[0]).files == sent[1] == figure.files
        np.testing.assert_array_equal(sent[2].magnitude, figure.data.magnitude)

    def test_a_folder_that_is_not_there(self, figure, tmp_path):
        with pytest.raises(OutputError, match="No such file or directory"):
            figure.save(tmp_path / "missing" / "a.svg")


class TestNotebook:
    def test_the_bundle_has_a_page_a_picture_and_words(self, figure):
        bundle = figure._repr_mimebundle_()
        assert list(bundle) == ["text/html", "image/svg+xml", "text/plain"]
        assert bundle["text/plain"].startswith("Four <layers>\n\nGradient decay: ")
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
        prefix = figure.rendered.prefix
        assert re.sub(rf"{prefix}-\d+", prefix, picture) == figure.image_svg
