"""What a build makes again after a change, what it leaves, and that the number of processes does not matter."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from sitegen import ContentError
from sitegen.engine import executors
from sitegen.engine.stamps import take_snapshot
from sitegen.engine.store import Store
from sitegen.errors import OutputError
from sitegen.site import render_figures
from sitegen.site.build import build_site, check_site
from sitegen.site.content import ContentFile, is_ignored
from sitegen.site.memory import Memory
from sitegen.site.prepare import prepare
from sitegen.site.write_site import encoded_inputs, load_inputs, save_inputs
from tests.conftest import ROOT
from tests.site.conftest import ONE, RELU, SITE, files

OTHER = RELU.replace("4", "5")
FLOW = "kind: gradient-flow\nparams:\n  layers: [2, 3]\n"


def inodes(folder):
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*") if path.is_file()}


def reasons(result):
    return {each.path: each.reason for each in result.made}


def test_the_first_build_makes_everything(build):
    assert set(reasons(build()).values()) == {"there is no earlier build"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"lessons/one.md": ONE + "\nMore.\n"}, {"lessons/one.html": "page lessons/one.html"}),
        (
            {"figures/relu.yaml": RELU + "# why\n"},
            {"figures/relu/index.html": "spec of relu", "reference/gradient-decay.html": "spec of relu"},
        ),
        ({"files/a.txt": "a"}, {"files/a.txt": "it is new"}),
        ({"templates/pages/missing.html": "Nothing"}, {"404.html": "template pages/missing.html"}),
        ({"templates/assets/print.css": "p { color: red }"}, {"assets/site.css": "templates/assets/print.css"}),
    ],
)
def test_only_what_depends_on_a_change_is_made(build, change, expected, tmp_path):
    build()
    before = inodes(tmp_path / "build")
    assert reasons(build(change)) == expected
    after = inodes(tmp_path / "build")
    assert {path for path in before if after.get(path) != before[path]} == {*expected, ".sitegen"} & {*before}


def test_a_changed_figure_is_made_again_wherever_it_is_shown(build):
    build()
    made = reasons(build({"figures/relu.yaml": OTHER}))
    assert made["index.html"] == "figure relu"
    assert made["figures/relu/figure.svg"] == "figure relu"
    assert made["figures/index.html"] == "figure relu in lists"
    assert not {"lessons/one.html", "accessibility.html"} & made.keys()


def test_lists_depend_on_what_they_show_of_a_figure(build):
    build()
    lists = {"figures/index.html", "accessibility.html", "reference/gradient-decay.html"}
    titled = RELU.replace("title: ReLU", "title: Mine")
    made = reasons(build({"figures/relu.yaml": titled}))
    assert all("figure relu in lists" in made[path] for path in lists)
    made = reasons(build({"figures/relu.yaml": f"{titled}size: large\n"}))
    assert {path for path in lists if "in lists" in made.get(path, "")} == {"figures/index.html"}


def test_the_table_of_the_statement_depends_on_what_was_measured(build):
    build({"figures/flow.yaml": FLOW})
    made = reasons(build({"figures/flow.yaml": f"{FLOW}  play_speed: 900\n"}))
    assert made["accessibility.html"] == "figure flow in lists"


def test_a_new_title_is_in_all_lists(build):
    build()
    made = reasons(build({"lessons/one.md": ONE.replace("title: One", "title: Uno")}))
    assert made == {
        "lessons/one.html": "page lessons/one.html, pages in lessons",
        "lessons/index.html": "pages in lessons",
        "figures/one-1/index.html": "pages with one-1",
    }


def test_the_settings_are_on_every_page(build):
    build()
    made = reasons(build({"site.yaml": f"{SITE}author: Me\n"}))
    assert {path for path in made if path.endswith(".html")} == {*made}
    assert set(made.values()) == {"site.yaml"}


def test_what_is_no_longer_made_is_removed_and_told(build, tmp_path):
    build({"lessons/two.md": "# Two\n"})
    (tmp_path / "content" / "lessons" / "two.md").unlink()
    assert build().removed == ("lessons/two.html",)
    assert not (tmp_path / "build" / "lessons" / "two.html").exists()


def test_an_output_that_was_changed_is_the_only_one_made(build, tmp_path):
    build()
    (tmp_path / "build" / "index.html").write_text("x")
    (tmp_path / "build" / "404.html").unlink()
    assert reasons(build()) == dict.fromkeys(["404.html", "index.html"], "the built file was changed or deleted")


def test_a_change_without_effect_publishes_nothing(build, content, tmp_path):
    build()
    place = (tmp_path / "build").stat()
    os.utime(content() / "index.md", (1, 1))
    result = build()
    assert (result.made, result.unchanged) == ((), True)
    build({"figures/data.csv": "x"})
    assert (tmp_path / "build").stat().st_ino != place.st_ino


def test_figures_come_from_the_store_for_another_output(build, monkeypatch, tmp_path):
    build()
    monkeypatch.setattr(render_figures, "draw", lambda _templates, tasks: pytest.fail(f"drawn again: {tasks}"))
    build(out="other")
    assert files(tmp_path / "other") == files(tmp_path / "build")


def test_a_damaged_store_is_repaired(build, tmp_path):
    build()
    expected = files(tmp_path / "build")
    for number, path in enumerate(sorted((tmp_path / "cache" / "cas").rglob("*"))):
        if path.is_file():
            path.write_bytes(b"" if number % 2 else path.read_bytes()[:-1] + b"!")
    build(out="other")
    assert files(tmp_path / "other") == expected
    build(out="third")
    assert files(tmp_path / "third") == expected


def test_a_store_that_is_emptied_during_the_build_is_no_loss(build, tmp_path):
    def empty(stage, *_):
        if stage == "Writing pages":
            Store(tmp_path / "cache").clear()

    build(out="clean", cache=None)
    build(progress=empty)
    assert files(tmp_path / "build") == files(tmp_path / "clean")


@pytest.fixture
def meddle(monkeypatch):
    """Let a spec change just before it is read, the first times it is read."""

    def begin(times):
        read = ContentFile.read

        def changed(file):
            if file.path == "figures/relu.yaml" and len(done) < times:
                done.append(file.source.write_text(RELU + "#" * (len(done) + 1)))
            return read(file)

        done = []
        monkeypatch.setattr(ContentFile, "read", changed)

    return begin


def test_a_file_that_changes_while_it_is_read_is_read_again(build, meddle, tmp_path):
    meddle(3)
    assert not build().unchanged
    build_site(tmp_path / "content", tmp_path / "clean")
    assert files(tmp_path / "build") == files(tmp_path / "clean")


def test_a_file_that_changes_all_the_time_ends_the_build(build, meddle):
    meddle(1000)
    with pytest.raises(OutputError, match="changes all the time"):
        build()


def test_a_check_reads_again_what_changes(content, meddle):
    meddle(3)
    assert check_site(content()).pages == prepare(content()).pages
    meddle(1000)
    with pytest.raises(OutputError, match="changes all the time"):
        check_site(content())


def test_errors_are_those_of_a_build_from_nothing(build, content):
    build()
    changes = {
        "figures/relu.yaml": "kind: gradient-decay\nparams:\n  num_layers: x\n",
        "lessons/one.md": "# One\n\n[a](b.md)\n",
    }
    with pytest.raises(ContentError) as found:
        build(changes)
    with pytest.raises(ContentError) as expected:
        check_site(content(changes))
    assert found.value.diagnostics == expected.value.diagnostics


@pytest.fixture
def many(content):
    """A site for which processes are worth while."""
    figures = {
        f"figures/f{number}.yaml": f"kind: gradient-decay\nparams:\n  num_layers: {number + 2}\n"
        for number in range(40)
    }
    return content({**figures, **{f"pages/p{number}.md": f"# P{number}\n" for number in range(10)}})


@pytest.mark.parametrize("jobs", [2, pytest.param(3, marks=pytest.mark.matrix)])
def test_the_number_of_processes_does_not_matter(many, tmp_path, monkeypatch, jobs):
    build_site(many, tmp_path / "one")
    monkeypatch.setattr(executors, "_START_SECONDS", 0)
    build_site(many, tmp_path / "several", jobs=jobs)
    assert files(tmp_path / "several") == files(tmp_path / "one")


def test_any_executor_may_draw(many, tmp_path):
    build_site(many, tmp_path / "one")
    with ThreadPoolExecutor(2) as pool:
        build_site(many, tmp_path / "other", executor=pool)
    assert files(tmp_path / "other") == files(tmp_path / "one")


PROGRAM = """
import signal
import time
from pathlib import Path
from sitegen.engine import executors
executors._START_SECONDS = 0
from sitegen.__main__ import main
if Path("slow").exists():  # in each process
    from sitegen.site import render_figures
    render = render_figures.render_resolved
    render_figures.render_resolved = lambda spec, **options: time.sleep(1) or render(spec, **options)
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in what a shell runs in the background
    main()
