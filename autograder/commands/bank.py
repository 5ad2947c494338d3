"""`bank`: grade the sample submissions beside the scores that they deserve."""

import argparse
import time
from typing import Any

from autograder import bank, grade, sandbox
from autograder.cluster import Workers
from autograder.commands.arguments import (
    course_arguments,
    require_assignment,
    running_arguments,
)
from autograder.course import Course
from autograder.report import falls, table


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "bank",
        parents=[course_arguments(Course.work.with_name("bank")), running_arguments()],
        help="release, grade the sample submissions of the bank, write feedback, print the scores",
        allow_abbrev=False,  # --no-sandbox has to be said in so many words
    )
    parser.add_argument("assignment", nargs="?", help="one assignment (default: all)")
    parser.add_argument("samples", nargs="*", help="some samples of its bank (default: all)")
    return parser


def run(options: argparse.Namespace) -> int:
    """Grade samples; return 0 if every score was the one that the sample deserves."""
    sandboxed = not options.no_sandbox
    if sandboxed:
        sandbox.require()
    every = Course(language=options.language)
    if options.assignment:
        require_assignment(every, options.assignment)
    passes = fails = 0
    with Workers(options.workers, options.scheduler) as workers:
        for assignment in [options.assignment] if options.assignment else every.assignments():
            work = options.work.resolve() / options.language / assignment
            course = Course(options.language, work, work / "exercises", sandboxed)
            more_passes, more_fails = _grade_bank(course, assignment, options.samples, workers)
            passes, fails = passes + more_passes, fails + more_fails
    print(f"false passes: {passes}, false fails: {fails}")
    return 1 if passes or fails else 0


def _grade_bank(
    course: Course, assignment: str, names: list[str], workers: Workers
) -> tuple[int, int]:
    """Release and grade one assignment's samples; return its false passes and false fails."""
    began = time.monotonic()
    chosen = bank.chosen(assignment, names)
    bank.clear(course)
    grade.release(course, assignment)
    results = bank.grade_samples(course, assignment, chosen, workers)
    print(f"\n{assignment}: {len(results)} submissions in {time.monotonic() - began:.0f} s")
    print(table(results))
    print(f"feedback pages: {grade.feedback(course, assignment)}\n")
    return falls(results)
