"""One figure of a site, drawn without the others, and with its own mistakes alone."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.site.prepare import prepare, read_registry
from sitegen.site.render_figures import draw_figure
from sitegen.write.formats import UNPUBLISHED
from tests.limits import set_limit

WAVE = "kind: gradient-flow\nparams:\n  layers: [2, 2, 2, 2]\n  gradients: {figure: relu}\n"
BROKEN = "kind: gradient-decay\nparams: {activation: reluu}\n"


def test_a_figure_is_the_one_that_a_build_makes(content):
    folder = content({"figures/wave.yaml": WAVE})
    site = prepare(folder).site
    for name in ("relu", "one-1", "wave"):
        files = draw_figure(read_registry(folder), name).files
        assert {path: text for path, text in files.items() if path not in UNPUBLISHED} == site.parts(name).files


def test_mistakes_of_others_do_not_matter(content):
    folder = content({"figures/broken.yaml": BROKEN, "lessons/two.md": "no title\n"})
    assert draw_figure(read_registry(folder), "relu").title == "ReLU"


@pytest.mark.parametrize(
    "changes", [{"figures/broken.yaml": BROKEN}, {"lessons/two.md": f"# T\n\n```figure\nid: broken\n{BROKEN}```\n"}]
)
def test_its_own_mistakes_have_their_places(content, changes):
    registry = read_registry(content(changes))
    assert "broken" in registry.invalid
    with pytest.raises(ContentError, match="'reluu' is not one of identity, relu, leaky-relu"):
        draw_figure(registry, "broken")


def test_an_id_that_two_figures_have_names_neither(content):
    folder = content({"lessons/two.md": "# T\n\n```figure\nid: relu\nkind: gradient-decay\n```\n"})
    with pytest.raises(ContentError, match="the id 'relu' is already used in "):
        draw_figure(read_registry(folder), "relu")


@pytest.mark.parametrize("name", ["b", "relu"])
def test_an_id_that_its_file_may_not_have(content, name):
    folder = content({"figures/a.yaml": f"id: {name}\nkind: gradient-decay\n"})
    with pytest.raises(
        ContentError, match=f"a.yaml:1:5: .*\n.*\n.* delete this line, or rename the file to {name}.yaml"
    ):
        draw_figure(read_registry(folder), name)


def test_a_link_that_leads_to_no_file_is_said(content):
    folder = content()
    (folder / "figures" / "lost.yaml").symlink_to("nowhere.yaml")
    with pytest.raises(ContentError, match="this link leads to no file"):
        draw_figure(read_registry(folder), "lost")
    assert draw_figure(read_registry(folder), "relu").title == "ReLU"


def test_a_figure_that_breaks_a_rule_is_refused(content, monkeypatch):
    set_limit(monkeypatch, "text-size", 99.0)
    with pytest.raises(ContentError) as caught:
        draw_figure(read_registry(content()), "relu")
    assert [found.place for found in caught.value.diagnostics] == [f"{content()}/figures/relu.yaml:1:1"]
