"""A class, from its submissions to its feedback pages: release, autograde, feedback, scores.

Each step is nbgrader's own, but that student code runs on workers, several submissions at once.
"""

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_bytes

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import Execute
from nbgrader.utils import capture_log, is_grade
from sqlalchemy.exc import SAWarning

from autograder import cluster, intake, sandbox
from autograder.course import Course
from autograder.desk import Desk
from autograder.jobs import Job, Provision, Result
from autograder.ledger import Ledger
from autograder.records import Problem, Record
from autograder.sandbox import Limits

# Problems that are not the submission's, so that it is tried again.
OURS = ("worker-died", "not-run", "not-saved", "not-sanitized")


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
    settings = sandbox.compiled(folder, "0") | {"JAX_PLATFORMS": "cpu"}
    source = course.solutions / assignment
    for path in source.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        with setenv(**settings):
            Execute(timeout=120).preprocess(notebook, {"metadata": {"path": str(source)}})
        failures = "\n".join(filter(None, map(_failure, notebook.cells)))
        if failures:
            raise GradingError(f"The solution in {path} fails:\n{failures}")
    passed.write_text(digest)
    return folder


@dataclass(frozen=True)
class Outcome:
    """What became of one submission.

    Attributes:
        record: Its record.
        again: Whether it was run this time; what has not changed is not.
    """

    record: Record
    again: bool

    @property
    def student(self) -> str:
        return self.record.student


def autograde(
    course: Course,
    assignment: str,
    students: Sequence[str],
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    limits: Limits | None = None,
    again: bool = False,
) -> Iterator[Outcome]:
    """Grade submissions; yield what became of each as it is known.

    Grading that was stopped goes on where it was: what is in the gradebook stays there unless the
    submission or the assignment has changed, and what was run is not run once more.

    Args:
        course: The course, whose `submitted` folder holds the submissions.
        assignment: The name of a released assignment.
        students: The students to grade.
        workers: How many submissions run at once; the number of processors when absent.
        scheduler: The address of a Dask scheduler whose workers run them instead.
        limits: What a submission may use.
        again: Whether to run also what has not changed.

    Raises:
        GradingError: The instructor's own solution fails.
        ClusterError: The workers cannot do their work.
    """
    limits = limits or Limits()
    with Desk(course, assignment) as desk:
        grading = _Grading(course, assignment, desk, limits)
        changed = []
        for student in students:
            record = None if again else grading.finish(student)
            if record is None:
                changed.append(student)
            else:
                yield Outcome(record, again=False)
        if not changed:
            return
        provision = Provision.of(try_solution(course, assignment), course.sandboxed)
        with cluster.connect(workers or os.cpu_count() or 1, scheduler) as client:
            done = cluster.run(client, provision, grading.jobs(changed, provision.digest))
            for job, result in done:
                yield Outcome(grading.take(job, result), again=True)
                yield from grading.refused()
            yield from grading.refused()


class _Grading:
    """The steps of one submission that the main process takes."""

    def __init__(self, course: Course, assignment: str, desk: Desk, limits: Limits) -> None:
        self._course = course
        self._assignment = assignment
        self._desk = desk
        self._limits = limits
        self._ledger = Ledger(course, assignment)
        self._begun: dict[str, tuple[Record, dict[str, str]]] = {}
        self._refused: list[Record] = []

    def finish(self, student: str) -> Record | None:
        """The record of what need not be run once more, whose grades are in the gradebook then."""
        record = self._ledger.read(student)
        if record is None or record.key != self._ledger.key(student, self._limits):
            return None
        if record.problem is not None:
            return None if record.problem.name in OURS else record
        if record.saved and self._desk.has_saved(student):
            return record
        _, notebooks = self._admit(student)
        return self._save(record, self._desk.sanitize(student, notebooks))

    def jobs(self, students: Sequence[str], compiled: str) -> Iterator[Job]:
        """What the workers do, for each submission that can be run."""
        for student in students:
            record, notebooks = self._admit(student)
            if record.problem is None:
                try:
                    sanitized = self._desk.sanitize(student, notebooks)
                except Exception as error:  # whatever nbgrader makes of a notebook, others go on
                    record = replace(record, problem=Problem("not-sanitized", str(error)))
            if record.problem is not None:
                self._ledger.write(record)
                self._refused.append(record)
                continue
            self._begun[student] = record, sanitized
            yield Job(
                student=student,
                assignment=self._assignment,
                notebooks=sanitized,
                files=self._files(),
                limits=self._limits,
                sandboxed=self._course.sandboxed,
                compiled=compiled,
                secret=token_bytes(32),
            )

    def take(self, job: Job, result: Result | Problem) -> Record:
        """Keep what came of a job, and grade it."""
        record, sanitized = self._begun.pop(job.student)
        if isinstance(result, Problem):
            record = replace(record, problem=result)
            self._ledger.write(record)
            return record
        record = replace(
            record,
            outputs=result.outputs,
            findings=[*record.findings, *result.findings],
            seconds=result.seconds,
        )
        self._ledger.write(record)
        return self._save(record, sanitized)

    def refused(self) -> Iterator[Outcome]:
        """The submissions that could not be run, each once."""
        while self._refused:
            yield Outcome(self._refused.pop(0), again=True)

    def _admit(self, student: str) -> tuple[Record, dict[str, NotebookNode]]:
        folder = self._course.submitted / student / self._assignment
        key = self._ledger.key(student, self._limits)
        admission = intake.admit(folder, self._course.released / self._assignment)
        record = Record(
            student=student,
            assignment=self._assignment,
            key=key,
            problem=admission.problem,
            repairs=admission.repairs,
        )
        return record, admission.notebooks

    def _save(self, record: Record, sanitized: dict[str, str]) -> Record:
        try:
            self._desk.save(record.student, sanitized, record.outputs)
        except Exception as error:
            record = replace(record, problem=Problem("not-saved", str(error)))
        else:
            record = replace(record, saved=True)
        self._ledger.write(record)
        return record

    def _files(self) -> dict[str, bytes]:
        """The assignment's own data."""
        folder = self._course.solutions / self._assignment
        return {
            str(path.relative_to(folder)): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".ipynb" and ".ipynb_checkpoints" not in path.parts
        }


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
