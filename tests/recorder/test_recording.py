"""What a recorder takes down against numpy on the arrays themselves, and what it refuses."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from sitegen.recorder import Recorder

SHAPES = {"hidden 1": (6, 5), "hidden 2": (6, 4), "output": (6, 2)}


@pytest.fixture
def arrays() -> dict[tuple[int, str], np.ndarray]:
    rng = np.random.default_rng(5)
    return {(step, name): rng.standard_normal(shape).round(1) for step in (0, 10, 25) for name, shape in SHAPES.items()}


@pytest.fixture
def recorder(arrays) -> Recorder:
    recorder = Recorder()
    for (step, name), array in arrays.items():
        recorder.record(step, name, array)
    return recorder


def test_layers_keep_the_order_in_which_they_came(recorder: Recorder) -> None:
    assert (recorder.layers, recorder.steps) == (list(SHAPES), [0, 10, 25])


def test_named_layers_keep_their_order_whatever_comes_first(arrays) -> None:
    recorder = Recorder(SHAPES)
    for (step, name), array in sorted(arrays.items(), key=lambda each: (each[0][0], each[0][1] != "output")):
        recorder.record(step, name, array)
    assert recorder.layers == list(SHAPES)
    assert_allclose(recorder.norms(10), [np.linalg.norm(arrays[10, name]) for name in SHAPES], rtol=1e-14)


def test_measures_are_those_of_numpy(recorder: Recorder, arrays) -> None:
    saved = recorder.arrays()
    expected = {
        "norm": np.linalg.norm,
        "log10_norm": lambda array: np.log10(np.linalg.norm(array)),
        "mean": np.mean,
        "peak": lambda array: np.abs(array).max(),
        "zeros": lambda array: np.mean(array == 0),
    }
    for name, measure in expected.items():
        table = [[measure(arrays[step, layer]) for layer in SHAPES] for step in (0, 10, 25)]
        assert_allclose(saved[name], table, rtol=1e-13, atol=1e-16)
    assert_allclose(saved["norm_step_10"], saved["norm"][1], rtol=0)
    assert_allclose(saved["run_rms_norm"], np.sqrt((saved["norm"] ** 2).mean(axis=0)), rtol=1e-12)


def test_norms_are_those_of_the_last_step_or_the_one_named(recorder: Recorder, arrays) -> None:
    assert_allclose(recorder.norms(), [np.linalg.norm(arrays[25, name]) for name in SHAPES], rtol=1e-14)
    with pytest.raises(ValueError, match=re.escape("step 9 is not among the kept steps; the nearest is 10")):
        recorder.norms(9)


def test_units_are_counted_on_the_last_axis_or_the_one_named(arrays) -> None:
    images = np.random.default_rng(6).standard_normal((4, 3, 8, 8))
    recorder = Recorder(unit_axis=1)
    recorder.record(0, "conv", images)
    assert_allclose(recorder.arrays()["neuron_peak"][:, 0], np.abs(images).max(axis=(0, 2, 3)), rtol=0)
    recorder = Recorder(units=2)
    recorder.record(0, "dense", arrays[0, "hidden 1"])
    assert_allclose(recorder.arrays()["neuron_peak"][:, 0], np.abs(arrays[0, "hidden 1"]).max(axis=0)[:2], rtol=0)
    assert recorder.arrays()["neuron"].tolist() == ["dense·N1", "dense·N2"]


def test_no_units_are_followed_when_none_are_wanted() -> None:
    recorder = Recorder(units=0)
    recorder.record(0, "a", [[1.0, 2.0]])
    assert recorder.arrays()["neuron_peak"].shape == (0, 1)
    assert recorder.arrays()["neuron"].shape == (0,)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble", "int8", "uint64", ">f4"])
def test_every_real_type_is_taken(dtype: str) -> None:
    recorder = Recorder()
    recorder.record(np.int64(3), 1, np.array([3, 4], dtype=dtype))
    assert (recorder.layers, recorder.steps, recorder.norms().tolist()) == (["1"], [3], [5.0])


def test_a_single_number_is_one_unit() -> None:
    recorder = Recorder()
    recorder.record(0, "loss", 0.25)
    assert recorder.arrays()["neuron_peak"].tolist() == [[0.25]]


def test_the_array_may_change_afterwards() -> None:
    recorder, array = Recorder(), np.ones((2, 3))
    recorder.record(0, "a", array)
    array[:] = 9
    assert recorder.norms().tolist() == [math.sqrt(6)]
    assert recorder.arrays()["neuron_peak"].max() == 1


REFUSED = {
    "not a number": ((10, "a", [[1.0, math.nan]]), "layer 'a' at step 10: 1 of 2 numbers is not finite; the first is nan at [0, 1]"),
    "infinities": ((10, "a", [[math.inf, -math.inf]]), "layer 'a' at step 10: 2 of 2 numbers are not finite; the first is inf at [0, 0]"),
    "too large for float64": ((10, "a", np.array([[np.longdouble("1e400"), 0]])), "the first is inf at [0, 0]"),
    "empty": ((10, "a", np.ones((0, 2))), "layer 'a' at step 10: the array of shape (0, 2) is empty"),
    "complex": ((10, "a", [[1j, 1]]), "layer 'a' at step 10: real numbers are needed, not an array of complex128"),
    "text": ((10, "a", [["1", "2"]]), "real numbers are needed"),
    "truth": ((10, "a", [[True, False]]), "real numbers are needed, not an array of bool"),
    "another number of units": ((10, "a", [[1, 2, 3]]), "layer 'a' at step 10: axes and units are 2 and 3, but they were 2 and 2 before"),
    "another number of axes": ((10, "a", [1, 2]), "axes and units are 1 and 2, but they were 2 and 2 before"),
    "a step back": ((4, "a", [[1, 2]]), "step 4 comes after step 5, but steps must grow"),
    "the same step": ((5, "a", [[1, 2]]), "layer 'a' already has an array at step 5; each step takes one"),
    "a step below zero": ((-1, "a", [[1, 2]]), "the step is -1: give 0 or more"),
    "rows of unlike lengths": ((10, "a", [[1], [1, 2]]), "layer 'a' at step 10: this cannot become an array: "),
    "an unknown layer": ((10, "c", [[1, 2]]), "there is no layer 'c' among a, b"),
    "no name": ((10, " ", [[1, 2]]), "' ' does not name a layer: write 1 to 64 printable characters"),
    "a name that breaks the line": ((10, "a\nb", [[1, 2]]), "'a\\nb' does not name a layer"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "said"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused_is_said_and_changes_nothing(given, said: str) -> None:
    recorder = Recorder()
    for step in (0, 5):
        for layer in ("a", "b"):
            recorder.record(step, layer, [[1.0, 2.0]])
    before = {name: array.tolist() for name, array in recorder.arrays().items()}
    with pytest.raises(ValueError, match=re.escape(said)):
        recorder.record(*given)
    assert {name: array.tolist() for name, array in recorder.arrays().items()} == before
    recorder.record(11, "a", [[1.0, 2.0]])


@pytest.mark.parametrize(
    ("step", "layer", "said"),
    [
        (1.5, "a", "the step is 1.5: give a whole number"),
        (0, None, "a layer that is no text is None: give a whole number"),
        (0, 0.5, "a layer that is no text is 0.5: give a whole number"),
    ],
)
def test_steps_are_whole_numbers_and_layers_have_names_or_numbers(step, layer, said: str) -> None:
    recorder = Recorder()
    with pytest.raises(TypeError, match=re.escape(said)):
        recorder.record(step, layer, [1.0])
    assert recorder.layers == []


@pytest.mark.parametrize("steps", [(0,), (0, 1)])
def test_a_layer_that_comes_after_the_first_step_is_unknown(steps: tuple[int, ...], tmp_path: Path) -> None:
    recorder = Recorder()
    for step in steps:
        recorder.record(step, "a", [3.0, 4.0])
    with pytest.raises(ValueError, match="there is no layer 'b' among a"):
        recorder.record(steps[-1] + 1, "b", [1.0])
    recorder.save(tmp_path / "run.npz")
    assert np.load(tmp_path / "run.npz")["norm"].tolist() == [[5.0]] * len(steps)
    assert recorder.layers == ["a"]


def test_the_first_step_may_bring_layers_one_by_one() -> None:
    recorder = Recorder()
    for step in (0, 1):
        for layer in ("a", "b", "c"):
            recorder.record(step, layer, [1.0])
    assert (recorder.layers, recorder.steps) == (["a", "b", "c"], [0, 1])


def test_a_layer_that_was_left_out_is_missed_at_the_next_step() -> None:
    recorder = Recorder(["a", "b"])
    recorder.record(0, "a", [1.0])
    with pytest.raises(ValueError, match="step 0 has no array for layer 'b'; record every layer at every step"):
        recorder.record(1, "a", [1.0])


def test_a_run_that_breaks_off_is_saved_up_to_its_last_whole_step() -> None:
    recorder = Recorder(samples=4)
    for step in range(11):
        for layer in ("a", "b"):
            recorder.record(step, layer, [[float(step == 10)]])
    recorder.record(11, "a", [[9.0]])
    with pytest.raises(ValueError, match="not finite"):
        recorder.record(11, "b", [[math.nan]])
    assert recorder.steps[-1] == 10
    assert recorder.norms().tolist() == [1.0, 1.0]
    assert recorder.arrays()["neuron_peak"].max(axis=1).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"samples": 1}, "samples is 1: give 2 or more"),
        ({"units": -1}, "units is -1: give 0 or more"),
        ({"layers": []}, "layers is empty: name at least one, or leave it out"),
        ({"layers": ["a", "b", "a "]}, "layers has 'a' twice"),
        ({"layers": ["x" * 65]}, "does not name a layer"),
    ],
)
def test_a_recorder_that_cannot_be(options, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Recorder(**options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"samples": math.inf}, "samples is inf: give a whole number"),
        ({"samples": math.nan}, "samples is nan: give a whole number"),
        ({"samples": 2.5}, "samples is 2.5: give a whole number"),
        ({"units": 2.5}, "units is 2.5: give a whole number"),
        ({"unit_axis": "1"}, "unit_axis is '1': give a whole number"),
        ({"layers": "abc"}, "layers is the text 'abc': give a list of names"),
        ({"layers": ["a", None]}, "a layer that is no text is None: give a whole number"),
    ],
)
def test_a_recorder_takes_whole_numbers_and_a_list_of_names(options, said: str) -> None:
    with pytest.raises(TypeError, match=re.escape(said)):
        Recorder(**options)


def test_an_array_without_the_axis_of_units() -> None:
    with pytest.raises(ValueError, match=re.escape("an array of shape (3,) has no axis 1 to count units on")):
        Recorder(unit_axis=1).record(0, "a", [1, 2, 3])


class Unreadable:
    """An array of another library that cannot be converted."""

    def __array__(self, *_: object, **__: object) -> np.ndarray:
        raise AttributeError("on another device")


def test_arrays_that_numpy_cannot_take_whole_are_refused_with_their_place() -> None:
    recorder = Recorder()
    with pytest.raises(ValueError, match=r"layer 'a' at step 3: this cannot become an array: on another device"):
        recorder.record(3, "a", Unreadable())
    masked = np.ma.array([1.0, 2.0, 3.0], mask=[False, True, True])
    with pytest.raises(ValueError, match=r"layer 'a' at step 3: 2 numbers are masked"):
        recorder.record(3, "a", masked)
    recorder.record(3, "a", np.ma.array([3.0, 4.0], mask=False))
    assert recorder.norms() == [5]


def test_steps_fit_into_an_array(tmp_path: Path) -> None:
    recorder = Recorder()
    recorder.record(1, "a", [1.0])
    with pytest.raises(ValueError, match=f"give at most {2**63 - 1}"):
        recorder.record(2**63, "a", [1.0])
    recorder.record(2**63 - 1, "a", [1.0])
    recorder.save(tmp_path / "run.npz")
    assert np.load(tmp_path / "run.npz")["step"].tolist() == [1, 2**63 - 1]
