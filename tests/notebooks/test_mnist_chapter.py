"""Chapter 07 teaches its network to read: what accuracy it reaches, and on which digits."""

import os
import re

import nbformat
import pytest
from nbclient import NotebookClient

from project.checkout import ROOT

CHAPTER = ROOT / "notebooks" / "07_mnist.ipynb"
MNIST = ROOT.parent / "shared" / "data" / "mnist.npz"
NOWHERE = "http://127.0.0.1:9"  # nothing listens on the discard port


def run(folder, until=None, **settings):
    """The chapter, executed offline as far as the cell `until`; its outputs by cell id."""
    notebook = nbformat.read(CHAPTER, as_version=4)
    ids = [cell.id for cell in notebook.cells]
    notebook.cells = notebook.cells[: ids.index(until) + 1 if until else None]
    offline = {"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "HOME": str(folder)}
    offline |= {"http_proxy": NOWHERE, "https_proxy": NOWHERE, "XDG_CACHE_HOME": str(folder)}
    environment = {name: value for name, value in os.environ.items() if "KERASISH" not in name}
    environment.pop("MPLBACKEND", None)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    client.execute(env={**environment, **offline, **settings})
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def printed(outputs) -> str:
    return "".join(output.text for output in outputs if output.output_type == "stream")


def accuracy_on_test(outputs) -> float:
    return float(re.search(r"test accuracy (0\.\d{4})", printed(outputs["evaluate"])).group(1))


@pytest.mark.skipif(not MNIST.is_file(), reason="no ../shared/data/mnist.npz beside the checkout")
def test_on_mnist_it_reads_94_of_100_digits(tmp_path):
    outputs = run(tmp_path, KERASISH_MNIST=str(MNIST))
    assert "8,000 images to train with, 2,000 to test with" in printed(outputs["load"])
    assert accuracy_on_test(outputs) >= 0.94


def test_on_the_digits_of_the_library_it_reads_95_of_100(tmp_path):
    outputs = run(tmp_path, until="evaluate")
    assert "digits that come with kerasish" in printed(outputs["load"])
    assert accuracy_on_test(outputs) >= 0.95
