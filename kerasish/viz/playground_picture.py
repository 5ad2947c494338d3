"""The Playground as a matplotlib figure, for wherever no kernel runs."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from kerasish.viz.playground_training import GRID, REACH, SIDE, Training

COOL, WARM = "#00548c", "#9e3e00"
_COLORS = LinearSegmentedColormap.from_list("playground", ["#7ab5da", "#f7f7f5", "#e89254"])


def draw(training: Training, show_test: bool, discretize: bool) -> Figure:
    """The network's output over the plane with the points, and the loss of each epoch.

    Class 0 is circles on blue, class 1 triangles on orange; the black line is where the output
    stands between the two. Test points have a black edge.
    """
    figure = Figure(figsize=(6, 2.9), layout="constrained")
    plane, curve = figure.subplots(1, 2, width_ratios=(1, 1))
    _draw_output(plane, training, discretize)
    data = training.data
    _draw_points(plane, data.x_train, data.y_train, training, edge="white")
    if show_test:
        _draw_points(plane, data.x_test, data.y_test, training, edge="black")
    plane.set(xlabel="x1", ylabel="x2", title=f"output, epoch {training.epoch}")
    _draw_curve(curve, training)
    return figure


def signed(output: np.ndarray, is_regression: bool) -> np.ndarray:
    """The network's output with 0 where it is undecided: a probability becomes -1 to 1."""
    return output if is_regression else 2 * output - 1


def _draw_output(axes: Axes, training: Training, discretize: bool) -> None:
    table = signed(training.outputs(GRID)[-1], training.settings.is_regression)
    table = np.nan_to_num(table.reshape(SIDE, SIDE))
    shown = np.where(table >= 0, 1.0, -1.0) if discretize else table
    axes.imshow(shown, extent=(-REACH, REACH) * 2, cmap=_COLORS, vmin=-1, vmax=1)
    if table.min() < 0 < table.max():
        line = np.linspace(-REACH, REACH, SIDE)
        axes.contour(line, line[::-1], table, levels=[0], colors="black", linewidths=1.2)
    axes.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xticks=[-6, 0, 6], yticks=[-6, 0, 6])


def _draw_points(axes: Axes, points, labels, training: Training, edge: str) -> None:
    border = 0.0 if training.settings.is_regression else 0.5
    for is_above, marker, color in ((False, "o", COOL), (True, "^", WARM)):
        x1, x2 = points[(labels > border) == is_above].T
        axes.plot(x1, x2, marker, color=color, markersize=4, mec=edge, mew=0.5)


def _draw_curve(axes: Axes, training: Training) -> None:
    epochs, train, test = training.curve.T
    axes.plot(epochs, test, "k-", linewidth=1.8, label="test")
    axes.plot(epochs, train, "k--", linewidth=1, label="training")
    axes.set(xlabel="epoch", title="loss {:.3f}, test {:.3f}".format(*training.losses))
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
