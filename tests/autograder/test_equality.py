"""What grading writes is what plain `nbgrader autograde` writes, but for what docs/design.md names.

Both grade the same samples of an assignment. What a sample deserves is the bank's business.
"""

import re
import sqlite3

import nbformat
import pytest
from nbgrader.apps.api import NbGraderAPI

from autograder import bank, grade, plain
from autograder.course import Course

ASSIGNMENT = "tensors"
# Points, a written answer and a cell that does not parse; nothing at all.
SAMPLES = ["does_not_parse", "nothing_written"]
ID = re.compile(r"[0-9a-f]{32}")
# What is another one in every run: addresses, the file that a kernel has for a cell, ids and times.
OF_ONE_RUN = re.compile(r"0x[0-9a-f]+|/[\w/]*ipykernel_\d+/\d+\.py")
OF_ONE_ROW = ("timestamp", "id", "index")  # formgrader's index is the order of ids


@pytest.fixture(scope="module")
def courses(tmp_path_factory, sandboxed):
    """The same samples, graded by the autograder and by nbgrader."""
    work = tmp_path_factory.mktemp("equality")
    ours = Course(work=work / "grading", exercises=work / "exercises")
    given = bank.chosen(ASSIGNMENT, SAMPLES)
    grade.release(ours, ASSIGNMENT)
    results = bank.grade_samples(ours, ASSIGNMENT, given)
    theirs = plain.beside(ours)
    return ours, theirs, results, plain.grade_samples(theirs, ASSIGNMENT, given)


def test_the_scores_are_those_of_nbgrader(courses):
    _, _, results, graded_plainly = courses
    assert list(plain.differences(results, graded_plainly)) == []
    assert {part.score for _, parts in results for part in parts} == {None, 0, 1, 2}


def rows(course):
    """All rows of all tables, with what an id stands for in its place, and without timestamps."""
    with sqlite3.connect(course.gradebook_file) as database:
        database.row_factory = sqlite3.Row
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {
            name: [dict(row) for row in database.execute(f"SELECT * FROM {name}")]
            for (name,) in names
        }
    by_id = {}
    for row in (row for table in tables.values() for row in table if "id" in row):
        by_id.setdefault(row["id"], {}).update(row)

    def named(value):
        row = by_id.get(value) if ID.fullmatch(str(value)) else None
        return row and {key: named(row[key]) for key in row if key not in OF_ONE_ROW} or value

    return {
        name: sorted(
            repr([named(value) for key, value in row.items() if key != "timestamp"])
            for row in table
        )
        for name, table in tables.items()
    }


def test_every_table_of_the_gradebook_has_the_same_rows(courses):
    ours, theirs = map(rows, courses[:2])
    assert ours.keys() == theirs.keys()
    for table in ours:
        assert ours[table] == theirs[table], table
    assert len(ours["submitted_notebook"]) == len(SAMPLES)
    assert len(ours["grade"]) >= 16 * len(SAMPLES)
    assert ours["comment"]


def of_submissions(course):
    """What formgrader shows of the class."""
    interface = NbGraderAPI(course.directory(ASSIGNMENT), config=course.config())
    submissions = interface.get_submissions(ASSIGNMENT)
    notebooks = interface.get_notebook_submissions(ASSIGNMENT, ASSIGNMENT)
    return sorted(
        sorted((key, value) for key, value in one.items() if key not in OF_ONE_ROW)
        for one in (*submissions, *notebooks)
    )


def test_formgrader_is_given_the_same(courses):
    ours, theirs = map(of_submissions, courses[:2])
    assert ours == theirs
    assert {one.get("failed_tests") for one in map(dict, ours)} == {None, True}
    assert {one["needs_manual_grade"] for one in map(dict, ours)} == {True, False}


def test_the_same_files_are_written(courses):
    ours, theirs = (
        sorted(str(path.relative_to(course.autograded)) for path in course.autograded.rglob("*"))
        for course in courses[:2]
    )
    assert ours == theirs
    assert f"nothing_written/{ASSIGNMENT}/{ASSIGNMENT}.ipynb" in ours


def cells(course, student):
    """The metadata and cells of a graded notebook, without what is another one in every run."""
    path = course.autograded / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    notebook = nbformat.reads(OF_ONE_RUN.sub("of one run", path.read_text()), as_version=4)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # when nbclient sent and received
    return notebook.metadata, notebook.cells


@pytest.mark.parametrize("student", SAMPLES)
def test_graded_notebooks_are_the_same_cell_by_cell(courses, student):
    (our_metadata, ours), (metadata, theirs) = (cells(course, student) for course in courses[:2])
    assert our_metadata == metadata
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs):
        assert one == other
