"""Tensors as squares, and tensors of different ranks side by side."""

from itertools import combinations

import numpy as np
import pytest

import kerasish as tf
from kerasish.viz import ranks
from kerasish.viz.cells import canvas, draw_cell, draw_tensor, written
from kerasish.viz.ranks import draw_ranks, show_ranks
from viz.drawn import cells, headings


def test_kinds_of_cells_are_told_apart_without_colour():
    looks = {}
    for kind in ("plain", "picked", "copy"):
        figure, axes = canvas(1, 1)
        draw_cell(axes, 7, 0, 0, kind)
        (patch,) = axes.patches
        (text,) = axes.texts
        looks[kind] = {
            (patch.get_linewidth() > 2, text.get_weight()),
            (patch.get_linestyle(), bool(patch.get_hatch())),
        }
    for one, other in combinations(looks.values(), 2):
        assert one != other


@pytest.mark.parametrize("shape", [(), (3,), (2, 3), (2, 2, 3)])
def test_every_number_has_a_cell_and_no_two_cells_overlap(shape):
    array = np.arange(int(np.prod(shape))).reshape(shape)
    figure, axes = canvas(12, 4)
    draw_tensor(axes, array, 1, 1, places=True)
    drawn = cells(figure)
    assert sorted(int(cell.text) for cell in drawn) == list(range(array.size))
    for one, other in combinations(drawn, 2):
        assert abs(one.left - other.left) >= 1 or abs(one.top - other.top) >= 1


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (np.float32(0.5), "0.5"), (1 / 3, "0.333"), (b"B\xc3\xa4r", "Bär"), (True, "True")],
)
def test_a_value_is_written_short(value, text):
    assert written(value) == text


def test_tensors_of_every_rank_stand_side_by_side():
    tensors = [tf.constant(7), tf.range(3), tf.zeros([2, 3]), tf.ones([2, 2, 3])]
    figure = draw_ranks(*tensors)
    assert len(cells(figure)) == 1 + 3 + 6 + 12
    assert headings(figure) == [
        *("rank 0", "shape ()", "rank 1", "shape (3,)"),
        *("rank 2", "shape (2, 3)", "rank 3", "shape (2, 2, 3)"),
    ]


def test_the_first_table_of_a_stack_lies_in_front():
    figure = draw_ranks(tf.reshape(tf.range(8), [2, 2, 2]))
    (axes,) = figure.axes
    heights = {int(text.get_text()): text.zorder for text in axes.texts[2:]}
    assert min(heights[number] for number in range(4)) > max(heights[n] for n in range(4, 8))


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(ValueError, match=r"shape \(1, 1, 1, 2\) has 4 axes; at most 3"):
        draw_ranks(tf.zeros([1, 1, 1, 2]))


def test_the_text_alternative_names_ranks_and_shapes(monkeypatch):
    shown = []
    monkeypatch.setattr(ranks, "show", lambda figure, alt: shown.append(alt))
    show_ranks(tf.constant(7), tf.range(3))
    assert "rank 0 and shape (), rank 1 and shape (3,)" in shown[0]


def test_tensors_that_do_not_fit_beside_each_other_go_on_below():
    narrow, wide = draw_ranks(tf.range(3)), draw_ranks(*[tf.range(3)] * 5)
    assert wide.get_figheight() > 1.9 * narrow.get_figheight()
    assert wide.get_figwidth() < 6
    (axes,) = wide.axes
    right, bottom = axes.get_xlim()[1], axes.get_ylim()[0]
    for cell in cells(wide):
        assert 0 <= cell.left <= right - 1
        assert 0 <= cell.top <= bottom - 1
