"""The look of a site: three sites from one content, what each theme changes, and what is refused at its place."""

from __future__ import annotations

import filecmp
import re
import shutil
from pathlib import Path

import pytest

from sitegen import ContentError, render_figure
from sitegen.integrations.figure_request import FigureRequest, figure_from
from sitegen.png.convert import png
from sitegen.site.build import build_site, check_site
from sitegen.theming.read_theme import read_theme
from tests.conftest import ROOT
from tests.site.conftest import SITE

EXAMPLES = sorted((ROOT / "examples" / "themes").glob("*.yaml"))
OWN = f"{SITE}theme:\n"
FONT = ROOT / "sitegen" / "png" / "fonts" / "DejaVuSans.ttf"
FONTS = "  text_font: [Deja]\n  fonts:\n    - {family: Deja, file: fonts/deja.ttf}\n"


def policy(site: Path, page: str = "index.html") -> str:
    return re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', (site / page).read_text())[1]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_one_content_has_another_look_with_each_theme(content, tmp_path, example):
    folder, sites = content(), {}
    shutil.copy(example, folder / "look.yaml")
    for name, text in [("plain", SITE), ("themed", f"{SITE}theme: look.yaml\n")]:
        (folder / "site.yaml").write_text(text)
        assert build_site(folder, tmp_path / name).diagnostics == ()
        sites[name] = tmp_path / name
    palettes = read_theme(example).palettes
    css = (sites["themed"] / "assets/site.css").read_text()
    surfaces = tuple(palettes[name]["surface"] for name in ("light", "dark"))
    assert f"--ground: light-dark({surfaces[0]}, {surfaces[1]})" in css
    assert f"--sg-own-surface:light-dark({surfaces[0]},{surfaces[1]})" in css
    for file, surface in [("figure.svg", surfaces[0]), ("image-dark.svg", surfaces[1])]:
        assert f'fill="{surface}"' in (sites["themed"] / "figures/relu" / file).read_text()
    same = filecmp.cmp(sites["plain"] / "lessons/one.html", sites["themed"] / "lessons/one.html", shallow=False)
    assert not same, "drawings in pages have the colours, too"
    assert (sites["plain"] / "figures/relu/data.csv").read_text() == (
        sites["themed"] / "figures/relu/data.csv"
    ).read_text()
    assert not (sites["themed"] / "look.yaml").exists()


def test_the_examples_have_different_looks():
    assert len({read_theme(example).name for example in EXAMPLES}) == len(EXAMPLES) == 2
    (printed,) = (read_theme(example) for example in EXAMPLES if example.stem == "print")
    assert printed.font.endswith("serif")
    assert "sans-serif" not in printed.font


def test_sizes_fonts_and_pictures(content, tmp_path):
    options = (
        "  radius: 4\n  text_size: 20\n  heading_font: [Source Sans 3]\n  logo: p/logo.svg\n  icon: p/my icon.png\n"
    )
    folder = content(
        {"site.yaml": OWN + options + FONTS, "p/logo.svg": "<svg viewBox='0 0 60 20'/>", "p/my icon.png": ""}
    )
    (folder / "fonts").mkdir()
    shutil.copy(FONT, folder / "fonts" / "deja.ttf")
    assert build_site(folder, tmp_path / "site").diagnostics == ()
    css = (tmp_path / "site/assets/site.css").read_text()
    for rule in (
        "--radius: calc(0.25 * var(--sg-rem));",
        "--text-size: calc(1.25 * var(--sg-rem));",
        "--serif: 'Deja', serif;",
        "--sans: 'Source Sans 3', sans-serif;",
        "src: url('../fonts/deja.ttf');",
    ):
        assert rule in css
    for path, root in [("index.html", ""), ("lessons/one.html", "../"), ("figures/relu/index.html", "../../")]:
        page = (tmp_path / "site" / path).read_text()
        assert f'<img src="{root}p/logo.svg" alt="" width="60" height="20">' in page
        assert f'<link rel="icon" href="{root}p/my%20icon.png">' in page
        assert "font-src 'self'; img-src" in policy(tmp_path / "site", path)
    assert "font-src 'self'" in policy(tmp_path / "site", "figures/relu/frame.html")
    assert "font-family=\"'Source Sans 3', sans-serif\"" in (tmp_path / "site/figures/relu/figure.svg").read_text()


