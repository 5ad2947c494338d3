"""Of what a student hands in, the notebook alone goes any further, and its grades all at once."""

import os
import sqlite3
from contextlib import closing

import nbformat
import pytest
from nbgrader.preprocessors import SaveAutoGrades
from sqlalchemy import text

from autograder import grade
from autograder.course import Course
from autograder.desk import Desk, DeskError
from autograder.intake import admit
from tests.autograder.small_course import ANSWER, NAME, gradebook, hand_in, small_course

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


def test_what_cannot_be_saved_leaves_nothing_in_the_gradebook(tmp_path, monkeypatch):
    course = small_course(tmp_path)
    whole, calls = SaveAutoGrades._add_score, []

    def breaks_off(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError("no space left on the disk")
        whole(*arguments)

    def save(desk, student):
        hand_in(course, student, ANSWER)
        notebooks = admit(course.submitted / student / NAME, course.released / NAME).notebooks
        sanitized = desk.sanitize(student, notebooks)
        desk.save(student, sanitized, {NAME: [[], [], []]})

    with Desk(course, NAME) as desk:
        save(desk, "anna")
        before = gradebook(course)
        with monkeypatch.context() as broken:
            broken.setattr(SaveAutoGrades, "_add_score", breaks_off)
            with pytest.raises(DeskError, match="no space left"):
                save(desk, "ben")
        assert gradebook(course) == before
        with closing(sqlite3.connect(course.gradebook_file)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM grade").fetchone()  # until it is closed, nobody commits
            desk._gradebook.db.execute(text("PRAGMA busy_timeout = 100"))
            with pytest.raises(DeskError, match="database is locked"):
                save(desk, "carla")
        save(desk, "dora")
    assert {row[0] for row in gradebook(course)["grades"]} == {"anna", "dora"}
