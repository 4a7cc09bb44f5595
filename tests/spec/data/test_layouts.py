"""The layouts in which people keep one number per layer, or one series per unit: each is read, value for value."""

from __future__ import annotations

import io
import json
import math
import warnings
from pathlib import Path

import numpy as np
import pytest

from sitegen import load_spec
from sitegen.errors import ContentError

WIDE = "epoch,l0,l1,l2,step\n0,0.003,0.02,0.2,49\n0,,,,62\n1,0.004,0.021,0.19,99\n"
RECORDS = [{"layer": "l0", "norm": 0.1}, {"layer": "l1", "norm": 0.2}, {"layer": "l2", "norm": 0.4}]
HISTORY = {
    "log_history": [
        {"step": 10, "loss": 2.3, "grad_norm": 1.2},
        {"step": 20, "loss": 1.9, "grad_norm": 0.8},
        {"step": 20, "eval_loss": 2.0},
        {"step": 30, "loss": 1.5, "grad_norm": 0.7},
    ]
}
MATRIX = np.array([[0.1, 0.2, 0.4], [0.05, 0.1, 0.2]])
THREE = (0.1, 0.2, 0.4)
RECORD_ARRAY = np.array(
    [(0, "a", 0.1), (0, "b", 0.2), (0, "c", 0.4), (1, "a", 9)], dtype=[("step", "i4"), ("layer", "U1"), ("norm", "f8")]
)