def test_pages_state_the_size_that_a_logo_has_now(content, tmp_path):
    options = f"{OWN}  logo: logo.svg\n  dark_logo: night.png\n"
    night = png('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="12"/>', 1)
    folder, cache = content({"site.yaml": options, "logo.svg": "<svg width='4em'/>"}), tmp_path / "cache"
    (folder / "night.png").write_bytes(night)
    for logo, stated in [("<svg width='4em'/>", ""), ("<svg width='90px' height='20'/>", ' width="90" height="20"')]:
        (folder / "logo.svg").write_text(logo)
        build_site(folder, tmp_path / "site", cache=cache)
        page = (tmp_path / "site/lessons/one.html").read_text()
        assert 'srcset="../night.png" width="30" height="12">' in page
        assert f'<img src="../logo.svg" alt=""{stated}>' in page


@pytest.mark.browser
def test_a_logo_has_its_room_before_it_is_loaded(browser, content, tmp_path):
    from tests.browser import chromium
    from tests.browser.built import served

    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 75 25"/>'
    build_site(content({"site.yaml": f"{OWN}  logo: logo.svg\n", "logo.svg": logo}), tmp_path / "site")
    (tmp_path / "site/logo.svg").unlink()
    with served(tmp_path / "site") as address, chromium.visit(browser, address, "index.html") as visited:
        assert visited.page.locator(".site-title img").bounding_box()["width"] == 96
    (tmp_path / "site/logo.svg").write_text(logo)
    with served(tmp_path / "site") as address, chromium.visit(browser, address, "index.html") as visited:
        box = visited.page.locator(".site-title img").bounding_box()
        assert (box["width"], box["height"]) == (96, 32)


def test_without_fonts_the_policy_allows_none(built):
    site = built({"site.yaml": f"{OWN}  light: {{accent: darkgreen}}\n"})
    for page in ("index.html", "figures/relu/frame.html"):
        assert "font-src" not in policy(site, page)


@pytest.mark.browser
def test_a_font_of_the_site_is_loaded(browser, content, tmp_path):
    from tests.browser import chromium
    from tests.browser.built import served

    folder = content({"site.yaml": OWN + FONTS})
    (folder / "fonts").mkdir()
    shutil.copy(FONT, folder / "fonts" / "deja.ttf")
    build_site(folder, tmp_path / "site")
    with served(tmp_path / "site") as address, chromium.visit(browser, address, "index.html") as visited:
        loaded = "document.fonts.ready.then(fonts => [...fonts].map(font => `${font.family} ${font.status}`))"
        assert visited.page.evaluate(loaded) == ["Deja loaded"]
        assert visited.complaints == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("  light:\n    accent: gold\n", (5, 13), "theme.light.accent: #ffd700 has a contrast of 1.40 to the surface"),
        ("  lihgt: {}\n", (4, 3), "theme.lihgt: this key is unknown"),
        ("  radius: 40\n", (4, 11), "theme.radius: 40 is out of range; allowed is 0 to 20"),
        ("  light: {ink: #123}\n", (4, 16), "YAML takes '#123}' for a comment, so that the bracket before it is never"),
        ("  logo: logo.pdf\n", (4, 9), "theme.logo: 'logo.pdf' is not the path of a picture in the content folder"),
        ("  logo: ../logo.svg\n", (4, 9), "theme.logo: '../logo.svg' is not the path of a picture"),
        ("  logo: logo.svg\n", (4, 9), "theme.logo: there is no file logo.svg in the content folder"),
        ("  dark_logo: logo.svg\n", (4, 14), "theme.dark_logo: light pages have no logo"),
        (FONTS, (6, 28), "theme.fonts.0.file: there is no file fonts/deja.ttf in the content folder"),
        ('  text_font: ["A; }"]\n', (4, 15), "theme.text_font.0: 'A; }' is not the name of a font family"),
        ("  text_font: Georgia\n", (4, 14), "theme.text_font: 'Georgia' is not a list"),
    ],
)
def test_what_is_wrong_has_its_place(problems, text, place, message):
    ((file, *where, told),) = problems({"site.yaml": OWN + text})
    assert (file, *where) == ("site.yaml", *place)
    assert told.startswith(message)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("them.yaml", "did you mean 'theme.yaml'?"),
        ("look-of-the-course.yaml", "YAML files here: theme.yaml"),
        ("themes/drk.yaml", "did you mean 'themes/dark.yaml'?"),
        ("themes/of-the-course.yaml", "YAML files here: themes/dark.yaml"),
    ],
)
def test_the_file_of_a_theme_that_does_not_exist(content, monkeypatch, name, hint):
    files = dict.fromkeys(("theme.yaml", "themes/dark.yaml"), "radius: 2\n")
    folder = content({"site.yaml": f"title: A\ndescription: B.\ntheme: {name}\n", **files})
    with pytest.raises(ContentError) as caught:
        check_site(folder)
    (told,) = caught.value.diagnostics
    assert (told.line, told.field, told.hint) == (3, "theme", hint)
    monkeypatch.chdir(folder)
    with pytest.raises(ContentError) as caught:
        read_theme(name)
    assert caught.value.diagnostics[0].hint == hint


