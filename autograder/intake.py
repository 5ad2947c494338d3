"""What a student has handed in, made ready for grading."""

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.records import Problem, Repair


@dataclass(frozen=True)
class Admission:
    """What can be graded of a submission.

    Attributes:
        notebooks: The notebooks by name.
        repairs: What was mended.
        problem: Why nothing can be graded; None if something can.
    """

    notebooks: dict[str, NotebookNode] = field(default_factory=dict)
    repairs: list[Repair] = field(default_factory=list)
    problem: Problem | None = None


def admit(folder: Path, released: Path) -> Admission:
    """Read a submission.

    Args:
        folder: The folder with the files that one student has handed in.
        released: The folder of the assignment as students got it.
    """
    paths = [path for path in folder.glob("*.ipynb") if (released / path.name).exists()]
    return Admission({path.stem: nbformat.read(path, as_version=4) for path in paths})
