"""`python -m benchmarks.grading`: a class graded by `nbgrader autograde` and by the autograder.

Both grade the same submissions, samples of the bank of `linear_classifier`, one after the other and
in processes of their own; the grades have to be the same. Then the autograder alone grades classes
of several sizes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from autograder import bank, grade, plain, sandbox
from autograder.clock import WorkClock
from autograder.course import ROOT, Course
from benchmarks import report

ASSIGNMENT = "linear_classifier"
GOAL = 5
# It would take the time of several others, in which nbgrader's limit is not the autograder's.
LEFT_OUT = "endless_loop"
PAGE = """\
# Grading, measured

Written by `make bench-grading`.

{machine}

{table}

{curve}

- **Both** grade the same {size} submissions to `{assignment}`, samples of the bank, with {cores}
  workers for the autograder and isolation on. The time is that of the whole command: nbgrader's
  with its start, the autograder's with that of its workers and the run of the solution. {same}
- **a submission** is the time divided by the number of submissions.
- **in nbgrader's steps** is the share of the time in which the main process prepares submissions
  and writes grades, the gradebook's included; workers go on meanwhile.
- **memory** is the most that the main process, the workers and all that they run have used
  together, where what several of them share counts once; it was looked at twice a second.
"""


@dataclass(frozen=True)
class Run:
    """One class graded by one program.

    Attributes:
        size: The number of submissions.
        seconds: From the start of the program to its end.
        memory: The most memory of all its processes, in bytes.
        steps: The share of the time that nbgrader's own steps took.
    """

    size: int
    seconds: float
    memory: int
    steps: float = 0.0

    @property
    def rate(self) -> float:
        """Seconds for one submission."""
        return self.seconds / self.size


def main() -> int:
    """Measure, print the tables, and write them where asked; 1 if the scores differ."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__)
    parser.add_argument("--size", type=int, default=40, help="submissions that both grade")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="*",
        default=[10, 100, 1000],
        help="classes for the autograder alone",
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--markdown", type=Path, help="write the tables into this file as well")
    options = parser.parse_args()
    nbgrader, _, plain_scores = _graded(_plain, options.size)
    ours, _, our_scores = _graded(_ours(options.workers), options.size)
    print(_comparison(nbgrader, ours))
    curve = [ours]
    for size in sorted(set(options.sizes)):
        curve.append(_graded(_ours(options.workers), size)[0])
        print(_curve(curve[-1:]))
    differing = {key for key in plain_scores if plain_scores[key] != our_scores.get(key)}
    same = "The scores are the same."
    if differing:
        same = f"SCORES DIFFER: {sorted(differing)}."
    print(same)
    if options.markdown:
        page = PAGE.format(
            machine=report.machine(gpu=False),
            table=_comparison(nbgrader, ours),
            curve=_curve(sorted(curve, key=lambda run: run.size)),
            assignment=ASSIGNMENT,
            cores=options.workers,
            size=options.size,
            same=same,
        )
        options.markdown.write_text(page)
    return int(bool(differing))


def _graded(program, size: int) -> tuple[Run, str, dict[tuple[str, str], float | None]]:
    """Grade a class of a size; return the run, what the program said, and the scores."""
    with TemporaryDirectory(prefix="class-") as folder, TemporaryFile("w+") as log:
        course = Course(work=Path(folder, "grading"), exercises=Path(folder, "exercises"))
        grade.release(course, ASSIGNMENT)
        names = _hand_in(course, size)
        command, directory = program(course)
        began = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=directory,
            env=sandbox.bare_environment(),
            stdout=subprocess.PIPE,
            stderr=log,
        )
        memory, clock = 0, WorkClock(process.pid)
        while process.poll() is None:
            memory = max(memory, clock.proportional())
            time.sleep(0.5)
        seconds = time.monotonic() - began
        said = process.stdout.read().decode()
        if process.returncode:
            log.seek(0)
            raise RuntimeError(f"{command} failed: {said}\n{log.read()[-2000:]}")
        steps = json.loads(said)["steps"] / seconds if said.startswith("{") else 0.0
        scores = {
            (name, part.name): part.score
            for name in names
            for part in grade.scores(course, ASSIGNMENT, name)
        }
        return Run(size, seconds, memory, steps), said, scores


def _hand_in(course: Course, size: int) -> list[str]:
    samples = [s for s in bank.samples(ASSIGNMENT) if s.name != LEFT_OUT]
    names = []
    for number, sample in enumerate(islice(cycle(samples), size)):
        names.append(f"student{number:04}")
        bank.hand_in(course, ASSIGNMENT, replace(sample, name=names[-1]))
    return names


def _plain(course: Course) -> tuple[list[str], Path]:
    return plain.command(course, ASSIGNMENT), course.work


def _ours(workers: int):
    def program(course: Course) -> tuple[list[str], Path]:
        folders = (str(course.work), str(course.exercises))
        return [sys.executable, "-m", "benchmarks.grading_worker", *folders, str(workers)], ROOT

    return program


def _comparison(nbgrader: Run, ours: Run) -> str:
    ratio = nbgrader.seconds / ours.seconds
    rows = [
        ("", "seconds", "a submission", "times as fast", "goal", "met"),
        ("nbgrader autograde", f"{nbgrader.seconds:.1f}", f"{nbgrader.rate:.2f}", "", "", ""),
        (
            "autograder",
            f"{ours.seconds:.1f}",
            f"{ours.rate:.2f}",
            f"{ratio:.2f}",
            f"≥ {GOAL}",
            report.verdict(ratio >= GOAL),
        ),
    ]
    return _table(rows)


def _curve(runs: Sequence[Run]) -> str:
    rows = [("submissions", "seconds", "a submission", "in nbgrader's steps", "memory")]
    for run in runs:
        rows.append(
            (
                str(run.size),
                f"{run.seconds:.1f}",
                f"{run.rate:.2f}",
                f"{100 * run.steps:.0f} %",
                f"{run.memory / 2**30:.2f} GiB",
            )
        )
    return _table(rows)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([head, "| " + " | ".join("---" for _ in rows[0]) + " |", *body])


if __name__ == "__main__":
    sys.exit(main())
