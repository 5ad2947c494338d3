"""Where each student of a class stands: grades from the gradebook, remarks from the records."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import nbformat
from nbgrader.api import (
    Assignment,
    BaseCell,
    Grade,
    Gradebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import is_grade, is_solution

from autograder.course import Course
from autograder.ledger import Ledger
from autograder.records import Record


@dataclass(frozen=True)
class Part:
    """The result of one graded cell of one submission.

    Attributes:
        name: The cell's grade id.
        score: Points; None while a person has to grade it.
        max_score: The points that it can bring.
        message: What the failed test said; empty for a test that passed.
        written: Whether it is an answer that only a person can grade.
    """

    name: str
    score: float | None
    max_score: float
    message: str
    written: bool = False


@dataclass(frozen=True)
class Standing:
    """One student's result in one assignment.

    Attributes:
        student: The student's id.
        name: The name as people write it; "" if nothing says it.
        parts: The graded parts in the order of the notebook; empty if nothing was graded.
        record: What is known of the submission; None if it was graded elsewhere.
        penalty: Points that a late submission costs.
        late: Whether it came late.
        platform_id: The id by which a learning platform knows the student; "" if unknown.
    """

    student: str
    name: str = ""
    parts: Sequence[Part] = ()
    record: Record | None = None
    penalty: float = 0.0
    late: bool = False
    platform_id: str = ""

    @property
    def graded(self) -> bool:
        """Whether there are grades at all."""
        return bool(self.parts)

    @property
    def waiting(self) -> list[str]:
        """The parts that wait for a person."""
        return [part.name for part in self.parts if part.score is None]

    @property
    def total(self) -> float:
        """The points so far, without what waits."""
        points = sum(part.score for part in self.parts if part.score is not None)
        return max(0.0, points - self.penalty)

    @property
    def settled(self) -> bool:
        """Whether the total is final: graded, and no part waits for a person."""
        return self.graded and not self.waiting


@dataclass(frozen=True)
class Class:
    """The standings of all who have handed in an assignment.

    Attributes:
        assignment: The name of the assignment.
        parts: Each graded part in the order of the notebook, with the points that it can bring.
        standings: The students, by id.
    """

    assignment: str
    parts: dict[str, float]
    standings: list[Standing] = field(default_factory=list)

    @cached_property
    def max_score(self) -> float:
        """The points of the whole assignment."""
        return sum(self.parts.values())


def read(course: Course, assignment: str) -> Class:
    """The standings of a class. The gradebook is opened once.

    Args:
        course: The course.
        assignment: The name of an assignment of it.
    """
    cells = _graded_cells(course.solutions / assignment)
    grades, late = _grades(course, assignment)
    collected = _collected(course, assignment)
    ledger = Ledger(course, assignment)
    standings = []
    for student in sorted({*course.students(assignment), *grades}):
        record, known = ledger.read(student), collected.get(student, {})
        given = {} if record and record.problem else grades.get(student, {})
        messages = _messages(course.autograded / student / assignment) if given else {}
        standings.append(
            Standing(
                student=student,
                name=known.get("name", ""),
                parts=[
                    Part(name, *given[name], messages.get(name, ""), is_solution(cell))
                    for name, cell in cells.items()
                    if name in given
                ],
                record=record,
                penalty=late.get(student, (0.0, False))[0],
                late=bool(known.get("late")) or late.get(student, (0.0, False))[1],
                platform_id=known.get("platform_id", ""),
            )
        )
    parts = {name: float(cell.metadata.nbgrader.points) for name, cell in cells.items()}
    return Class(assignment, parts, standings)


def failure(cell: nbformat.NotebookNode) -> str:
    """What the errors in the outputs of a cell say; "" if there is none."""
    outputs = cell.get("outputs", [])
    return "\n".join(
        f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"
    )


def _graded_cells(folder: Path) -> dict[str, nbformat.NotebookNode]:
    return {
        cell.metadata.nbgrader.grade_id: cell
        for path in sorted(folder.glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if is_grade(cell) and cell.metadata.nbgrader.points > 0
    }


def _messages(folder: Path) -> dict[str, str]:
    return {
        cell.metadata.nbgrader.grade_id: failure(cell)
        for path in sorted(folder.glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if is_grade(cell)
    }


def _grades(
    course: Course, assignment: str
) -> tuple[dict[str, dict[str, tuple[float | None, float]]], dict[str, tuple[float, bool]]]:
    """Scores by student and part, with their maxima; and penalties and lateness by student."""
    grades: dict[str, dict[str, tuple[float | None, float]]] = {}
    late: dict[str, tuple[float, bool]] = {}
    if not course.gradebook_file.exists():
        return grades, late
    with Gradebook(course.gradebook) as gradebook:
        submissions = (
            gradebook.db.query(SubmittedAssignment)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .filter(Assignment.name == assignment)
        )
        for submission in submissions:
            penalty = sum(one.late_submission_penalty or 0.0 for one in submission.notebooks)
            late[submission.student_id] = penalty, submission.total_seconds_late > 0
        rows = (
            gradebook.db.query(
                SubmittedAssignment.student_id,
                BaseCell.name,
                Grade.score,
                Grade.max_score,
                Grade.needs_manual_grade,
            )
            .join(SubmittedNotebook, SubmittedNotebook.id == Grade.notebook_id)
            .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
            .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
            .join(BaseCell, BaseCell.id == Grade.cell_id)
            .filter(Assignment.name == assignment)
        )
        for student, name, score, max_score, waits in rows:
            grades.setdefault(student, {})[name] = None if waits else score, max_score
    return grades, late


def _collected(course: Course, assignment: str) -> dict[str, dict]:
    """What `collect` has kept of each student."""
    try:
        text = (course.work / "collected" / f"{assignment}.json").read_text(encoding="utf-8")
        return json.loads(text)
    except (OSError, ValueError):
        return {}
