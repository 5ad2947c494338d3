"""FunctionView: traces appear as calls come in, are looked at, and measured."""

import pytest

CELL = """
import kerasish as tf
from kerasish.viz.function_view import FunctionView

total = tf.Variable(0.0)


@tf.function
def ripple(x, rounds=3):
    total.assign_add(1.0)
    for _ in range(rounds):
        x = x + tf.sin(x)
    return x


view = FunctionView(ripple)
view
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        yield opened


@pytest.fixture(scope="module")
def view(notebook):
    """The widget after four calls, with three signatures."""
    widget = notebook.widget()
    widget.get_by_text("ripple has not been called yet").wait_for()
    notebook.run("ripple(tf.ones([2]))")
    widget.get_by_text("Call 1: Python ran and wrote down trace 1").wait_for()
    notebook.run("ripple(tf.ones([3])); ripple(tf.zeros([2]), 50)")
    widget.get_by_text("Call 3: Python ran and wrote down trace 3").wait_for()
    notebook.run("ripple(tf.zeros([2]))")
    return widget


def test_calls_in_later_cells_are_followed(notebook, view):
    view.get_by_text("Call 4: trace 1 fitted (x: float32 (2,), rounds: 3).").wait_for()
    assert view.get_by_role("row").count() == 4
    assert view.get_by_role("row").nth(1).inner_text().split("\t")[2:4] == ["2", "7"]


def test_a_loop_of_calls_is_told_at_its_end(notebook, view):
    notebook.run("for _ in range(500): ripple(tf.zeros([2]))")
    view.get_by_text("Call 504: trace 1 fitted").wait_for()
    notebook.wait_for("view.traces[0]['calls']", 502)


def test_a_retrace_is_explained_and_looked_into_by_keyboard(notebook, view):
    view.get_by_role("button", name="Look at trace 2").focus()
    notebook.page.keyboard.press("Enter")
    view.get_by_text("x: float32 (2,) → float32 (3,). Another length.").wait_for()
    notebook.page.keyboard.press("Tab")
    notebook.page.keyboard.press("Enter")
    view.get_by_text("rounds: the Python value 3 became 50.").wait_for()
    notebook.wait_for("view.picked", 2)
    view.get_by_text("What trace 3 is made of: 101 operations").click()
    view.get_by_text("sin: float32(2,) -> float32(2,)").first.wait_for()
    view.get_by_text("What trace 3 is made of").click()


def test_eager_is_measured_against_compiled_while_the_kernel_answers(notebook, view):
    view.get_by_role("button", name="Look at trace 3").click()
    view.get_by_role("button", name="Measure eager against compiled").click()
    view.get_by_role("button", name="Stop").wait_for()
    notebook.run("total.assign(7.0)")
    view.get_by_text("Median of").wait_for()
    notebook.wait_for("view.measuring", -1)
    assert notebook.value("sorted(view.traces[2]['times'])") == ["calls", "compiled", "eager"]
    assert notebook.value("float(total.numpy()), view.calls") == (7.0, 504)
    notebook.photograph("function_view")


def test_it_is_accessible(notebook, view):
    notebook.is_accessible()
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("function_view")


def test_in_korean_in_the_dark(notebook, view):
    notebook.run("view.language = 'ko'")
    view.get_by_text("rounds: 파이썬 값 3 → 50.").wait_for()
    with notebook.dark():
        notebook.is_accessible()
        notebook.photograph("function_view_ko")
    notebook.run("view.language = 'en'")
