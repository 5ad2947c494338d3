"""`check_notebook()` in a real kernel finds its notebook, as JupyterLab, VS Code and Colab do."""

import copy
import json
import shutil

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import damages
from autograder.manifest import WriteManifest

CHECK = "from kerasish.notebook import check_notebook\n\ncheck_notebook()"
# Colab's own module asks the page for the notebook and waits. This stands in for that question;
# everything that asks it and what becomes of the answer is real.
COLAB = """
import json, sys, types

def blocking_request(request_type, request="", timeout_sec=5, parent=None):
    assert request_type == "get_ipynb"
    return {answer}

google, colab, message = map(types.ModuleType, ("google", "google.colab", "google.colab._message"))
google.colab, colab._message, message.blocking_request = colab, message, blocking_request
sys.modules |= {{module.__name__: module for module in (google, colab, message)}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="module")
def kernel(folder):
    manager, client = start_new_kernel(cwd=str(folder))
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.fixture
def run(kernel):
    """Run a cell in a kernel whose history begins here; return what it printed."""

    def run(source):
        printed = []

        def keep(message):
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
            elif message["msg_type"] == "error":
                printed.append("\n".join(message["content"]["traceback"]))

        kernel.execute_interactive(source, output_hook=keep, timeout=120)
        return "".join(printed)

    forget = "get_ipython().history_manager.input_hist_raw[:] = ['']"
    kernel.execute_interactive(forget, store_history=False)
    yield run
    cleanup = "import os, sys\nos.environ.pop('JPY_SESSION_NAME', None)\n"
    cleanup += "globals().pop('__vsc_ipynb_file__', None)\n"
    cleanup += "[sys.modules.pop(name) for name in list(sys.modules) if name.startswith('google')]"
    kernel.execute_interactive(cleanup, store_history=False)


def exercise(language="en"):
    """A small exercise with its answers, whose last cell is the check."""
    title = {"en": "# Exercise", "ko": "# 과제"}[language]
    mark = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    answer = new_code_cell("def double(x):\n    return 2 * x", id="double")
    answer.metadata["nbgrader"] = mark | {"grade_id": "double", "solution": True}
    test = new_code_cell("assert double(2) == 4", id="test")
    test.metadata["nbgrader"] = mark | {"grade_id": "test", "locked": True}
    notebook = new_notebook(cells=[new_markdown_cell(title, id="title"), answer, test])
    stub = copy.deepcopy(notebook)
    stub.cells[1].source = "def double(x):\n    # YOUR CODE HERE"
    WriteManifest().preprocess(stub, {"nbgrader": {"notebook": "doubling"}})
    notebook.metadata = stub.metadata
    notebook.cells.append(new_code_cell(CHECK, id="check"))
    return notebook


@pytest.fixture
def saved(folder):
    """The exercise as a file in the kernel's folder."""
    path = folder / "doubling.ipynb"
    nbformat.write(exercise(), path)
    yield path
    for file in folder.glob("*.ipynb"):
        file.unlink()


def run_all(run, notebook):
    """Run all cells; return what the last one printed."""
    return [run(cell.source) for cell in notebook.cells if cell.cell_type == "code"][-1]


def last(printed):
    return printed.splitlines()[-1]


def test_the_notebook_with_most_of_what_was_run_is_the_one(run, saved):
    shutil.copy(damages.RELEASED / "tensors" / "tensors.ipynb", saved.parent)
    printed = run_all(run, exercise())
    assert printed.splitlines()[0] == "Checked: doubling.ipynb"
    assert last(printed) == "Ready to hand in."


def test_jupyterlab_says_where_the_notebook_is(run, saved):
    shutil.copy(saved, saved.with_name("copy.ipynb"))
    assert "Say which it is" in run_all(run, exercise())
    run(f"import os; os.environ['JPY_SESSION_NAME'] = {str(saved)!r}")
    assert last(run_all(run, exercise())) == "Ready to hand in."


def test_vs_code_says_where_the_notebook_is(run, saved):
    shutil.copy(saved, saved.with_name("copy.ipynb"))
    run(f"__vsc_ipynb_file__ = {str(saved)!r}")
    assert last(run_all(run, exercise())) == "Ready to hand in."


def test_an_answer_that_is_not_saved_is_told(run, saved):
    newer = exercise()
    newer.cells[1].source = "def double(x):\n    return x + x"
    printed = run_all(run, newer)
    assert "→ section “Exercise”, `double`: What you ran last is not what is saved." in printed
    assert last(printed).startswith("Not ready")


def test_cells_that_did_not_run_in_their_order_are_told(run, saved):
    run(exercise().cells[1].source)
    printed = run(CHECK)
    assert "· The notebook: Not every cell has run from top to bottom" in printed
    assert last(printed).startswith("It can be handed in.")


def test_colab_shows_the_notebook_that_is_on_the_page(run, saved):
    answer = {"ipynb": json.loads(nbformat.writes(exercise("ko")))}
    answer["ipynb"]["metadata"]["colab"] = {"name": "doubling.ipynb"}
    run(COLAB.format(answer=f"json.loads({json.dumps(answer)!r})"))
    printed = run_all(run, exercise("ko"))
    assert printed.splitlines()[0] == "확인한 노트북: doubling.ipynb"
    assert last(printed) == "제출해도 됩니다."


def test_a_page_of_colab_that_does_not_answer_is_told(run, saved):
    run(COLAB.format(answer="None"))
    assert "Colab did not answer. Run this cell again" in run(CHECK)


def test_a_path_is_looked_at_from_outside(run, saved):
    assert last(
        run("from kerasish.notebook import check_notebook; check_notebook('doubling.ipynb')")
    ) == ("Ready to hand in.")
    printed = run("check_notebook('none.ipynb')")
    assert "There is no file `none.ipynb`." in printed
    assert "`none.ipynb` 파일이 없습니다." in printed


def test_what_is_no_notebook_is_told(run, saved):
    saved.with_name("broken.ipynb").write_text("{")
    assert "`broken.ipynb` is no notebook." in run(
        "from kerasish.notebook import check_notebook; check_notebook('broken.ipynb')"
    )
