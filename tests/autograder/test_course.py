"""nbgrader's own commands see the course as `python -m autograder` does."""

from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.apps import api, autogradeapp, generatefeedbackapp
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, SaveAutoGrades
from nbgrader.utils import compute_checksum, determine_grade
from traitlets.config.loader import PyFileConfigLoader

from autograder import bank, formgrading, grade
from autograder.course import ROOT, Course
from autograder.flag import FlagForPerson
from autograder.unanswered import ScoreEmptyAnswers


@pytest.mark.parametrize(
    "course",
    [Course(), Course("ko", Path("/work"), Path("/given"), False, Path("/kept"))],
    ids=["that of the checkout", "another one"],
)
def test_nbgraders_configuration_file_is_the_courses(course, monkeypatch):
    for module in (api, autogradeapp, generatefeedbackapp):
        for name in {"Autograde", "GenerateFeedback"} & vars(module).keys():
            monkeypatch.setattr(module, name, getattr(module, name))  # put back afterwards
    if course != Course():
        for name, value in course.environment().items():
            monkeypatch.setenv(name, value)
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT / "autograder"))
    assert loader.load_config() == course.config()
    assert Course.of_environment() == course
    assert api.Autograde is autogradeapp.Autograde is formgrading.AutogradeByEngine
    for module in (api, generatefeedbackapp):
        assert module.GenerateFeedback is formgrading.FeedbackWithNextSteps


def test_autograding_has_nbgraders_steps_with_one_replaced_and_two_added():
    own = Autograde(config=Course().config()).autograde_preprocessors
    saved = own.index(SaveAutoGrades)
    assert own[saved - 1 : saved + 2] == [ScoreEmptyAnswers, SaveAutoGrades, FlagForPerson]
    steps = [step for step in own if step not in (ScoreEmptyAnswers, FlagForPerson)]
    for step, given in zip(steps, Autograde().autograde_preprocessors, strict=True):
        assert issubclass(step, Execute) if given is Execute else step is given


@pytest.mark.parametrize(
    ("answer", "score"), [("", 0), (" \n", 0), ("Since both are -ln p.", None)]
)
def test_an_emptied_answer_gets_no_points_and_a_written_one_waits_for_a_person(answer, score):
    released = {"grade": True, "solution": True, "locked": False, "points": 2.0, "grade_id": "why"}
    cell = new_markdown_cell("YOUR ANSWER HERE", metadata={"nbgrader": released})
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    assert determine_grade(cell) == (0, 2)
    cell.source = answer
    ScoreEmptyAnswers().preprocess_cell(cell, {}, 0)
    assert determine_grade(cell) == (score, 2)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_the_bank_forgets_what_was_graded_before_an_assignment_got_another_cell(tmp_path):
    course = Course(work=tmp_path / "grading", exercises=tmp_path / "exercises")
    name = course.assignments()[0]
    grade.release(course, name)
    with Gradebook(course.gradebook) as gradebook:
        gradebook.add_student("anna")
        gradebook.add_submission(name, "anna")
        gradebook.db.delete(gradebook.find_notebook(name, name).source_cells[-1])
        gradebook.db.commit()
    with pytest.raises(grade.GradingError, match="Cannot add or remove cells"):
        grade.release(course, name)
    bank.clear(course)
    grade.release(course, name)
