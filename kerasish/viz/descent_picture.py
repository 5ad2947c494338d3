"""The descent of a linear classifier as one picture: map, data and loss curve."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kerasish.viz.boundary import half_plane
from kerasish.viz.descent import Problem, Training, losses_at

DRAWN = 3000  # points


def descent_figure(
    problem: Problem,
    training: Training,
    frame: Sequence[float],
    path: np.ndarray,
    losses: np.ndarray,
    step: int,
) -> Figure:
    """Draw a training as far as one step.

    Args:
        problem: the points.
        training: what decided it.
        frame: the middle of the map and half its width: w1, w2, reach.
        path: weights and bias before the first step and after each, shape (steps + 1, 3).
        losses: at these places, shape (steps + 1,).
        step: how many steps have been made.
    """
    figure = Figure(figsize=(6, 5.4), layout="constrained")
    (surface, plane), (curve, _) = axes = figure.subplots(2, 2, height_ratios=(3, 2))
    grid = axes[1, 0].get_gridspec()
    axes[1, 1].remove()
    curve.set_subplotspec(grid[1, :])
    is_best = training.bias_mode == "best"
    bias = 0.0 if is_best else path[step, 2]
    _draw_map(surface, problem.map_matrix(training.bias_mode), frame, path[: step + 1, :2], bias)
    surface.set_title("loss at the best b" if is_best else f"loss at b = {bias:.3g}")
    _draw_plane(plane, problem, path[step])
    curve.plot(losses, color="0.6")
    shown = np.isfinite(losses[: step + 1])
    curve.plot(np.flatnonzero(shown), losses[: step + 1][shown], "k.-", markersize=4)
    curve.set(yscale="log", xlabel="step", ylabel="loss", title=f"loss {losses[step]:.3g}")
    curve.grid(axis="y", color="0.9")
    return figure


def _draw_map(
    axes: Axes, matrix: np.ndarray, frame: Sequence[float], path: np.ndarray, bias: float
) -> None:
    first, second, reach = frame
    across = np.linspace(first - reach, first + reach, 80)
    up = np.linspace(second - reach, second + reach, 80)
    places = np.stack([*np.meshgrid(across, up), np.full((80, 80), bias)], axis=-1)
    heights = losses_at(matrix, places)
    levels = heights.min() + np.ptp(heights) * np.geomspace(0.002, 0.9, 9)
    shades = np.log(heights - heights.min() + levels[0])
    area = (across[0], across[-1], up[0], up[-1])
    axes.imshow(shades, cmap="Greys", alpha=0.4, origin="lower", extent=area)
    lines = axes.contour(across, up, heights, levels=levels, colors="0.35", linewidths=0.8)
    axes.clabel(lines, levels[::2], fontsize=7, fmt="%.2g")
    with np.errstate(invalid="ignore"):
        near = np.clip(path, -1e6 * reach, 1e6 * reach)
    axes.plot(*near.T, "o-", color="#00629b", markersize=3, linewidth=1.5)
    axes.plot(*near[0], "s", color="white", markeredgecolor="black", markersize=8, label="start")
    axes.plot(*near[-1], "o", color="black", markersize=8, label="now")
    axes.set(xlim=(across[0], across[-1]), ylim=(up[0], up[-1]), aspect="equal")
    axes.set(xlabel="w1", ylabel="w2")
    axes.legend(fontsize=7)


def _draw_plane(axes: Axes, problem: Problem, place: np.ndarray) -> None:
    inputs, targets = problem.inputs, problem.targets
    wrong = (inputs @ place[:2] + place[2] > 0.5) != (targets > 0.5)
    some = slice(None, None, -(-len(inputs) // DRAWN))
    for target, marker, color in ((0, "o", "#0072b2"), (1, "^", "#d55e00")):
        chosen = inputs[some][targets[some] == target]
        axes.plot(*chosen.T, marker, color=color, markersize=2.5, alpha=0.5, label=f"{target}")
    axes.plot(*inputs[some][wrong[some]].T, "kx", markersize=4, label="wrong")
    low, high = inputs.min(axis=0), inputs.max(axis=0)
    if np.isfinite(place).all() and place[:2].any():
        corners = half_plane(place[:2], place[2])
        axes.fill(*corners.T, color="black", alpha=0.12)
        axes.plot(*corners[:2].T, color="black", linewidth=2)
    margin = 0.05 * (high - low) + 1e-9
    axes.set(xlim=(low[0] - margin[0], high[0] + margin[0]))
    axes.set(ylim=(low[1] - margin[1], high[1] + margin[1]))
    axes.set(xlabel="x1", ylabel="x2", title=f"{wrong.sum()} of {len(inputs)} wrong")
    axes.legend(fontsize=7)
