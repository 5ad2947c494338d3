"""Where a classifier errs, and on which pictures: `MistakeGallery(model, x_test, y_test)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from kerasish.viz.classified import (
    Pictures,
    answers_of,
    check_probabilities,
    guesses_blindly,
    read_labels,
)
from kerasish.viz.widget import CourseWidget

PAGE = 24  # pictures that are sent at a time
CLASSES = 30  # at most: a larger table cannot be read
DRAWN = 12  # pictures in the still picture


class MistakeGallery(CourseWidget):
    """A confusion matrix; pick a cell of it and see the pictures in it, the surest first.

    Args:
        model_or_predictions: a model, or what it said of `x_test`: probabilities of shape
            (n, classes), or class numbers of shape (n,).
        x_test: pictures, shape (n, height, width), with a last axis of 1 or 3, or (n, pixels).
        y_test: their class numbers, shape (n,), or one-hot rows.
        names: what the classes are called; by default their numbers.
        language: "en" or "ko".

    Attributes:
        meant: the class whose pictures are shown; None is any class.
        read: the class that they were taken for; None is any.
        surest_first: whether the pictures that the model was most sure of come first.
        page: which of the pages of pictures is shown, from 0. With `meant`, `read` and
            `surest_first` it can be set in Python, too.
        matrix: how many pictures of each class (row) were taken for each class (column).
        indices: the numbers in `x_test` of all pictures that `meant` and `read` choose, in order.
            With both None they are all mistakes.
        predictions: the class that each picture was taken for, shape (n,).

    Raises:
        ValueError: arguments that do not go together, or answers that are no probabilities.
        TraitError: a class or a page that is none.
    """

    meant = traitlets.Int(None, allow_none=True).tag(sync=True)
    read = traitlets.Int(None, allow_none=True).tag(sync=True)
    surest_first = traitlets.Bool(True).tag(sync=True)
    page = traitlets.Int(0).tag(sync=True)
    counts = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        model_or_predictions: Any,
        x_test: Any,
        y_test: Any,
        names: Sequence[str] | None = None,
        **settings: Any,
    ) -> None:
        self._pictures = Pictures(x_test, "MistakeGallery", "x_test")
        count = len(self._pictures)
        self._labels = read_labels(y_test, count, "MistakeGallery", "y_test")
        self._probabilities = self._asked(model_or_predictions)
        self.predictions = self._read_predictions(model_or_predictions)
        self._names = _class_names(names, self._class_count())
        self.matrix = np.zeros((len(self._names),) * 2, int)
        np.add.at(self.matrix, (self._labels, self.predictions), 1)
        self.indices = np.zeros(0, int)
        counts = {
            "names": self._names,
            "matrix": self.matrix.tolist(),
            "shape": list(self._pictures.shape),
            "sure": self._probabilities is not None,
        }
        super().__init__(counts=counts, **settings)
        self.observe(self._turn_back, names=["meant", "read", "surest_first"])
        self.observe(self._show, names=["meant", "read", "surest_first", "page", "language"])
        self._show()

    def _asked(self, given: Any) -> np.ndarray | None:
        """The probabilities, shape (n, classes); None where only class numbers were given."""
        if callable(getattr(given, "predict", None)):
            found = answers_of(given, self._pictures.values, "MistakeGallery")
        else:
            found = np.asarray(given)
            if found.ndim == 1 or found.shape[1:] == (1,):
                return None
        classes = int(self._labels.max()) + 1
        check_probabilities(found, len(self._pictures), classes, "MistakeGallery")
        return found.astype(float)

    def _read_predictions(self, given: Any) -> np.ndarray:
        if self._probabilities is None:
            return read_labels(given, len(self._pictures), "MistakeGallery", "predictions")
        return self._probabilities.argmax(axis=1)

    def _class_count(self) -> int:
        count = int(max(self._labels.max(), self.predictions.max())) + 1
        if self._probabilities is not None:
            count = self._probabilities.shape[1]
        if count > CLASSES:
            raise ValueError(
                f"MistakeGallery got {count} classes; it draws at most {CLASSES}. Choose the "
                f"pictures of some of them: x_test[y_test < {CLASSES}]."
            )
        return count

    @traitlets.validate("meant", "read")
    def _valid_class(self, proposal: dict[str, Any]) -> int | None:
        value, last = proposal["value"], len(self._names) - 1
        if value is not None and not 0 <= value <= last:
            raise traitlets.TraitError(
                f"MistakeGallery got {proposal['trait'].name}={value}. Give a class number from 0 "
                f"to {last}, or None for any."
            )
        return value

    def _turn_back(self, change: dict[str, Any]) -> None:
        self.page = 0

    def _choose(self) -> np.ndarray:
        """The numbers of the pictures that are asked for, in order."""
        chosen = np.ones(len(self._labels), bool)
        if self.meant is not None:
            chosen &= self._labels == self.meant
        if self.read is not None:
            chosen &= self.predictions == self.read
        if self.meant is None or self.read is None:
            chosen &= self._labels != self.predictions
        found = np.flatnonzero(chosen)
        if self._probabilities is None:
            return found
        sureness = self._sureness(found)
        return found[np.argsort(-sureness if self.surest_first else sureness, kind="stable")]

    def _sureness(self, places: np.ndarray) -> np.ndarray:
        """The probability that each of these pictures' answer had."""
        return self._probabilities[places, self.predictions[places]]

    def _show(self, change: dict[str, Any] | None = None) -> None:
        self.indices = self._choose()
        pages = max(-(-len(self.indices) // PAGE), 1)
        page = min(max(self.page, 0), pages - 1)
        places = self.indices[page * PAGE : (page + 1) * PAGE]
        self.shown = {
            "page": page,
            "pages": pages,
            "says": self._says(),
            "note": self._note(),
            "pictures": self._pictures.as_bytes(places) if len(places) else b"",
            "items": [self._item(int(place)) for place in places],
        }

    def _item(self, place: int) -> dict[str, Any]:
        found = None if self._probabilities is None else self._probabilities[place]
        return {
            "place": place,
            "meant": int(self._labels[place]),
            "read": int(self.predictions[place]),
            "probabilities": None if found is None else found.round(4).tolist(),
        }

    def _says(self) -> str:
        count, of = len(self.indices), len(self._labels)
        meant, read = (
            None if number is None else self._names[number] for number in (self.meant, self.read)
        )
        if meant is not None and read is not None:
            return self.say(
                f"{meant} read as {read}: {count} of {of} pictures.",
                f"{meant} → {read}(으)로 읽은 이미지: {of}개 중 {count}개.",
            )
        if meant is not None:
            return self.say(
                f"{meant} read as something else: {count} of {of} pictures.",
                f"{meant}인데 다르게 읽은 이미지: {of}개 중 {count}개.",
            )
        if read is not None:
            return self.say(
                f"Something else read as {read}: {count} of {of} pictures.",
                f"{read}(으)로 잘못 읽은 이미지: {of}개 중 {count}개.",
            )
        return self.say(
            f"All mistakes: {count} of {of} pictures.",
            f"틀린 이미지 모두: {of}개 중 {count}개.",
        )

    def _note(self) -> str:
        if self._probabilities is None:
            return self.say(
                "Class numbers alone say nothing about how sure the model was. Give its "
                "probabilities to sort by them.",
                "클래스 번호만으로는 모델이 얼마나 확신했는지 알 수 없습니다. 확률을 주면 "
                "그 순서로 정렬합니다.",
            )
        accuracy = guesses_blindly(self._probabilities, self._labels)
        if accuracy is None:
            return ""
        return self.say(
            f"{accuracy:.0%} of the pictures are read rightly, which is no better than guessing. "
            "Has the model been trained, and on pictures in the same scale?",
            f"이미지 가운데 {accuracy:.0%}만 맞게 읽었습니다. 찍는 것과 다르지 않습니다. 모델을 "
            "훈련했는지, 같은 스케일의 이미지로 훈련했는지 확인하세요.",
        )

    def picture(self) -> Figure:
        figure = Figure(figsize=(6, 5.6), layout="constrained")
        above, below = figure.subfigures(2, 1, height_ratios=(3.4, 2))
        self._draw_matrix(above.subplots())
        panels = below.subplots(2, DRAWN // 2).ravel()
        first = self.shown["page"] * PAGE
        shown = self.indices[first : first + DRAWN]
        shape = self._pictures.shape
        for axes in panels:
            axes.set_axis_off()
        for axes, place in zip(panels, shown):
            pixels = np.frombuffer(self._pictures.as_bytes([place]), np.uint8).reshape(shape)
            axes.imshow(pixels, cmap="gray_r", vmin=0, vmax=255)
            sure = "" if self._probabilities is None else f"\n{self._sureness(place):.0%} sure"
            axes.set_title(f"{self.predictions[place]}, not {self._labels[place]}{sure}", size=8)
            if self.predictions[place] == self._labels[place]:
                axes.set_title(f"{self._labels[place]}{sure}", size=8)
        return figure

    def _draw_matrix(self, axes: Axes) -> None:
        errors = self.matrix - np.diag(np.diag(self.matrix))
        axes.imshow(errors, cmap="Greys", vmax=max(4, 1.5 * errors.max()))
        for meant, read in np.argwhere(self.matrix):
            look = {"color": "0.45"} if meant == read else {"weight": "bold"}
            count = self.matrix[meant, read]
            axes.text(read, meant, count, ha="center", va="center", size=8, **look)
        if self.meant is not None or self.read is not None:
            count = len(self._names)
            left, width = (-0.5, count) if self.read is None else (self.read - 0.5, 1)
            top, height = (-0.5, count) if self.meant is None else (self.meant - 0.5, 1)
            box = {"fill": False, "edgecolor": "black", "linewidth": 3}
            axes.add_patch(Rectangle((left, top), width, height, **box))
        axes.set(xticks=range(len(self._names)), yticks=range(len(self._names)))
        axes.set(xlabel="class that was read", ylabel="class that was meant")

    def caption(self) -> str:
        right, of = int(np.trace(self.matrix)), len(self._labels)
        errors = self.matrix - np.diag(np.diag(self.matrix))
        meant, read = np.unravel_index(errors.argmax(), errors.shape)
        worst = (self._names[meant], self._names[read], errors.max())
        most = self.say(
            "The most frequent mistake is {} read as {} ({} times).",
            "가장 잦은 오류: {} → {} ({}번).",
        )
        said = self.say(
            f"MistakeGallery: {right} of {of} pictures are read rightly.",
            f"MistakeGallery: 이미지 {of}개 중 {right}개를 맞게 읽었습니다.",
        )
        parts = [said, most.format(*worst) if errors.any() else "", self._says(), self._note()]
        return " ".join(part for part in parts if part)


def _class_names(names: Sequence[str] | None, count: int) -> list[str]:
    if names is None:
        return [str(number) for number in range(count)]
    if len(names) != count:
        raise ValueError(
            f"MistakeGallery got {len(names)} names for {count} classes. Give one for each."
        )
    return [str(name) for name in names]
