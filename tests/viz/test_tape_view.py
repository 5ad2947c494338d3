"""TapeView: forth through values, back through gradients, by mouse, keyboard, from Python."""

import re

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
NESTED = """
t = tf.Variable(1.5)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        position = 4.9 * t**2
    speed = inner.gradient(position, t)
nested = TapeView([inner, outer], [position, speed], t)
nested
"""
NETWORK = """
data, weight = tf.ones([4, 3]), tf.Variable(tf.ones([3, 3]) / 3.0)
with tf.GradientTape() as tape:
    state = data
    for _ in range(20):
        state = tf.tanh(state @ weight)
    loss = tf.reduce_mean(state**2)
network = TapeView(tape, loss, weight)
network
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL, NESTED, NETWORK) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    return notebook.begin_anew("view", "view.step, view.picked = 0, ''")


def node(widget, name):
    return widget.get_by_role("button", name=re.compile(f"^{name}[, ]"))


def test_a_step_computes_a_value_and_later_ones_go_back(notebook, view):
    step = view.get_by_role("button", name="Step")
    assert node(view, "u").get_attribute("aria-label") == "u = x * x, not computed yet"
    step.click()
    view.get_by_text("1/7 Forwards: u = x * x = 1.44").wait_for()
    for _ in range(6):
        step.click()
    view.get_by_text("7/7 Back: dy/dx = 0.391 · 1.2 + 0.391 · 1.2 = 0.939").wait_for()
    assert node(view, "x").get_attribute("aria-label") == "x, source, 1.2, dy/dx = 0.939"
    notebook.wait_for("view.step", 7)
    notebook.photograph("tape_view")


def test_python_says_where_to_stand(notebook, view):
    notebook.run("view.step = 5")
    view.get_by_text("5/7 Back: dy/dv = 1 · 3 = 3").wait_for()
    notebook.run("view.step = 100")
    notebook.wait_for("view.step", 7)


def test_arrow_keys_walk_along_the_graph(notebook, view):
    notebook.run("view.step = 7")
    node(view, "x").focus()
    for _ in range(2):
        notebook.page.keyboard.press("ArrowRight")
    notebook.wait_for("view.picked", "v")
    view.get_by_text("∂v/∂u = 0.13").wait_for()
    notebook.page.keyboard.press("ArrowLeft")
    view.get_by_text("∂u/∂x (argument 2) = 1.2").wait_for()
    view.get_by_text("dy/du = 0.391").last.wait_for()


def test_two_tapes_stand_side_by_side(notebook):
    widget = notebook.widget(1)
    widget.get_by_role("button", name="To the end").click()
    widget.get_by_text("dspeed/dt = 9.8 + 0 · 3 = 9.8").first.wait_for()
    boxes = [widget.locator(".k-frame").nth(place).bounding_box() for place in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["x"] < boxes[1]["x"]
    notebook.photograph("tape_view_nested", 1)


def test_a_long_chain_is_opened_by_keyboard_and_closed_again(notebook):
    widget = notebook.widget(2)
    node(widget, "#39").focus()
    widget.get_by_text("Show the 39 operations one by one").wait_for()
    notebook.photograph("tape_view_chain", 2)
    notebook.page.keyboard.press("Enter")
    node(widget, "#20").wait_for()
    notebook.wait_for("network.opened", ["#39"])
    notebook.run("network.step = 80")
    notebook.photograph("tape_view_long", 2)
    widget.get_by_role("button", name="Draw long chains as one").click()
    node(widget, "#20").wait_for(state="detached")


def test_it_is_accessible(notebook, view):
    notebook.run("view.step, view.picked = 6, 'u'")
    view.get_by_text("dy/du = 0.391").last.wait_for()
    notebook.is_accessible()
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("tape_view")


def test_in_korean_in_the_dark_and_on_a_phone(notebook):
    notebook.run("network.step, network.picked, network.language = 5, 'state', 'ko'")
    notebook.widget(2).get_by_text("∂state/∂#39, 원소마다").wait_for()
    with notebook.dark():
        notebook.is_accessible(2)
        notebook.photograph("tape_view_dark", 2)
    with notebook.narrow():
        notebook.fits(2)
        notebook.photograph("tape_view_ko", 2)
