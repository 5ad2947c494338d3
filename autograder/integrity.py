"""Whether student code has tampered with its tests: cells put in before, looked at afterwards."""

from typing import Any

from nbformat import NotebookNode

from autograder.records import Finding


def prepare(notebook: NotebookNode, secret: bytes) -> NotebookNode:
    """The notebook to run, with what is needed to tell whether tests were tampered with."""
    return notebook


def judge(
    notebook: NotebookNode, secret: bytes
) -> tuple[list[list[dict[str, Any]]], list[Finding]]:
    """The outputs of each of the original cells, in order, and the signs of tampering.

    Args:
        notebook: What `prepare` returned, after it was run.
        secret: The secret that it was prepared with.
    """
    return [list(cell.get("outputs", [])) for cell in notebook.cells], []
