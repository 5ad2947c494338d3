"""TapeView: forth through values, back through gradients, by mouse, keyboard, from Python."""

import pytest

CELL = """
import kerasish as tf
from kerasish.viz.tape_view import TapeView

x = tf.Variable(1.2)
with tf.GradientTape() as tape:
    u = x * x
    v = tf.sin(u)
    y = 3.0 * v
gradient = tape.gradient(y, x)
view = TapeView(tape, y, x)
view
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    notebook.run("view.step, view.language = 0, 'en'")
    widget = notebook.widget()
    widget.get_by_text("Nothing is computed yet").wait_for()
    return widget


def test_a_step_computes_a_value_and_later_ones_go_back(notebook, view):
    step = view.get_by_role("button", name="Step")
    step.click()
    view.get_by_text("1/7 forwards: u = x * x = 1.44").first.wait_for()
    for _ in range(6):
        step.click()
    view.get_by_text("7/7 back: dy/dx = 0.391 · 1.2 + 0.391 · 1.2 = 0.939").first.wait_for()
    notebook.wait_for("view.step", 7)
    notebook.photograph("tape_view")
