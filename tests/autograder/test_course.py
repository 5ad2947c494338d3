"""nbgrader's own commands see the course as `python -m autograder` does."""

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute
from traitlets.config.loader import PyFileConfigLoader

from autograder import bank, grade
from autograder.course import ROOT, Course


def test_nbgraders_configuration_file_is_the_courses():
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT / "autograder"))
    assert loader.load_config() == Course().config()


def test_autograding_has_nbgraders_steps_with_one_replaced():
    own = Autograde(config=Course().config()).autograde_preprocessors
    for step, given in zip(own, Autograde().autograde_preprocessors, strict=True):
        assert issubclass(step, Execute) if given is Execute else step is given


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
