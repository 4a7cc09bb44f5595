"""What an interactive figure may explore is decided before its states are drawn."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from sitegen import load_spec, render_figure
from sitegen.errors import ContentError
from sitegen.figures import KINDS
from sitegen.interactive import states
from sitegen.pipeline import render_resolved
from sitegen.resolve.resolved_spec import ResolvedSpec
from sitegen.resolve.state_limits import MAX_STATES
from sitegen.write.states_files import SAMPLE_SIZE, sampled_states
from tests.interactive.test_states import BASE
from tests.limits import set_limit

BARS = {f"b{number}": float(number) for number in range(1, 21)}
CHAIN = {f"n{number} -> n{number + 1}": float(number) for number in range(1, 20)}
MANY: dict[str, dict[str, Any]] = {
    "gradient-decay": {"init_scale": {"from": 0.5, "to": 1.5, "step": 0.1}, "log_scale": True},
    "gradient-flow": {"current_layer": {"from": 0, "to": 9, "step": 1}, "light": ["even", "gradient"]},
    "vanishing-gradients": {"seed": {"from": 1, "to": 20, "step": 1}},
    "dead-neurons": {"window": {"from": 1, "to": 24, "step": 1}},
    "activation-curve": {"point": {"from": -2, "to": 2, "step": 0.2}},
    "bptt-norm": {"seed": {"from": 1, "to": 20, "step": 1}},
    "histogram": {"bins": {"from": 5, "to": 25, "step": 1}},
    "bars": {"highlight": list(BARS)},
    "graph": {"highlight": [f"n{number}" for number in range(1, 21)]},
    "curves": {"a": {"from": 0.5, "to": 1.5, "step": 0.1}, "b": [0, 1]},
    "grid": {"a": {"from": 0.5, "to": 1.5, "step": 0.05}},
    "lr-schedule": {"warmup": {"from": 0, "to": 40, "step": 2}},
    "layer-profile": {"scale": {"from": 0.5, "to": 1.5, "step": 0.05}},
    "training-curves": {"smoothing": [number / 20 for number in range(20)]},
}
"""For each kind more states than those from which the weight of all is estimated."""
PARAMS = {
    **BASE,
    "gradient-flow": {"layers": [2, 3, 4, 3, 2, 3, 4, 3, 2, 2]},
    "bars": {"bars": BARS, "highlight": "b1"},
    "graph": {"edges": CHAIN, "highlight": "n1"},
}


def spec_of(kind: str) -> ResolvedSpec:
    return load_spec({"id": "x", "kind": kind, "params": PARAMS.get(kind, {}), "explore": MANY[kind]})


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every state that is drawn besides the own one."""
    found: list[object] = []
    draw = states.draw_state

    def counted(spec: Any, kind: Any, params: Any, data: Any, canvases: Any) -> states.State:
        found.append(params)
        return draw(spec, kind, params, data, canvases)

    monkeypatch.setattr(states, "draw_state", counted)
    return found


def test_every_kind_has_many_states_here() -> None:
    assert MANY.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", MANY)
def test_states_that_would_weigh_too_much_are_refused_after_a_few(
    monkeypatch: pytest.MonkeyPatch, drawn: list[object], kind: str
) -> None:
    spec = spec_of(kind)
    count = math.prod(len(axis.values) for axis in spec.axes)
    assert count > 2 * SAMPLE_SIZE
    set_limit(monkeypatch, "page-weight", 1e-6)
    refused = render_resolved(spec)
    assert 0 < len(drawn) <= SAMPLE_SIZE
    (violation,) = refused.audit.violations
    assert violation.cause == "explore"
    assert violation.message.startswith(f"the {count} states to explore would weigh about ")
    assert "states.json" not in refused.files
    drawn.clear()
    estimate = refused.audit["page-weight"].megabytes
    set_limit(monkeypatch, "page-weight", 1.25 * estimate)
    allowed = render_resolved(spec)
    assert len(drawn) == count - 1  # no state of the sample is drawn twice
    assert allowed.audit.violations == ()
    assert allowed.audit["page-weight"].megabytes == pytest.approx(estimate, rel=0.25)


