"""`python -m benchmarks.widgets`: how quick the widgets are, in a real JupyterLab and browser.

Wants the environment of `make test`, Chromium, and for the peer of the Playground's engine Node
and a checkout of github.com/tensorflow/playground with `npm install esbuild` run in it:

    make bench-widgets WIDGETARGS="--playground ../playground"
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import report

ROOT = Path(__file__).resolve().parents[1]
ENGINE_ROUNDS, EPOCHS = 15, 500
DRIVER = ROOT / "benchmarks" / "playground_engine.mjs"
MOST_BYTES = 60_000

HEADER = ("figure", "kerasish", "beside", "its figure", "goal", "met")
PAGE = """\
# Widgets, measured

Written by `make bench-widgets`.

{machine}

{table}

- **epochs a second**: the Playground's default problem (250 points of circle, two features, hidden
  layers of 4 and 2, batches of 10), training alone. Beside it the TensorFlow Playground's own
  engine, `src/nn.ts` in Node {node}, on the same points in the same run: rounds of {epochs} epochs
  take turns, the figures are medians of {rounds}.
- **while it plays**: what a reader sees in JupyterLab in headless Chromium, on the same cores as
  the kernel: epochs and pictures that the page has shown in some seconds, with the setting "epochs
  a picture" in brackets; it begins with 10.
- **slider to new picture**: from the event of a slider to the change in the page that Python's
  answer makes, median.
- **TrainingMonitor**: the time of a fit with it divided by that of the fit before, without it;
  median of rounds in turns, the page drawing along.
- **front end**: the bytes of JavaScript and style that a page gets.
"""


@dataclass(frozen=True)
class Row:
    """A line of the table; `met` is None where there is no goal."""

    figure: str
    amount: str
    beside: str = ""
    other: str = ""
    goal: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        met = "" if self.met is None else report.verdict(self.met)
        return self.figure, self.amount, self.beside, self.other, self.goal, met


@contextmanager
def engine(playground: Path | None, points: list) -> Iterator[Callable[[int], float] | None]:
    """The TensorFlow Playground's engine: a function of epochs to seconds; None without it."""
    tool = playground and playground / "node_modules" / ".bin" / "esbuild"
    if not tool or not tool.exists() or shutil.which("node") is None:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "nn.mjs"
        source = playground / "src" / "nn.ts"
        subprocess.run(
            [tool, source, "--format=esm", "--log-level=error", f"--outfile={module}"], check=True
        )
        process = subprocess.Popen(
            ["node", DRIVER, module], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        process.stdin.write(json.dumps(points) + "\n")

        def seconds(epochs: int) -> float:
            process.stdin.write(f"{epochs}\n")
            process.stdin.flush()
            return float(process.stdout.readline())

        try:
            yield seconds
        finally:
            process.kill()
            process.communicate()


def training(playground: Path | None) -> Iterator[Row]:
    """Epochs a second, beside the engine's."""
    import numpy as np

    from kerasish.viz.playground_settings import Settings
    from kerasish.viz.playground_training import Training

    run = Training(Settings())
    labels = 2 * run.data.y_train - 1
    points = np.column_stack([run.data.x_train, labels]).tolist()

    def own(epochs: int) -> float:
        began = time.perf_counter()
        run.train(epochs)
        return time.perf_counter() - began

    found: dict[str, list[float]] = {"own": [], "other": []}
    with engine(playground, points) as other:
        for count in range(ENGINE_ROUNDS + 1):
            for name, measure in (("own", own), ("other", other)):
                if measure is not None:
                    pace = EPOCHS / measure(EPOCHS)
                    found[name] += [pace] if count else []  # the first round compiles
    pace = median(found["own"])
    beside = f"{median(found['other']):.0f}" if found["other"] else "absent"
    engine_name = "TensorFlow Playground's engine"
    yield Row("epochs a second", f"{pace:.0f}", engine_name, beside, "≥ 100", pace >= 100)


def sizes() -> Iterator[Row]:
    """The bytes of each front end."""
    from kerasish.viz.widget import FRONT, joined

    shared = (FRONT / "shared.css").stat().st_size
    for script in sorted((ROOT / "kerasish" / "viz").glob("*.js")):
        style = script.with_suffix(".css")
        own = style.stat().st_size if style.is_file() else 0
        whole = len(joined(script.read_text(encoding="utf-8")).encode()) + shared + own
        fits = whole < MOST_BYTES
        goal = f"< {MOST_BYTES // 1000} kB"
        yield Row(f"front end of {script.stem}", f"{whole / 1000:.1f} kB", goal=goal, met=fits)


def measured(playground: Path | None) -> Iterator[Row]:
    """All figures, one after the other."""
    from benchmarks.widgets_browser import in_jupyterlab

    yield from training(playground)
    yield from (Row(*found) for found in in_jupyterlab())
    yield from sizes()


def page(rows: list[Row]) -> str:
    """The figures as a Markdown page."""
    lines = [HEADER, ("---",) * len(HEADER), *(row.cells() for row in rows)]
    node = "absent"
    if shutil.which("node"):
        node = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    return PAGE.format(
        machine=report.machine(gpu=False),
        table="\n".join(f"| {' | '.join(line)} |" for line in lines),
        node=node,
        epochs=EPOCHS,
        rounds=ENGINE_ROUNDS,
    )


def main() -> int:
    """Measure, print a line a figure, and write the page if asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.widgets")
    parser.add_argument("--playground", type=Path, help="a checkout of the TensorFlow Playground")
    parser.add_argument("--markdown", type=Path, help="write the table into this file as well")
    options = parser.parse_args()
    rows = []
    for row in measured(options.playground and options.playground.resolve()):
        print("  ".join(filter(None, row.cells())), flush=True)
        rows.append(row)
    if options.markdown:
        options.markdown.write_text(page(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
