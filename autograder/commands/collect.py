"""`collect`: lay what a learning platform exports into the folders in which it is graded."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder import collect, roster
from autograder.collect import Collected, NotTaken
from autograder.commands.arguments import UsageError, course_arguments, require_assignment
from autograder.course import Course


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "collect",
        parents=[course_arguments()],
        help="take submissions from the zip files of Canvas, Moodle, Google Classroom, or folders",
    )
    parser.add_argument("assignment")
    parser.add_argument("sources", nargs="+", type=Path, help="zip files, folders or notebooks")
    parser.add_argument(
        "--roster", type=Path, help="CSV file of the students, with columns `id` and `name`"
    )
    parser.add_argument(
        "--late",
        choices=("take", "leave"),
        default="take",
        help="what to do with attempts that came late (default: %(default)s)",
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Collect submissions; return 1 if something could not be placed."""
    course = Course(options.language, options.work.resolve())
    require_assignment(course, options.assignment)
    missing = [str(path) for path in options.sources if not path.exists()]
    if missing:
        raise UsageError(f"There is no {', '.join(missing)}.")
    students = roster.read(options.roster) if options.roster else None
    found = collect.collect(
        course, options.assignment, options.sources, students, options.late == "take"
    )
    print(_table(found.collected))
    if found.not_taken:
        print(_list(found.not_taken))
    print(f"submissions: {course.submitted}")
    return 1 if found.not_taken else 0


def _table(collected: Sequence[Collected]) -> str:
    width = max((len(one.student) for one in collected), default=0)
    lines = [
        f"  {one.student:{width}}  {', '.join(one.files)}  ({', '.join(_remarks(one))})"
        for one in sorted(collected, key=lambda one: one.student)
    ]
    return "\n".join([f"taken: {len(collected)}", *lines])


def _remarks(one: Collected) -> list[str]:
    return [
        one.platform,
        *([f"{one.attempts} attempts"] if one.attempts > 1 else []),
        *([one.time] if one.time else []),
        *(["late"] if one.late else []),
        {"older": "a later one lies there"}.get(one.state, one.state),
    ]


def _list(not_taken: Sequence[NotTaken]) -> str:
    lines = [f"  {one.name}: {one.source}: {one.path}: {one.message}" for one in not_taken]
    return "\n".join([f"not taken: {len(not_taken)}", *lines])
