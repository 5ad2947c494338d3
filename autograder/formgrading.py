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

import nbformat
from nbgrader.apps import api, autogradeapp, generatefeedbackapp
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException

from autograder.course import ROOT, Course
from autograder.wording import language_of

_OTHER_OPTIONS = (
    "Here nbgrader's command runs the autograder, which grades whole submissions of one course. "
    "Expected: an assignment, --student and --force alone. "
    "`python -m autograder grade --help` lists what else there is."
)


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
    course = _as_released(Course.of_environment(), assignment)
    known = course.students(assignment)
    students = [pattern] if pattern in known else matching(known, pattern) or [pattern]
    asked = [] if pattern == "*" else students
    try:
        if what == "feedback":
            return feedback.write(course, assignment, asked)
        return grade.grade_class(course, assignment, asked, again="--again" in options)
    except REFUSALS as error:
        print(error, file=sys.stderr)
        return 2


def _as_released(course: Course, assignment: str) -> Course:
    """The course in the language in which the assignment was released to be graded."""
    course = replace(course, exercises=course.exercises or course.work / "released")
    for path in (course.released / assignment).glob("*.ipynb"):
        return replace(course, language=language_of(nbformat.read(path, as_version=4)))
    return course


def _run(converter: BaseConverter, *arguments: str) -> None:
    """Run a command for what the converter was made for; what it says is logged.

    Raises:
        NbGraderException: It refused, or could not grade a submission; or nbgrader was given an
            option that it does not have.
    """
    directory = converter.coursedir
    course = Course.of_environment()
    if (directory.db_url, directory.notebook_id, directory.student_id_exclude) != (
        course.gradebook,
        "*",
        "",
    ):
        converter.log.error(_OTHER_OPTIONS)  # the command says no more than this
        raise NbGraderException(_OTHER_OPTIONS)
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
