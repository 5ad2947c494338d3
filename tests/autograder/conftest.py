import os

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder import sandbox
from autograder.execute import ExecuteSubmission


@pytest.fixture(scope="session")
def sandboxed():
    """The sandbox works here. CI has to have it; elsewhere its tests are skipped without it."""
    reason = sandbox.problem()
    if reason and not os.environ.get("CI"):
        pytest.skip(reason)
    assert reason is None, reason


@pytest.fixture
def run_cells(tmp_path):
    """Run cells as autograding does; return what each put out: its text or its error."""

    def run(*sources, folder=tmp_path, **settings):
        notebook = new_notebook(cells=[new_code_cell(source) for source in sources])
        step = ExecuteSubmission(**settings)
        step.preprocess(notebook, {"metadata": {"path": str(folder)}})
        return ["".join(map(_text, cell.outputs)).strip() for cell in notebook.cells]

    return run


def _text(output):
    if output.output_type == "stream":
        return output.text
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    return output.data["text/plain"]
