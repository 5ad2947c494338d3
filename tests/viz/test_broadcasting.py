"""Broadcasting drawn cell by cell; NumPy says what the result is."""

import numpy as np
import pytest

import kerasish as tf
from kerasish.viz import broadcasting
from kerasish.viz.broadcasting import draw_broadcast, show_broadcast
from viz.drawn import cells, headings

PAIRS = [
    ((3, 1), (4,)),
    ((2, 3), (3,)),
    ((2, 3), (2, 1)),
    ((3,), ()),
    ((1, 4), (3, 1)),
    ((2, 2), (2, 2)),
]


@pytest.mark.parametrize("sign", ["+", "-", "*", "=="])
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_result_is_right_and_copies_are_hatched(first, second, sign):
    a = np.arange(int(np.prod(first))).reshape(first)
    b = 10 * np.arange(int(np.prod(second))).reshape(second)
    result = {"+": np.add, "-": np.subtract, "*": np.multiply, "==": np.equal}[sign](a, b)
    figure = draw_broadcast(tf.constant(a), sign, tf.constant(b))
    drawn = cells(figure)
    columns = sorted({cell.left for cell in drawn})
    third = len(columns) // 3
    for part, whole, size in (
        (columns[:third], np.broadcast_to(a, result.shape), a.size),
        (columns[third : 2 * third], np.broadcast_to(b, result.shape), b.size),
        (columns[2 * third :], result, result.size),
    ):
        here = [cell for cell in drawn if cell.left in part]
        assert [cell.text for cell in here] == [str(number) for number in whole.ravel()]
        assert sum(cell.kind == "plain" for cell in here) == size
    assert {str(a.shape), str(b.shape), str(result.shape), sign, "="} <= set(headings(figure))


def test_shapes_that_do_not_fit_are_the_librarys_error():
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"\(2, 3\).*\(2,\)"):
        draw_broadcast(tf.zeros([2, 3]), "+", tf.zeros([2]))


def test_the_text_alternative_has_the_three_shapes(monkeypatch):
    shown = []
    monkeypatch.setattr(broadcasting, "show", lambda figure, alt: shown.append(alt))
    show_broadcast(tf.zeros([3, 1]), "+", tf.zeros([4]))
    assert shown == ["Shapes (3, 1) + (4,) give (3, 4). Dashed cells are copies."]
