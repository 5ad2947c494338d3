"""The Playground in JupyterLab: played by mouse, by keyboard and from Python."""

import pytest

CELL = """
from kerasish.viz.playground import Playground

SINES = ("x1", "x2", "np.sin(x1)", "np.sin(x2)")
view = Playground()
view
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL) as opened:
        opened.widget().get_by_role("button", name="Play").wait_for()
        yield opened


@pytest.fixture
def view(notebook):
    """The widget as it stands in the beginning."""
    return notebook.begin_anew("view", "view.settings = type(view.settings)(); view.reset()")


def test_it_plays_until_it_is_paused(notebook, view):
    view.get_by_role("button", name="Play").click()
    notebook.wait_for("view.epoch > 100", True)
    view.get_by_role("button", name="Pause").click()
    notebook.wait_for("view.playing", False)
    epoch = notebook.value("view.epoch")
    notebook.page.wait_for_timeout(300)
    assert notebook.value("view.epoch") == epoch
    assert notebook.value("view.test_loss") < 0.6
    assert view.locator(".k-pg-epoch").inner_text() == f"{epoch:04d}"


def test_it_steps_and_starts_again(notebook, view):
    before = notebook.value("view.train_loss")
    for epoch in (1, 2):
        view.get_by_role("button", name="Step").click()
        notebook.wait_for("view.epoch", epoch)
    view.get_by_role("button", name="Start again").click()
    notebook.wait_for("view.epoch", 0)
    assert notebook.value("view.train_loss") == before


def test_layers_units_and_features_are_changed_by_mouse(notebook, view):
    view.get_by_label("Add a hidden layer").click()
    notebook.wait_for("view.hidden", (4, 2, 2))
    view.get_by_label("Remove a unit from hidden layer 1").click()
    notebook.wait_for("view.hidden", (3, 2, 2))
    view.get_by_label("feature x₁x₂").click()
    notebook.wait_for("view.features", ("x1", "x2", "x1*x2"))
    view.get_by_text("spiral").click()
    notebook.wait_for("view.settings.data", "spiral")


def test_it_is_played_by_keyboard_alone(notebook, view):
    keyboard = notebook.page.keyboard
    view.get_by_role("button", name="Start again").focus()
    for key in ("Tab", "Tab", "Enter"):
        keyboard.press(key)
    notebook.wait_for("view.epoch", 1)
    view.get_by_label("Learning rate").focus()
    keyboard.press("ArrowDown")
    notebook.wait_for("view.learning_rate", 0.1)
    view.get_by_label("feature x₁", exact=True).focus()
    for key in ("ArrowDown", "ArrowDown", "Space"):
        keyboard.press(key)
    notebook.wait_for("view.features", ("x1", "x2", "x1**2"))
    keyboard.press("ArrowRight")
    view.get_by_text("unit 3 of layer 1: bias").wait_for()


def test_a_setting_from_python_is_seen(notebook, view):
    notebook.run("view.noise, view.hidden, view.regularization = 0.25, (8,), 'L2'")
    view.get_by_text("Noise 25%").wait_for()
    view.get_by_text("8 units").wait_for()
    assert view.get_by_label("Regularization").input_value() == "L2"


def test_two_runs_stand_side_by_side(notebook, view):
    notebook.run("view.train(30)")
    view.get_by_text("Compare two runs").click()
    view.get_by_role("button", name="Keep this run").click()
    notebook.wait_for("view.kept.epoch", 30)
    view.get_by_label("Activation").select_option("relu")
    notebook.wait_for("view.settings.activation", "relu")
    view.get_by_role("row", name="Activation tanh relu").wait_for()
    view.get_by_role("row", name="Epoch 30 0").wait_for()
    notebook.photograph("playground_compared")


def test_the_code_is_copied(notebook, view):
    view.get_by_text("The same in code").click()
    assert (
        view.locator(".k-pg-program").inner_text().strip() == notebook.value("view.code()").strip()
    )
    view.get_by_role("button", name="Copy").click()
    view.get_by_role("button", name="Copied").wait_for()


def test_it_is_accessible_in_both_languages_and_on_a_phone(notebook, view):
    notebook.run("view.data, view.hidden, view.features = 'spiral', (8, 6, 4, 4, 3, 8), SINES")
    notebook.run("view.learning_rate, view.show_test = 0.1, True; view.train(40)")
    view.get_by_text("6 hidden layers").wait_for()
    notebook.is_accessible()
    notebook.photograph("playground_spiral")
    notebook.run("view.language = 'ko'")
    notebook.widget().get_by_text("은닉층 6개").wait_for()
    notebook.is_accessible()
    notebook.photograph("playground_ko")
    with notebook.narrow():
        notebook.fits()
        notebook.photograph("playground_ko")


def test_it_stops_when_the_page_is_left(notebook, view):
    """Stands last: the notebook is gone with the page, the kernel is not."""
    view.get_by_role("button", name="Play").click()
    notebook.wait_for("view.playing", True)
    notebook.page.goto("about:blank")
    notebook.wait_for("view.playing", False)
