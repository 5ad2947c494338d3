"""The steps of nbgrader's that deal with an assignment or a class: release, feedback, scores."""

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.utils import capture_log, is_grade, is_solution
from sqlalchemy.exc import SAWarning

from autograder import next_steps
from autograder.course import Course
from autograder.execute import ExecuteSubmission
from autograder.ledger import Ledger
from autograder.sandbox import Limits
from autograder.standings import Part, failure
from autograder.warm import Zygote


class GradingError(RuntimeError):
    """A step of nbgrader failed; the message ends with what nbgrader logged."""


def release(course: Course, assignment: str) -> Path:
    """Write the students' version of an assignment from solutions/; return its folder."""
    course.work.mkdir(parents=True, exist_ok=True)
    _run(GenerateAssignment, course, assignment, ".")
    return course.released / assignment


def try_solution(course: Course, assignment: str) -> Path:
    """Run the instructor's own notebook, unless it passed before, and keep what JAX compiles.

    Returns:
        The folder of what JAX has compiled for the assignment.

    Raises:
        GradingError: The solution fails a test of its own.
    """
    folder = course.compiled / assignment
    passed = course.compiled / f"{assignment}.passed"
    digest = Ledger(course, assignment).assignments_digest(Limits()).hex()
    if passed.exists() and passed.read_text() == digest:
        return folder
    # The solution is trusted, so it runs outside the sandbox, where it can fill the folder.
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with Zygote("bare", folder, fill=True) as zygote:
        for path in (course.solutions / assignment).glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            ExecuteSubmission().run(notebook, data(course, assignment), zygote)
            failures = "\n".join(filter(None, map(failure, notebook.cells)))
            if failures:
                raise GradingError(f"The solution in {path} fails:\n{failures}")
    passed.write_text(digest)
    return folder


def data(course: Course, assignment: str) -> dict[str, bytes]:
    """The assignment's own data, by relative path."""
    folder = course.solutions / assignment
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".ipynb" and ".ipynb_checkpoints" not in path.parts
    }


def feedback(course: Course, assignment: str, student: str = "*") -> Path:
    """Write a page for every submission, or for one student's; return the folder of the pages."""
    if any(course.autograded.glob(f"{student}/{assignment}/*.ipynb")):
        _run(GenerateFeedback, course, assignment, student)
    next_steps.add(course, assignment, student)
    return course.feedback


def scores(course: Course, assignment: str, student: str) -> list[Part]:
    """The parts of one graded submission, in the order of the notebook."""
    parts = []
    folder = course.autograded / student / assignment
    with Gradebook(course.gradebook) as gradebook:
        for notebook in gradebook.find_submission(assignment, student).notebooks:
            grades = {grade.name: grade for grade in notebook.grades}
            for cell in nbformat.read(folder / f"{notebook.name}.ipynb", as_version=4).cells:
                if is_grade(cell) and cell.metadata.nbgrader.points > 0:
                    grade = grades[cell.metadata.nbgrader.grade_id]
                    score = None if grade.needs_manual_grade else grade.score
                    written = is_solution(cell)
                    parts.append(Part(grade.name, score, grade.max_score, failure(cell), written))
    return parts


def _run(step: Callable[..., BaseConverter], course: Course, assignment: str, student: str) -> None:
    converter = step(coursedir=course.directory(assignment, student), config=course.config())
    converter.force = True
    with programs_beside_python(), warnings.catch_warnings(category=SAWarning, action="ignore"):
        outcome = capture_log(converter)
    if not outcome["success"]:
        raise GradingError(
            f"{step.__name__} failed for {assignment!r}, student {student!r}.\n"
            f"{outcome.get('log', '')}{outcome['error']}"
        )


@contextmanager
def programs_beside_python() -> Iterator[None]:
    """Have the programs beside this Python found: nbgrader calls alembic to make a gradebook."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with setenv(PATH=path):
        yield


@contextmanager
def setenv(**settings: str) -> Iterator[None]:
    """Set environment variables for a while; nbgrader's own removes those that were there."""
    before = dict(os.environ)
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
