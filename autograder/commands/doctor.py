"""`doctor`: say what grading needs and whether it is here."""

import argparse
from collections.abc import Iterator
from typing import Any

from autograder.commands.arguments import course_arguments
from autograder.course import Course
from autograder.doctor import cluster, course, limits, machine, packages
from autograder.doctor.lines import Line, lacking


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "doctor",
        parents=[course_arguments()],
        help="say what grading needs, whether it is here, and how to get it",
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="a Dask scheduler, whose workers to look at too"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Look at everything; return 1 if something is missing without which nothing is graded."""
    seen = []
    for line in _lines(options):
        print(line, flush=True)
        seen.append(line)
    missing = lacking(seen)
    print(f"\nGrading cannot begin: {', '.join(missing)}." if missing else "\nYou can grade.")
    return 1 if missing else 0


def _lines(options: argparse.Namespace) -> Iterator[Line]:
    work = options.work.resolve()
    yield from packages.lines()
    here = []
    for line in machine.lines(work):
        here.append(line)
        yield line
    if not lacking(here):
        yield from limits.lines()
    yield from course.lines(work)
    yield course.gradebook(Course(options.language, work))
    if options.scheduler:
        yield from cluster.lines(options.scheduler)
