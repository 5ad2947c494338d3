"""A slider for the learning rate that moves the line of a linear classifier."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from IPython.display import display
from ipywidgets import Layout, SelectionSlider
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from kerasish.viz.figure import image, status

# Denser where a training on the course's two clouds begins to overshoot, 2 / 13.83 = 0.1446.
LEARNING_RATES = (
    *(0.001, 0.002, 0.003, 0.005, 0.007, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.07, 0.1),
    *(0.12, 0.13, 0.14, 0.144, 0.145, 0.15, 0.16, 0.18, 0.2, 0.3, 0.5, 1.0),
)
LOSS_AXIS = (0.015, 30.0)
FAR = 100.0
MIDDLE = 0.535  # where the picture is cut, as a part of its width


def half_plane(weights: np.ndarray, bias: float) -> np.ndarray:
    """The side of the line where `weights · point + bias > 0.5`, cut off far outside.

    Args:
        weights: shape (2,), finite and not both zero.
        bias: a finite number.

    Returns:
        The corners in order, shape (4, 2). The line runs through the first two.
    """
    length = np.linalg.norm(weights)
    normal = weights / length
    foot = (0.5 - bias) / length * normal
    along, across = FAR * np.array([-normal[1], normal[0]]), FAR * normal
    return np.array([foot - along, foot + along, foot + along + across, foot - along + across])


def diverges(losses: np.ndarray) -> bool:
    """Whether the loss grows at the end: by more than a hundredth in the second half, or to inf.

    The first steps prove nothing: a large one may lower the loss before the overshooting begins.
    """
    return not (np.isfinite(losses[-1]) and losses[-1] <= 1.01 * losses[len(losses) // 2])


def summary(learning_rate: float, losses: np.ndarray, misplaced: int, points: int) -> str:
    """A training in a sentence; a loss that grows is called what it is."""
    start = f"Learning rate {learning_rate:g}: in {len(losses)} steps the loss"
    if diverges(losses):
        way = f"from {np.nanmin(losses):.3g} to {losses[-1]:.3g}"
        return f"{start} grows {way}. Every step overshoots: the training diverges."
    way = f"from {losses[0]:.3g} to {losses[-1]:.3g}"
    return f"{start} falls {way}; {misplaced} of {points} points are on the wrong side."


def _palette(picture: Image.Image) -> Image.Image:
    """64 colors of the picture. The mean of white and its neighbors would be seen on a page."""
    palette = picture.quantize(64)
    palette.putpalette([255 if level > 250 else level for level in palette.getpalette()])
    return palette


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, format="png", compress_level=1)
    return file.getvalue()


class BoundaryFigure:
    """Two clouds of points with the line of a classifier, beside the loss of each step.

    What no training changes is drawn once, and the rest over a copy of it: a picture takes a
    sixth of the time that matplotlib needs for a whole figure.

    Args:
        inputs: the points, shape (n, 2).
        targets: 0 or 1 for each point, shape (n, 1) or (n,).
        steps: how many steps a training takes.

    Attributes:
        caption: the training drawn last, in a sentence.
    """

    caption: str

    def __init__(self, inputs: Any, targets: Any, steps: int) -> None:
        self.inputs, self.targets = np.asarray(inputs), np.ravel(targets) > 0.5
        self.caption = ""
        self._palette: Image.Image | None = None
        self._canvas = FigureCanvasAgg(Figure(figsize=(8.2, 4.2), dpi=100))
        figure = self._canvas.figure
        plane, curve = figure.subplots(1, 2, width_ratios=(5, 4))
        figure.subplots_adjust(left=0.065, right=0.985, bottom=0.24, top=0.92, wspace=0.22)
        self._prepare_plane(plane)
        self._prepare_curve(curve, steps)
        figure.legend(loc="lower left", ncols=3, fontsize=8.5, frameon=False)
        moving = (self._side, self._wrong, self._line, self._losses, self._note)
        self._moving = (*moving, plane.title, curve.title)
        for artist in self._moving:
            artist.set_animated(True)
        self._canvas.draw()
        self._background = self._canvas.copy_from_bbox(figure.bbox)

    def draw(self, learning_rate: float, weights: Any, bias: Any, losses: Sequence[float]) -> None:
        """Draw a training.

        Args:
            learning_rate: the factor of its steps.
            weights: what it arrived at, shape (2, 1) or (2,).
            bias: what it arrived at, shape (1,) or ().
            losses: one number for each step.
        """
        losses = np.asarray(losses, dtype=float)
        misplaced = self._draw_line(np.ravel(weights).astype(float), float(np.ravel(bias)[0]))
        self._draw_losses(losses)
        self.caption = summary(learning_rate, losses, misplaced, len(self.inputs))
        self._canvas.restore_region(self._background)
        for artist in self._moving:
            artist.axes.draw_artist(artist)

    def mime_bundle(self) -> dict[str, str | bytes]:
        """The picture, and its caption as text alternative and below it.

        In HTML the two halves are pictures of their own: one beneath the other on a phone.
        """
        picture = Image.fromarray(np.asarray(self._canvas.buffer_rgba())).convert("RGB")
        if self._palette is None:
            self._palette = _palette(picture)
        # A palette makes a third of the bytes; to choose it anew would take as long as to draw.
        picture = picture.quantize(palette=self._palette, dither=Image.Dither.NONE)
        width, height = picture.size
        middle = round(MIDDLE * width)
        left = image(_png(picture.crop((0, 0, middle, height))), middle, height, self.caption)
        right = _png(picture.crop((middle, 0, width, height)))
        right = image(right, width - middle, height, "The loss of each step.")
        halves = f'<div style="display: flex; flex-wrap: wrap">{left}{right}</div>'
        element = f'<figure style="margin: 0">{halves}{status(self.caption)}</figure>'
        return {"text/html": element, "image/png": _png(picture), "text/plain": self.caption}

    def _prepare_plane(self, axes: Axes) -> None:
        for target, marker, color in ((False, "o", "#0072b2"), (True, "^", "#d55e00")):
            x, y = self.inputs[self.targets == target].T
            axes.plot(
                x, y, marker, color=color, markersize=3, alpha=0.5, label=f"target {target:d}"
            )
        (self._side,) = axes.fill([0], [0], color="black", alpha=0.13, label="predicted 1")
        (self._line,) = axes.plot([], [], color="black", linewidth=2, label="prediction 0.5")
        (self._wrong,) = axes.plot([], [], "x", color="black", markersize=5, label="wrong side")
        low, high = self.inputs.min(axis=0) - 0.2, self.inputs.max(axis=0) + 0.2
        axes.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
        axes.set(xlabel="first coordinate", ylabel="second coordinate", title=" ")

    def _prepare_curve(self, axes: Axes, steps: int) -> None:
        (self._losses,) = axes.plot([], [], "-o", color="black", markersize=3)
        self._note = axes.text(0.5, 0.5, "", transform=axes.transAxes, ha="center", fontsize=11)
        axes.set(xlim=(-1, steps), ylim=LOSS_AXIS, yscale="log")
        axes.set(xlabel="step", ylabel="loss", title=" ")
        axes.grid(axis="y", color="0.9")

    def _draw_line(self, weights: np.ndarray, bias: float) -> int:
        """Draw the line and mark the points on its wrong side; return their number."""
        has_line = bool(np.isfinite([*weights, bias]).all() and weights.any())
        corners = half_plane(weights, bias) if has_line else np.full((4, 2), np.nan)
        # A prediction that is no number is not above 0.5, here as in `prediction > 0.5`.
        with np.errstate(invalid="ignore"):
            wrong = (self.inputs @ weights + bias > 0.5) != self.targets
        self._side.set_xy(corners)
        self._line.set_data(*corners[:2].T)
        self._wrong.set_data(*self.inputs[wrong].T)
        counted = f"{wrong.sum()} of {len(wrong)} points on the wrong side"
        self._line.axes.set_title(counted if has_line else "no line: the weights are no numbers")
        return int(wrong.sum())

    def _draw_losses(self, losses: np.ndarray) -> None:
        self._losses.set_data(np.arange(len(losses)), losses)
        self._losses.axes.set_title(f"loss {losses[0]:.3g} → {losses[-1]:.3g}")
        self._note.set_text(
            "diverges: every step\novershoots the valley" if diverges(losses) else ""
        )


class LearningRateSlider:
    """A slider for the learning rate over the picture of the training that it leads to.

    Each move trains once more from the same start. The picture is an output of the cell and no
    part of the widget: it stays where the notebook is read without a kernel.

    Args:
        train: takes a learning rate and returns weights of shape (2, 1), a bias of shape (1,)
            and a list with the loss of each step.
        inputs: the points, shape (n, 2).
        targets: 0 or 1 for each point, shape (n, 1).
        learning_rates: the stops of the slider.
        start: the stop at which it stands first.

    Raises:
        ValueError: `start` is not one of the `learning_rates`.
    """

    def __init__(
        self,
        train: Callable[[float], tuple[Any, Any, Sequence[float]]],
        inputs: Any,
        targets: Any,
        learning_rates: Sequence[float] = LEARNING_RATES,
        start: float = 0.01,
    ) -> None:
        if start not in learning_rates:
            raise ValueError(
                f"start={start} is not one of the learning rates of the slider, {learning_rates}. "
                "Choose one of them, or pass others as learning_rates=..."
            )
        self._train = train
        weights, bias, losses = train(start)
        self.picture = BoundaryFigure(inputs, targets, steps=len(losses))
        self.picture.draw(start, weights, bias, losses)
        self.slider = SelectionSlider(
            options=[(f"{rate:g}", rate) for rate in learning_rates],
            value=start,
            description="learning rate",
            style={"description_width": "initial"},
            layout=Layout(width="min(100%, 560px)"),
        )
        self.slider.observe(self._move, names="value")
        self._handle = None

    def _move(self, change: dict) -> None:
        self.picture.draw(change["new"], *self._train(change["new"]))
        if self._handle is not None:
            self._handle.update(self.picture.mime_bundle(), raw=True)

    def _ipython_display_(self) -> None:
        display(self.slider)
        self._handle = display(self.picture.mime_bundle(), raw=True, display_id=True)
