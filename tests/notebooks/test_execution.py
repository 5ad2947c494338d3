"""Every chapter runs from top to bottom in a fresh kernel, offline, with no file beside it."""

import os

import nbformat
import pytest
from nbclient import NotebookClient

from project.checkout import ROOT, tracked

# Nothing listens on the discard port, so whatever asks for an address fails at once.
NOWHERE = "http://127.0.0.1:9"
CHAPTERS = [str(p.relative_to(ROOT)) for p in tracked("notebooks/*.ipynb")]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """How JAX compiles: quickly, as in the other tests, and a translation's code not once more."""
    return {
        "XLA_FLAGS": "--xla_cpu_use_fusion_emitters=false",
        "JAX_COMPILATION_CACHE_DIR": str(tmp_path_factory.mktemp("compiled")),
        "JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS": "0",
        "JAX_PERSISTENT_CACHE_ENABLE_XLA_CACHES": "none",
    }


@pytest.fixture(scope="module", params=CHAPTERS)
def executed(request, compiled, tmp_path_factory):
    folder = tmp_path_factory.mktemp("downloads")
    environment = {
        **{name: value for name, value in os.environ.items() if "KERASISH" not in name},
        **compiled,
        "http_proxy": NOWHERE,
        "https_proxy": NOWHERE,
        "HTTP_PROXY": NOWHERE,
        "HTTPS_PROXY": NOWHERE,
        "XDG_CACHE_HOME": str(folder / "cache"),
        "HOME": str(folder),
    }
    environment.pop("MPLBACKEND", None)  # the kernel chooses the backend that shows pictures
    notebook = nbformat.read(ROOT / request.param, as_version=4)
    client = NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    client.execute(env=environment)
    return notebook


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def outputs(cell, kind: str) -> list:
    return [output for output in cell.outputs if output.output_type == kind]


def test_it_runs_and_shows_pictures(executed):
    shown = [
        output.data
        for cell in code_cells(executed)
        for output in cell.outputs
        if output.output_type in ("display_data", "execute_result")
    ]
    assert any(
        "image/png" in data or "application/vnd.jupyter.widget-view+json" in data for data in shown
    )


def test_a_mistake_to_try_is_still_a_mistake(executed):
    tagged = {
        c.id for c in code_cells(executed) if "raises-exception" in c.metadata.get("tags", [])
    }
    raised = {c.id for c in code_cells(executed) if outputs(c, "error")}
    assert raised == tagged


def test_nothing_is_printed_to_stderr_but_by_mistakes(executed):
    noisy = {
        cell.id: output.text
        for cell in code_cells(executed)
        for output in outputs(cell, "stream")
        if output.name == "stderr" and "raises-exception" not in cell.metadata.get("tags", [])
    }
    assert noisy == {}
