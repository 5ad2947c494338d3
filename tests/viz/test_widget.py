"""What all widgets have from their base: two outputs, a picture without a kernel, errors shown."""

import copy
import json
import re

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

from kerasish.viz.tensor_view import TensorView
from kerasish.viz.widget import default_language, joined
from project.checkout import ROOT

VIZ = ROOT / "kerasish" / "viz"
FRONT_ENDS = sorted(VIZ.glob("*.js"))
MOST_BYTES = 60_000
FETCHES = re.compile(r"^import .*|import\(|fetch\(|XMLHttpRequest|@import|url\(", re.MULTILINE)

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

    another = path.with_name("another.ipynb")
    another.write_text(json.dumps(saved))
    with lab.page() as (page, _):
        page.goto(lab.address(another))  # a new kernel, which knows nothing of the widgets
        page.get_by_alt_text("x[1] picks 2 of 4").wait_for()
        page.wait_for_timeout(3000)
        assert page.get_by_alt_text("x[1] picks 2 of 4").is_visible()
        assert not page.get_by_text("model not found").first.is_visible()


@pytest.fixture(scope="module")
def executed(notebook):
    """The first cell run by nbclient, which stores the state of widgets."""
    executed = nbformat.read(notebook.path, as_version=4)
    executed.cells = executed.cells[:1]
    NotebookClient(executed, kernel_name="python3").execute()
    assert "widgets" in executed.metadata
    return executed


@pytest.mark.parametrize("stored", [True, False])
def test_an_exported_page_has_the_picture_offline(lab, executed, stored, tmp_path):
    page_file = tmp_path / "page.html"
    if not stored:  # as JupyterLab saves it
        executed = copy.deepcopy(executed)
        del executed.metadata["widgets"]
    page_file.write_text(HTMLExporter().from_notebook_node(executed)[0])
    with lab.page(offline=True) as (page, _):
        page.goto(page_file.as_uri())
        picture = picture_on(page)
        picture.wait_for()
        assert picture.evaluate("image => image.naturalWidth") > 100
        page.get_by_text("Run this cell to play with it.").wait_for()


def test_when_the_kernel_is_gone_the_picture_is_back(notebook):
    page = notebook.page
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    picture_on(page).wait_for(timeout=20_000)
    assert notebook.widget(0).count() == 0
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()  # nobody stops it on its way up


@pytest.mark.parametrize("script", FRONT_ENDS, ids=lambda path: path.stem)
def test_a_front_end_is_small_and_fetches_nothing(script):
    styles = [VIZ / "front" / "shared.css", script.with_suffix(".css")]
    texts = [joined(script.read_text()), *(s.read_text() for s in styles if s.exists())]
    assert sum(len(text.encode()) for text in texts) < MOST_BYTES
    assert FETCHES.findall("".join(texts)) == []


def test_what_is_imported_twice_is_there_once():
    script = (
        'import { h } from "./front/shared.js";\n'
        'import { tensorCells } from "./front/tensor.js";\n'
        "export default 1;\n"
    )
    module = joined(script)
    assert module.count("function h(") == 1
    assert module.index("function h(") < module.index("function tensorCells(")
    assert re.findall("^export .*", module, re.MULTILINE) == ["export default 1;"]


def test_a_korean_folder_makes_korean_widgets(tmp_path, monkeypatch):
    for folder, language in {
        "notebooks": "en",
        "notebooks/ko": "ko",
        "exercises/ko/tensors": "ko",
        "exercises/tensors": "en",
        "ko/notebooks": "en",
    }.items():
        place = tmp_path / folder
        place.mkdir(parents=True, exist_ok=True)
        monkeypatch.chdir(place)
        assert default_language() == language, folder
    monkeypatch.setenv("KERASISH_LANGUAGE", "ko")
    assert TensorView(1).language == "ko"
    assert TensorView(1, language="en").language == "en"
    with pytest.raises(Exception, match="'de'"):
        TensorView(1, language="de")
