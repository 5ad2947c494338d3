"""One line of what was found, and how it is printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How something that grading needs stands."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True)
class Line:
    """Something that grading needs.

    Attributes:
        state: Whether it is here. Without what is missing nothing can be graded.
        name: What it is.
        said: What was found.
        advice: How to get what is missing, one sentence or command each.
    """

    state: State
    name: str
    said: str
    advice: tuple[str, ...] = ()

    def __str__(self) -> str:
        first = f"{self.state:<8} {self.name:<11} {self.said}"
        return "\n".join([first, *(f"{'':20} {advice}" for advice in self.advice)])


def ok(name: str, said: str) -> Line:
    """What is here."""
    return Line(State.OK, name, said)


def warning(name: str, said: str, *advice: str) -> Line:
    """What grading can do without, at a price."""
    return Line(State.WARNING, name, said, advice)


def missing(name: str, said: str, *advice: str) -> Line:
    """What grading cannot do without."""
    return Line(State.MISSING, name, said, advice)


def lacking(lines: Iterable[Line]) -> list[str]:
    """The names of what is missing."""
    return [line.name for line in lines if line.state is State.MISSING]
