"""DescentView: the map is the loss, the path is the training, and both answer to mouse and keys."""

import numpy as np
import pytest
import traitlets

import kerasish as tf
from kerasish import keras
from kerasish.viz.descent import Problem, loss_matrix, losses_at, lowest
from kerasish.viz.descent_view import DescentView

CELL = """
import numpy as np
from kerasish.viz.descent_view import DescentView

random = np.random.default_rng(0)
inputs = np.vstack([random.normal(middle, 1, (200, 2)) for middle in ([0, 3], [3, 0])])
targets = np.repeat([0, 1], 200)
view = DescentView(inputs, targets)
view
"""
# How many pixels of a canvas are much more blue than red.
BLUE = """
canvas => {
  const bytes = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let count = 0;
  for (let at = 0; at < bytes.length; at += 4) count += bytes[at + 2] > bytes[at] + 80;
  return count;
}
"""
SETTINGS = {"learning_rate": 0.05, "optimizer": "SGD", "momentum": 0.0, "batch_size": 0}


@pytest.fixture(scope="module")
def clouds():
    random = np.random.default_rng(0)
    inputs = np.vstack([random.normal(middle, 1, (200, 2)) for middle in ([0, 3], [3, 0])])
    return inputs, np.repeat([0.0, 1.0], 200)


def loss_of(clouds, w1, w2, b):
    inputs, targets = clouds
    return np.mean((inputs @ [w1, w2] + b - targets) ** 2)


def test_the_map_is_the_loss_of_the_classifier(clouds):
    matrix = loss_matrix(*clouds)
    places = np.random.default_rng(1).normal(size=(5, 3))
    expected = [loss_of(clouds, *place) for place in places]
    np.testing.assert_allclose(losses_at(matrix, places), expected)
    around = lowest(matrix) + 0.01 * np.random.default_rng(2).normal(size=(50, 3))
    assert (losses_at(matrix, around) > losses_at(matrix, lowest(matrix))).all()
    for_this_bias = lowest(matrix, bias=0.1)
    aside = for_this_bias + np.array([[0.01, 0, 0], [0, -0.01, 0]])
    assert (losses_at(matrix, aside) > losses_at(matrix, for_this_bias)).all()


@pytest.mark.parametrize("batch_size", [0, 150])
@pytest.mark.parametrize(
    ("name", "more"),
    [("SGD", {}), ("SGD", {"momentum": 0.9}), ("RMSprop", {}), ("Adam", {})],
)
def test_the_path_is_what_the_optimizer_does_in_a_loop(clouds, name, more, batch_size):
    view = DescentView(
        *clouds, optimizer=name, learning_rate=0.03, batch_size=batch_size, steps=5,
        start=(0.5, 0.4), bias=0.2, bias_mode="trained", seed=3, **more,
    )  # fmt: skip
    inputs, targets = clouds
    W, b = tf.Variable([[0.5], [0.4]]), tf.Variable([0.2])
    optimizer = getattr(keras.optimizers, name)(learning_rate=0.03, **more)
    random = np.random.default_rng(3)
    order = np.concatenate([random.permutation(400) for _ in range(2)])
    ends = [0, 150, 300, 400, 550, 700] if batch_size else [0, 0, 0, 0, 0, 0]
    for number in range(5):
        some = order[ends[number] : ends[number + 1]] if batch_size else slice(None)
        with tf.GradientTape() as tape:
            prediction = tf.matmul(inputs[some].astype("float32"), W) + b
            loss = tf.reduce_mean(tf.square(targets[some, None].astype("float32") - prediction))
        optimizer.apply_gradients(zip(tape.gradient(loss, [W, b]), [W, b]))
        expected = [*W.numpy().ravel(), *b.numpy()]
        np.testing.assert_allclose(view.parameters[number + 1], expected, atol=1e-4)
    np.testing.assert_allclose(view.losses[-1], loss_of(clouds, *view.parameters[-1]))


