"""`grade`: grade what a class has handed in, write feedback, print the scores."""

import argparse
import sys
from typing import Any

from autograder import grade, sandbox
from autograder.commands.arguments import (
    course_arguments,
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
    parser.add_argument("--workers", type=int, help="how many submissions run at once")
    return parser


def run(options: argparse.Namespace) -> int:
    """Grade a class; return 1 if a submission could not be graded."""
    work = options.work.resolve()
    course = Course(options.language, work, work / "released", not options.no_sandbox)
    if course.sandboxed:
        sandbox.require()
    require_assignment(course, options.assignment)
    students = course.students(options.assignment)
    if not students:
        raise grade.GradingError(
            f"Nobody has handed in {options.assignment!r}. A submission lies at "
            f"{course.submitted / 'STUDENT' / options.assignment / f'{options.assignment}.ipynb'}"
        )
    grade.release(course, options.assignment)
    failed = []
    graded = grade.autograde(course, options.assignment, students, workers=options.workers)
    for done, outcome in enumerate(graded, 1):
        problem = outcome.record.problem
        said = " could not be graded" if problem else ""
        print(f"[{done}/{len(students)}] {outcome.student}{said}")
        failed += [(outcome.student, problem)] if problem else []
    names = sorted(set(students) - {name for name, _ in failed})
    print(scores([(name, grade.scores(course, options.assignment, name)) for name in names]))
    print(f"feedback pages: {grade.feedback(course, options.assignment)}")
    for name, problem in failed:
        print(f"{name} could not be graded: {problem.message}", file=sys.stderr)
    return 1 if failed else 0
