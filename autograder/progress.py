"""How far grading a class has come: a bar in a terminal, a line for each submission elsewhere."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import TextIO

from tqdm import tqdm

from autograder.engine import Outcome


def shown(outcomes: Iterable[Outcome], total: int, stream: TextIO | None = None) -> Iterator:
    """Hand outcomes on, and show them as they come.

    Args:
        outcomes: What `autograder.engine.autograde` yields.
        total: How many there will be.
        stream: Where to show them; standard error when absent.

    Yields:
        Each outcome.
    """
    stream = stream or sys.stderr
    draw = _bar if stream.isatty() else _lines
    yield from draw(outcomes, total, stream)


def _bar(outcomes: Iterable[Outcome], total: int, stream: TextIO) -> Iterator[Outcome]:
    counts: Counter[str] = Counter()
    each = {"mininterval": 0, "miniters": 1}  # drawn for each, which takes a second or so
    with tqdm(total=total, file=stream, unit=" submissions", dynamic_ncols=True, **each) as bar:
        for outcome in outcomes:
            counts[_kind(outcome)] += 1
            if outcome.record.problem or outcome.record.findings:
                bar.write(_line(outcome), file=stream)
            bar.set_postfix(counts, refresh=False)
            bar.update()
            yield outcome


def _lines(outcomes: Iterable[Outcome], total: int, stream: TextIO) -> Iterator[Outcome]:
    began = monotonic()
    ran = 0
    for done, outcome in enumerate(outcomes, 1):
        ran += outcome.again
        seconds = monotonic() - began
        left = (
            f", about {seconds / ran * (total - done):.0f} s left" if ran and done < total else ""
        )
        print(f"[{done}/{total}] {_line(outcome)}{left}", file=stream, flush=True)
        yield outcome


def _kind(outcome: Outcome) -> str:
    if outcome.record.problem:
        return "problems"
    return "graded" if outcome.again else "unchanged"


def _line(outcome: Outcome) -> str:
    record = outcome.record
    if record.problem:
        return f"{record.student}: {record.problem.name}, {record.problem.message}"
    said = f"{record.seconds:.1f} s" if outcome.again else "unchanged"
    if record.findings:
        kinds = ", ".join(sorted({finding.kind for finding in record.findings}))
        said += f", for a person to look at: {kinds}"
    return f"{record.student}: {said}"