def test_the_bias_is_the_best_one_or_stays(clouds):
    best = DescentView(*clouds, learning_rate=0.1)
    aside = best.parameters[:, None] + np.array([[0, 0, 0.01], [0, 0, -0.01]])
    matrix = loss_matrix(*clouds)
    assert (losses_at(matrix, aside) > best.losses[:, None]).all()
    fixed = DescentView(*clouds, learning_rate=0.1, bias=0.3, bias_mode="fixed")
    assert (fixed.parameters[:, 2] == 0.3).all() and fixed.losses[-1] < fixed.losses[0]
    np.testing.assert_allclose(fixed.parameters[-1], lowest(matrix, bias=0.3), atol=1e-3)


@pytest.mark.parametrize("bias_mode", ["best", "fixed", "trained"])
@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_it_diverges_above_the_border_that_the_curvature_sets(clouds, bias_mode, momentum):
    border = 2 * (1 + momentum) / Problem(*clouds).steepest(bias_mode)
    settings = {"bias_mode": bias_mode, "momentum": momentum, "steps": 300}
    above = DescentView(*clouds, learning_rate=1.02 * border, **settings)
    below = DescentView(*clouds, learning_rate=0.98 * border, **settings)
    assert above.outcome == "diverges" and above.losses[-1] > above.losses[150] > below.losses[-1]
    assert below.outcome in ("arrived", "falling", "restless")
    assert "diverges" in above.caption() and f"= {border:.3g}." in above.caption()


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [
        ({}, "arrived"),
        ({"learning_rate": 0.001}, "falling"),
        ({"batch_size": 1, "learning_rate": 0.04}, "restless"),
        ({"batch_size": 4, "learning_rate": 1.0}, "diverges"),
        ({"optimizer": "rmsprop", "learning_rate": 0.1}, "restless"),
        ({"optimizer": "Adam", "learning_rate": 10.0, "steps": 3}, "worse"),
    ],
)
def test_what_became_of_a_training_is_said(clouds, settings, outcome):
    view = DescentView(*clouds, **settings)
    assert view.outcome == outcome
    korean = DescentView(*clouds, language="ko", **settings)
    assert korean.outcome == outcome and korean.caption() != view.caption()


def test_the_picture_shows_as_many_steps_as_the_widget(clouds):
    view = DescentView(*clouds, learning_rate=0.3)
    view.step = 7
    surface, plane, curve = view.picture().axes
    assert len(surface.lines[0].get_xdata()) == 8
    assert len(curve.lines[1].get_xdata()) == 8
    wrong = int(plane.get_title().split()[0])
    w1, w2, b = view.parameters[7]
    assert wrong == np.sum((clouds[0] @ [w1, w2] + b > 0.5) != (clouds[1] > 0.5))
    assert "After 7 of 60 steps" in view.caption()


@pytest.mark.parametrize(
    ("inputs", "targets", "message"),
    [
        (np.zeros((4, 3)), np.zeros(4), r"shape \(4, 3\).*inputs\[:, :2\]"),
        (np.zeros((4, 2)), np.zeros(3), r"shape \(3,\) for 4 points"),
        (np.zeros((4, 2)), np.array([0, 1, 2, 1]), "the target 2"),
        (np.full((4, 2), np.nan), np.zeros(4), "nan or infinite"),
    ],
)
def test_data_that_are_none_are_refused(inputs, targets, message):
    with pytest.raises(ValueError, match=message):
        DescentView(inputs, targets)


@pytest.mark.parametrize(
    ("name", "value"),
    [("learning_rate", 0.0), ("momentum", 1.0), ("steps", 0), ("optimizer", "Adagrad")],
)
def test_a_setting_that_means_nothing_is_refused_and_nothing_changes(clouds, name, value):
    view = DescentView(*clouds)
    before = getattr(view, name)
    with pytest.raises(traitlets.TraitError, match=f"DescentView got {name}="):
        setattr(view, name, value)
    assert getattr(view, name) == before


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    again = f"for name, value in {SETTINGS}.items(): setattr(view, name, value)"
    return notebook.begin_anew("view", f"view.start = [0.8, 0.5]\n{again}")


