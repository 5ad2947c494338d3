"""DigitPad: what is drawn becomes a digit as MNIST has it, and the model's answers follow."""

import numpy as np
import pytest
import traitlets

import kerasish as tf
from kerasish import keras
from kerasish.keras.datasets.mnist import enlarged_digits
from kerasish.viz.digit_pad import DigitPad
from kerasish.viz.handwriting import as_mnist, ink_of
from project.checkout import ROOT

MNIST = ROOT.parent / "shared" / "data" / "mnist.npz"
CELL = """
from kerasish import keras
from kerasish.keras.datasets.mnist import enlarged_digits
from kerasish.viz.digit_pad import DigitPad

keras.utils.set_random_seed(1)
(x, y), _ = enlarged_digits()
x = (x / 255).astype("float32")
model = keras.Sequential(
    [
        keras.layers.Input(shape=(28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(48, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile("adam", "sparse_categorical_crossentropy")
model.fit(x, y, epochs=4, batch_size=16, verbose=0)
pad = DigitPad(model, x, y)
pad
"""
ONE = [[[0.5, 0.2], [0.49, 0.4], [0.48, 0.6], [0.47, 0.8]]]


@pytest.fixture(scope="module")
def digits():
    (x, y), _ = enlarged_digits()
    return (x / 255).astype("float32"), y


def network(*hidden, shape=(28, 28), last="softmax"):
    layers = [keras.layers.Input(shape=shape), keras.layers.Flatten(), *hidden]
    return keras.Sequential([*layers, keras.layers.Dense(10, activation=last)])


@pytest.fixture(scope="module")
def trained(digits):
    keras.utils.set_random_seed(1)
    model = network(keras.layers.Dense(32, activation="relu", name="middle"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(*digits, epochs=3, batch_size=16, verbose=0)
    return model


@pytest.mark.skipif(not MNIST.is_file(), reason="no ../shared/data/mnist.npz beside the checkout")
def test_a_digit_of_mnist_enlarged_and_moved_comes_back_to_the_pixel():
    with np.load(MNIST) as file:
        digits = file["x_test"][:200]
    random = np.random.default_rng(0)
    for digit in digits:
        large = np.kron(digit, np.ones((5, 5), np.uint8))
        down, right = random.integers(0, 100, 2)
        page = np.pad(large, ((down, 100 - down), (right, 100 - right)))
        np.testing.assert_array_equal(as_mnist(page), digit)


def test_a_drawing_is_fitted_and_centred_as_mnist_has_it():
    random = np.random.default_rng(1)
    for _ in range(20):
        low, size = random.uniform(0.1, 0.4), random.uniform(0.2, 0.5)
        stroke = (low + size * random.uniform(size=(5, 2))).tolist()
        page = as_mnist(ink_of([stroke]))
        rows, columns = (np.flatnonzero(page.any(axis=axis)) for axis in (1, 0))
        assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
        mass = page.sum(dtype=float)
        centre = [page.sum(axis=axis) @ np.arange(28) / mass for axis in (1, 0)]
        np.testing.assert_allclose(centre, 14, atol=0.51)
        assert page.max() == 255 and ((page > 0) & (page < 255)).any()  # its edges are grey


def test_where_and_how_large_one_draws_changes_little(digits):
    seven = np.array([[0.2, 0.2], [0.8, 0.2], [0.5, 0.8]])
    whole = as_mnist(ink_of([seven.tolist()])).astype(int)
    moved = as_mnist(ink_of([(seven - 0.15).tolist()])).astype(int)
    assert np.abs(whole - moved).max() <= 1
    assert not as_mnist(ink_of([])).any()


def test_it_reads_what_the_model_reads(digits, trained):
    pad = DigitPad(trained, *digits, strokes=ONE)
    page = (as_mnist(ink_of(ONE)) / 255).astype("float32")
    np.testing.assert_array_equal(pad.digit, as_mnist(ink_of(ONE)))
    expected = trained.predict(page[np.newaxis], verbose=0)[0]
    np.testing.assert_allclose(pad.probabilities, expected, atol=1e-6)
    assert pad.prediction == expected.argmax() == 1
    distances = np.sum((digits[0] - page) ** 2, axis=(1, 2))
    np.testing.assert_allclose(distances[pad.nearest], np.sort(distances)[:8], rtol=1e-5)
    (layer,) = pad.answer["layers"]
    hidden = trained.layers[1](trained.layers[0](page[np.newaxis])).numpy()[0]
    np.testing.assert_allclose(np.frombuffer(layer["values"], "float32"), hidden, rtol=1e-4)
    assert layer["says"] == f"{(hidden > 0).sum()} of 32 units fire"
    assert "reads a 1" in pad.caption() and layer["says"] in pad.caption()
    assert len(pad.picture().axes) == 2 + 8
    pad.strokes = []
    assert pad.digit is None and pad.prediction is None and "Nothing" in pad.caption()
    assert pad.picture().axes[1].get_title() == "nothing is drawn"


@pytest.mark.parametrize("shape", [(28, 28), (784,), (28, 28, 1)])
@pytest.mark.parametrize("scale", [lambda x: x, lambda x: 255 * x, lambda x: (x - 0.1) / 0.3])
def test_the_drawing_has_the_form_and_scale_of_the_training_digits(digits, shape, scale):
    x = scale(digits[0][:50]).reshape(-1, *shape)
    model = network(shape=shape)
    pad = DigitPad(model, x, digits[1][:50], strokes=ONE)
    page = scale((as_mnist(ink_of(ONE)) / 255).astype("float32")).reshape(1, *shape)
    np.testing.assert_allclose(pad.probabilities, model(page).numpy()[0], atol=1e-5)


def test_layers_are_seen_after_their_activations_and_other_models_have_none(digits):
    model = network(
        keras.layers.Dense(6), keras.layers.Activation("tanh"), keras.layers.Dense(4, "relu")
    )
    pad = DigitPad(model, *digits, strokes=ONE)
    first, second = pad.answer["layers"]
    assert np.abs(np.frombuffer(first["values"], "float32")).max() <= 1
    assert (first["threshold"], second["threshold"]) == (0.5, 0.0)

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = keras.layers.Dense(10, activation="softmax")

        def call(self, x):
            return self.last(tf.reshape(x, (-1, 784)))

    assert DigitPad(Own(), *digits, strokes=ONE).answer["layers"] == []


def test_an_untrained_model_is_called_that_until_it_is_trained(digits):
    keras.utils.set_random_seed(3)
    model = network()
    pad = DigitPad(model, *digits)
    assert "no better than guessing" in pad.note and pad.note in pad.caption()
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(*digits, epochs=1, verbose=0)
    pad.strokes = ONE
    assert pad.note == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (lambda x, y: (network(), x[:, :8, :8], y), r"\(8, 8\).*28 x 28"),
        (lambda x, y: (network(), x[0], y), r"x_train of shape \(28, 28\).*x_train\[np.newaxis\]"),
        (lambda x, y: (network(), x, y[:5]), r"y_train of shape \(5,\) for 7185"),
        (lambda x, y: (network(), np.zeros_like(x), y), "numbers from 0 to 0"),
        (lambda x, y: (network(last=None), x, y), "no softmax"),
        (lambda x, y: (network(), x, y + 1), "Give the last layer 11 units"),
        (lambda x, y: (network(shape=(8, 8)), x, y), r"does not take pictures of shape \(28, 28\)"),
    ],
)
def test_what_does_not_go_together_is_refused(digits, arguments, message):
    with pytest.raises(ValueError, match=message):
        DigitPad(*arguments(*digits))


