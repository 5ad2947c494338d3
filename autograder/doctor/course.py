"""The course on disk: assignments, what students get of them, the gradebook."""

from collections.abc import Iterator
from pathlib import Path

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import SaveCells
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import LANGUAGES, RELEASE_STEPS, Course
from autograder.doctor.lines import Line, missing, ok, warning


def lines(work: Path) -> Iterator[Line]:
    """The assignments in each language.

    Args:
        work: The folder that grading writes into.
    """
    for language in LANGUAGES:
        yield _assignments(Course(language, work))


def gradebook(course: Course) -> Line:
    """Whether the gradebook opens, and how many submissions wait in it for a person.

    Args:
        course: The course, whose folder of work counts.
    """
    if not course.gradebook_file.exists():
        return ok("gradebook", f"none in {course.work} yet; `grade` makes it")
    try:
        with Gradebook(course.gradebook) as book:
            graded = book.db.query(SubmittedAssignment).count()
            waiting = (
                book.db.query(SubmittedNotebook.assignment_id)
                .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
                .filter(Grade.needs_manual_grade)
                .distinct()
                .count()
            )
    except SQLAlchemyError as error:
        return missing(
            "gradebook",
            f"{course.gradebook_file} cannot be opened: {str(error).splitlines()[0]}",
            "Lay a copy of it in its place. Without one, move it away: `grade` makes it anew from "
            "the records, without the points that a person gave.",
        )
    return ok("gradebook", f"it opens; submissions: {graded}, waiting for a person: {waiting}")


def _assignments(course: Course) -> Line:
    name = f"course {course.language}"
    assignments = course.assignments()
    if not assignments:
        return missing(
            name, f"no assignment in {course.solutions}", "Get the whole repository, with git."
        )
    old = []
    for assignment in assignments:
        for path in sorted((course.solutions / assignment).glob("*.ipynb")):
            try:
                text = _released(course, path)
            except Exception as error:  # whatever a broken notebook makes nbgrader raise
                return missing(name, f"{path} cannot be released: {error}", "Mend the notebook.")
            kept = course.released / assignment / path.name
            if not kept.exists() or kept.read_text(encoding="utf-8") != text:
                old.append(assignment)
    if old:
        return warning(
            name,
            f"exercises/ is not what solutions/ gives: {', '.join(old)}",
            "`make release` writes it anew.",
        )
    return ok(name, f"{len(assignments)} assignments, each released as its solution is now")


def _released(course: Course, solution: Path) -> str:
    """What `release` would write for a notebook, without a gradebook."""
    exporter = NotebookExporter(config=course.config(), default_preprocessors=[])
    for step in RELEASE_STEPS:
        if step is not SaveCells:
            exporter.register_preprocessor(step, enabled=True)
    names = {"notebook": solution.stem, "assignment": solution.parent.name, "student": "."}
    return exporter.from_filename(str(solution), resources={"nbgrader": names})[0]
