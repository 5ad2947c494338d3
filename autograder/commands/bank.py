"""`bank`: grade the sample submissions beside the scores that they deserve."""

import argparse
import time
from typing import Any

from autograder import bank, grade, plain, sandbox
from autograder.bank import Sample
from autograder.cluster import Workers
from autograder.commands.arguments import (
    course_arguments,
    require_assignment,
    running_arguments,
)
from autograder.course import Course
from autograder.grade import Part
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
    parser.add_argument(
        "--beside-nbgrader",
        action="store_true",
        help="have plain `nbgrader autograde`, which has no sandbox, grade the same samples, and "
        "print the parts whose scores differ",
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Grade samples; return 0 if every score was deserved, and nbgrader's where that was asked."""
    sandboxed = not options.no_sandbox
    if sandboxed:
        sandbox.require()
    every = Course(language=options.language)
    if options.assignment:
        require_assignment(every, options.assignment)
    passes = fails = differing = 0
    with Workers(options.workers, options.scheduler) as workers:
        for assignment in [options.assignment] if options.assignment else every.assignments():
            work = options.work.resolve() / options.language / assignment
            course = Course(options.language, work, work / "exercises", sandboxed)
            results = _grade_bank(course, assignment, options.samples, workers)
            more_passes, more_fails = falls(results)
            passes, fails = passes + more_passes, fails + more_fails
            if options.beside_nbgrader:
                differing += _compare(course, assignment, results)
    print(f"false passes: {passes}, false fails: {fails}")
    if options.beside_nbgrader:
        print(f"scores that are not nbgrader's: {differing}")
    return 1 if passes or fails or differing else 0


def _grade_bank(
    course: Course, assignment: str, names: list[str], workers: Workers
) -> list[tuple[Sample, list[Part]]]:
    """Release and grade one assignment's samples; return each with its graded parts."""
    began = time.monotonic()
    chosen = bank.chosen(assignment, names)
    bank.clear(course)
    grade.release(course, assignment)
    results = bank.grade_samples(course, assignment, chosen, workers)
    print(f"\n{assignment}: {len(results)} submissions in {time.monotonic() - began:.0f} s")
    print(table(results))
    print(f"feedback pages: {grade.feedback(course, assignment)}\n")
    return results


def _compare(course: Course, assignment: str, results: list[tuple[Sample, list[Part]]]) -> int:
    """Have plain nbgrader grade the same samples; return how many parts have other scores."""
    stopped = {s.name for s, _ in results if plain.was_stopped(course, assignment, s.name)}
    compared = [(sample, parts) for sample, parts in results if sample.name not in stopped]
    began = time.monotonic()
    others = plain.grade_samples(plain.beside(course), assignment, [s for s, _ in compared])
    differing = list(plain.differences(compared, others))
    print(f"nbgrader graded {len(compared)} of them in {time.monotonic() - began:.0f} s")
    if stopped:
        print(f"left out, since the autograder's limits stopped them: {', '.join(sorted(stopped))}")
    print(
        "\n".join(["scores that differ:", *map(str, differing)] if differing else ["same scores"])
    )
    return len(differing)
