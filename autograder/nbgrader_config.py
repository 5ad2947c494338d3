"""The course's configuration for nbgrader's own commands, and for formgrader.

They find it when they are run in this folder:

cd autograder && ../.venv/bin/nbgrader db assignment list
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder import formgrading
from autograder.course import Course

c = get_config()  # noqa: F821 - nbgrader puts it here
c.merge(Course.of_environment().config())
formgrading.install()
