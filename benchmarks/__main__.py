"""`python -m benchmarks`: measure, and print the table."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import report
from benchmarks.figures import FIGURES
from benchmarks.measure import measure


def main() -> int:
    """Measure what was asked for; 1 if a peer failed, else 0, goals met or not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [figure.name for figure in FIGURES]
    parser.add_argument("--only", action="append", choices=names, help="a figure; may be repeated")
    parser.add_argument("--rounds", type=int, help="rounds of every figure, instead of its own")
    parser.add_argument("--gpu", action="store_true", help="let libraries take a GPU they find")
    parser.add_argument("--markdown", type=Path, help="write the table into this file as well")
    options = parser.parse_args()
    results = []
    for figure in FIGURES:
        if options.only and figure.name not in options.only:
            continue
        rounds = options.rounds or figure.rounds
        results.append(measure(figure, rounds, options.gpu, _note))
    _note("")
    print(report.text_table(report.rows(results)))
    print(f"\nA ratio is kerasish's time divided by the other's. {report.machine(options.gpu)}")
    for result in results:
        for peer, log in result.failed.items():
            print(f"\n{result.figure.name}, {peer} failed:\n{log}", file=sys.stderr)
    if options.markdown:
        report.write_page(options.markdown, results, options.gpu)
    return int(any(result.failed for result in results))


def _note(text: str) -> None:
    """What goes on, on one line that the next one replaces; nothing if no one looks."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
