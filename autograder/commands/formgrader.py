"""`formgrader`: open JupyterLab with nbgrader's formgrader, in which a person grades."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import autograder
from autograder.commands.arguments import UsageError, course_arguments
from autograder.course import ROOT, Course


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    parser = commands.add_parser(
        "formgrader",
        parents=[course_arguments()],
        help="open JupyterLab with formgrader, to grade written answers by hand",
    )
    parser.add_argument(
        "jupyterlab", nargs="*", metavar="ARGUMENT", help="handed on to JupyterLab, after --"
    )
    return parser


def run(options: argparse.Namespace) -> NoReturn:
    """Become JupyterLab, whose exit status counts."""
    work = options.work.resolve()
    become(Course(options.language, work, work / "released"), options.jupyterlab)


def become(course: Course, arguments: Sequence[str]) -> NoReturn:
    """Replace this process by a JupyterLab whose formgrader shows a course.

    Args:
        course: The course.
        arguments: What JupyterLab is told besides.

    Raises:
        UsageError: Nothing of the course was graded yet.
    """
    if not course.gradebook_file.exists():
        raise UsageError(
            f"There is no gradebook in {course.work}. Grade an assignment first, or name the "
            "folder with --work."
        )
    # Formgrader wants its course below the server's root. Beside it, solutions can be opened.
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={ROOT}", *arguments]
    os.chdir(Path(autograder.__file__).parent)  # where nbgrader_config.py is found
    os.execve(sys.executable, command, os.environ | course.environment())
