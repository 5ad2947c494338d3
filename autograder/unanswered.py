"""The step of autograding that finds written answers with nothing in them."""

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import compute_checksum, is_grade, is_solution


class ScoreEmptyAnswers(NbGraderPreprocessor):
    """Have an emptied written answer scored 0, as one that nobody touched.

    nbgrader gives 0 where the checksum is that of the released cell, and leaves every other answer
    to a person.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if is_grade(cell) and is_solution(cell) and not cell.source.strip():
            cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
        return cell, resources
