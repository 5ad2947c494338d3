"""Puts a damaged notebook into the form in which nbgrader can grade it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nbformat import NotebookNode, from_dict

from autograder import wording
from autograder.celltext import normalised, parsed
from autograder.matching import Kept, Matching
from autograder.records import Repair
from autograder.slots import CELL_ID, Kind, Piece, Slot, claim, longest_rise, slots, unanswered

_BACKTICKS = re.compile("`{3,}")


@dataclass(frozen=True)
class Repaired:
    """A notebook that nbgrader can grade.

    Attributes:
        notebook: The notebook; the one given where nothing was damaged.
        repairs: What was mended.
        recognised: How much of the release was found in it, from 0 to 1: the share of its
            answers, and of its answers and locked cells.
        foreign: Whether code was written into its answers, and none of it is Python.
    """

    notebook: NotebookNode
    repairs: list[Repair]
    recognised: tuple[float, float]
    foreign: bool


def repair(notebook: NotebookNode, released: NotebookNode) -> Repaired:
    """Restore the cells of a release in a submission, and keep what the student has written.

    Args:
        notebook: A submitted notebook of nbformat 4. It is not changed.
        released: The notebook as students got it.
    """
    damages = wording.Damages(wording.language_of(released))
    wanted = slots(released)
    matching = Matching(notebook.cells, wanted, damages.note)
    graded = [slot for slot in wanted if slot.graded]
    answers = [slot for slot in graded if slot.kind is Kind.ANSWER]
    recognised = (matching.share(answers), matching.share(graded))
    foreign = _is_foreign([slot for slot in answers if slot.names], matching)
    cells = _Assembly(matching, graded, damages).cells()
    repairs = damages.repairs()
    if not repairs:
        return Repaired(notebook, [], recognised, foreign)
    mended = NotebookNode(notebook, cells=_with_ids(cells), nbformat=4, nbformat_minor=5)
    return Repaired(mended, repairs, recognised, foreign)


def _is_foreign(answers: Sequence[Slot], matching: Matching) -> bool:
    pieces = [(matching.filled(slot), slot) for slot in answers]
    written = [piece for piece, slot in pieces if piece and not unanswered(piece, slot)]
    return bool(written) and all(parsed(piece.text) is None for piece in written)


class _Assembly:
    """Lines up the cells of a repaired notebook."""

    def __init__(self, matching: Matching, graded: Sequence[Slot], damages: wording.Damages):
        self.matching, self.graded, self.damages = matching, graded, damages
        self.line: list[tuple[NotebookNode, Slot | None]] = []

    def cells(self) -> list[tuple[NotebookNode, Slot | None]]:
        moved = self._moved()
        for piece in self.matching.pieces:
            if piece.slot not in moved:
                self.line.append((self._cell(piece), piece.slot))
        for slot in self.graded:
            piece = self.matching.filled(slot)
            if piece is None:
                self._insert(slot, self._missing(slot))
            elif slot in moved:
                self._insert(slot, self._cell(piece))
                self.damages.note("cell-moved", slot)
        self.line += [(self._kept(kept), None) for kept in self.matching.kept]
        return self.line

    def _moved(self) -> set[Slot]:
        """The slots that have to move for the others to stand in the order of the release."""
        order = [p.slot for p in self.matching.pieces if p.slot and p.slot.graded]
        staying = {order[at].index for at in longest_rise([slot.index for slot in order])}
        return {slot for slot in order if slot.index not in staying}

    def _insert(self, slot: Slot, cell: NotebookNode) -> None:
        """Put a cell behind the cells of the release before it and what was added after these."""
        graded = [(at, other) for at, (_, other) in enumerate(self.line) if other and other.graded]
        low = max((at for at, other in graded if other.index < slot.index), default=-1)
        high = min((at for at, other in graded if other.index > slot.index), default=None)
        high = len(self.line) if high is None else high
        for at in range(low + 1, high):
            other = self.line[at][1]
            if other is not None and other.index < slot.index:
                low = at
        while low + 1 < high and self.line[low + 1][1] is None:
            low += 1
        self.line.insert(low + 1, (cell, slot))

    def _missing(self, slot: Slot) -> NotebookNode:
        cell = from_dict(dict(slot.cell))
        if slot.kind is Kind.LOCKED:
            self.damages.note("cell-missing", slot)
            return cell
        owner = next(
            (p.slot for p in self.matching.pieces if p.slot and slot.names & p.defined), None
        )
        if owner is None:
            self.damages.note("answer-missing", slot)
        else:
            # The stub would define anew what the student has defined in another answer.
            cell.source = f"# {owner.grade_id}"
            self.damages.note("answers-merged", slot, doubtful=True, other=owner.grade_id)
        return cell

    def _cell(self, piece: Piece) -> NotebookNode:
        cell, slot = piece.cell, piece.slot
        if slot is None or not slot.graded:
            return self._own(piece)
        metadata = {**cell.metadata, "nbgrader": slot.cell.metadata.nbgrader}
        self._compare(piece, slot)
        if cell.cell_type != slot.cell.cell_type and not piece.cut:
            self.damages.note("cell-type", slot, found=cell.cell_type, wanted=slot.cell.cell_type)
        source = piece.text
        if slot.kind is Kind.LOCKED:
            source = cell.source if normalised(cell.source) == slot.text else slot.cell.source
        elif slot.cell.cell_type == "code" and piece.code:
            source = piece.code
        return _remade(cell, slot.cell.cell_type, source, metadata)

    def _own(self, piece: Piece) -> NotebookNode:
        """A cell of the student's, which nbgrader must not take for one of the release."""
        metadata = {name: v for name, v in piece.cell.metadata.items() if name != "nbgrader"}
        if "nbgrader" in piece.cell.metadata and not claim(piece.cell):
            self.damages.note("metadata-removed", "")
        kind = piece.slot.cell.cell_type if piece.slot and piece.cut else piece.cell.cell_type
        return _remade(piece.cell, kind, piece.text, metadata)

    def _compare(self, piece: Piece, slot: Slot) -> None:
        """Note where the metadata of a cell recognised by it is not the release's."""
        if claim(piece.cell) != slot.grade_id or piece.cut:
            return
        found, wanted = dict(piece.cell.metadata["nbgrader"]), dict(slot.cell.metadata.nbgrader)
        if "checksum" in found and found["checksum"] != wanted["checksum"]:
            self.damages.note("other-release", slot)
            found["checksum"] = wanted["checksum"]
        if found != wanted:
            self.damages.note("metadata-changed", slot)

    def _kept(self, kept: Kept) -> NotebookNode:
        """A cell that shows what was written into a locked one, and does not run it."""
        said = self.damages.say("kept-from", cell=kept.slot.grade_id)
        fence = "`" * (max(map(len, _BACKTICKS.findall(kept.text)), default=2) + 1)
        name = "python" if kept.slot.cell.cell_type == "code" else ""
        text = f"{said}\n\n{fence}{name}\n{kept.text}\n{fence}"
        return _remade(NotebookNode(), "markdown", text, {})


def _remade(cell: NotebookNode, kind: str, source: str, metadata: dict) -> NotebookNode:
    new = {"cell_type": kind, "id": cell.get("id", ""), "metadata": metadata, "source": source}
    if kind == "code":
        new |= {"execution_count": None, "outputs": []}
    elif "attachments" in cell:
        new["attachments"] = cell.attachments
    return from_dict(new)


def _with_ids(line: Sequence[tuple[NotebookNode, Slot | None]]) -> list[NotebookNode]:
    """The cells, each with an id of its own; the cells of the release have the release's."""
    of_the_release = {slot.cell.id: cell for cell, slot in reversed(line) if slot is not None}
    taken, number = set(of_the_release), 0
    for cell, slot in line:
        if slot is not None and of_the_release[slot.cell.id] is cell:
            cell.id = slot.cell.id
            continue
        wanted = cell.id if CELL_ID.fullmatch(cell.id) else ""
        while not wanted or wanted in taken:
            number += 1
            wanted = f"added-{number}"
        cell.id = wanted
        taken.add(wanted)
    return [cell for cell, _ in line]
