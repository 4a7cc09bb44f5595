from __future__ import annotations

import os

import pytest

from sitegen.errors import ContentError
from sitegen.spec.content_root import ContentRoot
from sitegen.spec.source_text import MAX_BYTES, Span, SpecSource, read_text


def problems(content, **place):
    with pytest.raises(ContentError) as caught:
        read_text(SpecSource("f", content, **place))
    return [(each.line, each.column) for each in caught.value.diagnostics]


def test_byte_order_mark_is_not_part_of_the_text():
    assert read_text(SpecSource("f", b"\xef\xbb\xbfkind: x")).text == "kind: x"
    assert read_text(SpecSource("f", "\ufeffkind: x")).text == "kind: x"


def test_size_limit_counts_bytes():
    assert read_text(SpecSource("f", "#" * MAX_BYTES)).text
    assert problems("#" * (MAX_BYTES + 1)) == [(0, 0)]
    assert problems("é" * (MAX_BYTES // 2 + 1)) == [(0, 0)]


@pytest.mark.parametrize("char", "\x00\x07\x0b\x0c\x1b\x7f\x80\x85\u2028\u2029\ufeff\ufffe\ud800")
def test_invisible_characters_are_refused_where_they_stand(char):
    assert problems(f"a: b\nσ: 😀{char}x\n") == [(2, 5)]


@pytest.mark.parametrize("char", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_characters_that_change_the_direction_of_other_text_are_refused(char):
    assert problems(f"title: a{char}b\n") == [(1, 9)]


@pytest.mark.parametrize("text", ["שלום\u200f (ReLU)", "abc\u200e", "می\u200cخواهم", "👩\u200d💻", "ภาษา\u200bไทย"])
def test_marks_that_other_scripts_need_are_text(text):
    assert read_text(SpecSource("f", f"title: {text}\n")).text == f"title: {text}\n"


def test_a_quoted_line_shows_what_cannot_be_seen():
    text = read_text(SpecSource("f", "a\u200bb\u200f: c"))
    assert text.diagnostic(Span(0, 1), "m").source_line == "a\ufffdb\ufffd: c"


def test_a_file_that_became_a_pipe_is_refused_without_waiting(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "site.yaml")
    monkeypatch.setattr(ContentRoot, "file_problem", lambda *_: "")
    with pytest.raises(ContentError, match="it is not a regular file"):
        SpecSource.from_file(tmp_path / "site.yaml", content_root=ContentRoot(tmp_path, tmp_path))


def test_all_problems_of_the_characters_are_found():
    assert problems("\ta: 1\nb: \x00\n \tc: \x01\n") == [(1, 1), (2, 4), (3, 2), (3, 6)]


def test_tabs_elsewhere_are_no_concern():
    text = "a:\t1 # x\t\n\t\n  \t \n'b\tc': 2\t"
    assert read_text(SpecSource("f", text)).text == text


def test_tabs_may_indent_what_is_not_yaml():
    text = "- item\n\n\tmore\n"
    assert read_text(SpecSource("f", text), tabs=True).text == text
    assert problems(text) == [(3, 1)]


def test_bad_byte_is_counted_in_characters_from_the_top_of_the_page():
    assert problems("a: σ\nb: σσ".encode() + b"\xff", first_line=10, column_offset=4) == [(11, 10)]


def test_long_lines_are_cut_but_never_wrongly_underlined():
    text = read_text(SpecSource("f", "x" * 500))
    near, far = (text.diagnostic(Span(0, column, 3), "m") for column in (10, 400))
    assert near.source_line == "x" * 160 + "…"
    assert far.source_line == ""
    assert (far.line, far.column) == (1, 401)


def test_file_is_read_with_its_stem_as_id(tmp_path):
    path = tmp_path / "relu-16.yaml"
    path.write_text("kind: x", encoding="utf-8")
    source = SpecSource.from_file(path, "figures/relu-16.yaml")
    assert (source.name, source.content, source.default_id) == ("figures/relu-16.yaml", b"kind: x", "relu-16")


def test_unreadable_file_says_why(tmp_path):
    with pytest.raises(ContentError, match=r"none\.yaml: error: the file cannot be read: No such file"):
        SpecSource.from_file(tmp_path / "none.yaml")
    with pytest.raises(ContentError, match="the file cannot be read: Is a directory"):
        SpecSource.from_file(tmp_path)
