"""The traces of a function as bars, for pages without a kernel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

MOST = 12  # traces that are drawn
LONGEST = 72  # characters of a signature


def draw_traces(name: str, traces: Sequence[dict[str, Any]]) -> Figure:
    """Draw for each trace how often it was called, and what was measured.

    Args:
        name: the function's.
        traces: as `FunctionView.traces` has them.
    """
    shown = list(enumerate(traces, 1))[:MOST]
    measured = [(number, trace["times"]) for number, trace in shown if trace["times"]]
    rows = [max(len(shown), 1), len(measured)][: 2 if measured else 1]
    figure = Figure(figsize=(5.8, 1.0 + 0.5 * sum(rows) + 0.6 * len(rows)), layout="constrained")
    panels = figure.subplots(len(rows), 1, squeeze=False, height_ratios=rows)[:, 0]
    more = f", {len(traces) - MOST} more" if len(traces) > MOST else ""
    panels[0].set_title(f"{name}: {len(traces)} trace{'s' * (len(traces) != 1)}{more}")
    _draw_calls(panels[0], shown)
    if measured:
        _draw_times(panels[1], measured)
    return figure


def _draw_calls(axes: Axes, shown: Sequence[tuple[int, dict[str, Any]]]) -> None:
    calls = [trace["calls"] for _, trace in shown]
    bars = axes.barh(range(len(shown)), calls, color="0.85", edgecolor="black", height=0.4)
    counts = [f" {trace['calls']}× called, {trace['count']} operations" for _, trace in shown]
    axes.bar_label(bars, counts, fontsize=8)
    for place, (number, trace) in enumerate(shown):
        signature = f" {number}. {_cut(trace['signature'])}"
        axes.text(0, place - 0.23, signature, fontsize=8, va="bottom", family="monospace")
    axes.set_yticks([])
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set(xlabel="calls", xlim=(0, 1.9 * max([1, *calls])), ylim=(len(shown) - 0.6, -0.8))


def _draw_times(axes: Axes, measured: Sequence[tuple[int, dict[str, float]]]) -> None:
    for place, (_, times) in enumerate(measured):
        for shift, kind, look in ((-0.2, "eager", "////"), (0.2, "compiled", "")):
            bar = axes.barh(
                place + shift, times[kind], height=0.36, color="0.9", edgecolor="black", hatch=look
            )
            axes.bar_label(bar, [f" {kind} {times[kind]:.3g} ms"], fontsize=8)
    longest = max(max(times["eager"], times["compiled"]) for _, times in measured)
    axes.set_yticks(range(len(measured)), [f"trace {number}" for number, _ in measured], fontsize=8)
    axes.set(xlabel="ms a call", xlim=(0, 1.4 * longest), ylim=(len(measured) - 0.4, -0.6))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
