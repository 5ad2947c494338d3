"""What a released exercise says of itself: which cells are graded, and what they said.

A release keeps this in the metadata of the notebook, under `kerasish`:

    {"assignment": NAME, "cells": ["GRADE_ID KIND CELL_TYPE DIGEST CELL_ID", ...]}

one text for each cell that is graded or locked, in their order. `KIND` is `answer` or `locked`, and
`DIGEST` is of the released text. `autograder/manifest.py` writes it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

KEY = "kerasish"
ANSWER, LOCKED = "answer", "locked"


@dataclass(frozen=True)
class Part:
    """A graded or locked cell of a release.

    Attributes:
        name: Its grade id.
        kind: `ANSWER` or `LOCKED`.
        cell_type: "code" or "markdown".
        digest: The digest of its text.
        id: Its cell id.
    """

    name: str
    kind: str
    cell_type: str
    digest: str
    id: str


@dataclass(frozen=True)
class Release:
    """What a notebook says of the release from which it was made.

    Attributes:
        assignment: The name of the assignment.
        parts: Its graded and locked cells, in order.
    """

    assignment: str
    parts: tuple[Part, ...]


def read(document: dict[str, Any]) -> Release | None:
    """The release that a notebook says it was made from; None if it says nothing."""
    metadata = document.get("metadata")
    said = metadata.get(KEY) if isinstance(metadata, dict) else None
    try:
        parts = tuple(Part(*text.rsplit(" ", 4)) for text in said["cells"])
        return Release(str(said["assignment"]), parts)
    except (AttributeError, KeyError, TypeError):
        return None


def digest(text: str) -> str:
    """A short digest of a cell's text, without what editors change at the ends of lines."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def source(cell: dict[str, Any]) -> str:
    """The text of a cell."""
    text = cell.get("source", "")
    return "".join(map(str, text)) if isinstance(text, list) else str(text)


def grade_id(cell: dict[str, Any]) -> str:
    """The name under which the grader knows a cell; "" if its metadata has none."""
    metadata = cell.get("metadata")
    mark = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return str(mark.get("grade_id", "")) if isinstance(mark, dict) else ""


def cell_id(cell: dict[str, Any]) -> str:
    """The id of a cell, which Colab keeps in its metadata."""
    metadata = cell.get("metadata")
    kept = metadata.get("id", "") if isinstance(metadata, dict) else ""
    return str(cell.get("id") or kept)
