"""Random sequences of edits of a small site: what an incremental build makes is compared with a build from nothing.

Run ``python -m tests.site.edits COUNT SEED`` for COUNT sequences.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.errors import ContentError
from sitegen.site.build import build_site

EDITS_OF_A_SEQUENCE = 5
KINDS = {
    "gradient-decay": "  num_layers: {number}\n",
    "gradient-flow": "  layers: [{number}, 2]\n",
}
TEMPLATE_FOLDER = Path(__file__).parents[2] / "templates"
TEMPLATES = sorted(TEMPLATE_FOLDER.rglob("*.html"))
WORDS = ("gradient", "layer", "loss", "norm", "weight")


class Site:
    """A content folder that is edited at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.options: dict[str, str] = {}
        self.write("site.yaml", "title: Edited\ndescription: A site.\n")
        self.write("index.md", "# Home\n\n```figure one\n```\n")
        self.write("lessons/a.md", "# A\n\n[home](../index.md)\n")
        self.write("lessons/b.md", "# B\n\n```figure two\n```\n\n```figure one\n```\n")
        self.write("data/run.csv", "norm\n3\n2\n1\n")
        self.write("figures/one.yaml", self.spec())
        self.write("figures/two.yaml", "kind: gradient-flow\nparams:\n  layers: [2, 3]\n  gradients: {figure: three}\n")
        self.write("figures/three.yaml", "kind: gradient-decay\nparams:\n  num_layers: 2\n")

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def spec(self) -> str:
        kind = self.random.choice(list(KINDS))
        title = self.random.choice(["", f"title: {self.word().capitalize()}\n"])
        return f"kind: {kind}\n{title}params:\n" + KINDS[kind].format(number=self.random.randint(2, 9))

    def word(self) -> str:
        return self.random.choice(WORDS)

    def files(self, pattern: str) -> list[Path]:
        return sorted(path for path in self.folder.glob(pattern) if path.is_file())

    def edit(self) -> str:
        """Make one edit; return its name."""
        edit = self.random.choice(EDITS)
        edit(self)
        return edit.__name__


def change_page(site: Site) -> None:
    path = site.random.choice(site.files("**/*.md"))
    path.write_text(f"{path.read_text()}\n{site.word()} {site.random.random()}\n")


def change_title(site: Site) -> None:
    path = site.random.choice(site.files("**/*.md"))
    _, _, rest = path.read_text().partition("\n")
    path.write_text(f"# {site.word().capitalize()} {site.random.randint(1, 9)}\n{rest}")


def add_page(site: Site) -> None:
    folder = site.random.choice(["", "lessons/", "notes/"])
    fence = site.random.choice(["", "```figure one\n```\n", f"```figure\n{site.spec()}```\n"])
    site.write(
        f"{folder}{site.word()}.md",
        f"# {site.word()}\n\n{fence}\n[a](nowhere-{site.random.randint(1, 2)}.md)\n"[: site.random.choice([40, 400])],
    )


def delete_page(site: Site) -> None:
    if pages := site.files("lessons/*.md"):
        site.random.choice(pages).unlink()


def rename_page(site: Site) -> None:
    if pages := site.files("lessons/*.md"):
        site.random.choice(pages).rename(site.folder / "lessons" / f"{site.word()}.md")


def change_spec(site: Site) -> None:
    site.write("figures/one.yaml", site.spec())


def change_referenced_spec(site: Site) -> None:
    site.write("figures/three.yaml", f"kind: gradient-decay\nparams:\n  num_layers: {site.random.randint(2, 3)}\n")


def comment_spec(site: Site) -> None:
    path = site.random.choice(site.files("figures/*.yaml"))
    path.write_text(f"{path.read_text()}# {site.word()}\n")


def break_spec(site: Site) -> None:
    site.write("figures/one.yaml", "kind: gradient-decay\nparams:\n  num_layers: many\n")


def add_spec(site: Site) -> None:
    site.write(f"figures/{site.word()}.yaml", site.spec())


def delete_spec(site: Site) -> None:
    path = site.random.choice(site.files("figures/*.yaml"))
    if path.stem not in {"one", "two", "three"} or site.random.random() < 0.1:
        path.unlink()


def rename_spec(site: Site) -> None:
    for path in site.files("figures/*.yaml"):
        if path.stem in WORDS:
            path.rename(path.with_stem(site.word()))
            return


def take_data_from_a_file(site: Site) -> None:
    column = site.random.choice(["norm", "width"])
    site.write(
        "figures/data.yaml", f"kind: gradient-flow\nparams:\n  layers: {{file: ../data/run.csv, column: {column}}}\n"
    )


def take_data_from_several_files(site: Site) -> None:
    site.write("figures/many.yaml", "kind: gradient-flow\nparams:\n  layers: {file: '../data/l*.csv', column: width}\n")
    for name in ("l1", "l2"):
        site.write(f"data/{name}.csv", "width\n3\n")


def change_data(site: Site) -> None:
    rows = "".join(
        f"{site.random.randint(1, 9)},{site.random.randint(2, 9)}\n" for _ in range(site.random.randint(2, 4))
    )
    site.write("data/run.csv", f"norm,width\n{rows}")


