"""The plain text, line for line as the classroom experiment prints it, but for the lines that are wrong."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from sitegen.figures.vanishing_gradients.definition import KIND, compute

PRINTED = """\
=== GRADIENT MAGNITUDE THROUGH 10 LAYERS ===

Layer      Sigmoid Grad      ReLU Grad
========================================
  10        1.00000000  ##############################
            1.00000000  ##############################

  9         0.24545628  #######
            0.00000000  ~

  8         0.06052646  #
            0.00000000  ~

  7         0.01458801  #
            0.00000000  ~

  6         0.00313279  #
            0.00000000  ~

  5         0.00078052  ~
            0.00000000  ~

  4         0.00019446  ~
            0.00000000  ~

  3         0.00004220  ~
            0.00000000  ~

  2         0.00001028  ~
            0.00000000  ~

  1         0.00000257  ~
            0.00000000  ~

  0         0.00000063  ~
            0.00000000  ~

=== THEORETICAL WORST CASE ===
Sigmoid max derivative = 0.25 (at x=0)
After N layers, gradient <= 0.25^N:

   1 layers: 0.25^1  = 0.250000000000  ############
   2 layers: 0.25^2  = 0.062500000000  ###
   5 layers: 0.25^5  = 0.000976562500  #
   8 layers: 0.25^8  = 0.000015258789  ~
  10 layers: 0.25^10 = 0.000000953674  ~
  15 layers: 0.25^15 = 0.000000000931  ~
  20 layers: 0.25^20 = 0.000000000001  ~

=== WHAT THIS MEANS FOR LEARNING ===
If learning rate = 0.01:
  Layer  1 from output: effective LR = 2.50e-03
  Layer  5 from output: effective LR = 9.77e-06
  Layer 10 from output: effective LR = 9.54e-09  (basically zero!)

