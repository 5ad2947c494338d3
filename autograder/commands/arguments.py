"""Arguments that several commands have in common."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from autograder.course import LANGUAGES, Course
from autograder.sandbox import Limits

_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}
_LIMITS = {
    "cell_seconds": "seconds of work for one cell",
    "seconds": "seconds of work for one submission",
    "memory": "address space of one process",
    "resident": "memory of all processes of a submission",
    "processes": "processes of a submission at one time",
    "cpu": "seconds of processor time for one process",
    "file_size": "size of one file that is written",
    "scratch": "size of all files that are written",
    "output": "size of what one cell puts out",
}


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
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=int,
        metavar="N",
        help="how many submissions run at once on this machine (default: its processors)",
    )
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask scheduler, whose workers to use instead"
    )
    parser.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run student code unprotected, with your files and your network",
    )
    limits = parser.add_argument_group("limits", "Sizes are bytes, or end with K, M or G.")
    for field in fields(Limits):
        limits.add_argument(
            f"--{field.name.replace('_', '-')}",
            type=_number,
            default=field.default,
            metavar="N",
            help=f"{_LIMITS[field.name]} (default: {_shown(field.default)})",
        )
    return parser


def limits(options: argparse.Namespace) -> Limits:
    """The limits that the arguments ask for."""
    return Limits(**{field.name: getattr(options, field.name) for field in fields(Limits)})


def require_assignment(course: Course, assignment: str) -> None:
    """Refuse an assignment that the course does not have.

    Raises:
        UsageError: Says which there are.
    """
    known = course.assignments()
    if assignment not in known:
        raise UsageError(f"There is no assignment {assignment!r}. There are {', '.join(known)}.")


def require_students(course: Course, assignment: str, asked: Sequence[str]) -> Sequence[str]:
    """The students who were asked for, or all who have handed in where none was.

    Raises:
        UsageError: One of them, or everybody, has handed in nothing; says where it would lie.
    """
    students = course.students(assignment)
    missing = sorted(set(asked) - set(students))
    if missing or not students:
        who = ", ".join(missing) or "Nobody"
        place = course.submitted / (missing or ["STUDENT"])[0] / assignment
        raise UsageError(
            f"{who}: no submission to {assignment!r}. One lies at {place / f'{assignment}.ipynb'}"
        )
    return asked or students


def _number(text: str) -> int:
    match = re.fullmatch(r"(\d+)([KMG]?)", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no number such as 20, 64M or 2G")
    return int(match[1]) * _UNITS[match[2]]


def _shown(number: int) -> str:
    unit = next(u for u, size in reversed(_UNITS.items()) if number % size == 0)
    return f"{number // _UNITS[unit]}{unit}"
