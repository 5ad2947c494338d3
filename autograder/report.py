"""The table of scores: one row for each sample, one column for each part."""

from collections.abc import Sequence

from autograder.bank import Sample
from autograder.grade import Part

BY_HAND = "-"


def table(results: Sequence[tuple[Sample, Sequence[Part]]]) -> str:
    """Scores beside the scores deserved; what differs is spelled out below the rows.

    Args:
        results: Each sample with its graded parts; the parts have the same names in each.
    """
    names = [part.name for part in results[0][1]]
    width = max(len(sample.name) for sample, _ in results)
    head = "  ".join(f"{number:>3}" for number in range(1, len(names) + 1))
    lines = [f"{'student':{width}}  {head}  total  expected  ok"]
    differing = []
    for sample, parts in results:
        wrong = [part for part in parts if not sample.deserves(part)]
        graded = [part for part in parts if part.score is not None]
        scores = "  ".join(f"{_points(part.score):>3}" for part in parts)
        total = sum(part.score for part in graded)
        expected = sum(sample.expected(part) for part in graded)
        ok = "no" if wrong else "yes"
        lines.append(f"{sample.name:{width}}  {scores}  {total:>5g}  {expected:>8g}  {ok}")
        differing += [_difference(sample, part) for part in wrong]
    legend = ", ".join(f"{number} {name}" for number, name in enumerate(names, 1))
    return "\n".join([*lines, *differing, f"parts: {legend}; {BY_HAND} waits for a person"])


def falls(results: Sequence[tuple[Sample, Sequence[Part]]]) -> tuple[int, int]:
    """How many parts got points that they do not deserve, and how many lost points wrongly.

    A part that loses its points for another reason than the foreseen one counts as the second.
    """
    wrong = [
        (sample, part) for sample, parts in results for part in parts if not sample.deserves(part)
    ]
    passes = sum(part.name in sample.lost and part.score != 0 for sample, part in wrong)
    return passes, len(wrong) - passes


def _points(score: float | None) -> str:
    return BY_HAND if score is None else f"{score:g}"


def _difference(sample: Sample, part: Part) -> str:
    return (
        f"{sample.name}, {part.name}: {_points(part.score)} points in place of "
        f"{sample.expected(part):g}; the test said {part.message or 'nothing'!r}, "
        f"expected {sample.lost.get(part.name, '')!r}"
    )