Conclusion: sigmoid kills gradients in deep networks.
ReLU (derivative = 0 or 1) does not compound this decay.
This is why ReLU enabled the deep learning revolution.
"""
"""What the classroom experiment prints."""
WRONG = (
    "=== THEORETICAL WORST CASE ===",
    "ReLU (derivative = 0 or 1) does not compound this decay.",
    "This is why ReLU enabled the deep learning revolution.",
)
"""It is the best case; the printed path is 0, and layers of ReLU do compound a decay of √½."""


def transcript(**params: object) -> list[str]:
    chosen = KIND.params(**params)
    assert KIND.transcript is not None
    return KIND.transcript(chosen, compute(chosen)).splitlines()


def test_every_right_line_is_printed_in_its_place() -> None:
    lines = iter(transcript())
    for line in PRINTED.splitlines():
        assert line in WRONG or line in lines, line


def test_the_table_and_the_bounds_are_one_run_of_lines() -> None:
    found, expected = "\n".join(transcript()), "\n".join(line for line in PRINTED.splitlines() if line not in WRONG)
    table, rest = expected.split("\n\nSigmoid max")
    assert found.startswith(table)
    assert "Sigmoid max" + rest.split("\n\n===")[0] in found
    assert "===" + rest.split("===", 1)[1].split("\n\nConclusion")[0] in found


def test_wrong_lines_are_put_right() -> None:
    lines = transcript()
    assert not set(WRONG) & set(lines)
    assert "=== UPPER BOUND: THE BEST CASE OF A PATH ===" in lines
    assert lines[-4:] == [
        "ReLU (derivative = 0 or 1) passes all of the gradient on a path, or nothing.",
        "Half of all pre-activations are negative, so one path is open all the way with probability 0.00098.",
        "That does not mean that a ReLU layer passes nothing: 51 % of its units pass,",
        "and with weights of scale sqrt(2) the norm stays the same on average, at any depth.",
    ]
    assert "is still 9.9e-04.)" in lines[lines.index("=== WHAT THIS MEANS FOR LEARNING ===") + 6]


def test_no_number_that_is_not_zero_is_printed_as_zero() -> None:
    lines = transcript(num_layers=30, activations=["sigmoid"])
    assert lines[2] == "Layer      Sigmoid Grad"
    assert lines[3] == "=" * 25
    table = lines[4 : lines.index("=== UPPER BOUND: THE BEST CASE OF A PATH ===")]
    assert not [line for line in table if " 0.00000000 " in line]
    assert "  30 layers: 0.25^30 = 8.67e-19  ~" in lines


def test_numbers_below_the_range_of_a_float_are_printed_from_their_logarithm() -> None:
    """Against the product of the slopes with more digits than floats have."""
    deep = {"num_layers": 64, "pre_activation_spread": 10.0, "init_scale": 0.001}
    lines = transcript(**deep, activations=["tanh", "sigmoid"])
    (last,) = (line for line in lines if "tanh leaves " in line)
    total = sum(2 * mpmath.log10(mpmath.sech(10.0 * z)) for z in np.random.RandomState(42).randn(64))
    mantissa, exponent = last.split()[3].split("e")
    assert int(exponent) == int(mpmath.floor(total)) < -330
    assert float(mantissa) == pytest.approx(float(10 ** (total - int(exponent))), abs=0.005001)
    assert not [line for line in lines if " 0.00000000 " in line]


def test_large_norms_have_an_exponent() -> None:
    lines = transcript(num_layers=64, activations=["sigmoid"], init_scale=1000.0)
    assert max(map(len, lines)) < 120
    (norm,) = (line for line in lines if "norm at the input" in line)
    assert "e+1" in norm


def test_factors_are_printed_with_digits_that_count() -> None:
    (line,) = (line for line in transcript(activations=["relu"], init_scale=0.001) if "expected x" in line)
    assert line.endswith("(expected x7.07e-04 a layer)")


@pytest.mark.parametrize(
    ("width", "num_layers", "said"), [(1, 1, False), (2, 30, False), (31, 2, False), (32, 2, True)]
)
def test_only_a_wide_layer_speaks_for_relu(width: int, num_layers: int, said: bool) -> None:
    text = "\n".join(transcript(activations=["relu"], width=width, num_layers=num_layers))
    assert ("passes nothing" in text) is said
    assert ("sqrt(2)" in text) is said


@pytest.mark.parametrize(("init_scale", "killed"), [(1.0, True), (4.2, True), (4.3, False), (1000.0, False)])
def test_sigmoid_kills_a_path_always_and_a_layer_only_with_small_weights(init_scale: float, killed: bool) -> None:
    """At spread 0.5 the factor is 0.2367 s, which is 1 at s = 4.22."""
    lines = transcript(activations=["sigmoid"], init_scale=init_scale)
    assert ("Conclusion: sigmoid kills gradients in deep networks." in lines) is killed
    assert ("Conclusion: sigmoid kills gradients on a path in deep networks." in lines) is not killed
    assert any(line.startswith("A whole layer is another matter") for line in lines) is not killed


def test_activations_whose_largest_slope_is_one() -> None:
    lines = transcript(activations=["tanh", "leaky-relu", "identity"], num_layers=1)
    assert lines[0] == "=== GRADIENT MAGNITUDE THROUGH ONE LAYER ==="
    assert "After N layers, gradient <= 1^N = 1: this bound rules nothing out." in lines
    assert "  Layer  1 from output: effective LR = 1.00e-02" in lines
    assert lines[-1] == "identity leaves 1.00000000 of the gradient at the end of this path."


@pytest.mark.parametrize("num_layers", [1, 5, 64])
def test_every_layer_has_a_line_for_each_activation(num_layers: int) -> None:
    lines = transcript(num_layers=num_layers, activations=["relu", "tanh", "sigmoid"])
    table = [line for line in lines[4 : lines.index("=== UPPER BOUND: THE BEST CASE OF A PATH ===")] if line]
    assert len(table) == 3 * (num_layers + 1)
    assert [line.split()[0] for line in table[::3]] == [str(layer) for layer in range(num_layers, -1, -1)]
