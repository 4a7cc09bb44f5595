"""Theory of `layer-profile` against sampled networks, mpmath and printed values; profiles that do not fit together."""

from __future__ import annotations

import math
from typing import Any

import mpmath
import numpy as np
import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.figures.layer_profile.kernel import LayerProfiles, digammas, log_profile, log_width_factor
from sitegen.figures.layer_profile.spec import ResolvedLayerProfile
from sitegen.numerics.activations import AnyActivation
from sitegen.scene.canvas import NARROW, WIDE
from sitegen.scene.shapes import Text
from tests.figures.layer_profile.sampled import norms


def computed(**params: Any) -> LayerProfiles:
    found = KINDS["layer-profile"].compute(load_spec({"kind": "layer-profile", "params": params}).params)
    assert isinstance(found, LayerProfiles)
    return found


def logs_of(depth: int, **fields: Any) -> Any:
    ((_, network),) = ResolvedLayerProfile(**fields).networks
    return log_profile(network, depth)


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("wiring", ["plain", "residual"])
@pytest.mark.parametrize("activation", ["identity", "relu", "tanh", "gelu", "sigmoid"])
def test_theory_is_what_sampled_networks_do(activation: str, wiring: str, batch_norm: bool) -> None:
    """Six networks of width 200; with batch normalisation, a batch of 200 leaves an error of about 1/200 in each layer."""
    network = {"activation": activation, "wiring": wiring, "init": "he", "scale": 0.9, "batch_norm": batch_norm}
    batch = 200 if batch_norm else 40
    squares = np.array([norms(np.random.default_rng(seed), 5, 200, batch, network) ** 2 for seed in range(6)])
    error = 4 * squares.std(axis=0) / squares.mean(axis=0) / math.sqrt(6) / 2 + (0.015 if batch_norm else 0.01)
    assert (np.abs(np.log(squares.mean(axis=0)) / 2 - logs_of(5, **network)) <= error * np.arange(5, 0, -1)).all()


@pytest.mark.parametrize("init", ["he", "glorot", "lecun", "orthogonal"])
def test_initialisations_are_what_sampled_networks_do(init: Any) -> None:
    network = {"activation": "relu", "wiring": "plain", "init": init, "scale": 1.1, "batch_norm": False}
    squares = np.array([norms(np.random.default_rng(seed), 5, 200, 40, network) ** 2 for seed in range(12)])
    error = 4 * squares.std(axis=0) / squares.mean(axis=0) / math.sqrt(12) / 2 + 1e-9
    assert (np.abs(np.log(squares.mean(axis=0)) / 2 - logs_of(5, **network)) <= error).all()


def test_he_is_flat_and_lecun_halves_the_mean_square() -> None:
    assert np.exp(2 * logs_of(30)) == pytest.approx(np.ones(30), rel=1e-12)
    assert np.exp(2 * logs_of(4, init="lecun")) == pytest.approx([0.125, 0.25, 0.5, 1.0], rel=1e-12)


def test_a_linear_block_grows_by_one_plus_the_square_of_its_scale() -> None:
    factor = np.exp(2 * logs_of(2, activation="identity", wiring="residual", init="lecun", scale=0.5))[0]
    assert factor == pytest.approx(1.25, rel=1e-12)
    deep = logs_of(100, activation="identity", wiring="residual", init="lecun", scale=0.1)[0]
    assert 2 * deep == pytest.approx(99 * math.log(1.01), rel=1e-12)


def test_batch_normalisation_with_relu_grows_by_pi_over_pi_less_one() -> None:
    steps = -2 * np.diff(logs_of(8, batch_norm=True, init="lecun", scale=3.0))
    assert np.exp(steps) == pytest.approx(np.full(7, math.pi / (math.pi - 1)), rel=1e-12)
    assert math.exp(steps[0]) == pytest.approx(1.46694, abs=5e-6)


def test_a_linear_network_is_orthogonal_if_its_weights_are() -> None:
    assert logs_of(50, activation="identity", init="orthogonal") == pytest.approx(np.zeros(50), abs=1e-12)


def test_digammas_match_mpmath() -> None:
    assert digammas(60) == pytest.approx([float(mpmath.psi(0, k * mpmath.mpf(0.5))) for k in range(1, 61)], rel=1e-13)


@pytest.mark.parametrize(("width", "expected"), [(8, -0.130177), (64, -0.015706)])
def test_a_typical_linear_layer_is_below_the_mean(width: int, expected: float) -> None:
    assert 2 * log_width_factor("identity", width) == pytest.approx(expected, abs=5e-7)


@pytest.mark.parametrize("activation", ["identity", "relu"])
def test_a_typical_gradient_is_that_of_sampled_narrow_networks(activation: AnyActivation) -> None:
    """Four thousand networks of width 8, without those that pass nothing."""
    network = {"activation": activation, "wiring": "plain", "init": "he", "scale": 1.0, "batch_norm": False}
    rng = np.random.default_rng(7)
    first = np.array([norms(rng, 4, 8, 1, network)[0] for _ in range(4000)])
    logs = np.log(first[first > 0])
    wanted = logs_of(4, **network, statistic="typical", width=8)[0]
    assert logs.mean() == pytest.approx(wanted, abs=4 * logs.std() / math.sqrt(len(logs)))
    assert logs_of(4, **network)[0] - wanted > 0.15