def saved(array: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


def archive(**arrays: object) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    return stream.getvalue()


FILES: dict[str, str | bytes] = {
    "wide.csv": WIDE,
    "mapping.json": json.dumps({"l0": 0.1, "l1": 0.2, "l2": 0.4}),
    "records.json": json.dumps(RECORDS),
    "records.jsonl": "\n\n".join(map(json.dumps, RECORDS)) + "\n",
    "records.ndjson": "\n".join(map(json.dumps, RECORDS)),
    "named.json": json.dumps({each["layer"]: {"norm": each["norm"], "n": 1} for each in RECORDS}),
    "columns.json": json.dumps({"layer": ["l0", "l1", "l2"], "norm": list(THREE), "run": [1]}),
    "lists-of-one.json": json.dumps({"l0": [0.1], "l1": [0.2], "l2": [0.4]}),
    "summary.json": json.dumps({"l0": 0.1, "l1": 0.2, "l2": 0.4, "_runtime": {"total": 9.5}, "seeds": [1, 2]}),
    "frame.json": json.dumps(
        {"layer": {"0": "l0", "1": "l1", "2": "l2"}, "norm": dict(zip("012", THREE, strict=True)), "run": {"1": 7}}
    ),
    "fit.json": json.dumps({"history": {"norm": list(THREE), "loss": [3, 2, 1]}}),
    "rows.json": json.dumps(MATRIX.tolist()),
    "history.json": json.dumps(HISTORY),
    "matrix.npz": archive(norms=MATRIX, names=["l0", "l1", "l2"], step=[0, 10]),
    "columns.npz": archive(norm=[*THREE, 1.0], step=[0, 0, 0, 1], layer=["a", "b", "c", "a"]),
    "single.npz": archive(norm=[*THREE, 1.0], rate=np.float32([0.1, 0.1, 0.1, 0.01])),
    "single.csv": "rate,norm\n0.10000000149011612,0.1\n0.1,0.2\n0.10000000149011612,0.4\n0.01,1\n",
    "matrix.npy": saved(MATRIX),
    "layers.npz": archive(l0=0.1, l1=0.2, l2=0.4),
    "board.json": json.dumps([[17.1, 0, 0.1], [17.2, 10, 0.2], [17.3, 20, 0.4]]),
    "run-1/g.csv": "step,norm\n0,0.1\n",
    "run-2/g.csv": "step,norm\n0,0.2\n",
    "run-10/g.csv": "step,norm\n0,0.4\n",
    "tag-l0.csv": "Wall time,Step,Value\n17.1,0,0.1\n17.2,10,0.05\n",
    "tag-l1.csv": "Wall time,Step,Value\n17.1,0,0.2\n17.2,10,0.1\n",
    "tag-l10.csv": "Wall time,Step,Value\n17.1,0,0.4\n17.2,10,0.2\n",
    "two.csv": "step,param,layer,norm\n0,weight,1,0.1\n0,bias,1,0.02\n0,weight,2,0.2\n0,bias,2,0.03\n0,weight,3,0.4\n",
    "blank-lines.csv": "layer,norm\n\n1,0.1\n\n2,0.2\n3,0.4\n\n",
    "double-cr.csv": "layer,norm\r\r\n1,0.1\r\r\n2,0.2\r\r\n3,0.4\r\r\n",
    "excel.csv": "layer,norm,,\n1,0.1,,\n2,0.2,,\n3,0.4,,\n,,,\n , ,,\n",
    "index.csv": ",norm\n0,0.1\n1,0.2\n2,0.4\n",
    "semicolons.csv": "layer;norm\n1;0.1\n2;0.2\n3;0.4\n",
    "tabs.tsv": "layer\tnorm of g\n1\t0.1\n2\t0.2\n3\t0.4\n",
    "mlflow.metric": "1716000000000 0.1 1\n1716000001000 0.2 2\n1716000002000 0.4 3\n",
    "savetxt.txt": "# layer norm\n1.0e+00 1.0e-01\n2.0e+00 2.0e-01\n3.0e+00 4.0e-01\n",
    "footer.txt": "# layer norm\n1 0.1\n2 0.2\n# the last one, epoch 3\n3 0.4\n#done\n",
    "comments.csv": "layer,norm\n# first, the input\n1,0.1\n2,0.2\n#\n3,0.4\n# end\n",
    "hashes.csv": "layer,norm\n#1,0.1\n#2,0.2\n#3,0.4\n",
    "aligned.txt": "  layer   norm\n      1    0.1\n      2    0.2\n      3    0.4\n",
    "bare.csv": "0.1\n0.2\n0.4\n",
    "numbers.csv": "1,2\n0.1,7\n0.2,7\n0.4,7\n",
    "rows.csv": "0.1,0.2,0.4\n0.05,0.1,0.2\n",
    "one-row.txt": "0.1 0.2 0.4\n",
    "nested.json": json.dumps(
        [
            {"step": step, "grads": {"l0": norm, "l1": 2 * norm, "deep": {"l2": 4 * norm}}}
            for step, norm in ((0, 0.1), (9, 0.05))
        ]
    ),
    "nested.jsonl": '{"step": 0, "grads": [0.1, 0.2, 0.4], "run": {"lr": 1}}\n{"step": 0, "grads": [1, 1, 1], "run": {"lr": 2}}\n',
    "tree.json": json.dumps({"step": 3, "grads": {"l0": 0.1, "l1": 0.2, "l2": 0.4}, "acts": {"l0": 7}}),
    "by-layer.json": json.dumps({layer: {"grad": {"norm": norm}} for layer, norm in zip("abc", THREE, strict=True)}),
    "records.npy": saved(RECORD_ARRAY),
    "one-record.npy": saved(np.array([THREE], dtype=[("l0", "f8"), ("l1", "f8"), ("l2", "f8")])),
    "records.npz": archive(run=RECORD_ARRAY, keep=[1, 1, 1, 0]),
    "european.csv": "layer;norm\n1;0,1\n2;0,2\n3;0,4\n",
    "european.tsv": "norm\ttokens\n1e-1\t1,234\n2e-1\t5,678\n4e-1\t0,5\n",
    "european-bare.csv": "0,1;0,2;0,4\n0,05;0,1;0,2\n",
    "excel-semicolon.csv": "sep=;\nlayer;norm\n1;0,1\n2;0,2\n3;0,4\n",
    "excel-tab.csv": "sep=\t\nlayer\tnorm\n1\t0.1\n2\t0.2\n3\t0.4\n",
    "excel-comma.csv": '\ufeff"sep=,"\r\nlayer,norm\r\n1,0.1\r\n2,0.2\r\n3,0.4\r\n',
    "pipes.txt": "layer|norm\n1|0.1\n2|0.2\n3|0.4\n",
    "markdown.txt": "| layer | norm |\n|:------|-----:|\n| 1 | 0.1 |\n| 2 | 0.2 |\n| 3 | 0.4 |\n",
    "psql.txt": " layer | norm \n-------+------\n 1 | 0.1 \n 2 | 0.2 \n 3 | 0.4 \n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def gradients(folder: Path, reference: object, count: int = 3, **params: object) -> tuple[float, ...]:
    spec = {"kind": "gradient-flow", "params": {"layers": [2] * count, "gradients": reference, **params}}
    return load_spec(spec, folder=folder).params.gradients


@pytest.mark.parametrize(
    ("reference", "values"),
    [
        ({"file": "wide.csv", "columns": ["l0", "l1", "l2"], "where": {"step": 49}}, (0.003, 0.02, 0.2)),
        ({"file": "wide.csv", "columns": "l*", "where": {"epoch": 1}}, (0.004, 0.021, 0.19)),
        ({"file": "wide.csv", "columns": "l[0-9]", "where": {"step": [49, 50]}}, (0.003, 0.02, 0.2)),
        ({"file": "wide.csv", "columns": ["l2", "l1", "l0"], "where": {"step": 49}}, (0.2, 0.02, 0.003)),
        ({"file": "wide.csv", "columns": [1, 2, -2], "where": {"step": 49}}, (0.003, 0.02, 0.2)),
        ({"file": "wide.csv", "columns": "l*", "row": 0}, (0.003, 0.02, 0.2)),
        ({"file": "wide.csv", "columns": "l*", "row": -1}, (0.004, 0.021, 0.19)),
        ({"file": "mapping.json"}, THREE),
        ({"file": "mapping.json", "columns": ["l2", "l1", "l0"]}, THREE[::-1]),
        ({"file": "lists-of-one.json"}, THREE),
        ({"file": "summary.json", "columns": "l?"}, THREE),
        ({"file": "summary.json", "columns": ["l2", "l1", "l0"]}, THREE[::-1]),
        ({"file": "records.json", "column": "norm"}, THREE),
        ({"file": "records.jsonl", "column": "norm"}, THREE),
        ({"file": "records.ndjson", "column": "norm"}, THREE),
        ({"file": "records.json", "column": "norm", "where": {"layer": ["l2", "l0", "l1"]}}, THREE),
        ({"file": "named.json", "column": "norm"}, THREE),
        ({"file": "columns.json", "column": "norm"}, THREE),
        ({"file": "columns.json", "column": "norm", "where": {"layer": ["l0", "l1", "l2"]}}, THREE),
        ({"file": "frame.json", "column": "norm"}, THREE),
        ({"file": "frame.json", "column": "norm", "where": {"layer": ["l2", "l0", "l1"]}}, THREE),
        ({"file": "fit.json", "pointer": "/history", "column": "norm"}, THREE),
        ({"file": "rows.json", "row": 0}, THREE),
        ({"file": "rows.json", "pointer": "/0"}, THREE),
        ({"file": "matrix.npz", "array": "norms", "row": 0}, THREE),
        ({"file": "matrix.npz", "array": "norms", "where": {"step": 10}}, (0.05, 0.1, 0.2)),
        ({"file": "columns.npz", "column": "norm", "where": {"step": 0}}, THREE),
        ({"file": "single.npz", "column": "norm", "where": {"rate": 0.1}}, THREE),
        ({"file": "single.csv", "column": "norm", "where": {"rate": 0.1}}, THREE),
        ({"file": "matrix.npy", "row": -2}, THREE),
        ({"file": "layers.npz"}, THREE),
        ({"file": "layers.npz", "columns": ["l2", "l1", "l0"]}, THREE[::-1]),
        ({"file": "board.json", "column": 2}, THREE),
        ({"file": "run-*/g.csv", "column": "norm"}, THREE),
        ({"file": "tag-l*.csv", "column": "Value", "where": {"Step": 0}}, THREE),
        ({"file": "tag-l*.csv", "column": "Value", "row": -1}, (0.05, 0.1, 0.2)),
        ({"file": ["tag-l10.csv", "tag-l1.csv", "tag-l0.csv"], "column": "Value", "where": {"Step": 0}}, THREE[::-1]),
        ([{"file": f"tag-l{layer}.csv", "column": "Value", "where": {"Step": 0}} for layer in (0, 1, 10)], THREE),
        ({"file": "two.csv", "column": "norm", "where": {"param": "weight"}}, THREE),
        ({"file": "blank-lines.csv", "column": "norm"}, THREE),
        ({"file": "double-cr.csv", "column": "norm"}, THREE),
        ({"file": "excel.csv", "column": "norm"}, THREE),
        ({"file": "index.csv"}, THREE),
        ({"file": "semicolons.csv", "column": "norm"}, THREE),
        ({"file": "tabs.tsv", "column": "norm of g"}, THREE),
        ({"file": "mlflow.metric", "column": 1}, THREE),
        ({"file": "savetxt.txt", "column": "norm"}, THREE),
        ({"file": "aligned.txt", "column": "norm"}, THREE),
        ({"file": "footer.txt", "column": "norm"}, THREE),
        ({"file": "comments.csv", "column": "norm"}, THREE),
        ({"file": "hashes.csv", "column": "norm"}, THREE),
        ({"file": "bare.csv"}, THREE),
        ({"file": "numbers.csv", "column": 1, "header": True}, THREE),
        ({"file": "rows.csv", "row": 0}, THREE),
        ({"file": "rows.csv", "row": -1}, (0.05, 0.1, 0.2)),
        ({"file": "one-row.txt"}, THREE),
        ({"file": "nested.json", "columns": "grads/*", "row": 0}, THREE),
        ({"file": "nested.json", "columns": ["grads/deep/l2", "grads/l1", "grads/l0"], "where": {"step": 0}}, THREE[::-1]),
        ({"file": "nested.jsonl", "columns": "grads/*", "where": {"run/lr": 1}}, THREE),
        ({"file": "tree.json", "columns": "grads/*"}, THREE),
        ({"file": "by-layer.json", "column": "grad/norm"}, THREE),
        ({"file": "by-layer.json", "columns": "*/grad/norm"}, THREE),
        ({"file": "records.npy", "column": "norm", "where": {"step": 0}}, THREE),
        ({"file": "one-record.npy"}, THREE),
        ({"file": "records.npz", "array": "run", "column": "norm", "where": {"keep": 1}}, THREE),
        ({"file": "european.csv", "column": "norm"}, THREE),
        ({"file": "european.tsv", "column": "tokens"}, (1.234, 5.678, 0.5)),
        ({"file": "european-bare.csv", "row": 0}, THREE),
        ({"file": "european-bare.csv", "row": 0, "where": {"0": 0.1}}, THREE),
        ({"file": "excel-semicolon.csv", "column": "norm"}, THREE),
        ({"file": "excel-comma.csv", "column": "norm"}, THREE),
        ({"file": "pipes.txt", "column": "norm"}, THREE),
        ({"file": "markdown.txt", "column": "norm"}, THREE),
        ({"file": "psql.txt", "column": "norm"}, THREE),
        ({"l0": 0.1, "l1": 0.2, "l2": 0.4}, THREE),
        (MATRIX[:1], THREE),
        (np.array([THREE]).T, THREE),
    ],

)  # fmt: skip
def test_one_number_per_layer(folder: Path, reference: object, values: tuple[float, ...]) -> None:
    assert gradients(folder, reference) == values


@pytest.mark.parametrize(
    ("reference", "count", "skipped"),
    [
        ({"file": "wide.csv", "columns": "l*", "where": {"epoch": 0}, "blank": "skip"}, 3, "3 blank values"),
        ({"file": "wide.csv", "column": "l1", "blank": "skip"}, 2, "1 blank value"),
        (
            {"file": "history.json", "pointer": "/log_history", "column": "grad_norm", "blank": "skip"},
            3,
            "1 blank value",
        ),
    ],
)
def test_blanks_are_skipped_with_a_warning(folder: Path, reference: object, count: int, skipped: str) -> None:
    with pytest.warns(UserWarning, match=f"params.gradients: {skipped} skipped"):
        assert len(gradients(folder, reference, count)) == count


@pytest.mark.parametrize(
    ("reference", "names"),
    [
        ({"file": "records.json", "column": "layer"}, ("l0", "l1", "l2")),
        ({"file": "mapping.json"}, ("l0", "l1", "l2")),
        ({"file": "named.json"}, ("l0", "l1", "l2")),
        ({"file": "wide.csv", "columns": "l*"}, ("l0", "l1", "l2")),
        ({"file": "matrix.npz", "array": "names"}, ("l0", "l1", "l2")),
        ({"file": "two.csv", "column": "layer", "where": {"param": "weight"}}, ("1", "2", "3")),
        ({"file": "tag-l*.csv"}, ("tag-l0", "tag-l1", "tag-l10")),
        ({"file": "layers.npz"}, ("l0", "l1", "l2")),
        ({"file": "run-*/g.csv"}, ("run-1", "run-2", "run-10")),
    ],
)
def test_names_of_layers(folder: Path, reference: object, names: tuple[str, ...]) -> None:
    spec = {"kind": "gradient-flow", "params": {"layers": [2, 2, 2], "names": reference}}
    assert load_spec(spec, folder=folder).params.names == names


AB = {"a": (0, 1), "b": (2, 0)}


class Column(list):
    """A column of a DataFrame: a sequence that can give a list."""

    def tolist(self) -> list[object]:
        return list(self)


class Frame:
    """What pandas and polars have in common."""

    columns = ("a", "b")

    def __getitem__(self, name: str) -> Column:
        return Column(AB[name])


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"a": [0, 1], "b": [2, 0]}, "ab"),
        ([[0, 1], [2, 0]], ("N1", "N2")),
        ([{"a": 0, "b": 2}, {"a": 1, "b": 0}], "ab"),
        (np.array([[0, 1], [2, 0]]), ("N1", "N2")),
        (Frame(), "ab"),
        (np.array([(0, 2), (1, 0)], dtype=[("a", int), ("b", int)]), "ab"),
        ({np.int64(1): [0, 1], np.float64(2.5): [2, 0]}, ("1", "2.5")),
        ({("a", 1): [0, 1], ("a", 2): [2, 0]}, ("('a', 1)", "('a', 2)")),
        ({"file": "wide.csv", "columns": ["a", "b"]}, "ab"),
        ({"file": "wide.csv", "columns": "[ab]", "where": {"step": [0, 1]}}, "ab"),
        ({"file": "long.json", "by": "name", "column": "peak"}, "ab"),
        ({"file": "lists.json", "columns": "*"}, "ab"),
        ({"file": "steps.npy", "columns": "*"}, "01"),
        ({"file": "units.npy"}, ("N1", "N2")),
        ({"file": ["a.csv", "b.csv"], "column": "peak"}, "ab"),
    ],

)  # fmt: skip
def test_named_series(tmp_path: Path, given: object, names: str) -> None:
    long = [{"name": name, "peak": value} for name, values in AB.items() for value in values]
    files: dict[str, str | bytes] = {
        "wide.csv": "step,a,b\n0,0,2\n1,1,0\n", "long.json": json.dumps(long), "lists.json": json.dumps(AB),
        "steps.npy": saved(np.array([[0, 2], [1, 0]])), "units.npy": saved(np.array([[0, 1], [2, 0]])),
        "a.csv": "step,peak\n0,0\n1,1\n", "b.csv": "step,peak\n0,2\n1,0\n",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    neurons = load_spec({"kind": "dead-neurons", "params": {"neurons": given}}, folder=str(tmp_path)).params.neurons
    assert [each.id for each in neurons] == list(names)
    assert [each.activations for each in neurons] == list(AB.values())


@pytest.mark.parametrize(
    ("document", "numbers"),
    [({"a": [None, 0, 1], "b": [2, 0]}, [(0, 1), (2, 0)]), ([[0, 1, math.nan], [2, None]], [(0, 1), (2,)])],
)
def test_blanks_in_series_of_a_document_are_skipped(tmp_path: Path, document: object, numbers: object) -> None:
    (tmp_path / "units.json").write_text(json.dumps(document), encoding="utf-8")
    spec = {"kind": "dead-neurons", "params": {"neurons": {"file": "units.json", "blank": "skip"}}}
    with pytest.warns(UserWarning, match=r"params.neurons: \d blank values? skipped"):
        neurons = load_spec(spec, folder=tmp_path).params.neurons
    assert [each.activations for each in neurons] == numbers


@pytest.mark.parametrize(
    "word",
    ["NA", "n/a", "#N/A", "None", "null", "-nan(ind)", "nan(0x8000)", "1.#QNAN", "undefined", "''", "-", "–", "…"],
)
def test_words_for_missing_values_are_blank(tmp_path: Path, word: str) -> None:
    (tmp_path / "keras.csv").write_text(f"epoch,val_loss\n0,1\n1,{word}\n2,0.5\n", encoding="utf-8")
    (tmp_path / "keras.json").write_text(json.dumps({"val_loss": [1, word, 0.5]}), encoding="utf-8")
    for name in ("keras.csv", "keras.json"):
        given = {"file": name, "column": "val_loss", "blank": "skip"}
        with pytest.warns(UserWarning, match="1 blank value skipped"):
            assert gradients(tmp_path, given, 2) == (1, 0.5)
    with pytest.raises(ContentError, match="leave blank values out with blank: skip"):
        gradients(tmp_path, {"file": "keras.csv", "column": "val_loss"}, 3)


@pytest.mark.parametrize("head", ["[1],[V]", "[s],x", "[run 7]\nstep,norm"])
def test_a_table_may_begin_with_brackets(tmp_path: Path, head: str) -> None:
    (tmp_path / "run.csv").write_text(f"{head}\n0,1\n1,2\n", encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert gradients(tmp_path, {"file": "run.csv", "column": 1}, 2) == (1, 2)


def test_series_from_a_list_of_references_have_advice() -> None:
    given = [{"file": "a.csv", "columns": "u*"}, {"file": "b.csv", "columns": "u*"}]
    with pytest.raises(ContentError) as caught:
        load_spec({"kind": "dead-neurons", "params": {"neurons": given}})
    (problem,) = caught.value.diagnostics
    assert problem.message == "params.neurons: a list of references gives single numbers, not series"
    assert problem.hint == "write {file: [a.csv, b.csv], …}"


@pytest.mark.parametrize("name", ["run.csv", "run.json", "run.npy"])
def test_whole_numbers_may_have_decimals_in_a_file(tmp_path: Path, name: str) -> None:
    contents = {"run.csv": b"width\n4.0\n2.0\n", "run.json": b"[4.0, 2.0]", "run.npy": saved(np.array([4.0, 2.0]))}
    (tmp_path / name).write_bytes(contents[name])
    spec = {"kind": "gradient-flow", "params": {"layers": {"file": name}}}
    assert load_spec(spec, folder=tmp_path).params.layers == (4, 2)
    (tmp_path / "half.csv").write_text("width\n4.5\n", encoding="utf-8")
    spec["params"] = {"layers": {"file": "half.csv"}}
    with pytest.raises(ContentError, match=r"4.5 is not a whole number"):
        load_spec(spec, folder=tmp_path)


@pytest.mark.parametrize("rows", [{"where": {"0": 2}}, {"row": 1}])
def test_rows_of_a_document_may_be_chosen_as_series(tmp_path: Path, rows: dict[str, object]) -> None:
    (tmp_path / "units.json").write_text("[[0, 1], [2, 0]]", encoding="utf-8")
    spec = {"kind": "dead-neurons", "params": {"neurons": {"file": "units.json", **rows}}}
    (neuron,) = load_spec(spec, folder=tmp_path).params.neurons
    assert neuron.activations == (2, 0)


@pytest.mark.parametrize(
    ("lines", "line", "column", "fault"),
    [
        ('{"norm": 1}\n\n{"norm": 2\n{"norm": 3}\n', 3, 11, "a comma is missing"),
        ('{"norm": 1},\n{"norm": 2}\n', 1, 12, "the JSON has ended before this"),
        ('{"norm": 1}\n{"norm": 2},\n', 2, 12, "the JSON has ended before this"),
        ('{"norm": 1}\nnorm\n', 2, 1, "a value is missing"),
    ],
)
def test_mistakes_in_json_lines_are_in_their_line(
    tmp_path: Path, lines: str, line: int, column: int, fault: str
) -> None:
    (tmp_path / "run.jsonl").write_text(lines, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        gradients(tmp_path, {"file": "run.jsonl", "column": "norm"})
    (problem,) = caught.value.diagnostics
    assert (problem.line, problem.column) == (line, column)
    assert f"this is not JSON: {fault}" in problem.message


def test_keys_of_python_that_are_one_text_are_refused() -> None:
    with pytest.raises(ContentError, match=r"params.neurons.1: this key is there twice"):
        load_spec({"kind": "dead-neurons", "params": {"neurons": {1: [0, 1], "1": [2, 0]}}})


def test_series_with_one_name_are_refused_even_if_blank(tmp_path: Path) -> None:
    (tmp_path / "units.npz").write_bytes(archive(units=np.full((2, 3), np.nan), names=["a", "a"]))
    given = {"file": "units.npz", "array": "units", "by": "names", "blank": "skip"}
    with pytest.raises(ContentError, match="the name 'a' is there twice"):
        load_spec({"kind": "dead-neurons", "params": {"neurons": given}}, folder=tmp_path)


def test_records_in_yaml_that_lack_a_key_are_reported_at_their_place() -> None:
    with pytest.raises(ContentError) as caught:
        load_spec("kind: dead-neurons\nparams:\n  neurons:\n    - {a: 1, b: 2}\n    - {a: 2}\n")
    (problem,) = caught.value.diagnostics
    assert (problem.line, problem.message, problem.hint) == (5, "params.neurons.1.b: this key is missing", "")


def test_forms_in_yaml_are_reported_at_their_place() -> None:
    with pytest.raises(ContentError) as caught:
        load_spec("kind: dead-neurons\nparams:\n  neurons:\n    a: [0, 1]\n    b: [0, x]\n    c: 3\n")
    (problem,) = caught.value.diagnostics
    assert (problem.line, problem.column, problem.message) == (6, 8, "params.neurons.c: 3 is not a list of numbers")
    with pytest.raises(ContentError, match=r"params.neurons.b.1: 'x' is not a number"):
        load_spec("kind: dead-neurons\nparams:\n  neurons:\n    a: [0, 1]\n    b: [0, x]\n")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ({"file": "wide.csv", "columns": "l*"}, "3:3: error: the cell is empty"),
        ({"file": "wide.csv", "columns": "l*"}, "leave blank values out with blank: skip"),
        ({"file": "wide.csv", "columns": "l*", "blank": "skip"}, "the rows that are left have 2 numbers in the column 'l0'; one is needed"),
        ({"file": "wide.csv", "columns": "l*", "blank": "skip"}, "add where: {epoch: …}"),
        ({"file": "wide.csv", "columns": "w*"}, "params.gradients.columns: no column matches 'w*' (columns here: epoch, l0, l1, l2, step)"),
        ({"file": "wide.csv", "columns": ["l0", "l3"]}, "params.gradients.columns.1: there is no column 'l3' in the file"),
        ({"file": "wide.csv", "columns": ["l0", "l1", 1], "row": 0}, "params.gradients.columns.2: the column 'l0' is in the list already (delete it)"),
        ({"file": "wide.csv", "columns": "l0, l1, l2"}, "there is no column 'l0, l1, l2' in the file (write [l0, l1, l2])"),
        ({"file": "wide.csv", "columns": "l0-l2"}, "there is no column 'l0-l2' in the file (write [l0, l1, l2])"),
        ({"file": "wide.csv", "columns": "l2:l0"}, "there is no column 'l2:l0' in the file (columns here: epoch"),
        ({"file": "wide.csv", "columns": "^l.*$"}, "no column matches '^l.*$' (write 'l*': this is no regular expression)"),
        ({"file": "wide.csv", "column": ["l0", "l1"]}, "params.gradients.column: a list is not the name or number of one column (write columns)"),
        ({"file": "wide.csv", "column": "l0", "where": {"step": "last"}}, "no row has 'last' in the column 'step' (write row: -1 for the last row)"),
        ({"file": "wide.csv", "column": "l0", "where": {"step": "> 49"}}, "(write the values themselves: the column has 49, 62, 99)"),
        ({"file": "wide.csv", "column": "l0", "row": "last"}, "'last' is not the number of a row from 0, or -1 for the last"),
        ({"file": "wide.csv", "column": "l0", "skiprows": 1}, "(delete it: titles and comments are skipped)"),
        ({"file": "wide.csv", "column": "l0", "sheet": "A"}, "(save the sheet as a CSV file of its own)"),
        (Path("wide.csv"), "(write {file: wide.csv, column: …})"),
        ({"file": "wide.csv", "columns": "l*", "row": 7}, "params.gradients.row: there is no row 7: the table has 3 rows, counted from 0"),
        ({"file": "wide.csv", "column": "l0", "columns": "l*"}, "the numbers are in one column or across several (delete 'column' or 'columns')"),
        ({"file": "wide.csv", "columns": "l*", "where": {"step": [1, 2]}}, "no row has 1 or 2 in the column 'step' (the column has 49, 62, 99)"),
        (
            {"file": "wide.csv", "columns": "l*", "where": {"step": list(range(1, 20))}},
            "no row has 1 or 2 or 3 or 4 or 5 or 6 or 7 or 8 or 9 or 10 or 11 or 12 or 7 other values in the column 'step' (the column has 49, 62, 99)",
        ),
        ({"file": "history.json", "column": "grad_norm"}, "say with 'pointer' which list is meant: /log_history"),
        ({"file": "history.json", "pointer": "/log_history", "column": "grad_norm"},
         "history.json:1:108: error: /log_history/2/grad_norm: this key is missing"),
        ({"file": "records.jsonl", "column": "layer"}, "records.jsonl:3:11: error: /1/layer: 'l1' is not a number"),
        ({"file": "summary.json", "columns": ["l0", "l4"]}, "params.gradients.columns.1: there is no column 'l4' in the file (columns here: l0)"),
        ({"file": "summary.json", "columns": "w*"}, "the file is a mapping with l0, l1, l2, _runtime, seeds"),
        ({"file": "mapping.json", "columns": ["l0", "w"]}, "there is no column 'w' in the file (columns here: l0, l1, l2)"),
        ({"file": "fit.json", "column": "norm"}, "say with 'pointer' which list is meant: /history/norm, /history/loss"),
        ({"file": "frame.json", "column": "layer"}, "frame.json:1:17: error: /layer/0: 'l0' is not a number"),
        ({"file": "frame.json", "column": "run"}, "frame.json:1:93: error: /run/0: this key is missing"),
        ({"file": "records.json"}, "say with 'column' which column is meant; the file has layer, norm"),
        ({"file": "matrix.npy"}, "the array 'matrix' has the shape 2 × 3 (add row: 0 or column: 0; -1 is the last)"),
        ({"file": "tag-l*.csv", "column": "Value"}, "tag-l0.csv gives 2 values; of several files, each gives one (add where: {Step: …}"),
        ({"file": "tag-l*.csv", "column": "value"}, "tag-l0.csv: there is no column 'value' in the file (did you mean 'Value'?)"),
        ({"file": "tug-l*.csv", "column": "Value"}, "no file matches"),
        ({"file": "../*.csv", "column": "Value"}, "outside the content folder"),
        ([{"file": "tag-l0.csv", "column": "Value"}], "params.gradients.0: has 2 values; each reference of a list gives one"),
        ({"file": "rows.csv"}, "say with 'row' or 'column' which numbers are meant; the file has 3 columns without names (add row: 0"),
        ({"file": "wide.csv", "row": 0}, "the file has epoch, l0, l1, l2, step (write columns: '*' for all of them)"),
        ({"file": "nested.json", "columns": "grads/*"}, "the rows that are left have 2 numbers in the column 'grads/l0'; one is needed (add where: {step"),
        ({"file": "nested.json", "columns": "grods/*"}, "no column matches 'grods/*' (columns here: step, grads/l0, grads/l1, grads/deep/l2, grads)"),
        ({"file": "records.npy", "column": "layer"}, "layer[0]: 'a' is text, not a number"),
        ({"file": "records.npy", "column": "nrm"}, "there is no column 'nrm' in the file (did you mean 'norm'?)"),
        ({"a": [1, 2], "b": [3, 4]}, "params.gradients: this is a table, but one list of numbers is needed"),
    ],
)  # fmt: skip
def test_mistakes(folder: Path, reference: object, said: str) -> None:
    with pytest.raises(ContentError) as caught, warnings.catch_warnings():
        gradients(folder, reference)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("2,000", "write 2000, without a sign between the thousands, or 2.000 if the comma is the decimal sign"),
        ("1,234.5", "write 1234.5, without a sign between the thousands"),
        ("1.234,5", "write 1234.5, without a sign between the thousands"),
        ("1,234,567", "write 1234567, without a sign between the thousands"),
        ("1 234", "write 1234, without a sign between the thousands"),
        ("1'234.5", "write 1234.5, without a sign between the thousands"),
        ("0,5", "write 0.5, with a point"),
        ("0,047", "write 0.047, with a point"),
        ("12,34", "write 12.34, with a point"),
        ("1,2,3", ""),
        ("1_000", "write 1000"),
        ("$5", "write 5, without $"),
        ("−0.5", "write -0.5, with a hyphen"),
        ("€ 1.5", "write 1.5, without €"),
        ("5 ms", "write 5, without ms"),
        ("50%", "write 50, without %, or 0.5 for the share"),
        ("five", ""),
        ("1e-400", "write 0"),
    ],
)
def test_hints_at_numbers(tmp_path: Path, cell: str, hint: str) -> None:
    (tmp_path / "t.csv").write_text(f'step,tokens\n1,"{cell}"\n', encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        gradients(tmp_path, {"file": "t.csv", "column": "tokens"}, 1)
    (problem,) = caught.value.diagnostics
    assert (problem.line, problem.column, problem.hint) == (2, 3, hint)


@pytest.mark.parametrize("name", ["t.csv", "t.json"])
def test_a_number_that_is_not_zero_does_not_become_zero(tmp_path: Path, name: str) -> None:
    (tmp_path / "t.csv").write_text("a\n1e-400\n", encoding="utf-8")
    (tmp_path / "t.json").write_text("[1e-400]", encoding="utf-8")
    with pytest.raises(ContentError, match=r"1e-400'? is too small for a number"):
        gradients(tmp_path, {"file": name}, 1)
    for zero in ("0e-400", "0.000", "-0.0e5"):
        (tmp_path / "t.csv").write_text(f"a\n{zero}\n", encoding="utf-8")
        assert gradients(tmp_path, {"file": "t.csv"}, 1) == (0,)


TITLED = {
    "one title": ("Gradient norms of run 7\n\nlayer,norm\n1,0.1\n2,0.2\n3,0.4\n", 3, "'Gradient norms of run 7'"),
    "two padded titles": ("Run 7,,\nseed one,,\nlayer,norm,\n1,0.1,\n2,0.2,\n3,0.4,\n", 3, "'Run 7 / seed one'"),
    "semicolons": ("Läufe, alle\nlayer;norm\n1;0,1\n2;0,2\n3;0,4\n", 2, "'Läufe, alle'"),
    "quoted": ('"Run 7, seed 1"\nlayer,norm\n1,0.1\n2,0.2\n3,0.4\n', 2, "'Run 7, seed 1'"),
}


@pytest.mark.parametrize("case", TITLED)
def test_a_title_above_the_names_is_skipped_with_a_warning(tmp_path: Path, case: str) -> None:
    content, line, title = TITLED[case]
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    said = f"what is above the names of the columns in line {line} of .*t.csv is skipped: {title}"
    with pytest.warns(UserWarning, match=said):
        assert gradients(tmp_path, {"file": "t.csv", "column": "norm"}) == THREE


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "Run,7\nlayer,step,norm\n1,0,0.1\n2,0,0.2\n",
            "line 2 looks like the names of the columns; delete what is above it",
        ),
        ("2026\nlayer,norm\n1,0.1\n2,0.2\n", "line 2 looks like the names of the columns; delete what is above it"),
        ("name\nconv, first\nconv, last\n", "there is no column 'norm'"),
        ("sep=:\nlayer:norm\n1:0.1\n", "t.csv:1:1: error: cells between ':' are not read; a separator is one of a tab"),
        ("norm\n0,1\n0,2\n", "the row has 2 cells, but there is 1 column .*write 0.1, with a point"),
        ("layer;norm\n1;1,234\n2;5,678\n", "'1,234' is not a number .*without a sign between the thousands, or 1.234"),
        ("layer;norm\n1;0,5\n2;0.5\n", "'0,5' is not a number .*write 0.5, with a point"),
        ("layer;norm\n1;0,5\n2;1.234,5\n", "'1.234,5' is not a number"),
        ("layer;norm\n1;0,5\n2;x,5\n", "'x,5' is not a number"),
    ],
)
def test_what_is_not_clear_is_refused_with_advice(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "t.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ContentError, match=f"(?s){said}") as caught:
        gradients(tmp_path, {"file": "t.csv", "column": "norm"}, 2)
    assert "Traceback" not in str(caught.value)


def test_titles_of_many_files_are_one_warning(tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"l{number}.csv").write_text("A title\nlayer,norm\n1,0.1\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="and the same of 4 more files"):
        gradients(tmp_path, {"file": "l*.csv", "column": "norm"}, 9)


def test_rows_without_names_are_series(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("7,0,1\n8,2,0\n", encoding="utf-8")
    for more, names, first in (({}, ["N1", "N2"], (7, 0, 1)), ({"by": 0}, ["7", "8"], (0, 1))):
        spec = {"kind": "dead-neurons", "params": {"neurons": {"file": "units.csv", **more}}}
        neurons = load_spec(spec, folder=tmp_path).params.neurons
        assert [neuron.id for neuron in neurons] == names
        assert neurons[0].activations == first


def test_fields_that_are_no_numbers_are_named(tmp_path: Path) -> None:
    np.save(tmp_path / "r.npy", np.array([(b"a", 0.1)], dtype=[("layer", "S1"), ("norm", "f8")]))
    with pytest.raises(ContentError, match="the array 'r' holds bytes in the field 'layer'; real numbers are needed"):
        gradients(tmp_path, {"file": "r.npy", "column": "norm"}, 1)
