"""Grading a class: from submissions on disk to grades in the gradebook.

The main process takes the steps that are trusted, most of them nbgrader's own. Student code runs on
workers, several submissions at once. A record of each submission is kept as soon as it has run.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from secrets import token_bytes

from nbformat import NotebookNode

from autograder import flag, grade, intake
from autograder.cluster import Workers
from autograder.course import Course
from autograder.desk import Desk
from autograder.jobs import Job, Result
from autograder.ledger import Ledger
from autograder.records import Problem, Record
from autograder.sandbox import Limits

# Problems that are not the submission's, so that it is tried again.
OURS = ("worker-died", "not-run", "not-saved", "not-sanitized")


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
    workers: Workers | None = None,
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
        workers: What runs them; a worker for each processor of this machine when absent.
        limits: What a submission may use.
        again: Whether to run also what has not changed.

    Raises:
        GradingError: The instructor's own solution fails.
        ClusterError: The workers cannot do their work.
    """
    if workers is None:
        with Workers() as own:
            yield from autograde(
                course, assignment, students, workers=own, limits=limits, again=again
            )
        return
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
        workers.start(course.sandboxed)  # meanwhile the solution is run
        compiled = grade.try_solution(course, assignment)
        provision = {path.name: path.read_bytes() for path in compiled.iterdir()}
        for job, result in workers.run(provision, grading.jobs(changed)):
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
        self._data = grade.data(course, assignment)
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

    def jobs(self, students: Sequence[str]) -> Iterator[Job]:
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
                files=self._data,
                limits=self._limits,
                sandboxed=self._course.sandboxed,
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
            doubtful = flag.for_a_person(record.findings, record.repairs)
            self._desk.save(record.student, sanitized, record.outputs, doubtful)
        except Exception as error:
            record = replace(record, problem=Problem("not-saved", str(error)))
        else:
            record = replace(record, saved=True)
        self._ledger.write(record)
        return record