def add_data(site: Site) -> None:
    site.write(f"data/l{site.random.randint(1, 4)}.csv", f"width\n{site.random.randint(2, 9)}\n")


def delete_data(site: Site) -> None:
    for path in site.files("data/l*.csv")[2:]:
        path.unlink()


def change_settings(site: Site) -> None:
    lines = ["title: Edited", f"description: A {site.word()}."]
    lines += site.random.choice([[], ["lang: de"], ["base_url: https://example.org/"]])
    lines += site.random.choice([[], ["navigation:", "  - {title: Home, path: index.md}"]])
    site.write("site.yaml", "\n".join([*lines, ""]))


def change_template(site: Site) -> None:
    name, text = site.random.choice(
        [
            ("pages/missing.html", "<p>{{ site.title }} WORD</p>\n"),
            ("pages/section.html", "<p>WORD {% include 'part.html' %}</p>\n"),
            ("part.html", "WORD\n"),
            ("assets/print.css", "p { color: red } /* WORD */\n"),
        ]
    )
    site.write(f"templates/{name}", text.replace("WORD", site.word()))
    site.write("templates/part.html", f"{site.word()}\n")
    site.write("templates/pages/section.html", "<p>{% include 'part.html' %}</p>\n")


def change_any_template(site: Site) -> None:
    own = site.random.choice(TEMPLATES)
    site.write(f"templates/{own.relative_to(TEMPLATE_FOLDER)}", f"{own.read_text()}<!-- {site.word()} -->\n")


def remove_templates(site: Site) -> None:
    shutil.rmtree(site.folder / "templates", ignore_errors=True)


def add_file(site: Site) -> None:
    site.write(f"files/{site.word()}.txt", site.word())


def delete_file(site: Site) -> None:
    for path in site.files("files/*")[:1]:
        path.unlink()


def touch(site: Site) -> None:
    path = site.random.choice(site.files("**/*"))
    os.utime(path, ns=(site.random.randint(1, 10**18), site.random.randint(1, 10**18)))


def keep_size_and_time(site: Site) -> None:
    """Change a letter, and set the times as they were."""
    path = site.random.choice(site.files("**/*.md"))
    facts, text = path.stat(), path.read_text()
    path.write_text(text[:-2] + site.random.choice("xyz") + "\n")
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def change_date(site: Site) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = str(site.random.randint(1, 10**9))


def change_option(site: Site) -> None:
    site.options = site.random.choice([{}, {"base_url": "https://example.org/"}])


EDITS: list[Callable[[Site], None]] = [
    *(change_page, change_title, add_page, delete_page, rename_page),
    *(change_spec, change_referenced_spec, comment_spec, break_spec, add_spec, delete_spec, rename_spec),
    *(take_data_from_a_file, take_data_from_several_files, change_data, add_data, delete_data),
    *(change_settings, change_template, change_any_template, remove_templates, add_file, delete_file),
    *(touch, keep_size_and_time, change_date, change_option),
]


def tree(folder: Path) -> dict[str, bytes]:
    """Content of each file in `folder`."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def outcome(site: Site, out: Path, cache: Path | None) -> tuple[object, ...]:
    """What a build tells, and what it leaves in the output folder."""
    try:
        result = build_site(site.folder, out, cache=cache, **site.options)
        told: object = (result.pages, result.figures, result.diagnostics)
    except ContentError as error:
        return ("errors", error.diagnostics)
    return (told, tree(out))


def differences(seed: int, edits: int = EDITS_OF_A_SEQUENCE) -> list[str]:
    """Make a sequence of edits, a build after each one or two; describe the first difference to a build from nothing."""
    date = os.environ.get("SOURCE_DATE_EPOCH")
    names: list[str] = []
    try:
        with TemporaryDirectory() as name:
            folder = Path(name)
            site = Site(folder / "content", seed)
            for number in range(edits + 1):
                if number:
                    names += [site.edit() for _ in range(site.random.choice([1, 1, 2]))]
                found = outcome(site, folder / "build", folder / "cache")
                clean = folder / f"clean{number}"
                expected = outcome(site, clean, None)
                if found != expected:
                    return [f"seed {seed}: {', '.join(names)}", *_first_difference(found, expected)]
        return []
    finally:
        if date is None:
            os.environ.pop("SOURCE_DATE_EPOCH", None)
        else:
            os.environ["SOURCE_DATE_EPOCH"] = date


def _first_difference(found: tuple[object, ...], expected: tuple[object, ...]) -> list[str]:
    if isinstance(found[1], dict) and isinstance(expected[1], dict):
        names = {**found[1], **expected[1]}
        differing = [each for each in names if found[1].get(each) != expected[1].get(each)]
        return [f"files differ: {', '.join(sorted(differing)[:10])}", f"told: {found[0] == expected[0]}"]
    return [f"incremental: {found!r:.1500}", f"clean: {expected!r:.1500}"]


if __name__ == "__main__":
    count, first = int(sys.argv[1]), int(sys.argv[2])
    failed = 0
    for each in range(first, first + count):
        if lines := differences(each):
            failed += 1
            print("\n".join(lines), flush=True)
    print(f"{count} sequences, {failed} with a difference")
