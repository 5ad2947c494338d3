"""The bank: sample submissions with the score that each deserves, which test the graders.

A sample is a Python file. Its docstring says what the student did, and two names may follow:

    like = "loop_by_hand"                           # the sample that has the cells left out here
    lost = {"batches_complete": "the last one of"}  # the parts that fail, and what each then says

`lost` quotes the English tests; where they speak another language, scores alone are compared.

Below, each line `# %% NAME` begins the notebook's cell with that grade id. The text of a markdown
cell is written as comments.
"""

import ast
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import nbformat

from autograder import engine, grade, progress
from autograder.cluster import Workers
from autograder.course import LANGUAGES, Course
from autograder.grade import Part

BANK = Path(__file__).parent / "bank"
CELL = "# %% "


class BankError(ValueError):
    """There is no such assignment or no such sample."""


@dataclass(frozen=True)
class Sample:
    """One submission of the bank.

    Attributes:
        name: The name of its file, which becomes the student's.
        summary: What the student did.
        cells: The text of each answered cell, by grade id.
        lost: For each part that brings no points, a piece of the message that says why.
    """

    name: str
    summary: str
    cells: dict[str, str]
    lost: dict[str, str]

    def expected(self, part: Part) -> float:
        """The points that the sample deserves for a part."""
        return 0.0 if part.name in self.lost else part.max_score

    def deserves(self, part: Part) -> bool:
        """Whether a part got the points that it deserves, for the reason that was foreseen.

        A written answer waits for a person when no points were to be lost on it. A test that
        waits is not as foreseen: no sample has done anything to be suspected of.
        """
        if part.name in self.lost:
            return part.score == 0 and self.lost[part.name] in part.message
        return part.score == (None if part.written else part.max_score)

    def heard_in(self, language: str) -> "Sample":
        """The sample, without the words of its messages where the tests speak another language."""
        english = language == LANGUAGES[0]
        return self if english else replace(self, lost=dict.fromkeys(self.lost, ""))


def samples(assignment: str) -> list[Sample]:
    """All samples of an assignment, by name."""
    return [read(path) for path in sorted((BANK / assignment).glob("*.py"))]


def chosen(assignment: str, names: Sequence[str]) -> list[Sample]:
    """The samples of these names, or all where none is given.

    Raises:
        BankError: A name is not one of the bank's.
    """
    known = {sample.name: sample for sample in samples(assignment)}
    unknown = sorted(set(names) - known.keys())
    if unknown:
        raise BankError(
            f"The bank of {assignment!r} has no sample {', '.join(unknown)}. "
            f"It has {', '.join(known)}."
        )
    return [known[name] for name in names] or list(known.values())


def read(path: Path) -> Sample:
    """Read one sample."""
    header, *bodies = path.read_text().split(f"\n{CELL}")
    tree = ast.parse(header)
    settings = {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in tree.body
        if isinstance(statement, ast.Assign)
    }
    cells = read(path.with_stem(settings["like"])).cells if "like" in settings else {}
    for body in bodies:
        name, _, text = body.partition("\n")
        cells = cells | {name.strip(): text.strip()}
    return Sample(path.stem, ast.get_docstring(tree), cells, settings.get("lost", {}))


def clear(course: Course) -> None:
    """Forget what was graded before: nbgrader refuses another form of a graded assignment."""
    for folder in (course.submitted, course.autograded, course.feedback, course.records):
        shutil.rmtree(folder, ignore_errors=True)
    course.gradebook_file.unlink(missing_ok=True)


def grade_samples(
    course: Course, assignment: str, given: list[Sample], workers: Workers | None = None
) -> list[tuple[Sample, list[Part]]]:
    """Hand in samples of a released assignment and grade them; show each as it is done.

    Raises:
        GradingError: nbgrader could not grade some of them.
    """
    for sample in given:
        hand_in(course, assignment, sample)
    names = [sample.name for sample in given]
    outcomes = progress.shown(
        engine.autograde(course, assignment, names, workers=workers), len(names)
    )
    problems = [
        f"{outcome.student}: {outcome.record.problem.message}"
        for outcome in outcomes
        if outcome.record.problem
    ]
    if problems:
        raise grade.GradingError("\n".join(problems))
    return [
        (sample.heard_in(course.language), grade.scores(course, assignment, sample.name))
        for sample in given
    ]


def hand_in(course: Course, assignment: str, sample: Sample) -> None:
    """Write the sample into the released notebook and lay it where submissions lie."""
    for released in (course.released / assignment).glob("*.ipynb"):
        notebook = nbformat.read(released, as_version=4)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
        for name, text in sample.cells.items():
            markdown = cells[name].cell_type == "markdown"
            cells[name].source = _uncommented(text) if markdown else text
        folder = course.submitted / sample.name / assignment
        folder.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, folder / released.name)


def _uncommented(text: str) -> str:
    return "\n".join(line.removeprefix("#").strip() for line in text.splitlines())
