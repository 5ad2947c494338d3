"""`feedback`: write the students' pages anew, as after grading written answers by hand."""

import argparse
from collections.abc import Sequence
from typing import Any

from autograder import grade
from autograder.commands.arguments import course_arguments, require_assignment, require_students
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
    return write(course, options.assignment, options.students)


def write(course: Course, assignment: str, asked: Sequence[str]) -> int:
    """Write the feedback pages of some students, or of all where none is named; return 0."""
    require_assignment(course, assignment)
    require_students(course, assignment, asked)
    for student in asked or ["*"]:
        folder = grade.feedback(course, assignment, student)
    print(f"feedback pages: {folder}")
    return 0
