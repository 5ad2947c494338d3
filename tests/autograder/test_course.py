"""nbgrader's own commands see the course as `python -m autograder` does."""

from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute
from traitlets.config.loader import PyFileConfigLoader

from autograder.course import ROOT, Course


def test_nbgraders_configuration_file_is_the_courses():
    loader = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT / "autograder"))
    assert loader.load_config() == Course().config()


def test_autograding_has_nbgraders_steps_with_one_replaced():
    own = Autograde(config=Course().config()).autograde_preprocessors
    for step, given in zip(own, Autograde().autograde_preprocessors, strict=True):
        assert issubclass(step, Execute) if given is Execute else step is given
