"""A course with one small assignment, and what its gradebook has."""

import sqlite3
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder import grade
from autograder.course import Course

NAME = "small"
ANSWER = "def double(x):\n    return 2 * x"
SOLUTION = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST = "### BEGIN HIDDEN TESTS\nassert double(3) == 6, double(3)\n### END HIDDEN TESTS"
WHY = "Because it is added to itself."


def small_course(folder: Path) -> Course:
    """The course, with its assignment released, and no submission."""
    course = Course(
        work=folder / "grading", exercises=folder / "exercises", sources=folder / "solutions"
    )
    cells = [
        new_code_cell(SOLUTION, id="double", metadata=_metadata("double", solution=True)),
        new_code_cell(
            TEST, id="test", metadata=_metadata("test", grade=True, locked=True, points=2)
        ),
        new_markdown_cell(
            WHY, id="why", metadata=_metadata("why", grade=True, solution=True, points=1)
        ),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    path = course.solutions / NAME / f"{NAME}.ipynb"
    if not path.exists():
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
        grade.release(course, NAME)
    return course


def hand_in(course: Course, student: str, code: str, why: str = WHY) -> None:
    """Write a student's answers into the released notebook and lay it where submissions lie."""
    notebook = nbformat.read(course.released / NAME / f"{NAME}.ipynb", as_version=4)
    notebook.cells[0].source, notebook.cells[2].source = code, why
    folder = course.submitted / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")


def gradebook(course: Course) -> dict[str, list[tuple]]:
    """The rows of every table that grading fills, with names in the place of ids."""
    queries = {
        "submissions": "SELECT s.student_id, a.name FROM submitted_assignment s "
        "JOIN assignment a ON s.assignment_id = a.id",
        "notebooks": "SELECT s.student_id, b.name, n.late_submission_penalty "
        "FROM submitted_notebook n JOIN submitted_assignment s ON n.assignment_id = s.id "
        "JOIN notebook b ON n.notebook_id = b.id",
        "grades": "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, "
        "g.needs_manual_grade FROM grade g JOIN base_cell c ON g.cell_id = c.id "
        "JOIN submitted_notebook n ON g.notebook_id = n.id "
        "JOIN submitted_assignment s ON n.assignment_id = s.id",
        "comments": "SELECT s.student_id, c.name, m.auto_comment, m.manual_comment "
        "FROM comment m JOIN base_cell c ON m.cell_id = c.id "
        "JOIN submitted_notebook n ON m.notebook_id = n.id "
        "JOIN submitted_assignment s ON n.assignment_id = s.id",
        "students": "SELECT id FROM student",
    }
    with sqlite3.connect(course.gradebook_file) as database:
        return {
            name: sorted(database.execute(query).fetchall(), key=repr)
            for name, query in queries.items()
        }


def _metadata(
    name: str, grade: bool = False, solution: bool = False, locked: bool = False, points: int = 0
) -> dict:
    fields = {
        "grade": grade,
        "solution": solution,
        "locked": locked,
        "task": False,
        "grade_id": name,
        "schema_version": 3,
    }
    return {"nbgrader": fields | ({"points": points} if grade else {})}
