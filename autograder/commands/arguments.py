"""Arguments that several commands have in common."""

import argparse
from pathlib import Path

from autograder.course import LANGUAGES, Course


class UsageError(ValueError):
    """What was asked for does not exist; the message says what does."""


def course_arguments(work: Path = Course.work) -> argparse.ArgumentParser:
    """A parent for commands that work on a course.

    Args:
        work: The folder of gradebook, submissions and feedback where none is given.
    """
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument(
        "--work",
        type=Path,
        default=work,
        help="folder of the gradebook, submissions and feedback pages (default: %(default)s)",
    )
    return parser


def running_arguments() -> argparse.ArgumentParser:
    """A parent for commands that run student code."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run student code unprotected, with your files and your network",
    )
    return parser


def require_assignment(course: Course, assignment: str) -> None:
    """Refuse an assignment that the course does not have.

    Raises:
        UsageError: Says which there are.
    """
    known = course.assignments()
    if assignment not in known:
        raise UsageError(f"There is no assignment {assignment!r}. There are {', '.join(known)}.")
