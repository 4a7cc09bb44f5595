"""Labels keep clear of each other, keep their order, and give way."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sitegen.plot.column_labels import column_labels, column_places
from sitegen.plot.key_rows import KeyItem, text_rows
from sitegen.plot.plot_labels import EndLabel, Room, end_labels, label_pitch, spread, weighted
from sitegen.plot.scales import Frame
from sitegen.scene.canvas import CANVASES, NARROW, WIDE
from sitegen.scene.shapes import Line, Text

LABEL_PITCH = label_pitch(NARROW)
FRAME = Frame(50.0, 20.0, 300.0, 220.0)


@given(st.lists(st.floats(0, 186), min_size=1, max_size=5))
def test_spread_keeps_order_distance_and_limits(wanted: list[float]) -> None:
    found = spread(wanted, LABEL_PITCH, 0.0, 184.0)
    placed = sorted(found)
    assert all(later - earlier >= LABEL_PITCH - 1e-9 for earlier, later in pairwise(placed))
    assert placed[0] >= -1e-9
    assert placed[-1] <= 184.0 + 1e-9
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    assert [found[index] for index in order] == placed


def test_spread_moves_nothing_that_has_room_and_shares_what_has_none() -> None:
    assert spread([100.0, 20.0, 60.0], LABEL_PITCH, 0.0, 186.0) == [100.0, 20.0, 60.0]
    assert spread([50.0, 50.0], LABEL_PITCH, 0.0, 186.0) == [50.0 - LABEL_PITCH / 2, 50.0 + LABEL_PITCH / 2]


@given(st.lists(st.floats(20.0, 220.0), min_size=1, max_size=8), st.sampled_from(list(CANVASES.values())))
def test_end_labels_keep_the_order_of_the_lines(heights, canvas):
    labels = [EndLabel("text", f"line {number}", height) for number, height in enumerate(heights)]
    texts = {mark.text: mark.y for mark in end_labels(labels, FRAME, canvas) if isinstance(mark, Text)}
    order = sorted(labels, key=lambda label: label.y)
    placed = [texts[label.text] for label in order]
    assert placed == sorted(placed)
    assert all(after - before >= 1.2 * canvas.text_size - 1e-6 for before, after in pairwise(placed))


def test_a_label_that_was_moved_has_a_leader_to_its_line():
    labels = [EndLabel("text", "one", 100.0), EndLabel("text", "two", 101.0), EndLabel("text", "far", 200.0)]
    leaders = [mark for mark in end_labels(labels, FRAME, NARROW) if isinstance(mark, Line)]
    assert [leader.y2 for leader in leaders] == [100.0, 101.0]


class TestRoom:
    def test_a_second_label_takes_the_next_place(self):
        room = Room(FRAME)
        here, there = (NARROW.text("muted", "name", 60, y) for y in (100, 150))
        assert room.place([here, there]) == here
        assert room.place([here, there]) == there
        assert room.place([here, there]) is None

    def test_a_label_outside_the_frame_is_left_out(self):
        assert Room(FRAME).place([NARROW.text("muted", "name", 290, 100)]) is None

    def test_a_place_without_a_line_is_better(self):
        room = Room(FRAME, points=weighted([(70.0, 96.0), (75.0, 96.0)]))
        here, there = (NARROW.text("muted", "name", 60, y) for y in (100, 150))
        assert room.place([here, there]) == there
        assert Room(FRAME, points=room.points).place([here], most_hits=1) is None


def test_labels_of_columns_on_the_wide_canvas_have_room() -> None:
    for number in range(2, 30):
        x = tuple(np.linspace(38.0, WIDE.width - 38.0, number).tolist())
        names = ("input", *(f"hidden {index}" for index in range(1, number - 1)), "output")
        drawn = column_labels(names, x, WIDE)
        assert [drawn[0], drawn[-1]] == [(0, "input"), (number - 1, "output")]
        for (before, name), (after, following) in pairwise(drawn):
            assert (WIDE.text_width(name) + WIDE.text_width(following)) / 2 <= x[after] - x[before]


def test_labels_of_columns_on_the_narrow_canvas_are_moved_apart() -> None:
    names, x = ("input", "hidden 1", "hidden 2", "output"), (38.0, 132.0, 227.0, 322.0)
    assert x[2] - x[1] < NARROW.text_width("hidden 1")
    labels = column_labels(names, x, NARROW)
    assert [name for _, name in labels] == [*names]
    places = column_places(labels, x, NARROW)
    halves = [NARROW.text_width(name) / 2 for name in names]
    ends = [(place - half, place + half) for place, half in zip(places, halves, strict=True)]
    assert all(right < left for (_, right), (left, _) in pairwise(ends))
    assert all(abs(place - column) < 12.5 for place, column in zip(places, x, strict=True))
    assert column_places(((0, "in"), (3, "out")), x, NARROW) == (38.0, 322.0)
    assert column_places(tuple(enumerate(names)), (38.0, 90.0, 140.0, 322.0), NARROW) == (38.0, 90.0, 140.0, 322.0)


def test_a_bold_text_keeps_clear_of_the_next_in_its_row() -> None:
    row = (KeyItem("text", "input |∂L| 3.1 × 10⁻⁵", bold=True), KeyItem("text", "vanishing"))
    first, second = text_rows((row,), WIDE, WIDE.width)
    assert second.x - first.x > WIDE.text_width(first.text, bold=True) > WIDE.text_width(first.text)
