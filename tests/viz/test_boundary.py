"""The slider for the learning rate: what it draws, and what it says about it."""

import base64
import io
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import kerasish as tf
from kerasish.viz.boundary import BoundaryFigure, LearningRateSlider, diverges, half_plane

pytestmark = pytest.mark.filterwarnings("error")

coordinate = st.floats(-10, 10)
# With smaller weights the line may lie beyond the corners, far outside of every picture.
weight = st.floats(-10, -0.2) | st.floats(0.2, 10)


@given(st.tuples(weight, weight | st.just(0.0)).flatmap(st.permutations), coordinate)
def test_the_side_begins_at_the_line_and_lies_where_the_prediction_is_larger(weights, bias):
    predictions = half_plane(np.array(weights), bias) @ weights + bias
    np.testing.assert_allclose(predictions[:2], 0.5, atol=1e-9)
    assert (predictions[2:] > 0.5).all()


@pytest.fixture(scope="module")
def clouds():
    random = np.random.default_rng(1)
    tilted = [[1.0, 0.5], [0.5, 1.0]]
    clouds = [random.multivariate_normal(middle, tilted, size=200) for middle in ([0, 3], [3, 0])]
    return np.vstack(clouds).astype("float32"), np.repeat([[0.0], [1.0]], 200, axis=0)


@pytest.fixture(scope="module")
def train(clouds):
    """Forty steps of descent from one start, for any learning rate."""
    inputs, targets = (tf.constant(array, tf.float32) for array in clouds)
    W, b = tf.Variable([[0.3], [0.4]]), tf.Variable([0.0])

    @tf.function
    def step(learning_rate):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(targets - (tf.matmul(inputs, W) + b)))
        W_gradient, b_gradient = tape.gradient(loss, [W, b])
        W.assign_sub(learning_rate * W_gradient)
        b.assign_sub(learning_rate * b_gradient)
        return loss

    def train(learning_rate):
        W.assign([[0.3], [0.4]])
        b.assign([0.0])
        losses = [float(step(tf.constant(learning_rate))) for _ in range(40)]
        return W.numpy(), b.numpy(), losses

    return train


def pixels(bundle) -> np.ndarray:
    """The picture of a MIME bundle, shape (height, width), 0 is black."""
    picture = bundle["image/png"]
    if isinstance(picture, str):
        picture = base64.b64decode(picture)
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L")).astype(int)


def test_the_picture_is_darker_where_the_model_predicts_1(clouds):
    inputs, targets = clouds
    picture = BoundaryFigure(inputs, targets, steps=3)
    weights, bias = np.array([[1.0], [-1.0]]), np.array([0.5])
    picture.draw(0.1, weights, bias, [1.0, 0.5, 0.3])
    image = pixels(picture.mime_bundle())
    plane = picture._canvas.figure.axes[0]
    # Points near the lower left and upper right corner, where no point of the clouds lies.
    (low_x, high_x), (low_y, high_y) = plane.get_xlim(), plane.get_ylim()
    places = np.array([[low_x + 0.1, low_y + 0.9], [high_x - 0.1, high_y - 0.9]])
    places = np.vstack([places, places + [[0.8, -0.8], [-0.8, 0.8]]])
    columns, rows = plane.transData.transform(places).round().astype(int).T
    shades = image[image.shape[0] - 1 - rows, columns]
    predicted = (places @ weights + bias > 0.5)[:, 0]
    assert predicted.any() and not predicted.all()
    assert shades[predicted].max() < 240 < shades[~predicted].min()


def test_on_a_page_the_picture_is_cut_between_its_halves(clouds, train):
    picture = BoundaryFigure(*clouds, steps=40)
    picture.draw(0.1, *train(0.1))
    bundle = picture.mime_bundle()
    embedded = re.findall(r'src="data:image/png;base64,([^"]+)"', bundle["text/html"])
    halves = [pixels({"image/png": half}) for half in embedded]
    assert (np.hstack(halves) == pixels(bundle)).all()
    assert (halves[0][:, -1] == 255).all()  # the cut goes through nothing


def test_it_counts_the_points_on_the_wrong_side(clouds, train):
    inputs, targets = clouds
    weights, bias, losses = train(0.01)
    picture = BoundaryFigure(inputs, targets, steps=40)
    picture.draw(0.01, weights, bias, losses)
    wrong = ((inputs @ weights + bias > 0.5) != (targets > 0.5)).sum()
    assert 0 < wrong < 400
    assert f"{wrong} of 400 points are on the wrong side" in picture.caption
    assert f"from {losses[0]:.3g} to {losses[-1]:.3g}" in picture.caption


@pytest.mark.parametrize("learning_rate", [0.16, 0.2, 0.3, 1.0, 1e30])
def test_a_training_that_overshoots_is_called_that(clouds, train, learning_rate):
    picture = BoundaryFigure(*clouds, steps=40)
    picture.draw(learning_rate, *train(learning_rate))
    assert "diverges" in picture.caption
    assert "falls" not in picture.caption


@pytest.mark.parametrize(
    ("losses", "expected"),
    [
        ([4.0, 3.0, 2.0, 1.0], False),
        ([4.0, 1.0, 1.0, 1.0], False),
        ([4.0, 1.0, 2.0, 3.0], True),
        ([4.0, 8.0, 16.0, 32.0], True),
        ([4.0, 8.0, np.inf, np.inf], True),
        ([4.0, 8.0, np.inf, np.nan], True),
    ],
)
def test_a_training_diverges_when_its_loss_grows_at_the_end(losses, expected):
    assert diverges(np.array(losses)) == expected


def test_each_move_trains_from_the_same_start(clouds, train):
    widget = LearningRateSlider(train, *clouds, start=0.01)
    first = widget.picture.mime_bundle()
    widget.slider.value = 0.1
    second = widget.picture.mime_bundle()
    widget.slider.value = 0.01
    assert widget.picture.mime_bundle() == first
    assert (pixels(first) != pixels(second)).any()
    assert first["text/plain"] != second["text/plain"]


def test_it_leaves_a_picture_beside_the_slider(clouds, train, displayed):
    LearningRateSlider(train, *clouds, start=0.1)._ipython_display_()
    slider, picture = (output.data for output in displayed.outputs)
    assert "application/vnd.jupyter.widget-view+json" in slider
    assert "application/vnd.jupyter.widget-view+json" not in picture
    assert "Learning rate 0.1:" in picture["text/plain"]
    assert pixels(picture).size


def test_a_start_that_is_no_stop_is_refused(clouds, train):
    with pytest.raises(ValueError, match=r"start=0\.42 is not one of the learning rates"):
        LearningRateSlider(train, *clouds, start=0.42)
