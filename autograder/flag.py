"""The step after SaveAutoGrades: what cannot be trusted gets no points, but waits for a person."""

from collections.abc import Collection, Iterable

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import SaveAutoGrades
from nbgrader.utils import is_grade, is_solution

from autograder.records import Finding, Repair


def for_a_person(findings: Iterable[Finding], repairs: Iterable[Repair] = ()) -> list[str]:
    """The grade ids of the cells whose grades a person has to give; "" stands for all tests."""
    doubtful = {repair.cell for repair in repairs if repair.doubtful and repair.cell}
    return sorted({finding.cell for finding in findings} | doubtful)


class FlagForPerson(SaveAutoGrades):
    """Takes the automatic points of parts back, and has formgrader show them as not yet graded.

    The cells are those of `for_a_person`, in `resources["nbgrader"]["for_a_person"]`. For a cell
    that is not graded itself, an answer, it is the tests below it. Points that a person has given
    stay.
    """

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        named = resources["nbgrader"].get("for_a_person", [])
        self._flagged = _graded(nb, named)
        return super().preprocess(nb, resources) if self._flagged else (nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if is_grade(cell) and cell.metadata.nbgrader.grade_id in self._flagged:
            name = cell.metadata.nbgrader.grade_id
            where = (self.notebook_id, self.assignment_id, self.student_id)
            grade = self.gradebook.find_grade(name, *where)
            grade.needs_manual_grade = True
            if grade.manual_score is None:
                grade.auto_score = None
            self.gradebook.db.commit()
        return cell, resources


def _graded(notebook: NotebookNode, named: Collection[str]) -> set[str]:
    """The grade ids of the graded cells that are meant."""
    meant, answer_meant = set(), False
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if is_solution(cell):
            answer_meant = name in named
        if not is_grade(cell) or not cell.metadata.nbgrader.points:
            continue
        test = not is_solution(cell)
        if name in named or (test and (answer_meant or "" in named)):
            meant.add(name)
    return meant
