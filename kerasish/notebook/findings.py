"""What would be damaged or missing if a notebook were handed in as it is."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kerasish.notebook import released
from kerasish.notebook.released import ANSWER, Part, Release, cell_id, digest, grade_id, source

STUBS = ("YOUR CODE HERE", "YOUR ANSWER HERE")
SIZE_LIMIT = 30 * 1024 * 1024
_HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.M)

Cell = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing to know before handing in.

    Attributes:
        kind: Its name, by which there are words for it.
        cell: The name of the cell; "" for the notebook as a whole.
        section: The heading above the cell; "" where there is none.
        blocking: Whether the notebook should not be handed in so. What the grader mends, or what
            costs points and no more, is not.
        values: What the words tell.
    """

    kind: str
    cell: str = ""
    section: str = ""
    blocking: bool = True
    values: dict[str, Any] = field(default_factory=dict)


def findings(
    document: dict[str, Any],
    executed: Sequence[str] = (),
    name: str = "",
    size: int = 0,
    live: bool = False,
) -> list[Finding]:
    """All that is to be said of a notebook.

    Args:
        document: The notebook.
        executed: What the kernel has run, in order, the cell that asks last; nothing where the
            notebook is looked at from outside.
        name: The name of its file.
        size: Its size in bytes.
        live: Whether it is what the page shows; if not, it may be older than that.
    """
    release = released.read(document)
    if release is None:
        return [Finding("no-release")]
    found = _Notebook(document, release)
    return [
        *_of_the_file(release, name, size),
        *found.of_the_cells(),
        *found.of_the_order(),
        *found.of_the_answers(),
        *([] if live else found.of_saving(executed)),
        *found.of_running(executed),
    ]


def _of_the_file(release: Release, name: str, size: int) -> Iterator[Finding]:
    wanted = f"{release.assignment}.ipynb"
    if name and name != wanted:
        yield Finding("renamed", blocking=False, values={"found": name, "wanted": wanted})
    if size > SIZE_LIMIT:
        yield Finding("large", values={"size": size // 1024**2, "limit": SIZE_LIMIT // 1024**2})


class _Notebook:
    """The cells of a notebook, by the parts of the release that they are."""

    def __init__(self, document: dict[str, Any], release: Release) -> None:
        self.cells: list[Cell] = document["cells"]
        self.parts = release.parts
        self.marked: dict[str, list[int]] = {}
        for at, cell in enumerate(self.cells):
            if grade_id(cell):
                self.marked.setdefault(grade_id(cell), []).append(at)
        self.unmarked = {
            cell_id(cell): at for at, cell in enumerate(self.cells) if not grade_id(cell)
        }

    def place(self, part: Part) -> int | None:
        """Where the cell of a part stands: by its mark, or by its id where it has lost that."""
        places = self.marked.get(part.name)
        return places[0] if places else self.unmarked.get(part.id)

    def section(self, at: int | None) -> str:
        """The nearest heading above a cell."""
        for cell in reversed(self.cells[: at or 0]):
            headings = _HEADING.findall(source(cell)) if cell.get("cell_type") == "markdown" else []
            if headings:
                return headings[-1]
        return ""

    def _finding(self, kind: str, part: Part, blocking: bool = True, **values: Any) -> Finding:
        at = self.place(part)
        return Finding(kind, part.name, self.section(at), blocking, values)

    def of_the_cells(self) -> Iterator[Finding]:
        """Cells that are missing, there twice, changed, or without their mark."""
        for part in self.parts:
            at = self.place(part)
            if at is None:
                yield self._finding(f"missing-{part.kind}", part, part.kind == ANSWER)
                continue
            cell, count = self.cells[at], len(self.marked.get(part.name, []))
            if count > 1:
                yield self._finding("duplicated", part, part.kind == ANSWER, count=count)
            elif count == 0:
                yield self._finding("unmarked", part, blocking=False)
            if cell.get("cell_type") != part.cell_type:
                yield self._finding("type", part, blocking=False, wanted=part.cell_type)
            elif part.kind != ANSWER and digest(source(cell)) != part.digest:
                yield self._finding("changed", part, blocking=False)

    def of_the_order(self) -> Iterator[Finding]:
        """Cells that stand above one that the release has above them."""
        highest, above = -1, None
        for part in self.parts:
            at = self.place(part)
            if at is not None and at < highest:
                yield self._finding("moved", part, blocking=False, above=above)
            elif at is not None:
                highest, above = at, part.name

    def of_the_answers(self) -> Iterator[Finding]:
        """Answers in which nothing is written, or no Python."""
        for part in self.parts:
            at = self.place(part)
            if part.kind != ANSWER or at is None:
                continue
            text = source(self.cells[at])
            if not text.strip() or digest(text) == part.digest or any(s in text for s in STUBS):
                yield self._finding("empty", part, blocking=False)
            elif part.cell_type == "code" and (error := syntax_error(text)):
                yield self._finding("syntax", part, blocking=False, **error)

    def of_saving(self, executed: Sequence[str]) -> Iterator[Finding]:
        """Answers of which something else was run last than what is saved."""
        runs = [(text, _defined(text)) for text in executed]
        for part in self.parts:
            at = self.place(part)
            if part.kind != ANSWER or part.cell_type != "code" or at is None:
                continue
            text = source(self.cells[at])
            names = _defined(text)
            last = next(
                (run for run, defined in reversed(runs) if names and names <= defined), None
            )
            if last is not None and digest(last) != digest(text):
                yield self._finding("unsaved", part)

    def of_running(self, executed: Sequence[str]) -> Iterator[Finding]:
        """Whether the cells have run from top to bottom as they are, down to the one that asks."""
        texts = [digest(text) for text in executed]
        previous = -1
        for cell in self.cells:
            text = digest(source(cell))
            if cell.get("cell_type") != "code" or not source(cell).strip():
                continue
            if texts and text == texts[-1]:
                return
            runs = (at for at, run in enumerate(texts) if run == text and at > previous)
            previous = next(runs, None)
            if previous is None and texts:
                yield Finding("order", blocking=False)
            if previous is None:
                return


def syntax_error(text: str) -> dict[str, Any] | None:
    """Why the text of a cell is no Python, and in which line; None if it is."""
    try:
        with warnings.catch_warnings(action="ignore"):
            ast.parse(_without_magics(text))
    except SyntaxError as error:
        return {"line": error.lineno or 1, "message": error.msg}
    except (ValueError, RecursionError, MemoryError) as error:
        return {"line": 1, "message": str(error)}
    return None


def _without_magics(text: str) -> str:
    """The text as IPython hands it to Python."""
    try:
        from IPython.core.inputtransformer2 import TransformerManager
    except ImportError:
        return text
    return TransformerManager().transform_cell(text)


def _defined(text: str) -> frozenset[str]:
    """The functions and classes that a cell defines."""
    return frozenset(re.findall(r"^(?:async +)?(?:def|class) +(\w+)", text, re.M))
