"""The step of releasing that writes into a notebook which of its cells are graded or locked.

`kerasish.notebook.check_notebook`, which students run without nbgrader, reads it; the form is
described in `kerasish/notebook/released.py`.
"""

import hashlib

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.slots import Kind, Slot, slots

KEY = "kerasish"


class WriteManifest(NbGraderPreprocessor):
    """Writes the manifest of a released notebook into its metadata."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        cells = [_line(slot) for slot in slots(nb) if slot.graded]
        nb.metadata[KEY] = {"assignment": resources["nbgrader"]["notebook"], "cells": cells}
        return nb, resources


def _line(slot: Slot) -> str:
    cell = slot.cell
    kind = "answer" if slot.kind is Kind.ANSWER else "locked"
    return f"{slot.grade_id} {kind} {cell.cell_type} {digest(cell.source)} {cell.id}"


def digest(text: str) -> str:
    """What `kerasish.notebook.released.digest` makes of a text: importing that imports JAX."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
