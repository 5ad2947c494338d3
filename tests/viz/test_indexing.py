"""What is said of an index agrees with what kerasish picks by it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kerasish as tf
from kerasish.viz.indexing import explain, read_index, written_part
from kerasish.viz.mistake import Mistake

SHAPES = st.lists(st.integers(1, 4), max_size=4).map(tuple)
ENDS = st.none() | st.integers(-5, 5)
SLICES = st.builds(slice, ENDS, ENDS, ENDS.filter(lambda step: step != 0))


@st.composite
def indexed(draw):
    """A shape and an index for it, with new axes and dots anywhere."""
    shape = draw(SHAPES)
    count = draw(st.integers(0, len(shape)))
    parts = [draw(SLICES | st.integers(-length, length - 1)) for length in shape[:count]]
    for _ in range(draw(st.integers(0, 2))):
        parts.insert(draw(st.integers(0, len(parts))), None)
    if draw(st.booleans()):
        parts.append(...)
    return shape, parts or [...]


def entries(text):
    return read_index(text)[1]


@given(indexed())
def test_the_places_that_are_named_are_those_that_are_picked(case):
    shape, index = case
    numbers = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    picked = tf.constant(numbers)[tuple(index)].numpy()
    text = ", ".join(map(written_part, index))
    parts = explain(entries(text), shape, [""] * len(shape))
    chosen = {axis: list(some) for part in parts for axis, some in zip(part.axes, part.chosen)}
    assert sorted(chosen) == list(range(len(shape)))
    expected = numbers[np.ix_(*(chosen[axis] for axis in range(len(shape))))]
    assert np.array_equal(np.ravel(picked), np.ravel(expected))


@pytest.mark.parametrize("text", ["x[0, 1:]", "[0, 1:]", "0, 1:", "  x [0,1:] "])
def test_brackets_and_name_may_be_left_out(text):
    assert entries(text) == (0, slice(1, None))


def test_new_axes_and_dots():
    assert entries("tf.newaxis, None, np.newaxis, ..., -1") == (None, None, None, ..., -1)


@pytest.mark.parametrize(
    ("text", "shape", "said"),
    [
        ("", (2,), "Nothing stands between"),
        ("x[0,", (2,), r"cannot read x\[0, as one index"),
        ("x[0][1]", (2, 2), "as one index"),
        ("x[1.5]", (2,), "1.5 is no whole number"),
        ("x[True]", (2,), "True is no whole number"),
        ("x[i]", (2,), "i is no whole number"),
        (
            "x[2]",
            (2,),
            r"no number 2 on axis 0 \(row\), which has length 2: its numbers are 0 to 1",
        ),
        ("x[0]", (0,), "it is empty"),
        ("x[::0]", (2,), "step of ::0 is 0"),
        ("x[..., ...]", (2,), "stands twice"),
        ("x[0, 0]", (2,), r"parts for 2 axes, but the tensor has 1: its shape is \(2,\)"),
    ],
)
def test_a_mistake_is_explained_in_both_languages(text, shape, said):
    with pytest.raises(Mistake, match=said) as caught:
        explain(entries(text), shape, ["row", "column"][: len(shape)])
    assert any("가" <= letter <= "힣" for letter in caught.value.texts["ko"])


def test_what_a_part_does_to_its_axis():
    number, cut, rest = explain(entries("-1, ::2"), (3, 4, 5), ["", "row", ""])
    assert number.en == "number 2 of axis 0, counted from the end; the axis goes"
    assert cut.en == "2 of the 4 of axis 1 (row) (0, 2); the axis stays"
    assert (rest.text, rest.en) == ("", "axis 2: whole")