"""


def processes_of(folder):
    """The processes of the build of `folder`: those with this working folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if path.readlink() == folder:
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="needs the list of processes of Linux")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_an_interrupted_build_leaves_the_old_site_and_no_process(many, tmp_path, number, code):
    (tmp_path / "run.py").write_text(PROGRAM)
    command = [sys.executable, "run.py", "build", str(many), "--jobs", "2", "--quiet"]
    command += ["--cache", str(tmp_path / "cache")]
    options = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
    subprocess.run(command, check=True, **options)
    before = files(tmp_path / "build")
    (many / "site.yaml").write_text(f"{SITE}author: Me\n")
    for path in (many / "figures").glob("f*.yaml"):
        path.write_text(f"{path.read_text()}title: Other\n")
    (tmp_path / "slow").touch()
    build = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **options)
    deadline = time.monotonic() + 60
    while len(processes_of(tmp_path)) < 3 and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    build.send_signal(number)
    _, errors = build.communicate(timeout=60)
    assert build.returncode == code
    assert number == signal.SIGKILL or errors == "\nInterrupted\n"
    while processes_of(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert processes_of(tmp_path) == []
    assert files(tmp_path / "build") == before
    (tmp_path / "slow").unlink()
    subprocess.run(command, check=True, **options)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".build")] == []


def test_what_files_depend_on_is_stored_once_for_many(tmp_path):
    same = {"figure relu": "1"}
    made = {**{f"{number}.svg": same for number in range(3)}, "a.html": {"page a": "2"}}
    store = Store(tmp_path)
    last = SimpleNamespace(store=store, name="build")
    save_inputs(last, encoded_inputs(made))
    assert load_inputs(last) == made
    assert encoded_inputs(made).count(b"figure relu") == 1
    for damage in (b"", b"\x80", b"\x92\x90\x81\xa1a\x05"):
        save_inputs(last, damage)
        assert load_inputs(last) == {}


def test_specs_are_not_held_in_memory(content, tmp_path):
    memory = Memory(Store(tmp_path / "cache"), "", content(), take_snapshot(content(), is_ignored).files)
    entries = prepare(content(), memory).site.registry.entries
    assert entries.keys() == {"relu", "one-1"}
    assert not any({"source", "loaded"} & entry.__dict__.keys() for entry in entries.values())
