"""Where the parts of the course lie and how they are graded, told to nbgrader."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)
from traitlets.config import Config

from autograder.execute import ExecuteSubmission
from autograder.flag import FlagForPerson
from autograder.manifest import WriteManifest
from autograder.unanswered import ScoreEmptyAnswers

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("en", "ko")
VARIABLE = "AUTOGRADER_COURSE"  # in the environment: the course, where it is not the checkout's
_FOLDERS = ("work", "exercises", "sources")

# nbgrader's own list, with ExecuteSubmission in the place of Execute, and two steps around
# SaveAutoGrades.
AUTOGRADE_STEPS = [
    ExecuteSubmission,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    ScoreEmptyAnswers,
    SaveAutoGrades,
    FlagForPerson,
    AssignLatePenalties,
    CheckCellMetadata,
]

# nbgrader's own list, and at its end what students' check reads.
RELEASE_STEPS = [*GenerateAssignment().preprocessors, WriteManifest]

STUB = '# YOUR CODE HERE\nraise NotImplementedError("this part is not written yet")'


@dataclass(frozen=True)
class Course:
    """One course on disk.

    Attributes:
        language: The language of the notebooks. Each language is a course of its own to nbgrader,
            with the same assignments, cells and points.
        work: The folder of everything that grading writes: submissions, graded notebooks,
            feedback, gradebook. git ignores it.
        exercises: The folder that releasing writes; the one in the checkout when absent.
        sandboxed: Whether student code runs in the sandbox.
        sources: The folder of the instructor's versions; the one in the checkout when absent.
    """

    language: str = LANGUAGES[0]
    work: Path = ROOT / "build" / "grading"
    exercises: Path | None = None
    sandboxed: bool = True
    sources: Path | None = None

    @classmethod
    def of_environment(cls) -> "Course":
        """The course that `environment` has told; that of the checkout where it has not."""
        told = json.loads(os.environ.get(VARIABLE, "{}"))
        folders = {name: Path(told[name]) for name in _FOLDERS if told.get(name)}
        return cls(**(told | folders))

    def environment(self) -> dict[str, str]:
        """What tells other processes the course: variables of the environment."""
        return {VARIABLE: json.dumps(asdict(self), default=str)}

    @property
    def solutions(self) -> Path:
        return self.sources or self._in_language("solutions")

    @property
    def released(self) -> Path:
        return self.exercises or self._in_language("exercises")

    @property
    def submitted(self) -> Path:
        return self.work / "submitted"

    @property
    def autograded(self) -> Path:
        return self.work / "autograded"

    @property
    def feedback(self) -> Path:
        return self.work / "feedback"

    @property
    def records(self) -> Path:
        return self.work / "records"

    @property
    def compiled(self) -> Path:
        return self.work / "compiled"

    def assignments(self) -> list[str]:
        """The names of all assignments, in alphabetical order."""
        return sorted(path.parent.name for path in self.solutions.glob("*/*.ipynb"))

    def students(self, assignment: str) -> list[str]:
        """The names of the students who have handed in an assignment, in alphabetical order."""
        return sorted(path.parent.name for path in self.submitted.glob(f"*/{assignment}"))

    def _in_language(self, folder: str) -> Path:
        return ROOT / folder / ("" if self.language == LANGUAGES[0] else self.language)

    @property
    def gradebook_file(self) -> Path:
        return self.work / "gradebook.db"

    @property
    def gradebook(self) -> str:
        return f"sqlite:///{self.gradebook_file}"

    def config(self) -> Config:
        """The course as nbgrader's configuration."""
        c = Config()
        c.CourseDirectory.root = str(ROOT)
        c.CourseDirectory.source_directory = str(self.solutions)
        c.CourseDirectory.release_directory = str(self.released)
        c.CourseDirectory.submitted_directory = str(self.submitted)
        c.CourseDirectory.autograded_directory = str(self.autograded)
        c.CourseDirectory.feedback_directory = str(self.feedback)
        c.CourseDirectory.db_url = self.gradebook
        c.ClearSolutions.code_stub = {"python": STUB}
        c.GenerateAssignment.preprocessors = RELEASE_STEPS
        c.Autograde.autograde_preprocessors = AUTOGRADE_STEPS
        c.ExecuteSubmission.sandboxed = self.sandboxed
        # nbgrader fails a test that writes to stderr, as a warning or a progress bar does.
        c.IgnorePattern.enabled = True
        c.IgnorePattern.pattern = "(?s).*"
        return c

    def directory(self, assignment: str, student: str = "*") -> CourseDirectory:
        """The view that nbgrader has of one assignment of one student, or of all students."""
        return CourseDirectory(config=self.config(), assignment_id=assignment, student_id=student)
