"""Formgrader's buttons and nbgrader's own commands, with the engine in their place.

nbgrader's `autograde` mends no notebook and looks for no tampering, so what the engine has left to
a person would get its points after all. `nbgrader_config.py` has these classes stand for
nbgrader's. They run the engine in a process of its own, `python -m autograder.formgrading`: the
server of JupyterLab, from which formgrader calls them, keeps no workers and no second gradebook.
"""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from fnmatch import filter as matching

from nbgrader.apps import api, autogradeapp, generatefeedbackapp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException

from autograder.course import ROOT, Course


class AutogradeByEngine(Autograde):
    """What formgrader's *Autograde* and `nbgrader autograde` do: `autograder grade`."""

    def start(self) -> None:
        _run(self, "grade", *(["--again"] if self.force else []))


class FeedbackWithNextSteps(GenerateFeedback):
    """What *Generate Feedback* and `nbgrader generate_feedback` do: `autograder feedback`."""

    def start(self) -> None:
        _run(self, "feedback")


def install() -> None:
    """Have nbgrader use these classes, in this process."""
    api.Autograde = autogradeapp.Autograde = AutogradeByEngine
    api.GenerateFeedback = generatefeedbackapp.GenerateFeedback = FeedbackWithNextSteps


def main(arguments: Sequence[str]) -> int:
    """Grade or write feedback in the course of the environment.

    Args:
        arguments: "grade" or "feedback", "--again" if unchanged submissions are run too, the
            assignment, and a pattern for students.

    Returns:
        The exit status, as that of the command.
    """
    from autograder.commands import REFUSALS, feedback, grade  # JupyterLab would wait for Dask

    what, *options, assignment, pattern = arguments
    course = Course.of_environment()
    known = course.students(assignment)
    students = [] if pattern == "*" else matching(known, pattern) or [pattern]
    try:
        if what == "feedback":
            return feedback.write(course, assignment, students)
        course = replace(course, exercises=course.exercises or course.work / "released")
        return grade.grade_class(course, assignment, students, again="--again" in options)
    except REFUSALS as error:
        print(error, file=sys.stderr)
        return 2


def _run(converter: BaseConverter, *arguments: str) -> None:
    """Run a command for what the converter was made for; what it says is logged.

    Raises:
        NbGraderException: It refused, or could not grade a submission.
    """
    directory = converter.coursedir
    done = subprocess.run(
        [sys.executable, "-m", __name__, *arguments, directory.assignment_id, directory.student_id],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    say = converter.log.error if done.returncode else converter.log.info
    for line in done.stdout.splitlines():
        say(line)
    if done.returncode:
        raise NbGraderException(f"The log says why. Exit status: {done.returncode}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
