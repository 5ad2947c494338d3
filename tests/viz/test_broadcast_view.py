"""Two shapes side by side: what NumPy and kerasish say of them, the widget says, too."""

import itertools

import numpy as np
import pytest

import kerasish as tf
from kerasish.viz.broadcast_view import compare, numbers, read_shape
from kerasish.viz.mistake import Mistake
from kerasish.viz.tensor_view import TensorView

LENGTHS = (1, 2, 3)
SHAPES = [shape for rank in range(4) for shape in itertools.product(LENGTHS, repeat=rank)]


def broadcast(*shapes):
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError:
        return None


def test_every_pair_of_small_shapes_is_compared_as_numpy_does():
    for first, second in itertools.product(SHAPES, SHAPES):
        columns = compare(first, second)
        clash = any(column["clash"] for column in columns)
        result = None if clash else tuple(column["result"] for column in columns)
        assert result == broadcast(first, second), (first, second)


def test_the_numbers_are_those_of_a_stretched_range():
    for first, second in itertools.product(SHAPES, SHAPES):
        whole = broadcast(first, second)
        if whole is not None:
            size = np.prod(first, dtype=int)
            expected = np.broadcast_to(10 * np.arange(size).reshape(first), whole)
            assert np.array_equal(numbers(first, whole, 10), expected)


def test_shapes_too_large_to_compute_are_still_compared():
    view = TensorView.broadcast((10**9, 1), (10**9,))
    assert view.shape == (10**9, 10**9)
    assert view.result["tables"] == []
    assert numbers((10**9, 1), (10**9, 10**6), 1).shape == (10, 12)


@pytest.mark.parametrize(
    ("text", "shape"),
    [("(4, 1)", (4, 1)), ("4, 1", (4, 1)), ("3", (3,)), ("()", ()), ("[2]", (2,))],
)
def test_a_shape_is_read_as_it_is_written(text, shape):
    assert read_shape(text) == shape


@pytest.mark.parametrize("text", ["", "x", "(2.0,)", "(-1,)", "(True,)", "(2", "{2}"])
def test_what_is_no_shape_is_said_to_be_none(text):
    with pytest.raises(Mistake, match="is no shape"):
        read_shape(text)


def test_a_clash_names_the_axis_and_both_lengths():
    view = TensorView.broadcast(tf.zeros([2, 3]), (2,))
    assert view.shape is None
    assert "on axis -1, counted from the end, one has 3 and the other 2" in view.caption()
    view.language = "ko"
    assert "끝에서부터 센 축 -1에서 길이가 3, 2입니다" in view.caption()
    assert view.picture().axes
