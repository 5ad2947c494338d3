"""LayerView: a layer's numbers, a unit a step."""

import numpy as np
import pytest

from kerasish import keras
from kerasish.viz.layer_view import LayerView

CELL = """
from kerasish import keras
from kerasish.viz.layer_view import LayerView

keras.utils.set_random_seed(1)
points = [[0.0, 3.0], [3.0, 0.0], [1.0, 1.0], [-1.0, 2.0], [2.0, -1.0]]
view = LayerView(keras.layers.Dense(4, activation="relu"), points)
view
"""
LARGE = """
import kerasish as tf

large = LayerView(keras.layers.Dense(100, activation="softmax"), tf.random.uniform([50, 784]),
                  step=60, example=30, language="ko")
large
"""
WEIGHTS = [np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]]), np.array([0.0, 1.0, -2.0])]


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL, LARGE) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    return notebook.begin_anew("view", "view.step = view.example = 0")


@pytest.fixture
def layer():
    layer = keras.layers.Dense(3, activation="relu")
    layer.build((None, 2))
    layer.set_weights(WEIGHTS)
    return layer


def test_a_step_computes_a_unit_for_all_examples(notebook, view):
    view.get_by_role("button", name="Step").click()
    notebook.wait_for("view.step", 1)
    view.get_by_text("3 parameters for each unit × 1 units = 3 of 12 parameters").wait_for()
    sums = view.get_by_role("grid", name="sums (5, 4)")
    assert sums.locator(".k-picked").count() == 1
    texts = sums.locator(".k-cell").all_inner_texts()
    assert [bool(text) for text in texts] == [True, False, False, False] * 5
    view.get_by_role("button", name="Back").click()
    notebook.wait_for("view.step", 0)


def test_playing_ends_with_the_last_unit(notebook, view):
    view.get_by_role("button", name="Play").click()
    notebook.wait_for("view.step", 4)
    view.get_by_role("button", name="Play").wait_for(timeout=3000)
    view.get_by_role("button", name="Start again").click()
    notebook.wait_for("view.step", 0)


def test_a_cell_of_the_sums_is_written_out(notebook, view):
    view.get_by_label("sums[3, 2] is not computed yet").click()
    notebook.wait_for("(view.step, view.example)", (3, 3))
    status = view.get_by_role("status").first
    status.get_by_text("Example 3, unit 2:").wait_for()
    assert "-1 × 0.00478" in status.inner_text()
    assert "= 1.24" in status.inner_text()
    notebook.is_accessible(0)
    notebook.photograph("layer_view", 0)


def test_it_is_played_by_keyboard_alone(notebook, view):
    press = notebook.page.keyboard.press
    view.get_by_role("button", name="Back").focus()
    press("Tab")
    press("Enter")
    notebook.wait_for("view.step", 1)
    view.get_by_role("slider", name="Units computed").focus()
    press("End")
    notebook.wait_for("view.step", 4)
    press("Tab")  # the inputs
    press("ArrowDown")
    press("ArrowDown")
    press("Enter")
    notebook.wait_for("view.example", 2)


def test_a_large_layer_is_drawn_in_part_and_softmax_waits(notebook):
    large = notebook.widget(1)
    large.get_by_text("모든 유닛을 함께 보므로").wait_for()
    large.get_by_text("나머지 778개 항").wait_for()
    assert large.get_by_role("grid", name="출력").locator(".k-cell").first.inner_text() == ""
    notebook.run("large.step = 100")
    large.get_by_text("softmax →").wait_for()
    notebook.is_accessible(1)
    notebook.photograph("layer_view_large", 1)


def test_in_korean_in_the_dark_and_on_a_phone(notebook, view):
    notebook.run("view.step, view.language = 2, 'ko'")
    view.get_by_text("유닛마다 파라미터 3개").wait_for()
    with notebook.dark():
        notebook.is_accessible(0)
        notebook.photograph("layer_view_dark", 0)
    with notebook.narrow():
        notebook.fits(0)
        notebook.photograph("layer_view", 0)


def test_the_numbers_are_those_of_the_layer(layer):
    view = LayerView(layer, [[2.0, 1.0], [0.0, -1.0]], step=3, example=1)
    shown = view.shown
    assert shown["tables"]["sums"]["texts"] == ["2.5", "5", "-1", "-0.5", "1", "-5"]
    assert shown["tables"]["outputs"]["texts"] == ["2.5", "5", "0", "0", "1", "0"]
    assert shown["terms"] == [["0", "-1"], ["-1", "3"]]
    assert (shown["bias"], shown["sum"], shown["output"]) == ("-2", "-5", "0")
    assert (shown["count"], shown["total"]) == (9, layer.count_params())
    layer.set_weights([np.zeros((2, 3)), np.ones(3)])
    view.refresh()
    assert view.shown["sum"] == "1"


def test_what_is_left_out_of_a_long_sum_is_added_up():
    layer = keras.layers.Dense(1, kernel_initializer="ones", use_bias=False)
    view = LayerView(layer, [np.arange(20.0)], step=1)
    assert len(view.shown["terms"]) + view.shown["left_out"] == 20
    shown = sum(float(x) * float(w) for x, w in view.shown["terms"])
    assert shown + float(view.shown["rest"]) == float(view.shown["sum"]) == 190


def test_the_caption_counts(layer):
    view = LayerView(layer, [[1.0, 1.0]], step=2)
    assert "2 of 3 units are computed, with 6 of 9 parameters" in view.caption()
    view.language = "ko"
    assert "3개 가운데 2개를 계산했고" in view.caption()
    assert view.picture().axes


def test_what_cannot_be_drawn_is_refused_with_advice(layer):
    with pytest.raises(TypeError, match="got a Flatten. Pass for example keras.layers.Dense"):
        LayerView(keras.layers.Flatten(), [[1.0]])
    with pytest.raises(ValueError, match=r"inputs of shape \(2,\).*inputs\[tf.newaxis\]"):
        LayerView(layer, [1.0, 2.0])
    with pytest.raises(ValueError, match="no step 4. Choose one from 0 to 3"):
        LayerView(layer, [[1.0, 1.0]], step=4)
    with pytest.raises(ValueError, match="no example 1. Choose one from 0 to 0"):
        LayerView(layer, [[1.0, 1.0]]).example = 1
