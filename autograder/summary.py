"""A class by part: means, who got all and who nothing, and what failed most often."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.phrases import phrase
from autograder.standings import Class, Standing

_NUMBER = re.compile(r"(?<![A-Za-z_])[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?", re.I)
_ERROR = re.compile(r"^NotYet: ")
SHOWN = 8


@dataclass(frozen=True)
class FailedCheck:
    """One sentence that a test said to several students, but for the numbers in it.

    Attributes:
        part: The grade id of the test.
        example: The sentence as one student got it.
        students: Who got it.
    """

    part: str
    example: str
    students: Sequence[str]


@dataclass(frozen=True)
class PartSummary:
    """One part of an assignment, over the class.

    Attributes:
        name: The grade id.
        max_score: The points that it can bring.
        scores: The points of all students of whom they are known.
        waiting: How many wait for a person.
        failed: The failed checks, the commonest first.
    """

    name: str
    max_score: float
    scores: Sequence[float]
    waiting: int
    failed: Sequence[FailedCheck]

    @property
    def mean(self) -> float | None:
        """The mean; None if no points are known."""
        return sum(self.scores) / len(self.scores) if self.scores else None

    @property
    def full(self) -> int:
        """How many got all points."""
        return sum(score >= self.max_score for score in self.scores)

    @property
    def none(self) -> int:
        """How many got none."""
        return sum(score <= 0 for score in self.scores)


def by_part(results: Class) -> list[PartSummary]:
    """Each part over the class, in the order of the notebook."""
    summaries = []
    for name, max_score in results.parts.items():
        parts = [part for one in results.standings for part in one.parts if part.name == name]
        scores = [part.score for part in parts if part.score is not None]
        waiting = len(parts) - len(scores)
        failed = _failed(name, results.standings)
        summaries.append(PartSummary(name, max_score, scores, waiting, failed))
    return summaries


def commonest(summaries: Sequence[PartSummary], count: int = SHOWN) -> list[FailedCheck]:
    """The commonest failed checks of all parts."""
    checks = [check for summary in summaries for check in summary.failed]
    return sorted(checks, key=lambda check: -len(check.students))[:count]


def text(results: Class, language: str) -> str:
    """The summary for a terminal."""

    def say(name: str, **values: object) -> str:
        return phrase(name, language, **values)

    summaries = by_part(results)
    graded = [one for one in results.standings if one.graded]
    lines = [
        say(
            "counts",
            graded=len(graded),
            problems=len(results.standings) - len(graded),
            waiting=sum(bool(one.waiting) for one in graded),
        )
    ]
    if not graded:
        return lines[0]
    totals = [one.total for one in graded]
    mean = sum(totals) / len(totals)
    lines += [say("total-line", mean=mean, most=results.max_score), ""]
    width = max(len(name) for name in results.parts)
    lines += [_row(summary, width, say) for summary in summaries]
    checks = commonest(summaries)
    if checks:
        lines += ["", f"{say('failed-title')}:"]
    for check in checks:
        who = ", ".join(check.students[:SHOWN])
        more = f", +{len(check.students) - SHOWN}" if len(check.students) > SHOWN else ""
        lines.append(f"  {len(check.students)}  {check.part}: {check.example}  ({who}{more})")
    return "\n".join(map(_printable, lines))


def _row(summary: PartSummary, width: int, say: Callable[..., str]) -> str:
    mean = "-" if summary.mean is None else f"{summary.mean:.2f}"
    waits = f", {say('waiting-count', count=summary.waiting)}" if summary.waiting else ""
    said = say("part-line", full=summary.full, none=summary.none)
    return f"  {summary.name:{width}}  {mean:>5} / {summary.max_score:g}  {said}{waits}"


def _failed(name: str, standings: Sequence[Standing]) -> list[FailedCheck]:
    alike: dict[str, list[tuple[str, str]]] = {}
    for one in standings:
        for part in one.parts:
            if part.name == name and part.message:
                message = plain(part.message)
                alike.setdefault(_NUMBER.sub("#", message), []).append((one.student, message))
    checks = [
        FailedCheck(name, said[0][1], [student for student, _ in said]) for said in alike.values()
    ]
    return sorted(checks, key=lambda check: -len(check.students))


def plain(message: str, most: int = 600) -> str:
    """A test's message without the name of its error, and not longer than is read."""
    said = _ERROR.sub("", message).strip()
    return said if len(said) <= most else f"{said[:most]}…"


def _printable(line: str) -> str:
    """A line without what could steer a terminal: messages come from students' programs."""
    return "".join(letter if letter.isprintable() else " " for letter in line)
