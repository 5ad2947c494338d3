"""`grade`: grade what a class has handed in, write feedback, print the scores."""

import argparse
from typing import Any

from autograder import engine, grade, progress, sandbox
from autograder.cluster import Workers
from autograder.commands.arguments import (
    UsageError,
    course_arguments,
    limits,
    require_assignment,
    running_arguments,
)
from autograder.course import Course
from autograder.report import scores


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
    if course.sandboxed:
        sandbox.require()
    require_assignment(course, options.assignment)
    students = _students(course, options.assignment, options.students)
    grade.release(course, options.assignment)
    with Workers(options.workers, options.scheduler) as workers:
        outcomes = engine.autograde(
            course,
            options.assignment,
            students,
            workers=workers,
            limits=limits(options),
            again=options.again,
        )
        failed = [
            outcome.student
            for outcome in progress.shown(outcomes, len(students))
            if outcome.record.problem
        ]
    names = sorted(set(students) - set(failed))
    print(scores([(name, grade.scores(course, options.assignment, name)) for name in names]))
    print(f"feedback pages: {grade.feedback(course, options.assignment)}")
    return 1 if failed else 0


def _students(course: Course, assignment: str, asked: list[str]) -> list[str]:
    students = course.students(assignment)
    missing = sorted(set(asked) - set(students))
    if missing or not students:
        who = ", ".join(missing) or "Nobody"
        place = course.submitted / (missing or ["STUDENT"])[0] / assignment
        raise UsageError(
            f"{who}: no submission to {assignment!r}. One lies at {place / f'{assignment}.ipynb'}"
        )
    return asked or students
