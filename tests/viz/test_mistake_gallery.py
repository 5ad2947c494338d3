"""MistakeGallery: counts are right, cells lead to their pictures, the surest come first."""

import numpy as np
import pytest
import traitlets

from kerasish import keras
from kerasish.viz.mistake_gallery import PAGE, MistakeGallery

CELL = """
import numpy as np
from kerasish.keras.datasets.mnist import enlarged_digits
from kerasish.viz.mistake_gallery import MistakeGallery

_, (x_test, y_test) = enlarged_digits()
random = np.random.default_rng(0)
scores = 3 * random.normal(size=(360, 10)) + 7 * np.eye(10)[y_test]
probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
gallery = MistakeGallery(probabilities, x_test, y_test)
gallery
"""


@pytest.fixture(scope="module")
def answers():
    """Pictures, their classes, and probabilities of four classes that are often wrong."""
    random = np.random.default_rng(0)
    x, y = random.uniform(size=(300, 6, 5)), random.integers(0, 4, 300)
    scores = random.normal(size=(300, 4)) + 1.5 * np.eye(4)[y]
    return np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True), x, y


def test_the_matrix_counts_what_was_meant_and_what_was_read(answers):
    probabilities, x, y = answers
    gallery = MistakeGallery(*answers)
    read = probabilities.argmax(axis=1)
    for meant in range(4):
        for guess in range(4):
            assert gallery.matrix[meant, guess] == np.sum((y == meant) & (read == guess))
    right = np.sum(y == read)
    assert f"{right} of 300 pictures are read rightly" in gallery.caption()


@pytest.mark.parametrize(("meant", "read"), [(1, 2), (2, 2), (3, None), (None, 0), (None, None)])
def test_what_is_chosen_is_shown_the_surest_first(answers, meant, read):
    probabilities, x, y = answers
    guesses, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    gallery = MistakeGallery(*answers, meant=meant, read=read)
    fits = np.ones(300, bool) if None not in (meant, read) else guesses != y
    fits &= (y == meant) if meant is not None else True
    fits &= (guesses == read) if read is not None else True
    assert sorted(gallery.indices) == list(np.flatnonzero(fits))
    assert (np.diff(sure[gallery.indices]) <= 0).all()
    gallery.surest_first = False
    assert (np.diff(sure[gallery.indices]) >= 0).all()
    assert f"{fits.sum()} of 300" in gallery.caption()


def test_only_a_page_of_pictures_is_sent(answers):
    probabilities, x, y = answers
    gallery = MistakeGallery(*answers)
    assert len(gallery.indices) > PAGE
    gallery.page = 1
    shown = [item["place"] for item in gallery.shown["items"]]
    assert shown == list(gallery.indices[PAGE : 2 * PAGE])
    sent = np.frombuffer(gallery.shown["pictures"], np.uint8).reshape(len(shown), 6, 5)
    expected = 255 * (x[shown] - x.min()) / (x.max() - x.min())
    np.testing.assert_allclose(sent, expected, atol=0.51)
    gallery.meant = 2
    assert gallery.page == 0
    gallery.page = 1000
    assert gallery.shown["page"] == gallery.shown["pages"] - 1


def test_a_model_probabilities_and_class_numbers_say_the_same(answers):
    _, x, y = answers
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Flatten(), keras.layers.Dense(4, activation="softmax")]
    model = keras.Sequential([keras.layers.Input(shape=(6, 5)), *layers])
    by_model = MistakeGallery(model, x.astype("float32"), y)
    found = model.predict(x.astype("float32"), verbose=0)
    by_probabilities = MistakeGallery(found, x, np.eye(4)[y])
    by_number = MistakeGallery(found.argmax(axis=1), x, y)
    for gallery in (by_probabilities, by_number):
        np.testing.assert_array_equal(gallery.matrix, by_model.matrix)
    np.testing.assert_array_equal(by_model.indices, by_probabilities.indices)
    np.testing.assert_array_equal(by_number.indices, np.sort(by_model.indices))
    assert "how sure the model was" in by_number.caption()
    assert "no better than guessing" in by_model.caption()


@pytest.mark.parametrize("shape", [(30,), (6, 5, 1), (2, 5, 3)])
def test_pictures_of_other_forms(answers, shape):
    probabilities, x, y = answers
    x = x.reshape(300, *shape) if shape != (30,) else np.tile(x.reshape(300, 30)[:, :25], 1)
    gallery = MistakeGallery(probabilities, x, y)
    size = int(np.prod(gallery.counts["shape"]))
    assert len(gallery.shown["pictures"]) == PAGE * size
    assert len(gallery.picture().axes) == 1 + 12


