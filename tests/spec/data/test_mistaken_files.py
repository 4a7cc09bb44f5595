"""What a build says where no file can be read by its name: the whole report."""

from __future__ import annotations

import os

import pytest

from tests.spec.data.reports import CSV, FILE, spec_line


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
        ("../data/run.xlsx", "is not a file that ends in .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy", "rename it, or save the numbers in one of these"),
        ("../data/run", "is not a file that ends in .csv, .tsv, .txt, .dat, .metric, .json, .jsonl, .ndjson, .npz or .npy", "rename it, or save the numbers in one of these"),
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
