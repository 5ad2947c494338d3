"""A class, from its submissions to its feedback pages: release, autograde, feedback, scores.

Each step is nbgrader's own. Submissions are autograded side by side, each in a process of its own.
"""

import multiprocessing
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import Execute
from nbgrader.utils import capture_log, is_grade
from sqlalchemy.exc import SAWarning

from autograder import sandbox
from autograder.course import Course


class GradingError(RuntimeError):
    """A step of nbgrader failed; the message ends with what nbgrader logged."""


@dataclass(frozen=True)
class Part:
    """The result of one graded cell of one submission.

    Attributes:
        name: The cell's grade id.
        score: Points; None while a person has to grade it.
        max_score: The points that it can bring.
        message: What the failed test said; empty for a test that passed.
    """

    name: str
    score: float | None
    max_score: float
    message: str


def release(course: Course, assignment: str) -> Path:
    """Write the students' version of an assignment from solutions/; return its folder."""
    course.work.mkdir(parents=True, exist_ok=True)
    _run(GenerateAssignment, course, assignment, ".")
    return course.released / assignment


def try_solution(course: Course, assignment: str) -> None:
    """Run the instructor's own notebook, and keep what JAX compiles for it for the submissions.

    Raises:
        GradingError: The solution fails a test of its own.
    """
    # The solution is trusted, so it runs outside the sandbox, where it can fill the folder.
    course.compiled.mkdir(parents=True, exist_ok=True)
    settings = sandbox.compiled(course.compiled, "0") | {"JAX_PLATFORMS": "cpu"}
    folder = course.solutions / assignment
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        with setenv(**settings):
            Execute(timeout=120).preprocess(notebook, {"metadata": {"path": str(folder)}})
        failures = "\n".join(filter(None, map(_failure, notebook.cells)))
        if failures:
            raise GradingError(f"The solution in {path} fails:\n{failures}")


def autograde(
    course: Course, assignment: str, students: Sequence[str], workers: int | None = None
) -> Iterator[tuple[str, str | None]]:
    """Run and score submissions; yield each student with what went wrong, None if nothing did.

    Args:
        course: The course, whose `submitted` folder holds the submissions.
        assignment: The name of a released assignment.
        students: The students to grade.
        workers: How many submissions run at once; the number of processors when absent.
    """
    try_solution(course, assignment)
    # Forking a process that has threads, as Jupyter's have, can hang the child.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers or os.cpu_count(), mp_context=context) as pool:
        jobs = {pool.submit(autograde_one, course, assignment, name): name for name in students}
        for job in as_completed(jobs):
            error = job.exception()
            yield jobs[job], None if error is None else str(error)


def autograde_one(course: Course, assignment: str, student: str) -> None:
    """Run and score one submission."""
    _run(Autograde, course, assignment, student)


def feedback(course: Course, assignment: str, student: str = "*") -> Path:
    """Write a page for every graded submission, or for one; return the folder of the pages."""
    _run(GenerateFeedback, course, assignment, student)
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
                    parts.append(Part(grade.name, score, grade.max_score, _failure(cell)))
    return parts


def _failure(cell: nbformat.NotebookNode) -> str:
    outputs = cell.get("outputs", [])
    return "\n".join(
        f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"
    )


def _run(step: Callable[..., BaseConverter], course: Course, assignment: str, student: str) -> None:
    converter = step(coursedir=course.directory(assignment, student), config=course.config())
    converter.force = True
    # nbgrader calls alembic, which lies beside this Python, to make a gradebook.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    with setenv(PATH=path), warnings.catch_warnings(category=SAWarning, action="ignore"):
        outcome = capture_log(converter)
    if not outcome["success"]:
        raise GradingError(
            f"{step.__name__} failed for {assignment!r}, student {student!r}.\n"
            f"{outcome.get('log', '')}{outcome['error']}"
        )


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
