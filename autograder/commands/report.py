"""`report`: a summary of a class, as text, as a page, and as lists of grades for platforms."""

import argparse
import sys
from pathlib import Path
from typing import Any

from autograder import report_page, roster, sheets, standings, summary
from autograder.commands.arguments import UsageError, course_arguments, require_assignment
from autograder.course import Course


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "report",
        parents=[course_arguments()],
        help="summarise a graded class as text and as a page; write grades as CSV",
    )
    parser.add_argument("assignment")
    parser.add_argument("--csv", choices=sheets.KINDS, help="also write the grades for a platform")
    parser.add_argument(
        "--roster",
        type=Path,
        help="CSV file of the students; for Canvas and Moodle the one that they export",
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Report on a class; return 1 if grades are not final or somebody is not in the roster."""
    course = Course(options.language, options.work.resolve())
    require_assignment(course, options.assignment)
    results = standings.read(course, options.assignment)
    if not results.standings:
        raise UsageError(
            f"Nobody has handed in {options.assignment!r} in {course.work}. Collect and grade "
            "first, or name the folder with --work."
        )
    print(summary.text(results, course.language))
    print(f"report: {report_page.write(course, results)}")
    if not options.csv:
        return 0
    students = roster.read(options.roster) if options.roster else None
    path = course.work / "reports" / f"{options.assignment}-{options.csv}.csv"
    remarks = sheets.write(path, options.csv, results, students, course.language)
    print(f"grades: {path}")
    for remark in remarks:
        print(remark, file=sys.stderr)
    return 1 if remarks else 0