def test_a_click_on_the_map_starts_there(notebook, view):
    surface = view.get_by_role("application")
    box = surface.bounding_box()
    surface.click(position={"x": 0.7 * box["width"], "y": 0.2 * box["height"]})
    notebook.wait_for("view.start != [0.8, 0.5]", True)
    first, second, reach = notebook.value("view.training['frame']")
    # The plot begins 44 pixels from the left and 8 from above, and is 238 by 246 pixels large.
    across = first + reach * (2 * (0.7 * 290 - 44) / 238 - 1)
    up = second - reach * (2 * (0.2 * 278 - 8) / 246 - 1)
    w1, w2 = notebook.value("view.start")
    assert abs(w1 - across) < 0.02 * reach and abs(w2 - up) < 0.02 * reach


def test_everything_is_done_by_keyboard_alone(notebook, view):
    view.get_by_label("Learning rate").focus()
    notebook.page.keyboard.press("End")
    view.get_by_text("The training diverges").wait_for()
    notebook.wait_for("view.learning_rate", 10.0)
    notebook.run("view.learning_rate = 0.05")
    reach = notebook.value("view.training['frame'][2]")
    view.get_by_role("application").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "Enter"):
        notebook.page.keyboard.press(key)
    expected = [round(0.8 - 0.1 * reach, 3), round(0.5 + 0.2 * reach, 3)]
    notebook.wait_for("[round(weight, 3) for weight in view.start]", expected)
    view.get_by_role("button", name="Start again").press("Enter")
    notebook.wait_for("view.step", 0)
    view.get_by_role("button", name="Step").press("Enter")
    notebook.wait_for("view.step", 1)


def test_it_plays_to_the_end(notebook, view):
    notebook.run("view.steps = 20")
    line = view.get_by_text("step 20 of 20")
    line.evaluate(
        "line => new MutationObserver(() => (window.seen ??= []).push(line.textContent))"
        ".observe(line, {childList: true})"
    )
    view.get_by_role("button", name="Play").click()
    notebook.page.wait_for_function("window.seen?.at(-1).includes('step 20 of 20')")
    steps = [int(text.split()[1]) for text in notebook.page.evaluate("window.seen")]
    assert steps == sorted(steps) and set(steps) == set(range(21))
    notebook.wait_for("view.step", 20)
    view.get_by_role("button", name="Play").wait_for()
    notebook.run("view.steps = 60")


def test_what_python_sets_is_seen(notebook, view):
    notebook.run("view.optimizer, view.batch_size, view.learning_rate = 'Adam', 7, 0.123")
    view.get_by_text("keras.optimizers.Adam(learning_rate=0.123)").wait_for()
    assert view.get_by_label("Points a step").input_value() == "7"
    assert view.get_by_label("Momentum").is_disabled()


def test_it_is_accessible_in_both_languages_and_on_a_phone(notebook, view):
    notebook.run("view.learning_rate, view.batch_size = 0.08, 16")
    notebook.is_accessible()
    notebook.photograph("descent_view")
    notebook.run("view.language, view.learning_rate, view.batch_size = 'ko', 0.25, 0")
    notebook.widget().get_by_text("훈련이 발산합니다").wait_for()
    notebook.is_accessible()
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("descent_view_ko")


def test_it_has_its_colours_where_it_was_drawn_before_it_was_in_the_page(lab):
    """JupyterLab lays cells that are far from the window into the page when they come near."""
    others = ["\n".join(["pass"] * 60)] * 8
    with lab.notebook(*others, CELL, *others) as notebook:
        widget = notebook.widget()
        notebook.page.mouse.move(600, 500)
        for _ in range(100):
            notebook.page.mouse.wheel(0, -1500)
            notebook.page.wait_for_timeout(100)
            if widget.count() and widget.is_visible():
                break
        picture = widget.locator("canvas").first
        picture.scroll_into_view_if_needed()
        notebook.page.wait_for_timeout(500)
        assert picture.evaluate(BLUE) > 100
