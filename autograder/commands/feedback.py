"""`feedback`: write the students' pages anew, as after grading written answers by hand."""

import argparse
from typing import Any

from autograder import grade
from autograder.commands.arguments import UsageError, course_arguments, require_assignment
from autograder.course import Course


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "feedback",
        parents=[course_arguments()],
        help="write the feedback pages anew, as after grading by hand",
    )
    parser.add_argument("assignment")
    parser.add_argument("students", nargs="*", help="some of its students (default: all)")
    return parser


def run(options: argparse.Namespace) -> int:
    """Write feedback pages."""
    course = Course(options.language, options.work.resolve())
    require_assignment(course, options.assignment)
    known = course.students(options.assignment)
    missing = sorted(set(options.students) - set(known))
    if missing or not known:
        who = ", ".join(missing) or "Nobody"
        raise UsageError(f"{who}: no submission to {options.assignment!r} in {course.submitted}.")
    for student in options.students or ["*"]:
        folder = grade.feedback(course, options.assignment, student)
    print(f"feedback pages: {folder}")
    return 0
