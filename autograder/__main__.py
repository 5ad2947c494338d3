"""The commands of `python -m autograder`: release the assignments, grade the bank."""

import argparse
import sys
import time
from pathlib import Path

from autograder import bank, grade, sandbox
from autograder.course import LANGUAGES, Course
from autograder.report import falls, table


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return 0 if every score was the one that the sample deserves."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except (sandbox.SandboxError, grade.GradingError, bank.BankError) as error:
        print(error, file=sys.stderr)
        return 2


def _release(options: argparse.Namespace) -> int:
    for language in LANGUAGES:
        course = Course(language=language)
        for assignment in course.assignments():
            print(f"released {grade.release(course, assignment)}")
    return 0


def _bank(options: argparse.Namespace) -> int:
    sandboxed = not options.no_sandbox
    if sandboxed:
        sandbox.require()
    known = Course(language=options.language).assignments()
    if options.assignment and options.assignment not in known:
        raise bank.BankError(
            f"There is no assignment {options.assignment!r}. There are {', '.join(known)}."
        )
    passes = fails = 0
    for assignment in [options.assignment] if options.assignment else known:
        work = options.work.resolve() / options.language / assignment
        course = Course(options.language, work, work / "exercises", sandboxed)
        false_passes, false_fails = _grade_bank(course, assignment, options.samples)
        passes, fails = passes + false_passes, fails + false_fails
    print(f"false passes: {passes}, false fails: {fails}")
    return 1 if passes or fails else 0


def _grade_bank(course: Course, assignment: str, names: list[str]) -> tuple[int, int]:
    """Release and grade one assignment's samples; return its false passes and false fails."""
    began = time.monotonic()
    chosen = bank.chosen(assignment, names)
    grade.release(course, assignment)
    results = bank.grade_samples(course, assignment, chosen, report=print)
    print(f"\n{assignment}: {len(results)} submissions in {time.monotonic() - began:.0f} s")
    print(table(results))
    print(f"feedback pages: {grade.feedback(course, assignment)}\n")
    return falls(results)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m autograder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    release = commands.add_parser("release", help="write exercises/ from solutions/")
    release.set_defaults(run=_release)
    grading = commands.add_parser(
        "bank",
        help="release, grade the sample submissions of the bank, write feedback, print the scores",
        allow_abbrev=False,  # --no-sandbox has to be said in so many words
    )
    grading.set_defaults(run=_bank)
    grading.add_argument("assignment", nargs="?", help="one assignment (default: all)")
    grading.add_argument("samples", nargs="*", help="some samples of its bank (default: all)")
    grading.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    grading.add_argument(
        "--work",
        type=Path,
        default=Course.work.with_name("bank"),
        help="folder of the gradebooks, submissions and feedback pages (default: %(default)s)",
    )
    grading.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run student code unprotected, with your files and your network",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
