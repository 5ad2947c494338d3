"""nbgrader's own steps before and after student code runs, with the gradebook open in between.

Nothing else writes into the gradebook. nbgrader opens it anew for every step of every notebook,
which takes longer than the steps, and commits each score. Here all of a submission is committed at
once, or nothing of it.
"""

import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any
from unittest import mock

import jsonschema
import nbformat
from ipykernel.ipkernel import IPythonKernel
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import capture_log
from sqlalchemy import orm
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from autograder import integrity
from autograder.course import AUTOGRADE_STEPS, Course
from autograder.execute import ExecuteSubmission

Outputs = Sequence[Sequence[dict[str, Any]]]


class DeskError(RuntimeError):
    """nbgrader could not grade a submission."""


class LayOutputs(NbGraderPreprocessor):
    """In the place of Execute: gives each cell the outputs that came from the sandbox."""

    def preprocess(
        self, nb: NotebookNode, resources: ResourcesDict
    ) -> tuple[NotebookNode, ResourcesDict]:
        count, not_run = 0, integrity.skipped(nb)
        given = zip(nb.cells, resources["nbgrader"]["outputs"], strict=True)
        for place, (cell, outputs) in enumerate(given):
            if cell.cell_type != "code" or place in not_run:
                continue
            cell.outputs = [nbformat.from_dict(output) for output in outputs]
            if cell.source.strip() and not _did_not_run(outputs):
                count += 1
                cell.execution_count = count
        nb.metadata["language_info"] = IPythonKernel.language_info
        nbformat.validate(nb)
        return nb, resources


class _NothingCopied(BaseConverter):
    """Leaves what a student has handed in besides notebooks: nbgrader follows links in it."""

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        pass


class _Saving(Autograde, _NothingCopied):
    """nbgrader's Autograde from where the notebooks are sanitized and have been run."""

    notebooks_of: Mapping[str, tuple[NotebookNode, Outputs]]
    for_a_person: Sequence[str]

    def init_notebooks(self) -> None:
        folder = self._format_source(self.coursedir.assignment_id, self.coursedir.student_id)
        names = [str(Path(folder, f"{name}.ipynb")) for name in self.notebooks_of]
        self.assignments = {folder: names}

    def convert_single_notebook(self, notebook_filename: str) -> None:
        notebook, outputs = self.notebooks_of[Path(notebook_filename).stem]
        resources = self.init_single_notebook_resources(notebook_filename)
        resources["nbgrader"]["outputs"] = outputs
        resources["nbgrader"]["for_a_person"] = self.for_a_person
        self._sanitizing = False
        try:
            self._init_preprocessors()
            text, resources = self.exporter.from_notebook_node(notebook, resources)
            self.write_single_notebook(text, resources)
        finally:
            self._sanitizing = True


