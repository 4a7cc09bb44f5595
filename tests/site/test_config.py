"""The settings of a site, and what is said of wrong ones."""

from __future__ import annotations

import pytest

from sitegen.errors import ContentError
from sitegen.site.build import check_site
from sitegen.site.config import base_address, load_config
from sitegen.site.prepare import prepare

HEAD = "title: T\ndescription: D.\n"


def test_the_small_site_has_no_problem(problems):
    assert problems() == []


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("description: D.\n", 1, 1, "title: this key is missing"),
        ("titel: T\ndescription: D.\n", 1, 1, "titel"),
        (f"{HEAD}base_url: example.org\n", 3, 11, "'example.org' is not an address like https://example.org/course/"),
        (f"{HEAD}lang: english language\n", 3, 7, "'english language' is not a language tag such as en or pt-BR"),
        (f"{HEAD}navigation:\n  - title: A\n", 4, 5, "an entry has either a path or a section"),
        (
            f"{HEAD}navigation:\n  - {{title: A, path: ../x.md}}\n",
            4,
            22,
            "'../x.md' is not the path of a page in the content folder, such as about.md",
        ),
        (
            f"{HEAD}navigation:\n  - {{title: A, section: a/b}}\n",
            4,
            25,
            "'a/b' is not the name of a folder, such as lessons",
        ),
        (
            f'{HEAD}navigation:\n  - {{title: A, section: lessons, kicker: "Part {{n}}"}}\n',
            4,
            42,
            "'Part {n}' is not one line with {number} and perhaps {count}, such as Lesson {number} of {count}",
        ),
        (
            f'{HEAD}navigation:\n  - {{title: A, path: a.md, kicker: "Part {{number}}"}}\n',
            4,
            5,
            "only the pages of a section have a kicker",
        ),
        (f"{HEAD}navigation: [figures, about.md]\n", 3, 14, "this entry has no title"),
        (f"{HEAD}navigation: [figures, about.md]\n", 3, 23, "this entry has no title"),
        (
            f"{HEAD}contact: ask Ann\n",
            3,
            10,
            "'ask Ann' is not an e-mail address such as me@example.org, or an address",
        ),
        (f"{HEAD}contact: javascript:a@b.c\n", 3, 10, "is not an e-mail address"),
        (f"{HEAD}title: U\n", 3, 1, "the key 'title' is given twice"),
        ("- a\n", 1, 1, "keys and values"),
    ],
)
def test_what_is_wrong_has_its_place(problems, text, line, column, message):
    found = problems({"site.yaml": text})
    assert any(
        name == "site.yaml" and (at, where) == (line, column) and message in told for name, at, where, told in found
    ), found


@pytest.mark.parametrize(
    ("contact", "href"), [("ann@example.org", "mailto:ann@example.org"), ("https://example.org/ask?a=1", None)]
)
def test_the_accessibility_statement_has_the_contact(built, contact, href):
    page = (built({"site.yaml": f"{HEAD}contact: {contact}\n"}) / "accessibility.html").read_text()
    assert f'<a href="{href or contact}">{contact}</a>' in page
    assert "Report a barrier" not in (built() / "accessibility.html").read_text()


def test_the_contact_may_begin_with_mailto(built):
    page = (built({"site.yaml": f"{HEAD}contact: mailto:ann@example.org\n"}) / "accessibility.html").read_text()
    assert '<a href="mailto:ann@example.org">ann@example.org</a>' in page


def test_a_folder_without_site_yaml(tmp_path):
    with pytest.raises(ContentError, match=r"there is no site\.yaml"):
        load_config(tmp_path)
    with pytest.raises(ContentError, match="there is no such folder"):
        load_config(tmp_path / "nowhere")


def test_a_folder_of_the_content_is_not_the_content(content):
    (content() / "lessons").mkdir(exist_ok=True)
    with pytest.raises(ContentError) as caught:
        load_config(content() / "lessons")
    assert caught.value.diagnostics[0].hint.rpartition("; ")[2].startswith("name ")


