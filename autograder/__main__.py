"""The commands of `python -m autograder`: release assignments, grade a class, grade the bank."""

import argparse
import sys
import time
from pathlib import Path

from autograder import bank, grade, sandbox
from autograder.course import LANGUAGES, Course
from autograder.report import falls, scores, table


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


def _grade(options: argparse.Namespace) -> int:
    work = options.work.resolve()
    course = Course(options.language, work, work / "released", not options.no_sandbox)
    if course.sandboxed:
        sandbox.require()
    _known(course, options.assignment)
    students = course.students(options.assignment)
    if not students:
        raise grade.GradingError(
            f"Nobody has handed in {options.assignment!r}. A submission lies at "
            f"{course.submitted / 'STUDENT' / options.assignment / f'{options.assignment}.ipynb'}"
        )
    grade.release(course, options.assignment)
    failed = []
    graded = grade.autograde(course, options.assignment, students)
    for done, (name, error) in enumerate(graded, 1):
        print(f"[{done}/{len(students)}] {name}{' could not be graded' if error else ''}")
        failed += [(name, error)] if error else []
    names = sorted(set(students) - {name for name, _ in failed})
    print(scores([(name, grade.scores(course, options.assignment, name)) for name in names]))
    print(f"feedback pages: {grade.feedback(course, options.assignment)}")
    for name, error in failed:
        print(f"{name} could not be graded:\n{error}", file=sys.stderr)
    return 1 if failed else 0


def _known(course: Course, assignment: str) -> None:
    known = course.assignments()
    if assignment not in known:
        raise bank.BankError(
            f"There is no assignment {assignment!r}. There are {', '.join(known)}."
        )


def _bank(options: argparse.Namespace) -> int:
    sandboxed = not options.no_sandbox
    if sandboxed:
        sandbox.require()
    every = Course(language=options.language)
    if options.assignment:
        _known(every, options.assignment)
    passes = fails = 0
    for assignment in [options.assignment] if options.assignment else every.assignments():
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
    bank.clear(course)
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
    running = argparse.ArgumentParser(add_help=False)
    running.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    running.add_argument(
        "--work",
        type=Path,
        help="folder of the gradebooks, submissions and feedback pages (default: %(default)s)",
    )
    running.add_argument(
        "--no-sandbox",
        action="store_true",
        help="run student code unprotected, with your files and your network",
    )
    # --no-sandbox has to be said in so many words, so nothing may be abbreviated.
    grading = commands.add_parser(
        "grade",
        parents=[running],
        help="grade what was handed in, write feedback, print the scores",
        allow_abbrev=False,
    )
    grading.set_defaults(run=_grade, work=Course.work)
    grading.add_argument("assignment")
    sampling = commands.add_parser(
        "bank",
        parents=[running],
        help="release, grade the sample submissions of the bank, write feedback, print the scores",
        allow_abbrev=False,
    )
    sampling.set_defaults(run=_bank, work=Course.work.with_name("bank"))
    sampling.add_argument("assignment", nargs="?", help="one assignment (default: all)")
    sampling.add_argument("samples", nargs="*", help="some samples of its bank (default: all)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
