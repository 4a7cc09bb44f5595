"""Layers, parts, cycles and longest paths, against a search of all paths."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.numerics.directed_graphs import Edge, cycle_in, layers_of, longest_path, parts_of

DIAMOND: list[Edge] = [(0, 1), (0, 2), (1, 3), (2, 3)]


@st.composite
def graphs(draw: st.DrawFn, *, most: int = 7) -> tuple[int, list[Edge]]:
    """A number of nodes, and edges in any direction."""
    number = draw(st.integers(1, most))
    node = st.integers(0, number - 1)
    return number, draw(st.lists(st.tuples(node, node), max_size=10))


def forward(number: int, edges: list[Edge]) -> list[Edge]:
    """The edges without cycles: each from the smaller number to the larger one, of the digits reversed."""
    names = [(each * 5 + 3) % number if number % 5 else each for each in range(number)]
    return [(names[min(edge)], names[max(edge)]) for edge in edges if edge[0] != edge[1]]


def paths(edges: list[Edge], node: int) -> Iterator[tuple[int, ...]]:
    """All paths from a node, as indices of edges."""
    yield ()
    for index, (start, end) in enumerate(edges):
        if start == node:
            yield from ((index, *path) for path in paths(edges, end))


@given(graphs())
def test_a_cycle_is_one_and_is_found_if_there_is_one(graph: tuple[int, list[Edge]]) -> None:
    number, edges = graph
    found = cycle_in(number, edges)
    steps = [edges[index] for index in found]
    assert all(before[1] == after[0] for before, after in zip(steps, [*steps[1:], *steps[:1]], strict=True))
    assert len({start for start, _ in steps}) == len(steps)
    reached = [{end for start, end in edges if start == node} for node in range(number)]
    for _ in range(number):
        reached = [ends.union(*(reached[end] for end in ends)) for ends in reached]
    assert bool(found) == any(node in reached[node] for node in range(number))


@given(graphs())
def test_layers_ascend_along_edges_and_inputs_are_next_to_what_they_lead_to(graph: tuple[int, list[Edge]]) -> None:
    number, edges = graph[0], forward(*graph)
    layers = layers_of(number, edges)
    assert all(layers[start] < layers[end] for start, end in edges)
    assert max(layers) == max(len(path) for node in range(number) for path in paths(edges, node))
    for node in range(number):
        into = [layers[start] for start, end in edges if end == node]
        out = [layers[end] for start, end in edges if start == node]
        assert layers[node] == (max(into) + 1 if into else min(out, default=1) - 1)


@given(graphs())
def test_the_longest_path_is_the_longest_of_all(graph: tuple[int, list[Edge]]) -> None:
    number, edges = graph[0], forward(*graph)
    every = [path for node in range(number) for path in paths(edges, node)]
    longest = max(map(len, every))
    found = longest_path(number, edges)
    assert found.edges in every
    assert len(found.edges) == longest
    assert found.is_only == (sum(len(path) == longest for path in every) == 1)


@given(graphs())
def test_parts_are_those_that_edges_join(graph: tuple[int, list[Edge]]) -> None:
    number, edges = graph
    joined = [{node} for node in range(number)]
    for _ in range(number):
        for start, end in edges:
            joined[start] = joined[end] = joined[start] | joined[end]
    parts = parts_of(number, edges)
    for node in range(number):
        same = {each for each in range(number) if parts[each] == parts[node]}
        assert node in same
        assert all((start in same) == (end in same) for start, end in edges)
    assert list(dict.fromkeys(parts)) == list(range(max(parts) + 1))
    assert len(set(parts)) == len({min(each for each in range(number) if parts[each] == part) for part in parts})


def test_two_ways_of_a_diamond() -> None:
    assert layers_of(4, DIAMOND) == [0, 1, 1, 2]
    assert parts_of(5, DIAMOND) == [0, 0, 0, 0, 1]
    assert longest_path(4, DIAMOND).edges == (0, 2)
    assert not longest_path(4, DIAMOND).is_only
    assert cycle_in(4, DIAMOND) == []


@pytest.mark.parametrize(
    ("edges", "cycle"), [([(0, 0)], [0]), ([(0, 1), (1, 2), (2, 1)], [1, 2]), ([(2, 0), (0, 1), (1, 2)], [0, 1, 2])]
)
def test_cycles(edges: list[Edge], cycle: list[int]) -> None:
    assert sorted(cycle_in(3, edges)) == cycle