def test_a_name_of_a_theme_says_what_is_allowed(content):
    with pytest.raises(
        ContentError, match="there is no theme 'cosmo'; a theme is a mapping of options, or the path of a file"
    ):
        load_config(content({"site.yaml": f"{HEAD}theme: cosmo\n"}))


def test_navigation_that_leads_nowhere(problems):
    text = f"{HEAD}navigation:\n  - {{title: A, path: nowhere.md}}\n  - {{title: B, section: nowhere}}\n"
    assert problems({"site.yaml": text}) == [
        ("site.yaml", 4, 22, "navigation.0.path: there is no page nowhere.md"),
        ("site.yaml", 5, 25, "navigation.1.section: there is no folder 'nowhere' with pages"),
    ]


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("{Lessons: lessons}", "write [{title: Lessons, section: lessons}, …]"),
        ("[{title: L, section: lessons/}]", "write lessons"),
        ("[{title: L, section: content/lessons}]", "write lessons"),
        ("[{title: L, path: lessons/a}]", "write lessons/a.md"),
        ("[{title: L, path: lessons/a.html}]", "write lessons/a.md"),
        ("[{title: L, section: lessons, items: []}]", "write section, which lists all pages of a folder"),
    ],
)
def test_navigation_as_other_tools_have_it(content, entry, hint):
    with pytest.raises(ContentError) as caught:
        load_config(content({"site.yaml": f"{HEAD}navigation: {entry}\n"}))
    assert [each.hint for each in caught.value.diagnostics] == [hint]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("author: no", 'put it in quotes: "no"'), ("lang: English (UK)", "write en"),
        ("plugins: [search]", "delete it: it is for another tool"), ("repo_url: x", "write a link into a page"),
        ("site_dir: public", "name it on the command line: --out"),
        ("theme: material", "delete it, or write colours: {light: {accent: …}, dark: {accent: …}}"),
        ("theme: dark", "delete it: pages are light or dark as the reader chooses"),
        ("base_url: example.org/course", "write https://example.org/course"),
        ("base_url: www.example.org", "write https://www.example.org"),
        ("base_url: /course", ""), ("base_url: example.org:0", ""), ("base_url: ftp://example.org", ""),
        ("theme: {radius: 5px}", "write 5"),
    ],
)  # fmt: skip
def test_settings_of_other_tools(content, line, hint):
    with pytest.raises(ContentError) as caught:
        load_config(content({"site.yaml": f"{HEAD}{line}\n"}))
    assert [each.hint for each in caught.value.diagnostics] == [hint]


def test_navigation_to_a_page_that_is_wrong_itself_is_no_second_mistake(problems):
    text = f"{HEAD}navigation:\n  - {{title: A, path: new/bad.md}}\n  - {{title: B, section: new}}\n"
    assert [found[0] for found in problems({"site.yaml": text, "new/bad.md": "no title\n"})] == ["new/bad.md"]


def test_an_address_given_to_a_build_is_checked_like_that_of_the_settings(content):
    with pytest.raises(ValueError, match="'nowhere' is not an address like https://"):
        prepare(content(), base_url="nowhere")
    site = prepare(content(), base_url="https://example.org/a").site
    assert site.config.base_url == "https://example.org/a/"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("http://localhost:8000/a/", "http://localhost:8000/a/"),
        ("http://[::1]:8000", "http://[::1]:8000/"),
        ("https://example.org/größe/a%20b", "https://example.org/gr%C3%B6%C3%9Fe/a%20b/"),
    ],
)
def test_base_address(given, address):
    assert base_address(given) == address


@pytest.mark.parametrize(
    "given",
    [
        "ftp://example.org/",
        "https:///x",
        "https:/x",
        "/x/",
        "https://example.org/?a",
        "https://example.org/?",
        "https://example.org/#a",
        "https://example.org:99999/",
        "https://example.org:0/",
        "https://example.org:port/",
        "https://[::1/",
        "https://exa mple.org/",
        "https://example.org/a b/",
        'https://example.org/"onload="x/',
        "https://example.org/it's/",
        "https://example.org/<b>/",
        "https://example.org/\n",
        "https://-/",
        "https://ex..org/",
        "https://me:word@example.org/",
    ],
)
def test_what_is_no_base_address(given):
    with pytest.raises(ValueError, match="is not an address"):
        base_address(given)


