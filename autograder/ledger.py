"""The records of an assignment on disk, which let grading go on where it was stopped."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from autograder.course import Course
from autograder.records import Record
from autograder.sandbox import Limits

# What a result depends on besides the submission and the assignment.
_PACKAGES = ("ipykernel", "ipython", "jax", "matplotlib", "nbclient", "nbgrader", "numpy")
_MODULES = (
    *("celltext", "course", "execute", "flag", "inside", "intake", "integrity", "jobs", "matching"),
    *("reach", "reading", "reliance", "repair", "slots", "wording"),
)


class Ledger:
    """The records of one assignment, a file for each student.

    Args:
        course: The course.
        assignment: The name of the assignment.
    """

    def __init__(self, course: Course, assignment: str) -> None:
        self._course = course
        self._assignment = assignment
        self._folder = course.records / assignment

    def read(self, student: str) -> Record | None:
        """The record of a student; None if there is none that can be read."""
        with suppress(OSError, ValueError):
            return Record.from_json(self._path(student).read_text())
        return None

    def knows(self, student: str) -> bool:
        """Whether there is a record of a student, of this submission or of an earlier one."""
        return self._path(student).exists()

    def write(self, record: Record) -> None:
        """Keep a record, in the place of an earlier one: wholly or, after a crash, not at all."""
        path = self._path(record.student)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(f".{os.getpid()}")
        half.write_text(record.to_json())
        half.replace(path)

    def key(self, student: str, limits: Limits) -> str:
        """A digest of everything that a student's result depends on.

        Args:
            student: The student.
            limits: What the submission may use.
        """
        digest = hashlib.sha256(self.assignments_digest(limits))
        _add_folder(digest, self._course.submitted / student / self._assignment)
        return digest.hexdigest()

    @cache  # noqa: B019 - a ledger lives as long as grading the class takes
    def assignments_digest(self, limits: Limits) -> bytes:
        """A digest of what the results of all students depend on."""
        settings = [self._course.language, self._course.sandboxed, *asdict(limits).values()]
        digest = hashlib.sha256(repr(settings).encode())
        digest.update(engine())
        for folder in (self._course.solutions, self._course.released):
            _add_folder(digest, folder / self._assignment)
        return digest.digest()

    def _path(self, student: str) -> Path:
        return self._folder / f"{student}.json"


@cache
def engine() -> bytes:
    """A digest of the programs that grade, and of the library that students' programs use."""
    digest = hashlib.sha256(repr([version(package) for package in _PACKAGES]).encode())
    here = Path(__file__).parent
    _add_files(digest, here, (path for name in _MODULES for path in here.glob(f"{name}*/*.py")))
    _add_files(digest, here, (here / f"{name}.py" for name in _MODULES))
    library = Path(find_spec("kerasish").origin).parent
    _add_files(digest, library, library.rglob("*.py"))
    return digest.digest()


def _add_folder(digest: "hashlib._Hash", folder: Path) -> None:
    hidden = (path for path in folder.rglob("*") if ".ipynb_checkpoints" not in path.parts)
    _add_files(digest, folder, hidden)


def _add_files(digest: "hashlib._Hash", folder: Path, paths: Iterable[Path]) -> None:
    """Add the names and contents of files; of a symbolic link, where it leads."""
    for path in sorted(paths):
        if path.is_symlink():
            content = os.fsencode(os.readlink(path))
        elif path.is_file():
            content = path.read_bytes()
        else:
            continue
        name = os.fsencode(path.relative_to(folder))
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
