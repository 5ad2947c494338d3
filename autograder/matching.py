"""Which cell of a submission is which cell of the release.

Each step looks at what the steps before it have left: grade ids in the metadata, cell ids, the
text itself, what an answer's code defines, and last where a cell stands.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product, takewhile

from nbformat import NotebookNode

from autograder.celltext import contains, cut, names, normalised, parsed, similarity
from autograder.slots import (
    Kind,
    Piece,
    Slot,
    cell_id,
    claim,
    longest_rise,
    unanswered,
    untouched,
)

# A shorter text may stand in a cell by chance.
DISTINCT = 10
SIMILAR, REPLACED = 0.8, 0.5
# Into more pieces than this before or after the one with the id, a cell is not split.
PIECES = 5

Note = Callable[..., None]


@dataclass(frozen=True)
class Kept:
    """What a student wrote into a locked cell, which has no other place in the notebook."""

    slot: Slot
    text: str


class Matching:
    """The cells of a submission, each with the slot that it fills.

    Args:
        cells: The cells of the submission.
        slots: The slots of the release.
        note: Called with a kind, a slot and values for each damage found.

    Attributes:
        pieces: Cells and parts of cells, in the order of the submission. Copies are left out.
        kept: Texts of locked cells that are not the release's.
    """

    def __init__(self, cells: Sequence[NotebookNode], slots: Sequence[Slot], note: Note) -> None:
        self.slots, self.note = slots, note
        self.kept: list[Kept] = []
        self._filled: dict[Slot, Piece] = {}
        self._guessed: set[Slot] = set()
        self._unmarked: set[Slot] = set()
        self.pieces = [
            Piece(cell, cell.source, (index, 0), claim(cell), cell_id(cell))
            for index, cell in enumerate(cells)
        ]
        self._cut_merged_cells()
        self._match_by_grade_id()
        self._match_by_cell_id()
        self._match_by_text()
        self._match_by_parts()
        self._match_by_name()
        self._match_by_neighbours()
        self._join_what_was_split()
        self._find_answers_elsewhere()

    def filled(self, slot: Slot) -> Piece | None:
        """The piece that fills a slot."""
        return self._filled.get(slot)

    def share(self, slots: Sequence[Slot]) -> float:
        """How many of the slots were filled by more than a guess, from 0 to 1."""
        sure = self._filled.keys() - self._guessed
        return len(sure.intersection(slots)) / max(1, len(slots))

    def _free(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.slot is None]

    def _open(self, *kinds: Kind) -> Iterator[Slot]:
        return (slot for slot in self.slots if slot.kind in kinds and slot not in self._filled)

    def _fill(self, slot: Slot, piece: Piece) -> None:
        piece.slot = slot
        self._filled[slot] = piece

    def _replace(self, old: Piece, new: Sequence[Piece]) -> None:
        at = self.pieces.index(old)
        self.pieces[at : at + 1] = new

    # Cells that were merged

    def _cut_merged_cells(self) -> None:
        claims = {piece.claim for piece in self.pieces}
        ids = {piece.id for piece in self.pieces}
        there = Counter(normalised(piece.text) for piece in self.pieces)
        wanted = Counter(slot.text for slot in self.slots)
        absent = [
            slot
            for slot in self.slots
            if not {slot.grade_id} & claims - {""}
            and slot.cell.id not in ids
            and there[slot.text] < wanted[slot.text]
        ]
        lost = [s for s in absent if s.kind is not Kind.ANSWER and len(s.text) >= DISTINCT]
        answer_lost = any(slot.kind is Kind.ANSWER for slot in absent)
        for piece in list(self.pieces):
            own = next((s for s in self.slots if s.graded and s.grade_id == piece.claim), None)
            if own is None:
                own = next((s for s in self.slots if s.graded and s.cell.id == piece.id), None)
            locked = own is not None and own.kind is Kind.LOCKED
            if locked and normalised(piece.text) == own.text:
                continue
            left = [slot for slot in lost if slot not in self._filled]
            parts = _parts(piece, [own, *left] if locked else left)
            inner = [part.slot for part in parts if part.slot]
            # Two cells without points that were merged are no damage.
            if inner and (own or answer_lost or any(slot.graded for slot in inner)):
                copies = [part for part in parts if part.slot in self._filled]
                if copies:
                    self.note("cell-duplicated", own, count=2)
                parts = [part for part in parts if part not in copies]
                self._replace(piece, parts)
                self._name_parts(piece, parts, own)

    def _name_parts(self, piece: Piece, parts: list[Piece], own: Slot | None) -> None:
        """Fill slots with parts of a cell; one of the others is what its metadata names."""
        for number, part in enumerate(parts):
            part.place = (piece.place[0], number)
            if part.slot:
                self._fill(part.slot, part)
        written = [part for part in parts if part.slot is None]
        if own not in self._filled and written:
            fits = [part for part in written if own and own.names <= part.defined]
            heir = (fits or written)[0]
            heir.claim, heir.id = piece.claim, piece.id
        merged = [part.slot for part in parts if part.slot and part.slot is not own]
        if own in self._filled and written and not merged:
            self.note("locked-added", own)
        for slot in [slot for slot in merged if slot.graded] or ([own] if merged else []):
            self.note("cells-merged", slot)

    # One slot and the cells that may fill it

    def _match_by_grade_id(self) -> None:
        known = {slot.grade_id: slot for slot in self.slots if slot.graded}
        for slot in self._open(Kind.ANSWER, Kind.LOCKED):
            candidates = [piece for piece in self._free() if piece.claim == slot.grade_id]
            if candidates:
                self._resolve(slot, candidates)
        for piece in self._free():
            if piece.claim and piece.claim not in known:
                self.note("cell-unknown", piece.claim)

    def _match_by_cell_id(self) -> None:
        for slot in self._open(*Kind):
            candidates = [p for p in self._free() if not p.claim and p.id == slot.cell.id]
            if candidates:
                self._resolve(slot, candidates)
                self._recognised(slot, "id")

    def _recognised(self, slot: Slot, how: str, doubtful: bool = False) -> None:
        if slot.graded:
            self._unmarked.add(slot)
            self.note("metadata-lost", slot, doubtful=doubtful, how=how)

    def _resolve(self, slot: Slot, candidates: list[Piece]) -> None:
        if slot.kind is Kind.LOCKED:
            self._resolve_locked(slot, candidates)
        elif slot.kind is Kind.ANSWER:
            self._resolve_answer(slot, candidates)
        else:
            self._fill(slot, candidates[0])

    def _resolve_locked(self, slot: Slot, candidates: list[Piece]) -> None:
        best = max(candidates, key=lambda piece: similarity(normalised(piece.text), slot.text))
        self._fill(slot, best)
        if len(candidates) > 1:
            whole = "\n".join(piece.text for piece in candidates)
            split = contains(slot.text, whole)
            self.note("cell-split" if split else "cell-duplicated", slot, count=len(candidates))
        for piece in candidates:
            text = normalised(piece.text)
            if piece is not best:
                self.pieces.remove(piece)
            if text != slot.text:
                self._restore(slot, piece, copy=len(candidates) > 1)

    def _restore(self, slot: Slot, piece: Piece, copy: bool) -> None:
        """Keep what a student wrote into a locked cell."""
        old = untouched(piece.cell)
        if not copy:
            self.note("other-release" if old else "locked-changed", slot)
        text = normalised(piece.text)
        if old or not text or contains(slot.text, text):
            return
        if similarity(text, slot.text) >= REPLACED:
            self.kept.append(Kept(slot, piece.text))
            return
        place = (piece.place[0], piece.place[1] + 0.5)
        later = (at for at, other in enumerate(self.pieces) if other.place > place)
        added = Piece(piece.cell, piece.text, place, cut=True)
        self.pieces.insert(next(later, len(self.pieces)), added)

    def _resolve_answer(self, slot: Slot, candidates: list[Piece]) -> None:
        written = {normalised(p.text): p for p in reversed(candidates) if not unanswered(p, slot)}
        distinct = sorted(written.values() or candidates[:1], key=lambda piece: piece.place)
        for piece in candidates:
            piece.claim = ""
            if piece not in distinct:
                self.pieces.remove(piece)
        if len(distinct) > 1:
            self._choose(slot, distinct)
        else:
            self._fill(slot, distinct[0])
            if len(candidates) > 1:
                self.note("cell-duplicated", slot, count=len(candidates))

    def _choose(self, slot: Slot, distinct: list[Piece]) -> None:
        """Choose among cells of one grade id in which different things are written."""
        defining = [piece for piece in distinct if slot.names <= piece.defined]
        apart = any(b.place[0] - a.place[0] > 1 for a, b in zip(distinct, distinct[1:]))
        if not slot.names:
            self._join(slot, distinct, doubtful=apart)
        elif _is_split(slot, distinct) or (not apart and len(defining) < 2 and _broken(distinct)):
            self._join(slot, distinct, doubtful=False)
        else:
            self._fill(slot, (defining or distinct)[-1])
            self.note("cell-duplicated", slot, doubtful=len(defining) != 1, count=len(distinct))

    def _join(self, slot: Slot, pieces: list[Piece], doubtful: bool) -> None:
        if slot.cell.cell_type == "code":
            text = "\n".join(piece.code or piece.text for piece in pieces if piece.text.strip())
        else:
            text = "\n\n".join(piece.text for piece in pieces)
        joined = Piece(pieces[0].cell, text, pieces[0].place, cut=True)
        self._replace(pieces[0], [joined])
        for piece in pieces[1:]:
            self.pieces.remove(piece)
        self._fill(slot, joined)
        self.note("cell-split", slot, doubtful=doubtful, count=len(pieces))

    # Cells without metadata

    def _match_by_text(self) -> None:
        taken: dict[str, list[Piece]] = {}
        for piece in self._free():
            taken.setdefault(normalised(piece.text), []).append(piece)
        texts = [slot.text for slot in self.slots]
        for slot in self._open(*Kind):
            unique = slot.kind is not Kind.ANSWER or texts.count(slot.text) == 1
            if unique and taken.get(slot.text):
                self._fill(slot, taken[slot.text].pop(0))
                self._recognised(slot, "text")
        for slot in list(self._open(Kind.LOCKED)):
            near = [(_nearness(piece, slot), piece) for piece in self._free()]
            best, piece = max(near, key=lambda pair: pair[0], default=(0.0, None))
            if best >= SIMILAR:
                self._resolve_locked(slot, [piece])
                self._recognised(slot, "text")

    def _match_by_parts(self) -> None:
        """Find the cells of the release that were split: their parts are no text of a student's."""
        for slot in self._open(Kind.LOCKED, Kind.PLAIN):
            parts = [p for p in self._free() if p.text.strip() and contains(slot.text, p.text)]
            if not parts or not contains("\n".join(part.text for part in parts), slot.text):
                continue
            if slot.kind is Kind.LOCKED:
                self._resolve_locked(slot, parts)
                self._recognised(slot, "text")
            for part in parts if slot.kind is Kind.PLAIN else []:
                part.slot = slot
                self._filled.setdefault(slot, part)

    def _match_by_name(self) -> None:
        for slot in self._open(Kind.ANSWER):
            defining = [p for p in self._free() if slot.names and slot.names <= p.defined]
            if defining:
                self._fill(slot, defining[-1])
                self._recognised(slot, "name", doubtful=len(defining) > 1)

    def _match_by_neighbours(self) -> None:
        for slot in list(self._open(Kind.ANSWER)):
            written = slot.cell.cell_type != "code"
            between = [p for p in self._between(slot) if _is_prose(p) or not written]
            if not between or len(between) > 1 and not written:
                continue
            if len(between) > 1:
                self._join(slot, between, doubtful=True)
            else:
                self._fill(slot, between[0])
            self._guessed.add(slot)
            self._recognised(slot, "place", doubtful=True)

    def _between(self, slot: Slot) -> list[Piece]:
        """The cells without a slot that follow the cell before a slot in the release."""
        filled = [piece for piece in self.pieces if piece.slot]
        staying = longest_rise([piece.slot.index for piece in filled])
        anchors = [filled[at] for at in staying]
        before = [piece for piece in anchors if piece.slot.index < slot.index]
        at = self.pieces.index(before[-1]) + 1 if before else 0
        following = takewhile(lambda piece: piece not in anchors, self.pieces[at:])
        return [piece for piece in following if piece.slot is None]

    # Answers that stand in several cells or in another one

    def _join_what_was_split(self) -> None:
        for slot, piece in list(self._filled.items()):
            runs = list(self._runs_around(piece)) if slot.kind is Kind.ANSWER else []
            if slot.names:
                run = next((run for run in runs if _is_split(slot, run)), None)
            else:
                # Without metadata, what stands beside a written answer may be the rest of it.
                runs = [run for run in runs if slot in self._unmarked and all(map(_is_prose, run))]
                run = runs[-1] if runs else None
            if run:
                self._join(slot, run, doubtful=not slot.names)

    def _runs_around(self, piece: Piece) -> Iterator[list[Piece]]:
        """The piece with cells without a slot before and after it, short runs first."""
        at = self.pieces.index(piece)
        first = last = at
        while first > max(0, at - PIECES) and self.pieces[first - 1].slot is None:
            first -= 1
        while last + 1 < min(at + PIECES, len(self.pieces)) and self.pieces[last + 1].slot is None:
            last += 1
        ends = product(range(at, first - 1, -1), range(at + 1, last + 2))
        for start, end in sorted(ends, key=lambda ends: ends[1] - ends[0]):
            if end - start > 1:
                yield self.pieces[start:end]

    def _find_answers_elsewhere(self) -> None:
        for slot, piece in list(self._filled.items()):
            if slot.kind is not Kind.ANSWER or not unanswered(piece, slot):
                continue
            found = self._written_elsewhere(slot, piece)
            if found:
                self.pieces.remove(found)
                self._replace(piece, [found])
                self._fill(slot, found)
                self.note("answer-elsewhere", slot, doubtful=True)

    def _written_elsewhere(self, slot: Slot, piece: Piece) -> Piece | None:
        at = self.pieces.index(piece)
        following = self.pieces[at + 1 :]
        written = [p for p in self._free() if not unanswered(p, slot)]
        if not slot.names:
            beside = [*following[:1], *self.pieces[max(at - 1, 0) : at]]
            return next((p for p in beside if p in written and _is_prose(p)), None)
        defining = [p for p in written if slot.names <= p.defined]
        works = following[: next((n for n, p in enumerate(following) if p.slot), len(following))]
        # A cell that follows at once defines the name anew before the tests are run.
        return None if not defining or defining[-1] in works else defining[-1]


