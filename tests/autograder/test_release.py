"""What students get is made from solutions/ by nbgrader, and gives nothing away."""

import os

import nbformat
import pytest
from nbgrader.utils import is_grade, is_solution

from autograder import grade
from autograder.course import ROOT, STUB, Course

ASSIGNMENTS = Course().assignments()
NO_ANSWER = "YOUR ANSWER HERE"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    course = Course(work=folder / "grading", exercises=folder / "exercises")
    for assignment in ASSIGNMENTS:
        grade.release(course, assignment)
    return course.exercises


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_exercises_are_what_make_release_writes(released, assignment):
    made = {path.name: path.read_bytes() for path in (released / assignment).iterdir()}
    kept = (ROOT / "exercises" / assignment).iterdir()
    # A folder in there would hold JupyterLab's checkpoints.
    assert {path.name: path.read_bytes() for path in kept if path.is_file()} == made


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_every_released_line_stands_outside_answers_and_hidden_tests(released, assignment):
    for source in (ROOT / "solutions" / assignment).glob("*.ipynb"):
        student_copy = nbformat.read(released / assignment / source.name, as_version=4)
        original = nbformat.read(source, as_version=4)
        assert [cell.id for cell in student_copy.cells] == [cell.id for cell in original.cells]
        for cell, master in zip(student_copy.cells, original.cells):
            allowed = [*_public_lines(master), *STUB.splitlines(), NO_ANSWER]
            lines = {line.strip() for line in cell.source.splitlines()}
            assert lines <= {line.strip() for line in allowed}, cell.id


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_solutions_are_committed_without_outputs(assignment):
    for source in (ROOT / "solutions" / assignment).glob("*.ipynb"):
        for cell in nbformat.read(source, as_version=4).cells:
            if cell.cell_type == "code":
                assert cell.outputs == []
                assert cell.execution_count is None


def _public_lines(cell):
    """The lines of an instructor's cell that lie outside its answer and its hidden tests."""
    if is_solution(cell) and "BEGIN SOLUTION" not in cell.source:
        return
    assert is_grade(cell) or "BEGIN HIDDEN TESTS" not in cell.source
    hidden = False
    for line in cell.source.splitlines():
        hidden |= "### BEGIN " in line
        if not hidden:
            yield line
        hidden &= "### END " not in line


def test_a_step_leaves_the_environment_as_it_was(tmp_path):
    before = dict(os.environ)
    course = Course(work=tmp_path / "grading", exercises=tmp_path / "exercises")
    grade.release(course, ASSIGNMENTS[0])
    assert dict(os.environ) == before
