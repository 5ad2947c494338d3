"""TensorView: what an index picks, by typing, by mouse, by keyboard, and from Python."""

import pytest

CELL = """
import kerasish as tf
from kerasish.viz.tensor_view import TensorView

view = TensorView(tf.reshape(tf.range(12), [3, 4]), axes=("row", "column"))
view
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    notebook.run("view.index, view.language = '', 'en'")
    widget = notebook.widget()
    widget.get_by_text("Type an index").wait_for()
    return widget


def test_what_is_typed_is_picked(notebook, view):
    view.get_by_label("Index").fill("x[1:, ::2]")
    view.get_by_text("x[1:, ::2] picks 4 of 12: shape (3, 4) becomes (2, 2).").first.wait_for()
    notebook.wait_for("view.picked.numpy().tolist()", [[4, 6], [8, 10]])
    assert view.get_by_role("grid", name="x", exact=True).locator(".k-picked").count() == 4


def test_a_cell_is_picked_by_mouse(notebook, view):
    view.get_by_label("x[1, 2] is 6").click()
    notebook.wait_for("view.index", "x[1, 2]")


def test_a_cell_is_picked_by_keyboard_alone(notebook, view):
    view.get_by_label("Index").focus()
    for _ in range(6):
        notebook.page.keyboard.press("Tab")
    for key in ("Home", "ArrowUp", "ArrowUp", "ArrowRight", "ArrowDown", "Enter"):
        notebook.page.keyboard.press(key)
    notebook.wait_for("view.index", "x[1, 1]")


def test_it_is_accessible_in_both_languages_and_on_a_phone(notebook, view):
    notebook.run("view.index = 'x[5]'")
    view.get_by_text("There is no number 5 on axis 0 (row)").first.wait_for()
    notebook.is_accessible()
    notebook.photograph("tensor_view_error")
    notebook.run("view.index, view.language = 'x[1:, ::2]', 'ko'")
    notebook.widget().get_by_label("인덱스").wait_for()
    notebook.is_accessible()
    notebook.photograph("tensor_view_ko")
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("tensor_view_ko")