def test_the_file_of_a_theme_that_cannot_be_read(tmp_path):
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "lost.yaml").symlink_to("nothing.yaml")
    (tmp_path / "theme.yaml").write_text("radius: 2\n")
    for name, reason in (
        ("x" * 300, "File name too long"),
        ("loop.yaml", "Too many levels of symbolic links"),
        ("lost.yaml", "No such file or directory"),
        ("theme.yaml/x", "Not a directory"),
    ):
        with pytest.raises(ContentError) as caught:
            read_theme(tmp_path / name)
        (told,) = caught.value.diagnostics
        assert (told.message, told.hint) == (f"the file cannot be read: {reason}", "")


def test_a_name_too_long_for_the_system_is_an_error_of_the_theme(problems):
    ((*_, told),) = problems({"site.yaml": f"{SITE}theme: {'é' * 150}.yaml\n"})
    assert "File name too long" in told


def test_a_font_that_nothing_names_is_a_warning(content):
    fonts = "  heading_font: [Dejavu]\n  fonts:\n    - {family: Deja, file: a.ttf}\n    - {family: Deja, file: a.ttf}\n"
    (told,) = check_site(content({"site.yaml": OWN + fonts, "a.ttf": ""})).diagnostics
    assert (told.severity, told.line, told.column) == ("warning", 6, 16)
    assert (told.message, told.hint) == ("theme.fonts.0.family: no text has the font 'Deja'", "did you mean 'Dejavu'?")


def test_a_font_may_be_for_the_style_sheets_of_the_author(content):
    css = "h1 {font-family: Deja}"
    fonts = f"{OWN}  fonts:\n    - {{family: Deja, file: a.ttf}}\n"
    assert check_site(content({"site.yaml": fonts, "a.ttf": "", "templates/assets/print.css": css})).diagnostics == ()


def test_a_theme_in_a_file(problems):
    ((file, *where, told),) = problems({"site.yaml": f"{SITE}theme: look.yaml\n"})
    assert (file, where) == ("site.yaml", [3, 8])
    assert told.endswith("look.yaml")
    named = {"site.yaml": f"{SITE}theme: look.yaml\n"}
    assert problems({**named, "look.yaml": "radius: 2\n"}) == []
    ((file, *where, told),) = problems({**named, "look.yaml": "radius: 2\nlight: {ink: '#999'}\n"})
    assert (file, where) == ("look.yaml", [2, 14])
    assert told.startswith("light.ink: #999999 has a contrast of 2.84")
    ((file, *where, told),) = problems({**named, "look.yaml": "- a\n"})
    assert (file, where) == ("look.yaml", [1, 1])


def test_builds_after_a_change_of_the_theme_make_what_a_first_one_makes(content, tmp_path):
    folder, cache = content({"site.yaml": f"{SITE}theme: look.yaml\n", "look.yaml": "radius: 2\n"}), tmp_path / "cache"
    drawn = []
    for number, text in enumerate(["radius: 2\n", "radius: 3\n", "light: {accent: darkgreen}\n", "radius: 2\n"]):
        (folder / "look.yaml").write_text(text)
        drawn.append(sorted(build_site(folder, tmp_path / "site", cache=cache).drawn))
        build_site(folder, tmp_path / f"first-{number}")
        files = sorted(str(path.relative_to(tmp_path / "site")) for path in (tmp_path / "site").rglob("*.*"))
        _, *differing = filecmp.cmpfiles(tmp_path / "site", tmp_path / f"first-{number}", files, shallow=False)
        assert differing == [[], []]
    both = ["one-1", "relu"]
    assert drawn == [both, [], both, []], "figures are drawn again only for what they show"


def test_figures_outside_of_the_site_have_its_theme(content):
    folder = content({"site.yaml": f"{SITE}theme: look.yaml\n", "look.yaml": "light: {surface: '#fdf6e3'}\n"})
    spec = folder / "figures" / "relu.yaml"
    assert 'fill="#fdf6e3"' in render_figure(spec).svg
    assert 'fill="#ffffff"' in render_figure(spec, theme={}).svg
    found = figure_from(FigureRequest(document=folder / "page.md", root=folder, text="file: figures/relu.yaml\n"))
    assert found.problems == ()
    assert found.figure.svg == render_figure(spec).svg
    assert {folder / "site.yaml", folder / "look.yaml"} <= {*found.files}
    (folder / "look.yaml").write_text("light: {ink: '#999'}\n")
    (problem,) = figure_from(
        FigureRequest(document=folder / "page.md", root=folder, text="file: figures/relu.yaml\n")
    ).problems
    assert problem.place == f"{folder}/look.yaml:1:14"