def _parts(piece: Piece, wanted: Sequence[Slot]) -> list[Piece]:
    """Cut out of a cell the texts of slots."""
    for number, slot in enumerate(wanted):
        around = cut(piece.text, slot.text)
        if around is None:
            continue
        inner = Piece(piece.cell, slot.cell.source, piece.place, slot=slot, cut=True)
        parts, rest = [inner], [*wanted[:number], *wanted[number + 1 :]]
        for side, text in enumerate(around):
            if text.strip():
                new = _parts(Piece(piece.cell, text, piece.place, cut=True), rest)
                parts = [*parts, *new] if side else [*new, *parts]
                rest = [slot for slot in rest if slot not in {part.slot for part in new}]
        return parts
    return [piece]


def _broken(pieces: list[Piece]) -> bool:
    return any(parsed(piece.code or piece.text) is None for piece in pieces)


def _is_split(slot: Slot, pieces: list[Piece]) -> bool:
    """Whether pieces that are no program by themselves, or empty, are one together."""
    text = "\n".join(piece.code or piece.text for piece in pieces)
    needed = _broken(pieces) or not all(piece.text.strip() for piece in pieces)
    return needed and parsed(text) is not None and slot.names <= names(text)


def _is_prose(piece: Piece) -> bool:
    return piece.cell.cell_type != "code" or parsed(piece.text) is None


def _nearness(piece: Piece, slot: Slot) -> float:
    text = normalised(piece.text)
    lines, wanted = set(text.split("\n")), set(slot.text.split("\n"))
    common = len(lines & wanted)
    return similarity(text, slot.text) if common * 2 >= max(len(lines), len(wanted)) else 0.0