def test_variances_stay_finite_in_every_corner() -> None:
    for scale in (0.01, 10.0):
        for activation in ("elu", "gelu", "identity", "mish", "selu", "sigmoid", "softplus"):
            for wiring in ("plain", "residual"):
                assert np.isfinite(logs_of(100, activation=activation, wiring=wiring, scale=scale)).all()


def test_measured_profiles_are_those_of_their_author() -> None:
    plain, shortcuts = computed(measured={"a": [2e-4, 1.2e-4, 5e-3], "b": [0.22, 0.21, 1.33]}).profiles
    assert plain.magnitude.tolist() == [2e-4, 1.2e-4, 5e-3]
    assert shortcuts.trend.log10_factor == pytest.approx(math.log10(0.22 / 1.33) / 2, rel=1e-12)
    (relative,) = computed(measured={"a": [2e-4, 5e-3]}, relative=True).profiles
    assert relative.magnitude.tolist() == [0.04, 1.0]


@pytest.mark.parametrize(
    ("first", "second", "layer"),
    [
        ([1, 1, 1, 1], [20, 20, 11, 1], 3),
        ([1, 1, 1], [10, 1, 1], None),
        ([1, 1], [20, 20], 2),
        ([1, 9, 9], [11, 9, 99], 1),
    ],
)
def test_where_two_profiles_part(first: list[float], second: list[float], layer: int | None) -> None:
    parting = computed(measured={"a": first, "b": second}).parting
    assert parting is not None
    assert (parting.most, parting.layer) == ("b", layer)


def test_lines_are_theory_and_marks_are_measured() -> None:
    figure = render_figure("layer-profile", theories=[{"name": "t"}], measured={"m": [0.5, 0.7, 1.0]}, relative=True)
    roles = {mark.role for mark in figure.kind.draw(figure.spec.params, figure.data, NARROW).marks()}
    assert {"series-1-line", "series-2-mark"} <= roles
    assert not roles & {"series-1-mark", "series-2-line"}


@pytest.mark.parametrize("direction", ["input", "loss"])
def test_names_of_profiles_are_where_gradients_arrive(direction: str) -> None:
    """Theory is 1 at the loss for all of them, so that names would crowd there."""
    theories = [{"name": "He"}, {"name": "LeCun", "init": "lecun"}]
    figure = render_figure("layer-profile", theories=theories, depth=20, direction=direction)
    texts = {
        mark.text: mark.x
        for mark in figure.kind.draw(figure.spec.params, figure.data, WIDE).marks()
        if isinstance(mark, Text)
    }
    assert abs(texts["LeCun"] - texts["input"]) < 100
    assert (texts["input"] < texts["loss"]) == (direction == "input")


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"measured": {"a": [1, 2]}, "theories": [{"name": "a"}], "relative": True}, "two profiles are called 'a'"),
        ({"measured": {"a": [1, 2]}, "theories": [{"name": "b"}]}, "add relative: true"),
        ({"measured": {"a": [1, 0]}, "relative": True}, "the last value of “a” is 0"),
        ({"measured": {"a": [1, -2]}}, "a magnitude is 0, or from 1e-100 to 1e100, and at position 1 it is -2"),
        ({"statistic": "typical", "activation": "tanh"}, "write statistic: rms"),
        ({"axis": {"range": [0, 1]}}, "both ends must be magnitudes from 1e-100 to 1e100"),
        (
            {"theories": [{"name": "b", "statistic": "typical", "wiring": "residual"}]},
            "the typical gradient of “b” is not known",
        ),
        ({"initialization": "he"}, "write init"),
        (
            {
                "theories": [{"name": str(n)} for n in range(5)],
                "measured": {f"m{n}": [1.0] for n in range(4)},
                "relative": True,
            },
            "at most 8",
        ),
    ],
)
def test_what_does_not_fit(params: dict[str, Any], message: str) -> None:
    with pytest.raises(ContentError) as caught:
        computed(**params)
    assert message in str(caught.value)


def test_a_range_is_reached_and_nothing_is_cut() -> None:
    data = computed(measured={"a": [0.01, 1]}, axis={"range": [2e-5, 0.1]})
    assert (data.axis_low, data.axis_high) == (-5, 0)


def test_all_states_have_one_axis_also_of_an_explored_scale():
    params = {"depth": 20, "scale": 1.0}
    spec = load_spec({"kind": "layer-profile", "params": params, "explore": {"scale": [0.4, 1.0, 1.6]}})
    kind = KINDS["layer-profile"]
    (level,) = kind.compute_on(spec.axis_ends, [spec.params])
    ends = [computed(depth=20, scale=scale) for scale in (0.4, 1.6)]
    assert (level.axis_low, level.axis_high) == (ends[0].axis_low, ends[1].axis_high) == (-8, 4)


def test_a_level_profile_is_not_at_the_end_of_its_axis():
    for values, ends in {(1.0, 1.0): (-1, 1), (0.9, 0.95): (-1, 1), (0.3, 0.3): (-1, 0), (1.0, 0.3): (-1, 0)}.items():
        data = computed(measured={"a": list(values)})
        assert (data.axis_low, data.axis_high) == ends