def test_a_stroke_that_is_none_is_refused(digits, trained):
    pad = DigitPad(trained, *digits, strokes=ONE)
    with pytest.raises(traitlets.TraitError, match="A stroke is a list of places"):
        pad.strokes = [[0.1, 0.2]]
    assert pad.strokes == ONE


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    return notebook.begin_anew("pad", "pad.strokes = []")


def test_a_digit_is_drawn_with_the_mouse_undone_and_cleared(notebook, view):
    box = view.get_by_role("application").bounding_box()
    mouse = notebook.page.mouse
    for x in (0.5, 0.8):
        mouse.move(box["x"] + x * box["width"], box["y"] + 0.2 * box["height"])
        mouse.down()
        for y in (0.4, 0.6, 0.8):
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
        mouse.up()
    notebook.wait_for("len(pad.strokes)", 2)
    view.get_by_role("button", name="Undo").click()
    view.get_by_text("The model reads a 1").wait_for()
    notebook.wait_for("(len(pad.strokes), pad.prediction)", (1, 1))
    (first, *_, last) = notebook.value("pad.strokes[0]")
    np.testing.assert_allclose([first, last], [[0.5, 0.2], [0.5, 0.8]], atol=0.02)
    view.get_by_role("button", name="Clear").click()
    notebook.wait_for("pad.strokes", [])


def test_a_digit_is_drawn_by_keyboard_alone(notebook, view):
    press = notebook.page.keyboard.press
    view.get_by_role("application").focus()
    for _ in range(7):
        press("ArrowUp")
    press("Space")
    for _ in range(14):
        press("ArrowDown")
    press("Space")
    press("ArrowLeft")
    view.get_by_text("The model reads a 1").wait_for()
    notebook.wait_for("len(pad.strokes), pad.strokes[0][0], pad.strokes[0][-1]",
                      (1, [0.5, 0.22], [0.5, 0.78]))  # fmt: skip
    press("Backspace")
    notebook.wait_for("pad.strokes", [])


def test_what_python_draws_is_seen_in_both_languages_and_on_a_phone(notebook, view):
    seven = [[[0.25, 0.25], [0.5, 0.24], [0.72, 0.25], [0.6, 0.5], [0.48, 0.8]]]
    notebook.run(f"pad.strokes = {seven}")
    view.get_by_role("table").wait_for()
    inked = "canvas => canvas.getContext('2d').getImageData(280, 135, 1, 1).data[0]"
    assert view.get_by_role("application").evaluate(inked) < 50
    notebook.is_accessible()
    notebook.photograph("digit_pad")
    notebook.run("pad.language = 'ko'")
    notebook.widget().get_by_text("가장 가까운 훈련용 숫자").first.wait_for()
    notebook.is_accessible()
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("digit_pad_ko")