SKEWED: dict[str, dict[str, Any]] = {
    "gradient-decay": {"num_layers": [*range(2, 20), 60, 62, 64]},
    "gradient-flow": {"current_layer": list(range(10)), "light": ["even", "gradient"]},
    "bars": {"highlight": list(BARS)},
}


@pytest.mark.parametrize("kind", SKEWED)
def test_what_fits_exactly_is_never_refused(monkeypatch: pytest.MonkeyPatch, drawn: list[object], kind: str) -> None:
    """Their files decide about states whose estimate is near the limit, on whichever side it is."""
    spec = load_spec({"id": "x", "kind": kind, "params": PARAMS.get(kind, {}), "explore": SKEWED[kind]})
    exact = render_resolved(spec).audit["page-weight"].megabytes
    set_limit(monkeypatch, "page-weight", exact)
    assert render_resolved(spec).audit.violations == ()
    drawn.clear()
    set_limit(monkeypatch, "page-weight", 0.97 * exact)
    refused = render_resolved(spec)
    assert len(drawn) == math.prod(len(axis.values) for axis in spec.axes) - 1
    (violation,) = refused.audit.violations
    assert " states to explore weigh " in violation.message


def test_the_refusal_says_what_to_thin_where_it_is_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_limit(monkeypatch, "page-weight", 0.01)
    path = tmp_path / "x.yaml"
    explore = "{init_scale: {from: 0.5, to: 1.5, step: 0.05}, log_scale: true}"
    path.write_text(f"kind: gradient-decay\nexplore: {explore}\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        render_figure(path)
    (found,) = caught.value.diagnostics
    assert (found.line, found.field) == (2, "explore")
    assert "the 42 states to explore would weigh about 0." in found.message
    assert (
        "at most 0.01 MB are allowed: take larger steps or fewer values for 'init_scale', which has 21" in found.message
    )


def test_few_states_are_not_estimated(drawn: list[object]) -> None:
    spec = load_spec({"id": "x", "kind": "gradient-decay", "explore": {"num_layers": list(range(2, 18))}})
    assert sampled_states(spec) == ()
    render_resolved(spec)
    assert len(drawn) == 15


def test_the_sample_is_spread_over_every_axis() -> None:
    spec = load_spec(
        {
            "id": "x",
            "kind": "gradient-decay",
            "explore": {
                "init_scale": {"from": 0.5, "to": 1.5, "step": 0.1},
                "activation": ["relu", "tanh", "sigmoid"],
                "log_scale": True,
            },
        }
    )
    sample = sampled_states(spec)
    places = [(number // 6, number // 2 % 3, number % 2) for number in sample]
    assert len(sample) in {SAMPLE_SIZE - 1, SAMPLE_SIZE}
    assert spec.base not in sample
    assert len({place[0] for place in places}) >= 6
    assert {place[1] for place in places} == {0, 1, 2}
    assert {place[2] for place in places} == {0, 1}


@pytest.mark.parametrize("kind", MANY)
def test_one_state_more_than_allowed_is_refused_with_the_spec(drawn: list[object], kind: str) -> None:
    """The costs that a kind estimates are checked by `tests/resolve/test_axes.py`."""
    seconds, megabytes = KINDS[kind].cost(spec_of(kind).params)
    most = min(60 / seconds, 500 / megabytes)
    assert most > 150  # a slider of a figure of this size, and more
    assert drawn == []


def test_as_many_states_as_allowed_and_one_more(drawn: list[object]) -> None:
    explore = "{{init_scale: {{from: 1, to: 200, step: 1}}, activation: [identity, relu, sigmoid, tanh, {last}]}}"
    most = load_spec(f"kind: gradient-decay\nexplore: {explore.format(last='gelu')}\n")
    assert math.prod(len(axis.values) for axis in most.axes) == MAX_STATES
    with pytest.raises(ContentError, match="make 1,200 states, and at most 1,000 are drawn; thin 'init_scale'"):
        load_spec(f"kind: gradient-decay\nexplore: {explore.format(last='gelu, silu')}\n")
    assert drawn == []
