"""Names of series and bars: each belongs to one of them, in every kind that has names."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen import load_spec
from sitegen.errors import ContentError
from sitegen.kinds.params import Meaning, ReachedAxis, SymmetricAxis, given_fields, range_of_states

RUNS = [{"name": "a", "values": [1, 2]}, {"name": "b", "values": [1, 2]}, {"name": "a", "values": [1, 2]}]


@pytest.mark.parametrize(
    ("kind", "params", "place", "message"),
    [
        ("bars", {"bars": [{"name": "a", "value": 1}] * 2}, "bars.1.name", "two bars are called 'a'"),
        ("curves", {"series": [{"name": "a", "y": [1, 2]}] * 2}, "series.1.name", "two curves are called 'a'"),
        ("graph", {"nodes": [{"name": "a"}] * 2, "edges": []}, "nodes.1.name", "two nodes are called 'a'"),
        ("histogram", {"rows": RUNS}, "rows.2.name", "two rows are called 'a'"),
        (
            "layer-profile",
            {"theories": [{"name": "a"}], "measured": RUNS[1:], "relative": True},
            "measured.1.name",
            "two profiles are called 'a'",
        ),
        ("lr-schedule", {"schedules": [{"name": "a"}] * 2}, "schedules.1.name", "two schedules are called 'a'"),
        ("training-curves", {"runs": RUNS}, "runs.2.name", "two runs are called 'a'"),
        ("bars", {"bars": {"conv1": 1, "dense": 2}, "highlight": "conv"}, "highlight", "there is no bar 'conv'"),
        ("curves", {"series": {"loss": [1, 2]}, "highlight": "los"}, "highlight", "there is no curve 'los'"),
    ],
)
def test_a_name_belongs_to_one_thing(kind: str, params: dict[str, Any], place: str, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_spec({"kind": kind, "params": params})
    (found,) = caught.value.diagnostics
    assert (found.field, message in found.message) == (f"params.{place}", True)


def test_the_nearest_name_or_all_names_are_told() -> None:
    for given, hint in (("los", "did you mean 'loss'?"), ("accuracy", "curves here: loss, norm")):
        with pytest.raises(ContentError) as caught:
            load_spec({"kind": "curves", "params": {"series": {"loss": [1], "norm": [2]}, "highlight": given}})
        assert caught.value.diagnostics[0].hint == hint


class TestRangeOfStates:
    def test_it_reaches_over_all_values_and_keeps_the_rest(self) -> None:
        axis = SymmetricAxis(means="loss", log="symmetric")
        found = range_of_states("y", axis, [3.0, -2.0, 1.0], linear=0.5)
        assert found == {"y": SymmetricAxis(means="loss", log="symmetric", range=(-2.0, 3.0), linear=0.5)}

    @pytest.mark.parametrize("values", [[], [2.0], [2.0, 2.0]])
    def test_without_two_values_there_is_no_range(self, values: list[float]) -> None:
        assert range_of_states("axis", ReachedAxis(), values) == {}

    def test_the_range_of_the_author_stays(self) -> None:
        assert range_of_states("axis", ReachedAxis(range=(0.0, 1.0)), [3.0, 4.0]) == {}


def test_given_fields_are_those_of_the_last_layer_that_has_them() -> None:
    layers = Meaning(means="loss", unit="nat"), Meaning(unit="bit")
    assert given_fields(Meaning, *layers) == {"means": "loss", "unit": "bit"}
    assert given_fields(Meaning, Meaning()) == {}