class Desk:
    """Where submissions to one assignment are prepared, and graded when they have been run.

    Args:
        course: The course.
        assignment: The name of a released assignment.
    """

    def __init__(self, course: Course, assignment: str) -> None:
        self._course = course
        self._assignment = assignment
        config = course.config()
        steps = [LayOutputs if step is ExecuteSubmission else step for step in AUTOGRADE_STEPS]
        config.Autograde.autograde_preprocessors = steps
        self._config = config

    def __enter__(self) -> "Desk":
        self._opened = _open(self._course.gradebook)
        self._gradebook, self._commit = self._opened.__enter__()
        self._sanitizer = self._converter(Autograde, "*")
        self._sanitizer.exporter = self._sanitizer.exporter_class(
            parent=self._sanitizer, config=self._sanitizer.config
        )
        self._sanitizer._init_preprocessors()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._opened.__exit__(kind, error, traceback)

    def sanitize(self, student: str, notebooks: Mapping[str, NotebookNode]) -> dict[str, str]:
        """Notebooks as they are to be run: without outputs, with the assignment's own tests."""
        folder = self._course.submitted / student / self._assignment
        sanitized = {}
        for name, notebook in notebooks.items():
            resources = self._sanitizer.init_single_notebook_resources(
                str(folder / f"{name}.ipynb")
            )
            text, _ = self._sanitizer.exporter.from_notebook_node(notebook, resources)
            sanitized[name] = text
        return sanitized

    def save(
        self,
        student: str,
        sanitized: Mapping[str, str],
        outputs: Mapping[str, Outputs],
        for_a_person: Sequence[str] = (),
    ) -> None:
        """Write the grades of a submission into the gradebook, and its graded notebooks.

        Args:
            student: The student's name.
            sanitized: What `sanitize` returned.
            outputs: For each notebook, by name, the outputs of each cell.
            for_a_person: The cells whose grades a person has to give, as `autograder.flag` has it.

        Raises:
            DeskError: nbgrader could not; the message is what nbgrader logged.
        """
        converter = self._converter(_Saving, student)
        converter.notebooks_of = {
            name: (nbformat.reads(text, as_version=4), outputs[name])
            for name, text in sanitized.items()
        }
        converter.for_a_person = for_a_person
        with warnings.catch_warnings(category=SAWarning, action="ignore"):
            outcome = capture_log(converter)
        if not outcome["success"]:
            self._gradebook.db.rollback()
            raise DeskError(f"{outcome.get('log', '')}{outcome['error']}")
        try:
            self._commit()
        except SQLAlchemyError as error:
            self._gradebook.db.rollback()
            raise DeskError(f"The gradebook could not be written: {error}") from error

    def has_saved(self, student: str) -> bool:
        """Whether gradebook and graded notebooks of a student are there."""
        try:
            submission = self._gradebook.find_submission(self._assignment, student)
        except MissingEntry:
            return False
        folder = self._course.autograded / student / self._assignment
        return bool(submission.notebooks) and any(folder.glob("*.ipynb"))

    def _converter(self, kind: type[Autograde], student: str) -> Autograde:
        directory = self._course.directory(self._assignment, student)
        converter = kind(coursedir=directory, config=self._config)
        converter.force = True
        return converter


def _did_not_run(outputs: Outputs) -> bool:
    return any(output.get("ename") == "KernelDied" for output in outputs)


@contextmanager
def _open(url: str) -> Iterator[tuple[Gradebook, Callable[[], None]]]:
    """One gradebook for all of nbgrader's steps, which do not commit, and what does."""
    gradebook = Gradebook(url)
    commit, gradebook.db.commit = gradebook.db.commit, gradebook.db.flush
    shared = _Shared(gradebook)
    modules = (
        "converters.autograde",
        "preprocessors.overwritecells",
        "preprocessors.overwritekernelspec",
        "preprocessors.saveautogrades",
        "preprocessors.latesubmissions",
    )
    patches = [mock.patch(f"nbgrader.{module}.Gradebook", shared) for module in modules]
    patches.append(mock.patch("nbgrader.nbgraderformat.common.jsonschema.validate", _validate))
    try:
        for patch in patches:
            patch.start()
        yield gradebook, commit
    finally:
        for patch in patches:
            patch.stop()
        gradebook.close()
        orm.close_all_sessions()


def _validate(instance: Any, schema: dict[str, Any]) -> None:
    """Do what jsonschema's `validate` does, but for checking the schema too, for each cell."""
    error = jsonschema.exceptions.best_match(_validator(json.dumps(schema)).iter_errors(instance))
    if error is not None:
        raise error


@cache
def _validator(schema: str) -> Any:
    read = json.loads(schema)
    return jsonschema.validators.validator_for(read)(read)


class _Shared:
    """Stands for nbgrader's class Gradebook, and is one gradebook that stays open."""

    def __init__(self, gradebook: Gradebook) -> None:
        self._gradebook = gradebook

    def __call__(self, *args: Any, **kwargs: Any) -> "_Shared":
        return self

    def __enter__(self) -> Gradebook:
        return self._gradebook

    def __exit__(self, *error: Any) -> None:
        """It stays open."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._gradebook, name)
