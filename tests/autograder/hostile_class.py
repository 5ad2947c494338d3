"""A class of hostile students, and one honest one, who hand in the first sections of `tensors`."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

import autograder
from autograder import bank, grade
from autograder.bank import CELL, Sample
from autograder.course import ROOT, Course

NAME = "tensors"
HONEST = "by_the_book"
HOSTILE = Path(autograder.__file__).parent / "hostile"
LAST = "describe_contents"  # the graded cell that the assignment is cut off after


@dataclass(frozen=True)
class Attempt:
    """A hostile submission.

    Attributes:
        name: The student's name.
        sample: What is handed in. Besides answers it can have a cell `first`, which comes before
            all others, and a cell `attack`, which comes before the first answer.
        caught: The kinds of findings that it has to lead to, at least.
        forge: What is done to the notebook besides.
    """

    name: str
    sample: Sample
    caught: list[str] = field(default_factory=list)
    forge: Callable[[NotebookNode], object] = len


def attempts() -> Iterator[Attempt]:
    """All hostile submissions."""
    for path in sorted(HOSTILE.glob("*.py")):
        yield Attempt(path.stem, bank.read(path), _caught(path))
    wrong = bank.read(HOSTILE / "wrong_answers.py")
    for name, forge in FORGED.items():
        yield Attempt(name, wrong, forge=forge)


def hostile_course(folder: Path) -> Course:
    """A course with the first sections of `tensors`, released."""
    course = Course(
        work=folder / "grading", exercises=folder / "exercises", sources=folder / "solutions"
    )
    notebook = nbformat.read(ROOT / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    end = next(i for i, cell in enumerate(notebook.cells) if _grade_id(cell) == LAST)
    notebook.cells = notebook.cells[: end + 1]
    (course.solutions / NAME).mkdir(parents=True)
    nbformat.write(notebook, course.solutions / NAME / f"{NAME}.ipynb")
    grade.release(course, NAME)
    return course


def hand_in(course: Course, attempt: Attempt) -> None:
    """Lay a hostile submission where submissions lie."""
    bank.hand_in(
        course, NAME, replace(attempt.sample, name=attempt.name, cells=_answers(attempt.sample))
    )
    path = course.submitted / attempt.name / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    place = next(i for i, cell in enumerate(notebook.cells) if _grade_id(cell) == "ramp")
    for name, before in (("attack", place), ("first", 0)):
        if name in attempt.sample.cells:
            notebook.cells.insert(before, new_code_cell(attempt.sample.cells[name]))
    attempt.forge(notebook)
    nbformat.write(notebook, path)


def hand_in_honestly(course: Course) -> None:
    """Lay a right submission where submissions lie."""
    sample = bank.read(bank.BANK / NAME / f"{HONEST}.py")
    bank.hand_in(course, NAME, replace(sample, cells=_answers(sample)))


def _answers(sample: Sample) -> dict[str, str]:
    return {name: text for name, text in sample.cells.items() if name in ("ramp", "describe")}


def _caught(path: Path) -> list[str]:
    header = ast.parse(path.read_text().split(f"\n{CELL}")[0])
    for statement in header.body:
        if isinstance(statement, ast.Assign) and statement.targets[0].id == "caught":
            return ast.literal_eval(statement.value)
    return []


# -- forged notebooks ------------------------------------------------------------------------------


def _grade_id(cell: NotebookNode) -> str | None:
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _graded(notebook: NotebookNode) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("points"):
            yield cell


def points_raised(notebook: NotebookNode) -> None:
    """Says that each test brings a hundred points, and leaves a passing one in its place."""
    for cell in _graded(notebook):
        cell.metadata.nbgrader.points = 100
        cell.source = "100"


def tests_unlocked(notebook: NotebookNode) -> None:
    """Says that the tests' cells are the student's to write."""
    for cell in _graded(notebook):
        cell.metadata.nbgrader.update(locked=False, solution=True)
        cell.source = "pass"


def tests_made_text(notebook: NotebookNode) -> None:
    """Turns the tests into text, which nobody runs."""
    for cell in _graded(notebook):
        cell.cell_type, cell.source = "markdown", "All right."
        del cell["outputs"], cell["execution_count"]


def tests_removed(notebook: NotebookNode) -> None:
    """Hands in no tests."""
    notebook.cells = [cell for cell in notebook.cells if cell not in list(_graded(notebook))]


def helpers_removed(notebook: NotebookNode) -> None:
    """Hands in cells of its own in the place of those that the tests need."""
    for cell in notebook.cells:
        if _grade_id(cell) in ("tests", "own_tests"):
            cell.source = "def expect(*args): pass"
            del cell.metadata["nbgrader"]


def tests_doubled(notebook: NotebookNode) -> None:
    """Hands in each test a second time, with nothing in it."""
    for cell in list(_graded(notebook)):
        again = nbformat.from_dict(dict(cell, source="pass", id=f"{cell.id}-2"))
        notebook.cells.append(again)


def parts_added(notebook: NotebookNode) -> None:
    """Adds parts that are not in the assignment."""
    fields = {"grade": True, "locked": True, "solution": False, "task": False, "schema_version": 3}
    for number in range(3):
        metadata = {"nbgrader": fields | {"grade_id": f"extra{number}", "points": 50}}
        notebook.cells.append(new_code_cell("50", metadata=metadata))


def answers_graded(notebook: NotebookNode) -> None:
    """Says that the answers themselves are graded, and worth a lot."""
    for cell in notebook.cells:
        if _grade_id(cell) in ("ramp", "describe"):
            cell.metadata.nbgrader.update(grade=True, points=50)


def cells_to_be_skipped(notebook: NotebookNode) -> None:
    """Asks that no test be run, and brings the outputs along."""
    for cell in _graded(notebook):
        cell.metadata.tags = ["skip-execution", "raises-exception", "remove-cell"]
        cell.execution_count = 1
        cell.outputs = [new_output("execute_result", {"text/plain": "1"}, execution_count=1)]


def scores_written(notebook: NotebookNode) -> None:
    """Writes scores to wherever something might read them."""
    notebook.metadata["nbgrader"] = {"score": 100, "manual_score": 100}
    for cell in notebook.cells:
        nbgrader = cell.metadata.setdefault("nbgrader", {})
        nbgrader.update(score=100, manual_score=100, auto_score=100, extra_credit=100)
        cell.metadata["autograder"] = {"score": 100, "findings": []}


def another_kernel(notebook: NotebookNode) -> None:
    """Asks for another kernel, one that would say that all is well."""
    notebook.metadata.kernelspec = {"name": "bash", "display_name": "bash", "language": "bash"}
    notebook.metadata.language_info = {"name": "bash"}


def ids_of_probes(notebook: NotebookNode) -> None:
    """Names its cells as the grader's own are named."""
    for number, cell in enumerate(notebook.cells):
        cell.id = f"probe-{number:024x}"


FORGED: dict[str, Callable[[NotebookNode], object]] = {
    forge.__name__: forge
    for forge in (
        points_raised,
        tests_unlocked,
        tests_made_text,
        tests_removed,
        helpers_removed,
        tests_doubled,
        parts_added,
        answers_graded,
        cells_to_be_skipped,
        scores_written,
        another_kernel,
        ids_of_probes,
    )
}