def test_what_is_wrong_elsewhere_is_reported_with_the_settings(problems):
    config = "titel: T\ndescription: D.\n"
    found = problems({"site.yaml": config, "lessons/one.md": "# One\n\n[x](nowhere.md)\n"})
    assert {each[0] for each in found} == {"site.yaml", "lessons/one.md"}


@pytest.mark.parametrize("name", ["site.yml", "Site.yaml", "content/site.yml"])
def test_a_file_that_was_meant_to_be_site_yaml_is_named(tmp_path, name):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("title: T\n")
    with pytest.raises(ContentError) as caught:
        load_config(tmp_path)
    (problem,) = caught.value.diagnostics
    assert (problem.file, problem.hint) == (str(tmp_path / name), "rename this file to site.yaml")


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("About: about.md", "write {title: About, path: about.md}"),
        ("Lessons: lessons/", "write {title: Lessons, section: lessons}"),
    ],
)
def test_an_entry_of_mkdocs_is_answered_with_one_of_ours(tmp_path, entry, hint):
    (tmp_path / "site.yaml").write_text(f"title: S\ndescription: D.\nnavigation:\n  - {entry}\n")
    with pytest.raises(ContentError) as caught:
        load_config(tmp_path)
    assert [each.hint for each in caught.value.diagnostics] == [hint]


def test_a_wrong_navigation_is_reported_with_other_errors(problems):
    text = "titel: Small\ndescription: A small site.\nnavigation: [{title: A, path: none.md}]\n"
    found = [problem[3].partition(":")[0] for problem in problems({"site.yaml": text})]
    assert found == ["titel", "navigation.0.path"]


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("site_name", "write title"), ("siteName", "write title"), ("baseUrl", "write base_url"),
        ("repo-url", "write a link into a page"), ("email", "write contact"), ("menus", "write navigation"),
        ("footer", "write author, or put templates into the folder templates"),
        ("scripts", "delete it: pages have no scripts but those of figures; for others, put base.html into the folder templates"),
        ("stylesheets", "write theme, for colours and fonts"), ("html_theme", "write theme"),
        ("exclude_patterns", "move what is not published out of this folder"),
        ("onBrokenLinks", "write it on the command line: --strict"), ("outDir", "name it on the command line: --out"),
        ("html_static_path", "delete it: pictures and other files are published from the folders where they are"),
        ("presets", "delete it: it is for another tool"), ("googleAnalytics", "delete it: pages load nothing from other hosts"),
        ("titel", "did you mean 'title'?"),
    ],
)  # fmt: skip
def test_keys_of_other_site_generators(content, key, hint):
    with pytest.raises(ContentError) as caught:
        load_config(content({"site.yaml": f"title: S\ndescription: D.\n{key}: a\n"}))
    (found,) = caught.value.diagnostics
    assert (found.field, found.line, found.hint) == (key, 3, hint)


@pytest.mark.parametrize(
    ("path", "hint"), [("lessons/frist.md", "did you mean 'lessons/first.md'?"), ("zzz.md", "pages here: ")]
)
def test_a_page_that_the_navigation_lacks_has_the_nearest_name_or_all(content, path, hint):
    folder = content(
        {"site.yaml": f"{HEAD}navigation: [{{title: A, path: {path}}}]\n", "lessons/first.md": "# First\n"}
    )
    with pytest.raises(ContentError) as caught:
        check_site(folder)
    (found,) = caught.value.diagnostics
    assert found.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("navigation: lessons", "write [{title: Lessons, section: lessons}]"),
        ("navigation: about.md", "write [{title: About, path: about.md}]"),
        ('navigation: [{title: A, path: "https://example.org"}]', "write the link into a page"),
        ("theme: {fonts: [fonts/a.woff2]}", "write {file: fonts/a.woff2, family: …}"),
    ],
)
def test_forms_that_are_nearly_right(content, text, hint):
    with pytest.raises(ContentError) as caught:
        load_config(content({"site.yaml": f"{HEAD}{text}\n"}))
    assert [each.hint for each in caught.value.diagnostics] == [hint]
