"""Tables of scores: one row for each student, one column for each part."""

from collections.abc import Sequence

from autograder.bank import Sample
from autograder.grade import Part

BY_HAND = "-"


def scores(results: Sequence[tuple[str, Sequence[Part]]]) -> str:
    """The scores of a class.

    Args:
        results: Each student with the graded parts; the parts have the same names for each.
    """
    if not results:
        return "no scores"
    rows = [f"{row}  {_total(parts):>5g}" for row, (_, parts) in zip(_rows(results), results)]
    return "\n".join([f"{_head(results)}  total", *rows, _legend(results[0][1])])


def table(results: Sequence[tuple[Sample, Sequence[Part]]]) -> str:
    """Scores beside the scores deserved; what differs is spelled out below the rows.

    Args:
        results: Each sample with its graded parts; the parts have the same names in each.
    """
    named = [(sample.name, parts) for sample, parts in results]
    lines = [f"{_head(named)}  total  expected  ok"]
    differing = []
    for row, (sample, parts) in zip(_rows(named), results, strict=True):
        wrong = [part for part in parts if not sample.deserves(part)]
        expected = sum(sample.expected(part) for part in parts if part.score is not None)
        ok = "no" if wrong else "yes"
        lines.append(f"{row}  {_total(parts):>5g}  {expected:>8g}  {ok}")
        differing += [_difference(sample, part) for part in wrong]
    return "\n".join([*lines, *differing, _legend(results[0][1])])


def falls(results: Sequence[tuple[Sample, Sequence[Part]]]) -> tuple[int, int]:
    """How many parts got points that they do not deserve, and how many lost points wrongly.

    A part that loses its points for another reason than the foreseen one counts as the second.
    """
    wrong = [
        (sample, part) for sample, parts in results for part in parts if not sample.deserves(part)
    ]
    passes = sum(part.name in sample.lost and part.score != 0 for sample, part in wrong)
    return passes, len(wrong) - passes


def _head(results: Sequence[tuple[str, Sequence[Part]]]) -> str:
    numbers = "  ".join(f"{number:>3}" for number in range(1, len(results[0][1]) + 1))
    return f"{'student':{_width(results)}}  {numbers}"


def _rows(results: Sequence[tuple[str, Sequence[Part]]]) -> list[str]:
    return [
        f"{name:{_width(results)}}  {'  '.join(f'{_points(part.score):>3}' for part in parts)}"
        for name, parts in results
    ]


def _width(results: Sequence[tuple[str, Sequence[Part]]]) -> int:
    return max(len("student"), *(len(name) for name, _ in results))


def _legend(parts: Sequence[Part]) -> str:
    names = ", ".join(f"{number} {part.name}" for number, part in enumerate(parts, 1))
    return f"parts: {names}; {BY_HAND} waits for a person"


def _total(parts: Sequence[Part]) -> float:
    return sum(part.score for part in parts if part.score is not None)


def _points(score: float | None) -> str:
    return BY_HAND if score is None else f"{score:g}"


def _difference(sample: Sample, part: Part) -> str:
    return (
        f"{sample.name}, {part.name}: {_points(part.score)} points in place of "
        f"{sample.expected(part):g}; the test said {part.message or 'nothing'!r}, "
        f"expected {sample.lost.get(part.name, '')!r}"
    )
