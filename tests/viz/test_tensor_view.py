"""TensorView: what an index picks, by typing, by mouse, by keyboard, and from Python."""

import numpy as np
import pytest

from kerasish.viz.tensor_view import TensorView

PICK = """
import kerasish as tf
from kerasish.viz.tensor_view import TensorView

view = TensorView(tf.reshape(tf.range(12), [3, 4]), axes=("row", "column"))
view
"""
LARGE = """
images = TensorView(tf.random.uniform([2, 5, 30, 28]), index="x[0, 1:, 3, ::2]", language="ko")
images
"""
BROADCAST = """
pair = TensorView.broadcast((4, 1), (3,))
pair
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(PICK, LARGE, BROADCAST) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    return notebook.begin_anew("view", "view.index = ''")


@pytest.fixture
def pair(notebook):
    notebook.run("pair.first, pair.language = '', 'en'")
    notebook.run("pair.first, pair.second = '(4, 1)', '(3,)'")
    widget = notebook.widget(2)
    widget.get_by_text("(4, 1) and (3,) give (4, 3).").wait_for()
    return widget


def test_what_is_typed_is_picked(notebook, view):
    view.get_by_label("Index").fill("x[1:, ::2]")
    view.get_by_text("x[1:, ::2] picks 4 of 12: shape (3, 4) becomes (2, 2).").wait_for()
    notebook.wait_for("view.picked.numpy().tolist()", [[4, 6], [8, 10]])
    assert view.get_by_role("grid", name="x", exact=True).locator(".k-picked").count() == 4
    assert view.get_by_role("listitem").all_inner_texts() == [
        "1: 2 of the 3 of axis 0 (row) (1, 2); the axis stays",
        "::2 2 of the 4 of axis 1 (column) (0, 2); the axis stays",
    ]


def test_python_types_as_the_reader_does(notebook, view):
    notebook.run("view.index = 'x[:, 0]'")
    view.get_by_text("picks 3 of 12: shape (3, 4) becomes (3,)").wait_for()
    assert view.get_by_label("Index").input_value() == "x[:, 0]"


def test_a_cell_a_row_and_a_column_are_picked_by_mouse(notebook, view):
    view.get_by_label("x[1, 2] is 6").click()
    notebook.wait_for("view.index", "x[1, 2]")
    view.get_by_role("rowheader", name="2").get_by_role("button").click()
    notebook.wait_for("view.index", "x[2]")
    view.get_by_role("columnheader", name="3").first.get_by_role("button").click()
    notebook.wait_for("view.index", "x[:, 3]")


def test_a_cell_is_picked_by_keyboard_alone(notebook, view):
    view.get_by_label("Index").focus()
    for _ in range(6):
        notebook.page.keyboard.press("Tab")
    for key in ("Home", "ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "Enter"):
        notebook.page.keyboard.press(key)
    notebook.wait_for("view.index", "x[1, 1]")
    notebook.page.keyboard.press("End")
    notebook.page.keyboard.press("Enter")
    notebook.wait_for("view.index", "x[1, 3]")


def test_a_mistake_is_explained_and_the_widget_goes_on(notebook, view):
    view.get_by_label("Index").fill("x[5]")
    view.get_by_text("There is no number 5 on axis 0 (row), which has length 3").wait_for()
    assert view.get_by_label("Index").get_attribute("aria-invalid") == "true"
    notebook.is_accessible(0)
    notebook.photograph("tensor_view_error", 0)
    view.get_by_label("Index").fill("x[2]")
    view.get_by_text("picks 4 of 12").wait_for()
    assert notebook.value("view.problem") == ""


def test_a_large_tensor_is_drawn_in_part(notebook):
    widget = notebook.widget(1)
    widget.get_by_text("x[0, 1:, 3, ::2]: 8400개 가운데 56개를 고릅니다").wait_for()
    assert widget.get_by_text("형상 (2, 5, 30, 28), float32").count() == 1
    assert widget.locator("[data-at='1,4,29,27']").count() == 1
    assert widget.locator("[data-at='1,4,20,27']").count() == 0
    notebook.is_accessible(1)
    notebook.photograph("tensor_view_large", 1)


def test_every_rank_and_dtype_can_be_seen():
    for value in (3.5, [True, False], ["cat", "Bär"], np.zeros((0, 3)), 1j, np.ones((1, 1, 1, 1))):
        assert TensorView(value).picture().axes
    with pytest.raises(ValueError, match=r"shape \(1, 1, 1, 1, 1\) has 5 axes; at most 4"):
        TensorView(np.ones((1, 1, 1, 1, 1)))
    with pytest.raises(
        ValueError, match=r"1 names, axes=\('row',\), for a tensor of shape \(2, 2\)"
    ):
        TensorView(np.ones((2, 2)), axes=("row",))


def test_the_caption_says_what_is_picked():
    view = TensorView([[1, 2], [3, 4]], index="[0]", name="table", language="ko")
    assert view.caption().endswith("table[0]: 4개 가운데 2개를 고릅니다. 형상 (2, 2) → (2,).")


def test_shapes_are_typed_or_chosen_and_reach_python(notebook, pair):
    pair.get_by_label("Shape of a").fill("(2, 3)")
    notebook.wait_for("pair.shape", (2, 3))
    pair.get_by_role("button", name="(2, 3) (2,)").click()
    pair.get_by_text("(2, 3) and (2,) clash: on axis -1").wait_for()
    notebook.wait_for("pair.shape", None)
    notebook.is_accessible(2)
    notebook.photograph("broadcast_view_clash", 2)


def test_a_cell_says_what_it_is_made_of(notebook, pair):
    pair.get_by_label("a + b[0, 0]").focus()
    for key in ("ArrowDown", "ArrowRight"):
        notebook.page.keyboard.press(key)
    pair.get_by_text("result[1, 1] = a[1, 0] + b[1] = 1 + 10 = 11").wait_for()
    pair.get_by_label("a[3, 2]").hover()
    pair.get_by_text("result[3, 2] = a[3, 0] + b[2] = 3 + 20 = 23").wait_for()
    notebook.is_accessible(2)
    notebook.photograph("broadcast_view", 2)


def test_in_korean_in_the_dark_and_on_a_phone(notebook, view, pair):
    notebook.run("view.index, view.language, pair.language = 'x[1:, ::2]', 'ko', 'ko'")
    notebook.widget(0).get_by_label("인덱스").wait_for()
    notebook.widget(2).get_by_label("a의 형상").wait_for()
    with notebook.dark():
        for number in (0, 2):
            notebook.is_accessible(number)
            notebook.photograph(f"tensor_view_dark{number}", number)
    with notebook.narrow():
        for number in range(3):
            notebook.fits(number)
            notebook.photograph(f"tensor_view{number}", number)
