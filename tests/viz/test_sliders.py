"""A picture that follows sliders, and stays where there is no kernel."""

import pytest
from ipywidgets import Dropdown, FloatSlider, IntSlider
from matplotlib.figure import Figure

from kerasish.viz import sliders


class Notebook:
    """Stands for the notebook's output: what was displayed, and what replaced it."""

    def __init__(self):
        self.displayed = []
        self.updates = []

    def display(self, what, raw=False, display_id=False):
        self.displayed.append(what)
        return self

    def update(self, what, raw=False):
        self.updates.append(what)


@pytest.fixture
def notebook(monkeypatch):
    shown = Notebook()
    monkeypatch.setattr(sliders, "display", shown.display)
    return shown


def draw(place=2.0, count=3, kind="b"):
    return Figure(figsize=(1, 1)), f"{place} & {count} & {kind}"


def test_sliders_start_at_the_defaults_and_the_picture_is_an_output_of_its_own(notebook):
    sliders.with_sliders(draw, place=(-3.0, 3.0, 0.5), count=(1, 9, 1), kind=["a", "b"])
    box, picture = notebook.displayed
    place, count, kind = box.children
    assert (type(place), type(count), type(kind)) == (FloatSlider, IntSlider, Dropdown)
    assert (place.value, count.value, kind.value) == (2.0, 3, "b")
    assert (place.min, place.max, place.step) == (-3.0, 3.0, 0.5)
    assert picture["image/png"].startswith(b"\x89PNG")
    assert 'alt="2.0 &amp; 3 &amp; b"' in picture["text/html"]
    assert notebook.updates == []


def test_a_move_draws_once_more_and_says_so(notebook):
    sliders.with_sliders(draw, place=(-3.0, 3.0, 0.5))
    notebook.displayed[0].children[0].value = -1.0
    (update,) = notebook.updates
    assert '<p role="status">-1.0 &amp; 3 &amp; b</p>' in update["text/html"]


def test_a_slider_for_nothing_is_an_error(notebook):
    with pytest.raises(TypeError, match=r"plaec=\(0, 1, 1\), but draw has no parameter 'plaec'"):
        sliders.with_sliders(draw, plaec=(0, 1, 1))
    with pytest.raises(TypeError, match="no parameter 'start' with a default"):
        sliders.with_sliders(lambda start: None, start=(0, 1, 1))
    assert notebook.displayed == []
