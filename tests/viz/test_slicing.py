"""`Pick(x)[...]` draws what x[...] picks; NumPy says what that is."""

import numpy as np
import pytest

import kerasish as tf
from kerasish.viz import slicing
from kerasish.viz.slicing import Pick, draw_pick, index_text
from viz.drawn import cells, headings

SPECS = [
    ((6,), np.s_[2]),
    ((6,), np.s_[4::-2]),
    ((6,), np.s_[4:2]),
    ((6,), np.s_[-100:100:3]),
    ((3,), np.s_[:, None]),
    ((3, 4), np.s_[1:, ::2]),
    ((3, 4), np.s_[:, 1]),
    ((3, 4), np.s_[:, 1:2]),
    ((3, 4), np.s_[1, 2]),
    ((2, 2, 3), np.s_[..., 0]),
    ((2, 2, 3), np.s_[1, :, ::-1]),
]


def numbers(shape):
    return np.arange(int(np.prod(shape))).reshape(shape)


@pytest.mark.parametrize(("shape", "spec"), SPECS, ids=lambda value: str(value))
def test_the_picked_cells_are_framed_and_the_result_is_drawn_beside(shape, spec):
    array = numbers(shape)
    figure = draw_pick(tf.constant(array), spec)
    drawn = cells(figure)
    # The tensor is drawn first, so its cells are the first ones added.
    (axes,) = figure.axes
    edge = max(patch.get_x() for patch in axes.patches[: array.size])
    tensor = [cell for cell in drawn if cell.left <= edge]
    result = [cell for cell in drawn if cell.left > edge]
    expected = [str(number) for number in array[spec].ravel()]
    assert {cell.text for cell in tensor} == {str(number) for number in array.ravel()}
    assert {cell.text for cell in tensor if cell.kind == "picked"} == set(expected)
    assert sorted(cell.text for cell in result) == sorted(expected)
    if array[spec].ndim < 3:
        assert [cell.text for cell in result] == expected
    assert f"[{index_text(spec)}]\n{array[spec].shape}" in headings(figure)


@pytest.mark.parametrize(("shape", "spec"), SPECS, ids=lambda value: str(value))
def test_an_index_is_written_as_it_is_typed(shape, spec):
    array = numbers(shape)
    again = eval(f"array[{index_text(spec)}]", {"array": array, "tf": tf})
    assert np.array_equal(again, array[spec])


def test_figures_of_one_series_are_equally_wide():
    x = tf.range(6)
    widths = {draw_pick(x, np.s_[:stop], room=6).get_figwidth() for stop in range(7)}
    assert len(widths) == 1


def test_a_tensor_of_more_axes_than_can_be_drawn_is_refused():
    with pytest.raises(ValueError, match=r"shape \(1, 2, 2, 3\) has 4 axes; at most 3.*x\[0\]"):
        draw_pick(tf.zeros([2, 2, 3]), np.s_[None])


def test_an_index_out_of_bounds_is_the_librarys_error(monkeypatch):
    shown = []
    monkeypatch.setattr(slicing, "show", lambda figure, alt: shown.append(alt))
    with pytest.raises(tf.errors.InvalidArgumentError, match="out of bounds"):
        Pick(tf.range(3))[3]
    Pick(tf.range(3))[1:]
    assert shown == ["[1:] picks shape (2,) from shape (3,)."]
