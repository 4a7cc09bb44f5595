"""What a build says where no file can be read by its name: the whole report."""

from __future__ import annotations

import os

import pytest

from tests.spec.data.reports import CSV, FILE, NAMED, spec_line


def test_no_such_file(report):
    assert report(CSV.replace("run", "rum"), run_csv="") == (
        FILE
        + "there is no file content/data/rum.csv"
        + spec_line(CSV.replace("run", "rum"), "../data/rum.csv", "did you mean 'run.csv'?")
    )


def test_no_such_folder(report):
    reference = "{file: ../dato/run.csv}"
    assert report(reference) == (
        FILE
        + "there is no file content/dato/run.csv"
        + spec_line(reference, "../dato/run.csv", "there is no folder content/dato either")
    )


def test_outside_the_content_folder(report, tmp_path):
    (tmp_path / "run.csv").write_text("norm\n1\n1\n1\n", encoding="utf-8")
    reference = "{file: ../../run.csv}"
    assert report(reference) == (
        FILE
        + "run.csv lies outside the content folder content"
        + spec_line(reference, "../../run.csv", "put the file into content, or a folder in it")
    )


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_link_out_of_the_content_folder(report, folder, tmp_path, linked):
    (tmp_path / "run.csv").write_text("norm\n1\n1\n1\n", encoding="utf-8")
    target, link = (tmp_path / "run.csv", "run.csv") if linked == "file" else (tmp_path, "all")
    (folder / "data" / link).symlink_to(target)
    name = "run.csv" if linked == "file" else "all/run.csv"
    reference = f"{{file: ../data/{name}}}"
    assert report(reference) == (
        FILE
        + f"content/data/{name} is reached through a link that leads out of the content folder content"
        + spec_line(reference, f"../data/{name}", "put the file itself there")
    )


def test_a_link_inside_is_followed(read, folder):
    (folder / "data" / "link.csv").symlink_to(folder / "data" / "run.csv")
    assert read("{file: ../data/link.csv}", run_csv="norm\n1\n2\n3\n") == (1, 2, 3)


def test_a_link_to_itself(report, folder):
    (folder / "data" / "run.csv").symlink_to(folder / "data" / "run.csv")
    assert "content/data/run.csv cannot be read: " in report(CSV)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("/etc/run.csv", "is an absolute path: it begins at the root of a disk", "write its path as seen from this file, such as ../data/run.csv"),
        ("~/run.csv", "is an absolute path: it begins at a home folder", "write its path as seen from this file, such as ../data/run.csv"),
        ("C:/run.csv", "is an absolute path: it begins at the root of a disk", "write its path as seen from this file, such as ../data/run.csv"),
        ("C:\\run.csv", "is an absolute path: it begins at the root of a disk", "write its path as seen from this file, such as ../data/run.csv"),
        ("https://a.b/run.csv", "is an address, and nothing is fetched", "download the file into the content folder"),
        ("..\\data\\run.csv", "has backslashes", "write ../data/run.csv"),
        ("../data/run.xlsx", "is not a file that ends in .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy", "save the sheet as CSV"),
        ("../data/run.pt", "is not a file that ends in .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy", "save it as NPZ: numpy.savez('run.npz', …)"),
        ("../data/run.x", "is not a file that ends in .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy", "save the numbers in one of these"),
        ("../data/run", "is not a file that ends in .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy", "write the suffix of the file, too"),
    ],
)  # fmt: skip
def test_names_that_are_no_files_beside(report, name, message, hint):
    reference = f"{{file: {name}}}"
    assert report(reference) == f"{FILE}'{name}' {message}" + spec_line(reference, name, hint)


def test_an_empty_name(report):
    reference = "{file: ''}"
    assert report(reference) == (
        FILE + "the text is empty" + spec_line(reference, "''", "write something, or delete the key")
    )


