"""`grade`: grade what a class has handed in, write feedback, print the scores."""

import argparse
from collections.abc import Sequence
from typing import Any

from autograder import engine, grade, progress, sandbox
from autograder.cluster import Workers
from autograder.commands import feedback
from autograder.commands.arguments import (
    course_arguments,
    limits,
    require_assignment,
    require_students,
    running_arguments,
)
from autograder.course import Course
from autograder.ledger import Ledger
from autograder.report import scores
from autograder.sandbox import Limits


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "grade",
        parents=[course_arguments(), running_arguments()],
        help="grade what was handed in, write feedback, print the scores",
        allow_abbrev=False,  # --no-sandbox has to be said in so many words
    )
    parser.add_argument("assignment")
    parser.add_argument("students", nargs="*", help="some of its students (default: all)")
    parser.add_argument("--again", action="store_true", help="run also what has not changed")
    return parser


def run(options: argparse.Namespace) -> int:
    """Grade a class; return 1 if a submission could not be graded."""
    work = options.work.resolve()
    course = Course(options.language, work, work / "released", not options.no_sandbox)
    return grade_class(
        course,
        options.assignment,
        options.students,
        workers=Workers(options.workers, options.scheduler),
        limits=limits(options),
        again=options.again,
    )


def grade_class(
    course: Course,
    assignment: str,
    asked: Sequence[str],
    *,
    workers: Workers | None = None,
    limits: Limits | None = None,
    again: bool = False,
) -> int:
    """Grade what was handed in, write feedback, print the scores.

    Args:
        course: The course.
        assignment: The name of the assignment.
        asked: The students to grade; all when empty.
        workers: What runs the submissions; a worker for each processor of this machine when absent.
        limits: What a submission may use.
        again: Whether to run also what has not changed.

    Returns:
        1 if a submission could not be graded, else 0.
    """
    if course.sandboxed:
        sandbox.require()
    require_assignment(course, assignment)
    students = require_students(course, assignment, asked)
    ledger = Ledger(course, assignment)
    with workers or Workers() as workers:
        if again or not all(map(ledger.knows, students)):
            workers.start(course.sandboxed)  # beside the release, which takes seconds
        grade.release(course, assignment)
        outcomes = engine.autograde(
            course, assignment, students, workers=workers, limits=limits, again=again
        )
        failed = [
            outcome.student
            for outcome in progress.shown(outcomes, len(students))
            if outcome.record.problem
        ]
    names = sorted(set(students) - set(failed))
    print(scores([(name, grade.scores(course, assignment, name)) for name in names]))
    feedback.write(course, assignment, asked)
    return 1 if failed else 0