def test_the_picture_shows_the_matrix_and_the_first_of_the_chosen(answers):
    probabilities, x, y = answers
    gallery = MistakeGallery(*answers, meant=1, read=2)
    matrix, *panels = gallery.picture().axes
    texts = {text.get_position()[::-1]: int(text.get_text()) for text in matrix.texts}
    assert texts == {place: gallery.matrix[place] for place in zip(*np.nonzero(gallery.matrix))}
    first = gallery.indices[0]
    assert panels[0].get_title() == f"2, not 1\n{probabilities[first, 2]:.0%} sure"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda p, x, y: (p[:5], x, y), r"answers of shape \(5, 4\) for 300"),
        (lambda p, x, y: (np.log(p), x, y), "no probabilities.*no softmax"),
        (
            lambda p, x, y: (p[:, :3] / p[:, :3].sum(axis=1)[:, None], x, y),
            "Give the last layer 4 units",
        ),
        (lambda p, x, y: (p, x, y[:, None].repeat(2, 1)), r"y_test of shape \(300, 2\)"),
        (lambda p, x, y: (p, x, y + 0.5), "whole and begin at 0"),
        (lambda p, x, y: (p * np.nan, x, y), "nan or infinite"),
        (lambda p, x, y: (np.arange(300), x, y), "300 classes; it draws at most 30"),
        (lambda p, x, y: (p, x[0], y), r"x_test of shape \(6, 5\)"),
        (
            lambda p, x, y: (keras.Sequential([keras.layers.Dense(4)]), x[:, :2, :3], y),
            r"answers of shape \(300, 2, 4\)",
        ),
    ],
)
def test_what_does_not_go_together_is_refused(answers, change, message):
    with pytest.raises(ValueError, match=message):
        MistakeGallery(*change(*answers))


def test_a_class_that_is_none_is_refused(answers):
    gallery = MistakeGallery(*answers, meant=1)
    with pytest.raises(traitlets.TraitError, match="meant=4. Give a class number from 0 to 3"):
        gallery.meant = 4
    assert gallery.meant == 1
    with pytest.raises(ValueError, match="3 names for 4 classes"):
        MistakeGallery(*answers, names=["a", "b", "c"])


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        yield opened


@pytest.fixture
def view(notebook):
    all_again = "gallery.meant = gallery.read = None; gallery.surest_first = True"
    return notebook.begin_anew("gallery", all_again)


def test_a_cell_is_picked_with_the_mouse_and_a_picture_explained(notebook, view):
    (meant, read), count = notebook.value(
        "(lambda m: (tuple(map(int, np.unravel_index(m.argmax(), m.shape))), int(m.max())))"
        "(gallery.matrix - np.diag(np.diag(gallery.matrix)))"
    )
    view.get_by_role("gridcell", name=f"{meant} read as {read}: {count}").click()
    notebook.wait_for("gallery.meant, gallery.read, len(gallery.indices)", (meant, read, count))
    tiles = view.get_by_role("group", name="The pictures").get_by_role("button")
    view.get_by_text(f"{meant} read as {read}: {count} of 360 pictures.").wait_for()
    assert tiles.count() == count
    tiles.first.click()
    first = notebook.value("int(gallery.indices[0])")
    bars = view.get_by_role("table", name=f"What the model says of x_test[{first}]")
    assert bars.get_by_role("row").count() == 10


def test_rows_orders_and_pages_are_reached_by_keyboard_alone(notebook, view):
    notebook.run("gallery.page = 1")
    view.get_by_role("button", name="Earlier").press("Enter")
    notebook.wait_for("gallery.page", 0)
    view.get_by_role("grid").locator("[data-at='0,0']").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowLeft", "Enter"):
        notebook.page.keyboard.press(key)
    notebook.wait_for("gallery.meant, gallery.read", (2, None))
    view.get_by_text("2 read as something else").first.wait_for()
    view.get_by_role("button", name="least sure first").press("Enter")
    notebook.wait_for("gallery.surest_first", False)
    first, second = notebook.value("gallery.indices[:2].tolist()")
    # In the order before, another picture stood there; what is drawn anew loses the focus.
    tile = view.locator(f"[data-at='0'][title='x_test[{first}]']")
    tile.focus()
    notebook.page.keyboard.press("ArrowRight")
    notebook.page.keyboard.press("Enter")
    view.get_by_role("table", name=f"x_test[{second}]").wait_for()


def test_it_is_accessible_in_both_languages_and_on_a_phone(notebook, view):
    notebook.is_accessible()
    view.get_by_role("group", name="The pictures").get_by_role("button").first.click()
    notebook.photograph("mistake_gallery")
    notebook.run("gallery.language, gallery.read = 'ko', 8")
    notebook.widget().get_by_text("확신이 큰 것부터").wait_for()
    notebook.is_accessible()
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("mistake_gallery_ko")
