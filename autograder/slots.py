"""The cells of a release, each a slot that a cell of the submission has to fill."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_locked, is_solution, is_task

from autograder.celltext import names, normalised, parsed, without_heading

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class Kind(Enum):
    """What a student does with a cell: writes an answer, leaves it as it is, or either."""

    ANSWER = "answer"
    LOCKED = "locked"
    PLAIN = "plain"


@dataclass(frozen=True, eq=False)
class Slot:
    """A cell of the release.

    Attributes:
        index: Its place in the release.
        cell: The cell.
        grade_id: The name under which nbgrader knows it; "" for a plain one.
        kind: What a student does with it.
        text: Its text, normalised.
        names: What its code defines, which is what an answer has to define.
    """

    index: int
    cell: NotebookNode
    grade_id: str
    kind: Kind
    text: str
    names: frozenset[str]

    @property
    def graded(self) -> bool:
        """Whether nbgrader knows it: answers and locked cells."""
        return self.kind is not Kind.PLAIN


@dataclass(eq=False)
class Piece:
    """A cell of the submission, or a part of one in which cells were merged.

    Attributes:
        cell: The submitted cell.
        text: The text, or the part of it.
        place: Where it stands: the number of the cell, and of the part in it.
        claim: The grade id that its metadata names, "" if none.
        id: The id of the cell, "" if none.
        slot: The cell of the release that it is; None while that is not known, and for cells that
            the student has added.
        cut: Whether it is a part of a cell.
    """

    cell: NotebookNode
    text: str
    place: tuple[int, float]
    claim: str = ""
    id: str = ""
    slot: Slot | None = None
    cut: bool = False

    @cached_property
    def code(self) -> str:
        """The text as code. A cell that was code until it became a heading begins with a mark."""
        if self.cell.cell_type == "code":
            return self.text
        candidates = (self.text, without_heading(self.text))
        return next((text for text in candidates if parsed(text) and names(text)), "")

    @cached_property
    def defined(self) -> frozenset[str]:
        """What its code defines."""
        return names(self.code)


def slots(released: NotebookNode) -> list[Slot]:
    """The slots of a released notebook, in its order."""
    return [_slot(index, cell) for index, cell in enumerate(released.cells)]


def _slot(index: int, cell: NotebookNode) -> Slot:
    kind = Kind.PLAIN
    if is_solution(cell):
        kind = Kind.ANSWER
    elif is_locked(cell) or is_task(cell):
        kind = Kind.LOCKED
    grade_id = cell.metadata.nbgrader.grade_id if kind is not Kind.PLAIN else ""
    defined = names(cell.source) if cell.cell_type == "code" else frozenset()
    return Slot(index, cell, grade_id, kind, normalised(cell.source), defined)


def claim(cell: NotebookNode) -> str:
    """The grade id that a submitted cell's metadata names; "" if it names none."""
    metadata = cell.metadata.get("nbgrader")
    name = metadata.get("grade_id") if isinstance(metadata, dict) else None
    return name if isinstance(name, str) else ""


def cell_id(cell: NotebookNode) -> str:
    """The id of a cell, which Colab keeps in its metadata; "" if it has none."""
    name = cell.get("id") or cell.metadata.get("id")
    return name if isinstance(name, str) else ""


def untouched(cell: NotebookNode) -> bool:
    """Whether a cell's text is still the one that its own release gave it.

    nbgrader keeps a checksum in every cell that it releases, so this holds for a cell of an
    older release too.
    """
    metadata = cell.metadata.get("nbgrader")
    try:
        return metadata["checksum"] == compute_checksum(cell)
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def unanswered(piece: Piece, slot: Slot) -> bool:
    """Whether nothing was written into an answer."""
    text = normalised(piece.text)
    return not text or text == slot.text or (not piece.cut and untouched(piece.cell))


def longest_rise(numbers: Sequence[int]) -> list[int]:
    """The places of a longest rising sequence within a sequence."""
    ends: list[int] = []  # the place of the smallest number that ends a rise of each length
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        length = bisect_left([numbers[end] for end in ends], number)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [at]
    rise: list[int] = []
    at = ends[-1] if ends else None
    while at is not None:
        rise.append(at)
        at = before[at]
    return rise[::-1]