def test_a_folder_or_a_pipe_is_no_file(report, folder):
    (folder / "data" / "run.csv").mkdir()
    assert report(CSV).startswith(FILE + "content/data/run.csv is a folder, not a file\n")
    (folder / "data" / "run.csv").rmdir()
    os.mkfifo(folder / "data" / "run.csv")
    assert report(CSV).startswith(FILE + "content/data/run.csv is not a file\n")


@pytest.mark.parametrize("suffix", ["csv", "json", "npz"])
def test_two_gigabytes_are_not_read(report, folder, suffix):
    with (folder / "data" / f"run.{suffix}").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    reference = f"{{file: ../data/run.{suffix}}}"
    assert report(reference) == (
        FILE
        + f"content/data/run.{suffix} has 2,147,483,648 bytes; at most 67,108,864 (64 MiB) are read"
        + spec_line(reference, f"../data/run.{suffix}", "save only what the figure needs")
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("run.csv", b"PK\3\4\x14\0\6\0", "a ZIP archive, as of Excel or NPZ ~ save the sheet as CSV, or name arrays .npz"),
        ("run.npy", b"PK\3\4\x14\0\6\0", "a ZIP archive, as of Excel or NPZ ~ save the sheet as CSV, or name arrays .npz"),
        ("run.npz", b"\x93NUMPY\1\0", "an NPY file ~ name it .npy"),
        ("run.csv", b"\x1f\x8b\x08", "compressed by gzip ~ unpack it"),
        ("run.csv", b"BZh91AY&SY", "compressed by bzip2 ~ unpack it"),
        ("run.json", b"\xfd7zXZ\0", "compressed by xz ~ unpack it"),
        ("run.csv", b"(\xb5/\xfd\4", "compressed by Zstandard ~ unpack it"),
        ("run.csv", b"ARROW1\0\0", "an Arrow or Feather file ~ save the numbers as CSV, JSON or NPZ"),
        ("run.npy", b"\x80\4\x95\0", "a pickle of Python, which is never loaded ~ save the numbers as CSV, JSON or NPZ"),
        ("run.csv", b"/annex/objects/MD5E-s9--0.csv\n", "a pointer of git-annex, not the file itself ~ run: git annex get"),
        ("run.txt", b"[2.3, 1.9, 1e-3]\n", "JSON ~ name it .json, or .jsonl if each line is a value"),
        ("run.csv", b"[\n  2.3,\n  1.9\n]\n", "JSON ~ name it .json, or .jsonl if each line is a value"),
        ("run.csv", b"<!DOCTYPE html>\n<html>", "an HTML page ~ download the file itself"),
        ("run.json", b"\n<HTML lang=en>", "an HTML page ~ download the file itself"),
        ("run.csv", b"version https://git-lfs.github.com/spec/v1\n", "a pointer of Git LFS, not the file itself ~ run: git lfs pull"),
        ("run.csv", b'\xef\xbb\xbf{"norm": [1, 2]}', "JSON ~ name it .json, or .jsonl if each line is a value"),
        ("run.jsonl", b'[{"norm": 1}, {"norm": 2}]\n', "one list of JSON ~ name it .json"),
        ("run.csv", b'[{"norm": 1}]\n', "one list of JSON ~ name it .json"),
        ("run.json", b"layer,norm\n1,0.1\n", "a table, not JSON ~ name it .csv"),
    ],
)  # fmt: skip
def test_a_file_that_is_another_than_its_name_says(report, name, content, message):
    what, _, hint = message.partition(" ~ ")
    found = report(f"{{file: ../data/{name}}}", **{name.replace(".", "_"): content})
    assert found == f"content/data/{name}: error: this is {what} {NAMED} ({hint})"


def test_values_of_json_without_a_list_around_them(report):
    found = report("{file: ../data/run.json, column: a}", run_json='{"a": 1}\n{"a": 2}\n')
    assert found.endswith("name the file .jsonl if each line is a value")
    assert "content/data/run.json:1:1: error: the file is empty" in report("{file: ../data/run.json}", run_json=" \n")
