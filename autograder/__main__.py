"""The commands of `python -m autograder`: release an assignment, grade the bank."""

import argparse
import sys
import time
from pathlib import Path

from autograder import bank, grade, sandbox
from autograder.course import ROOT, Course
from autograder.report import table


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 if every score was the one that the sample deserves."""
    options = _parser().parse_args(arguments)
    course = Course(work=options.work.resolve(), sandboxed=not options.no_sandbox)
    assignments = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb"))
    try:
        if options.command == "grade" and course.sandboxed:
            sandbox.require()
        for assignment in assignments:
            print(f"released {grade.release(course, assignment)}")
        if options.command == "release":
            return 0
        deserved = [_grade_bank(course, assignment) for assignment in assignments]
        return 0 if all(deserved) else 1
    except (sandbox.SandboxError, grade.GradingError) as error:
        print(error, file=sys.stderr)
        return 2


def _grade_bank(course: Course, assignment: str) -> bool:
    began = time.monotonic()
    results = bank.grade_samples(course, assignment, bank.samples(assignment), report=print)
    print(table(results))
    print(f"{len(results)} submissions in {time.monotonic() - began:.0f} s")
    print(f"feedback pages are in {grade.feedback(course, assignment)}")
    return all(sample.deserves(part) for sample, parts in results for part in parts)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--work",
        type=Path,
        default=Course.work,
        help="folder of the gradebook, submissions and feedback pages (default: %(default)s)",
    )
    common.set_defaults(no_sandbox=False)
    commands.add_parser("release", parents=[common], help="write exercises/ from solutions/")
    grading = commands.add_parser(
        "grade",
        parents=[common],
        help="release, grade the sample submissions of the bank, write feedback, print the scores",
        allow_abbrev=False,  # --no-sandbox has to be said in so many words
    )
    grading.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run student code unprotected, with your files and your network",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
