"""A pad to draw digits on, read by a model: `DigitPad(model, x_train, y_train)`."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

from kerasish.viz.digit_reader import DigitReader, HiddenLayer, Reading
from kerasish.viz.handwriting import PEN, as_mnist, ink_of
from kerasish.viz.widget import CourseWidget

UNITS = 1024  # of a hidden layer that are drawn


class DigitPad(CourseWidget):
    """Draw a digit and see what a model makes of it, stroke by stroke.

    The drawing is made into a picture as the makers of MNIST did it (`viz/handwriting.py`), in the
    scale of `x_train`: its least number is paper, its largest is ink.

    Args:
        model: takes pictures in the form of `x_train`, gives a probability for each class.
        x_train: the digits that it learnt from, shape (n, 28, 28), (n, 28, 28, 1) or (n, 784).
        y_train: their class numbers, shape (n,), or one-hot rows.
        strokes: a drawing to begin with.
        language: "en" or "ko".

    Attributes:
        strokes: for each the places that the pen went through, [x, y] from 0 to 1, y downwards.
            To set it in Python draws.
        digit: what the model gets to see, shape (28, 28), uint8 with 255 for ink; None while
            nothing is drawn.
        probabilities: what the model says, one for each class; None while nothing is drawn.
        prediction: the class that is most probable.
        nearest: the numbers of the training digits that are most like it, the nearest first.

    Raises:
        ValueError: pictures of another size, or a model that does not go with them.
        TraitError: strokes that are none.
    """

    strokes = traitlets.List().tag(sync=True)
    pen = traitlets.Float(PEN).tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, model: Any, x_train: Any, y_train: Any, strokes: Any = (), **kwargs: Any
    ) -> None:
        self._reader = DigitReader(model, x_train, y_train)
        self._reading: Reading | None = None
        self._guessing = self._reader.guessing()
        self.digit: np.ndarray | None = None
        super().__init__(**kwargs)
        self.observe(self._read, names=["strokes", "language"])
        self.strokes = [list(stroke) for stroke in strokes]
        self._read()

    @property
    def probabilities(self) -> np.ndarray | None:
        return None if self._reading is None else self._reading.probabilities

    @property
    def prediction(self) -> int | None:
        return None if self._reading is None else int(self._reading.probabilities.argmax())

    @property
    def nearest(self) -> np.ndarray:
        return np.zeros(0, int) if self._reading is None else self._reading.nearest

    @traitlets.validate("strokes")
    def _valid_strokes(self, proposal: dict[str, Any]) -> list[list[list[float]]]:
        strokes = []
        for stroke in proposal["value"]:
            places = np.asarray(stroke, float)
            if places.ndim != 2 or places.shape[1] != 2 or not np.isfinite(places).all():
                raise traitlets.TraitError(
                    f"DigitPad got a stroke of shape {places.shape}. A stroke is a list of places "
                    "[x, y] from 0 to 1: [[0.5, 0.2], [0.5, 0.8]] is a 1."
                )
            strokes.append(np.clip(places, 0, 1).tolist())
        return strokes

    def _read(self, change: dict[str, Any] | None = None) -> None:
        if self._guessing is not None:  # it may have been trained since
            self._guessing = self._reader.guessing()
        self.note = "" if self._guessing is None else self._says_untrained(self._guessing)
        page = as_mnist(ink_of(self.strokes))
        if not page.any():
            self.digit = self._reading = None
            self.answer = {}
            return
        self.digit = page
        self._reading = self._reader.read(page)
        self.answer = {
            "digit": page.tobytes(),
            "probabilities": self._reading.probabilities.tolist(),
            "says": self._says(),
            "layers": [self._described(layer) for layer in self._reading.layers],
            "nearest": self._reader.pictures.as_bytes(self.nearest),
            "labels": self._reader.labels[self.nearest].tolist(),
        }

    def _described(self, layer: HiddenLayer) -> dict[str, Any]:
        values = layer.values[:UNITS].astype("float32")
        return {
            "name": layer.name,
            "values": values.tobytes(),
            "threshold": layer.threshold,
            "says": self.say(
                f"{layer.fires.sum()} of {layer.fires.size} units fire",
                f"유닛 {layer.fires.size}개 중 {layer.fires.sum()}개가 켜짐",
            ),
        }

    def _says(self) -> str:
        read, sure = self.prediction, self.probabilities.max()
        return self.say(
            f"The model reads a {read}, {sure:.0%} sure.",
            f"모델은 {read}(으)로 읽습니다. 확신은 {sure:.0%}입니다.",
        )

    def _says_untrained(self, accuracy: float) -> str:
        return self.say(
            f"This model reads {accuracy:.0%} of its training digits rightly, which is no better "
            "than guessing. Train it with fit, on pictures in the same scale as x_train.",
            f"이 모델은 훈련용 숫자 가운데 {accuracy:.0%}만 맞게 읽습니다. 찍는 것과 다르지 "
            "않습니다. x_train과 같은 스케일의 이미지로 fit을 불러 훈련하세요.",
        )

    def picture(self) -> Figure:
        figure = Figure(figsize=(6, 3.2), layout="constrained")
        above, below = figure.subfigures(2, 1, height_ratios=(3, 1))
        seen, bars = above.subplots(1, 2, width_ratios=(1, 2))
        page = np.zeros((28, 28)) if self.digit is None else self.digit
        seen.imshow(page, cmap="gray_r", vmin=0, vmax=255)
        seen.set(xticks=[], yticks=[], title="what the model sees")
        found = self.probabilities
        if found is None:
            bars.set(ylim=(0, 1), xlabel="digit", title="nothing is drawn")
            return figure
        drawn = bars.bar(range(len(found)), found, color="0.8", edgecolor="black")
        drawn[self.prediction].set(facecolor="0.2", hatch="//")
        bars.set(xticks=range(len(found)), ylim=(0, 1), xlabel="digit", ylabel="probability")
        shape = self._reader.pictures.shape
        nearest = np.frombuffer(self._reader.pictures.as_bytes(self.nearest), np.uint8)
        panels = below.subplots(1, len(self.nearest), squeeze=False)[0]
        for axes, number, pixels in zip(panels, self.nearest, nearest.reshape(-1, *shape)):
            axes.imshow(pixels, cmap="gray_r", vmin=0, vmax=255)
            axes.set(xticks=[], yticks=[])
            axes.set_xlabel(self._reader.labels[number], fontsize=9)
        return figure

    def caption(self) -> str:
        if self._reading is None:
            said = self.say("Nothing is drawn yet.", "아직 아무것도 그리지 않았습니다.")
            return f"DigitPad: {said} {self.note}".strip()
        found = self.probabilities
        order = np.argsort(-found, kind="stable")[:3]
        first = ", ".join(f"{number}: {found[number]:.0%}" for number in order)
        alike = ", ".join(str(label) for label in self._reader.labels[self.nearest])
        units = "; ".join(
            f"{layer.name}: {described['says']}"
            for layer, described in zip(self._reading.layers, self.answer["layers"])
        )
        said = self.say(
            f"{self._says()} Most probable are {first}. The nearest training digits are {alike}.",
            f"{self._says()} 확률이 높은 순서: {first}. 가장 가까운 훈련용 숫자: {alike}.",
        )
        return " ".join(part for part in ("DigitPad:", said, units, self.note) if part)
