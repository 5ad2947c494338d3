"""What students get is made from solutions/ by nbgrader, and gives nothing away."""

import os

import nbformat
import pytest
from nbgrader.utils import is_grade, is_solution

from autograder import grade
from autograder.course import LANGUAGES, STUB, Course

COURSES = {language: Course(language=language) for language in LANGUAGES}
ASSIGNMENTS = [
    (language, name) for language, course in COURSES.items() for name in course.assignments()
]
NO_ANSWER = "YOUR ANSWER HERE"
every_assignment = pytest.mark.parametrize("language, assignment", ASSIGNMENTS)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """The folder of the exercises in each language, released anew."""
    folder = tmp_path_factory.mktemp("release")
    exercises = {language: folder / language / "exercises" for language in LANGUAGES}
    for language, assignment in ASSIGNMENTS:
        course = Course(language, folder / language / "grading", exercises[language])
        grade.release(course, assignment)
    return exercises


def notebooks(language, assignment):
    return sorted((COURSES[language].solutions / assignment).glob("*.ipynb"))


@every_assignment
def test_exercises_are_what_make_release_writes(released, language, assignment):
    folder = released[language] / assignment
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    kept = (COURSES[language].released / assignment).iterdir()
    # A folder in there would hold JupyterLab's checkpoints.
    assert {path.name: path.read_bytes() for path in kept if path.is_file()} == made


@every_assignment
def test_every_released_line_stands_outside_answers_and_hidden_tests(
    released, language, assignment
):
    for source in notebooks(language, assignment):
        student_copy = nbformat.read(released[language] / assignment / source.name, as_version=4)
        original = nbformat.read(source, as_version=4)
        assert [cell.id for cell in student_copy.cells] == [cell.id for cell in original.cells]
        for cell, master in zip(student_copy.cells, original.cells):
            allowed = [*_public_lines(master), *STUB.splitlines(), NO_ANSWER]
            lines = {line.strip() for line in cell.source.splitlines()}
            assert lines <= {line.strip() for line in allowed}, cell.id


@every_assignment
def test_solutions_are_committed_without_outputs(language, assignment):
    for source in notebooks(language, assignment):
        for cell in nbformat.read(source, as_version=4).cells:
            if cell.cell_type == "code":
                assert cell.outputs == []
                assert cell.execution_count is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_cell_of_tools_is_the_same_in_all_assignments(language):
    sources = {}
    for name in COURSES[language].assignments():
        for path in notebooks(language, name):
            cells = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
            assert cells["tests"].metadata.nbgrader.points == 0, name
            sources[name] = cells["tests"].source
    common = next(iter(sources.values()), None)
    assert [name for name, source in sources.items() if source != common] == []


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
    grade.release(course, ASSIGNMENTS[0][1])
    assert dict(os.environ) == before
