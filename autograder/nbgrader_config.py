"""The course's configuration for nbgrader's own commands.

nbgrader list --config autograder/nbgrader_config.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from autograder.course import Course

c = get_config()  # noqa: F821 - nbgrader puts it here
c.merge(Course().config())
