"""`release`: write exercises/ from solutions/."""

import argparse
from typing import Any

from autograder import grade
from autograder.course import LANGUAGES, Course


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Add the command's parser."""
    return commands.add_parser("release", help="write exercises/ from solutions/")


def run(options: argparse.Namespace) -> int:
    """Release every assignment in every language."""
    for language in LANGUAGES:
        course = Course(language=language)
        for assignment in course.assignments():
            print(f"released {grade.release(course, assignment)}")
    return 0
