"""Plain `nbgrader autograde`, to compare with: scores have to be those that it gives.

It runs submissions one after the other and without a sandbox, so it is for the bank's honest
samples alone.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import nbformat

from autograder import bank, grade, sandbox
from autograder.bank import Sample
from autograder.course import Course
from autograder.standings import Part

# nbgrader as it comes, but for what decides about scores in this course.
CONFIGURATION = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.source_directory = {solutions!r}
c.CourseDirectory.submitted_directory = "submitted"
c.CourseDirectory.autograded_directory = "autograded"
c.CourseDirectory.db_url = {gradebook!r}
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = {ignored!r}
"""
# How cells end that the autograder has stopped. nbgrader's only limit is another one.
STOPPED = ("CellTimeoutError", "KernelDied", "OutputLimitExceeded")


@dataclass(frozen=True)
class Difference:
    """A part with another score than nbgrader's; None is one that waits for a person.

    Attributes:
        student: The name of the student or of the sample.
        part: The grade id of the part.
        ours: The score that the autograder gave.
        plain: The score that plain nbgrader gave.
    """

    student: str
    part: str
    ours: float | None
    plain: float | None

    def __str__(self) -> str:
        ours, plain = (
            "waits for a person" if score is None else f"{score:g} points"
            for score in (self.ours, self.plain)
        )
        return f"{self.student}, {self.part}: {ours}; nbgrader: {plain}"


def beside(course: Course) -> Course:
    """The course in which plain nbgrader grades what is also graded in another one."""
    work = course.work / "plain"
    return replace(course, work=work, exercises=work / "exercises")


def command(course: Course, assignment: str) -> list[str]:
    """The command that grades all submissions of a released assignment, in the course's folder."""
    settings = CONFIGURATION.format(
        root=str(course.work),
        solutions=str(course.solutions),
        gradebook=course.gradebook,
        ignored=course.config().IgnorePattern.pattern,
    )
    (course.work / "nbgrader_config.py").write_text(settings)
    return [sys.executable, "-m", "nbgrader", "autograde", assignment]


def grade_samples(
    course: Course, assignment: str, given: Sequence[Sample]
) -> dict[str, list[Part]]:
    """Release an assignment, hand in samples and have nbgrader grade them.

    Args:
        course: A course of which only this function writes the folder.
        assignment: The name of the assignment.
        given: The samples.

    Returns:
        The graded parts of each sample, by its name.

    Raises:
        GradingError: nbgrader could not grade some of them.
    """
    bank.clear(course)
    grade.release(course, assignment)
    for sample in given:
        bank.hand_in(course, assignment, sample)
    if given:
        _autograde(course, assignment)
    return {sample.name: grade.scores(course, assignment, sample.name) for sample in given}


def was_stopped(course: Course, assignment: str, student: str) -> bool:
    """Whether the autograder has stopped a cell of a graded submission."""
    folder = course.autograded / student / assignment
    return any(
        output.get("ename") in STOPPED
        for path in folder.glob("*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", ())
    )


def differences(
    results: Sequence[tuple[Sample, Sequence[Part]]], plain: Mapping[str, Sequence[Part]]
) -> Iterator[Difference]:
    """Where scores are not nbgrader's.

    An emptied written answer is no difference: nbgrader leaves it to a person, and the autograder
    gives it 0 (`autograder.unanswered`).

    Args:
        results: Samples with the parts that the autograder graded.
        plain: The parts that nbgrader graded, by the sample's name.
    """
    for sample, parts in results:
        for ours, theirs in zip(parts, plain[sample.name], strict=True):
            emptied = ours.written and not sample.cells.get(ours.name, "released").strip()
            wanted = 0 if emptied and theirs.score is None else theirs.score
            if ours.score != wanted:
                yield Difference(sample.name, ours.name, ours.score, theirs.score)


def _autograde(course: Course, assignment: str) -> None:
    done = subprocess.run(
        command(course, assignment),
        cwd=course.work,
        env=sandbox.bare_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise grade.GradingError(
            f"`nbgrader autograde` failed for {assignment!r} in {course.work}. Expected: it grades "
            f"every sample of the bank. It said last:\n{done.stderr[-2000:]}"
        )
