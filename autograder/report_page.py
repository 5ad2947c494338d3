"""The report of a class as one HTML file, with its plots inside."""

import base64
import io
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.course import Course
from autograder.phrases import meaning, phrase
from autograder.records import Finding
from autograder.standings import Class, Standing
from autograder.summary import PartSummary, by_part, commonest

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FILL = "#222222", "#c9d6e8"
_CODE = re.compile("`([^`\n]+)`")


def environment() -> Environment:
    """Templates of this package. All that they are given is escaped: much is from students."""
    loader = PackageLoader("autograder", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.filters["code"] = coded
    return made


def coded(text: str) -> Markup:
    """A text in HTML, with what stands between backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


def write(course: Course, results: Class) -> Path:
    """Write the report of a class; return the file."""
    say = partial(phrase, language=course.language)
    summaries = by_part(results)
    totals = [one.total for one in results.standings if one.graded]
    graded = [one for one in results.standings if one.graded]
    text = (
        environment()
        .get_template("report.html")
        .render(
            say=say,
            meaning=partial(meaning, language=course.language),
            language=course.language,
            results=results,
            summaries=summaries,
            checks=commonest(summaries),
            graded=graded,
            mean=sum(totals) / len(totals) if totals else 0.0,
            totals_plot=_embedded(_totals(totals, results.max_score)) if totals else "",
            totals_alt=_totals_alt(say, totals, results.max_score) if totals else "",
            parts_plot=_embedded(_means(summaries)) if totals else "",
            parts_alt=say("parts-alt", said=", ".join(map(_said, summaries))),
            problems=[one for one in results.standings if one.record and one.record.problem],
            findings=[
                (one, _alike(one.record.findings))
                for one in results.standings
                if one.record and one.record.findings
            ],
            repairs=[one for one in results.standings if one.record and one.record.repairs],
            waiting=_waiting(graded),
            late=[one for one in results.standings if one.late],
        )
    )
    path = course.work / "reports" / f"{results.assignment}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _alike(findings: Sequence[Finding]) -> dict[str, dict[str, list[str]]]:
    """The findings of each kind, each with its cells: one is often the same in all tests."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for finding in findings:
        cells = kinds.setdefault(finding.kind, {}).setdefault(finding.evidence, [])
        if finding.cell:
            cells.append(finding.cell)
    return kinds


def _waiting(graded: Sequence[Standing]) -> dict[tuple[str, ...], list[Standing]]:
    """The students of whom the same parts wait for a person."""
    students: dict[tuple[str, ...], list[Standing]] = {}
    for one in graded:
        if one.waiting:
            students.setdefault(tuple(one.waiting), []).append(one)
    return students


def _totals(totals: Sequence[float], most: float) -> "Figure":
    figure, axes = _axes(2.6)
    bins = min(20, max(1, round(most)))
    axes.hist(totals, bins=bins, range=(0, most), color=FILL, edgecolor=INK)
    axes.axvline(sum(totals) / len(totals), color=INK, linestyle="--")
    for axis in (axes.xaxis, axes.yaxis):
        axis.get_major_locator().set_params(integer=True)
    return figure


def _means(summaries: Sequence[PartSummary]) -> "Figure":
    figure, axes = _axes(0.8 + 0.32 * len(summaries))
    shares = [_share(summary) for summary in summaries]
    names = [summary.name for summary in summaries]
    bars = axes.barh(range(len(shares)), shares, color=FILL, edgecolor=INK)
    axes.set_yticks(range(len(shares)), names, parse_math=False)
    labels = ["-" if s.mean is None else f"{share:.0f}" for s, share in zip(summaries, shares)]
    axes.bar_label(bars, labels, padding=3)
    axes.set_ylim(len(shares) - 0.4, -0.6)  # the first part above
    axes.set_xlim(0, 112)
    axes.set_xticks(range(0, 101, 25))
    return figure


def _axes(height: float) -> tuple:
    # Small enough for a telephone. Texts beyond names of parts are in the page, whose fonts have
    # all letters: also what stands along the axes.
    from matplotlib.figure import Figure  # every command would wait half a second for it

    figure = Figure(figsize=(4.6, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _embedded(figure: "Figure") -> Markup:
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=160)
    return Markup("data:image/png;base64," + base64.b64encode(file.getvalue()).decode())


def _share(summary: PartSummary) -> float:
    return 0.0 if summary.mean is None else 100 * summary.mean / summary.max_score


def _said(summary: PartSummary) -> str:
    return f"{summary.name} {'-' if summary.mean is None else f'{_share(summary):.0f} %'}"


def _totals_alt(say: Callable[..., str], totals: Sequence[float], most: float) -> str:
    mean = sum(totals) / len(totals)
    return say(
        "totals-alt", count=len(totals), low=min(totals), high=max(totals), most=most, mean=mean
    )
