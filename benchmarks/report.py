"""The table of results, as text and as a Markdown page."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measure import Result

HEADER = ("figure", "kerasish", "beside", "its time", "ratio", "quartiles", "goal", "met")
DISTRIBUTIONS = (
    ("kerasish",),
    ("jax",),
    ("numpy",),
    ("tensorflow", "tensorflow-cpu"),
    ("keras",),
    ("torch",),
)

PAGE = """\
# Benchmarks

Written by `make bench`. A ratio is kerasish's time divided by the peer's: below 1, kerasish is the
quicker one.

{machine}

{table}

{figures}

How it is measured: every peer runs in a process of its own, and the peers take turns, round by
round. A ratio is taken within each round; the table has the median of the ratios and their first
and third quartile. The first round of each figure is thrown away. The programs are in
`benchmarks/`; TensorFlow's and Keras's are the same text that kerasish runs.
"""


def rows(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """The table's rows, one for each peer of each figure."""
    table = []
    for result in results:
        own = result.seconds.get("kerasish")
        name, time = (
            result.figure.name,
            _amount(result, "kerasish") if own else "failed",
        )
        if result.figure.limit is not None and own:
            limit = result.figure.limit
            met = verdict(result.median("kerasish") <= limit)
            table.append((name, time, "", "", "", "", f"≤ {seconds_text(limit)}", met))
        for peer in result.figure.peers[1:]:
            table.append((name, time, peer, *_beside(result, peer)))
    return table


def _beside(result: Result, peer: str) -> tuple[str, ...]:
    goal = result.figure.goals.get(peer)
    goal_text = "" if goal is None else f"≤ {goal:g}"
    if peer in result.absent:
        return "absent", "", "", goal_text, ""
    if peer in result.failed:
        return "failed", "", "", goal_text, ""
    time = _amount(result, peer)
    if "kerasish" not in result.seconds:
        return time, "", "", goal_text, ""
    low, middle, high = result.ratios(peer)
    met = "" if goal is None else verdict(middle <= goal)
    return time, f"{middle:.3g}", f"{low:.3g} to {high:.3g}", goal_text, met


def verdict(met: bool) -> str:
    """What the table says of a goal."""
    return "yes" if met else "NO"


def _amount(result: Result, peer: str) -> str:
    median = result.median(peer)
    return f"{median / 1e6:.3g} MB" if result.figure.unit == "bytes" else seconds_text(median)


def seconds_text(seconds: float) -> str:
    """Three digits and a unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def text_table(table: Sequence[tuple[str, ...]]) -> str:
    """The rows under their header, in columns."""
    lines = [HEADER, *table]
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEADER))]
    text = ["  ".join(f"{c:<{w}}" for c, w in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([text[0], "  ".join("-" * width for width in widths), *text[1:]])


def markdown_table(table: Sequence[tuple[str, ...]]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADER, ("---",) * len(HEADER), *table]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine(gpu: bool) -> str:
    """Where and with what it was measured."""
    versions = [f"{names[0]} {_version(names)}" for names in DISTRIBUTIONS if _version(names)]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = f"{os.getloadavg()[0]:.1f}"
    device = "libraries' default device" if gpu else "CPU alone"
    return (
        f"{date.today().isoformat()}, {platform.system()} on {_processor()}, {cores} cores, "
        f"{device}, load {load} at the end; Python {platform.python_version()}, "
        f"{', '.join(versions)}."
    )


def _version(names: tuple[str, ...]) -> str | None:
    for name in names:
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    return None


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return f"{line.split(':', 1)[1].strip()} ({platform.machine()})"
    return platform.processor() or platform.machine()


def write_page(path: Path, results: Sequence[Result], gpu: bool) -> None:
    """Write the Markdown page."""
    figures = "\n".join(f"- **{r.figure.name}**: {r.figure.title}." for r in results)
    table = markdown_table(rows(results))
    path.write_text(PAGE.format(machine=machine(gpu), table=table, figures=figures))
