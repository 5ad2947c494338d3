"""Of what a student hands in, the notebook alone goes any further."""

import os

import nbformat
import pytest

from autograder import grade
from autograder.course import Course
from autograder.desk import Desk
from autograder.intake import admit

ASSIGNMENT = "linear_classifier"


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
def test_no_other_file_of_a_submission_is_copied_and_no_link_followed(tmp_path):
    course = Course(work=tmp_path / "grading", exercises=tmp_path / "exercises")
    released = grade.release(course, ASSIGNMENT)
    folder = course.submitted / "anna" / ASSIGNMENT
    folder.mkdir(parents=True)
    name = f"{ASSIGNMENT}.ipynb"
    (folder / name).write_bytes((released / name).read_bytes())
    (folder / "gradebook.csv").symlink_to(course.gradebook_file)
    (folder / "everything").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(folder / "pipe")  # copying would wait for ever
    notebooks = admit(folder, released).notebooks
    with Desk(course, ASSIGNMENT) as desk:
        sanitized = desk.sanitize("anna", notebooks)
        cells = nbformat.reads(sanitized[ASSIGNMENT], as_version=4).cells
        desk.save("anna", sanitized, {ASSIGNMENT: [[] for _ in cells]})
    graded = course.autograded / "anna" / ASSIGNMENT
    assert [path.name for path in graded.iterdir()] == [name]
