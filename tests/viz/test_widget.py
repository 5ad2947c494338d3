"""What all widgets have from their base: two outputs, a picture without a kernel, errors shown."""

import json

import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

CELL = """
import kerasish as tf
from kerasish.viz.tensor_view import TensorView

view = TensorView([[1, 2], [3, 4]])
view
"""
BROKEN = """
class Broken(TensorView):
    def _pick(self, change=None):
        raise ZeroDivisionError("one by nothing")

broken = Broken([1, 2])
broken
"""


@pytest.fixture(scope="module")
def notebook(lab):
    with lab.notebook(CELL, BROKEN) as opened:
        yield opened


def picture_on(page):
    return page.get_by_alt_text("TensorView: x of shape (2, 2)")


def test_the_widget_takes_the_place_of_the_picture(notebook):
    notebook.widget().wait_for()
    assert picture_on(notebook.page).count() == 1
    assert not picture_on(notebook.page).is_visible()


def test_an_error_in_python_is_shown_in_the_widget(notebook):
    widget = notebook.widget(1)
    widget.get_by_label("Index").fill("x[0]")
    alert = widget.get_by_role("alert")
    alert.get_by_text("ZeroDivisionError: one by nothing").wait_for()
    alert.get_by_text("Where").click()
    alert.get_by_text("in _pick").wait_for()
    assert notebook.value("broken.problem.splitlines()[0]") == "ZeroDivisionError: one by nothing"


def test_the_picture_follows_and_is_what_an_opened_notebook_shows_without_a_kernel(lab, notebook):
    notebook.widget().get_by_label("Index").fill("x[1]")
    notebook.page.get_by_alt_text("x[1] picks 2 of 4").wait_for(state="attached")
    path = notebook.save()
    saved = json.loads(path.read_text())
    still, view = saved["cells"][0]["outputs"]
    assert {"text/html", "image/png", "text/plain"} <= still["data"].keys()
    assert "x[1] picks 2 of 4" in "".join(still["data"]["text/plain"])
    assert "application/vnd.jupyter.widget-view+json" in view["data"]

    copy = path.with_name("copy.ipynb")
    copy.write_text(json.dumps(saved))
    with lab.page() as (page, _):
        page.goto(lab.address(copy) + "&kernel=none")
        page.get_by_alt_text("x[1] picks 2 of 4").wait_for()
        page.wait_for_timeout(3000)
        assert page.get_by_alt_text("x[1] picks 2 of 4").is_visible()
        assert not page.get_by_text("model not found").first.is_visible()
        page.screenshot(path="build/widgets/reopened.png")


@pytest.mark.parametrize("store_widget_state", [True, False])
def test_an_exported_page_has_the_picture_offline(lab, notebook, store_widget_state, tmp_path):
    import nbformat

    copy = nbformat.read(notebook.path, as_version=4)
    copy.cells = copy.cells[:1]
    NotebookClient(copy, store_widget_state=store_widget_state, kernel_name="python3").execute()
    assert ("widgets" in copy.metadata) == store_widget_state
    page_file = tmp_path / "page.html"
    page_file.write_text(HTMLExporter().from_notebook_node(copy)[0])
    with lab.page(offline=True) as (page, _):
        page.goto(page_file.as_uri())
        picture = picture_on(page)
        picture.wait_for()
        assert picture.evaluate("image => image.naturalWidth") > 100
        page.get_by_text("Run this cell to play with it.").wait_for()
        page.screenshot(path=f"build/widgets/exported{store_widget_state}.png")
