"""A dense layer's matrix product, unit by unit: `LayerView(layer, inputs)`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from matplotlib.figure import Figure

import kerasish as tf
from kerasish import keras
from kerasish.viz.cells import written
from kerasish.viz.layer_picture import draw_product
from kerasish.viz.table import drawn, shown_places
from kerasish.viz.widget import CourseWidget

FEATURES, UNITS, EXAMPLES = 6, 5, 6  # the most that are drawn
WHOLE_ROW = {"softmax", "log_softmax"}  # activations that need the sums of all units


class LayerView(CourseWidget):
    """What a Dense layer computes: one unit a step, each a column of weights and a number of bias.

    Args:
        layer: a Dense layer; one that is not built yet is built for the inputs.
        inputs: what it is called on, shape (examples, features).
        step: how many units are computed at the beginning.
        example: the number of the example whose sum is written out.
        language: "en" or "ko".

    Attributes:
        step: how many units are computed, 0 to all.
        example: the number of the example whose sum is written out.

    Raises:
        TypeError: the layer is not a Dense layer.
        ValueError: the inputs are not of rank 2, or there is no such step or example.
    """

    step = traitlets.Int().tag(sync=True)
    example = traitlets.Int().tag(sync=True)
    sizes = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        layer: keras.layers.Dense,
        inputs: Any,
        step: int = 0,
        example: int = 0,
        **kwargs: Any,
    ) -> None:
        self._layer, self._inputs = _checked(layer, inputs)
        examples, features = self._inputs.shape
        activation = getattr(layer.activation, "__name__", "activation")
        sizes = {
            "examples": examples,
            "features": features,
            "units": layer.units,
            "bias": bool(layer.use_bias),
            "activation": activation if activation.isidentifier() else "activation",
        }
        super().__init__(sizes=sizes, **kwargs)
        self.step, self.example = step, example
        self.observe(lambda change: self.refresh(), names=["step", "example", "language"])
        self.refresh()

    @traitlets.validate("step", "example")
    def _within(self, proposal: dict[str, Any]) -> int:
        name, value = proposal["trait"].name, proposal["value"]
        last = self.sizes["units"] if name == "step" else self.sizes["examples"] - 1
        if not 0 <= value <= last:
            raise ValueError(f"LayerView has no {name} {value}. Choose one from 0 to {last}.")
        return value

    def refresh(self) -> None:
        """Read the layer's weights again, for example after a training."""
        values = self._values()
        places = self._places()
        axes = {
            "inputs": ("examples", "features"),
            "kernel": ("features", "units"),
            "bias": ("units",),
            "sums": ("examples", "units"),
            "outputs": ("examples", "units"),
        }
        tables = {}
        for name, array in values.items():
            some = [places[axis] for axis in axes[name]]
            tables[name] = drawn(array[np.ix_(*some)], array.shape, some)
        self.shown = {
            "step": self.step,
            "example": self.example,
            "tables": tables,
            "has_outputs": self._has_outputs(),
            **self._counts(),
            **(self._sum(values, places["features"]) if self.step else {}),
        }

    def _values(self) -> dict[str, np.ndarray]:
        kernel = self._layer.kernel.numpy()
        bias = {"bias": self._layer.bias.numpy()} if self._layer.use_bias else {}
        sums = tf.matmul(self._inputs, kernel).numpy() + bias.get("bias", 0)
        outputs = np.asarray(self._layer(self._inputs))
        return {"inputs": self._inputs, "kernel": kernel, **bias, "sums": sums, "outputs": outputs}

    def _places(self) -> dict[str, list[int]]:
        """What is drawn of each axis; of the units those around the last one computed."""
        units = self.sizes["units"]
        first = max(0, min(self.step - 1 - UNITS // 2, units - UNITS))
        examples = shown_places(self.sizes["examples"], EXAMPLES)
        if self.example not in examples:
            examples[-2] = self.example
        return {
            "features": shown_places(self.sizes["features"], FEATURES),
            "units": list(range(first, min(units, first + UNITS))),
            "examples": examples,
        }

    def _has_outputs(self) -> bool:
        """Softmax looks at all units of an example: nothing comes out before the last is there."""
        waits = self.sizes["activation"] in WHOLE_ROW
        return self.step == self.sizes["units"] if waits else self.step > 0

    def _counts(self) -> dict[str, int]:
        each = self.sizes["features"] + self.sizes["bias"]
        return {"each": each, "count": self.step * each, "total": self.sizes["units"] * each}

    def _sum(self, values: dict[str, np.ndarray], features: Sequence[int]) -> dict[str, Any]:
        """The sum of the last unit computed, for the chosen example, term by term."""
        unit, row = self.step - 1, self._inputs[self.example]
        weights = values["kernel"][:, unit]
        left_out = np.delete(np.arange(len(row)), features)
        return {
            "terms": [[written(row[place]), written(weights[place])] for place in features],
            "left_out": len(left_out),
            "rest": written(np.sum(row[left_out] * weights[left_out])),
            "bias": written(values["bias"][unit]) if self._layer.use_bias else None,
            "sum": written(values["sums"][self.example, unit]),
            "output": written(values["outputs"][self.example, unit]),
        }

    def picture(self) -> Figure:
        return draw_product(self._values(), self.step, self.example, self._has_outputs())

    def caption(self) -> str:
        sizes, counts = self.sizes, self._counts()
        name = f"Dense({sizes['units']}, {sizes['activation']})"
        return self.say(
            f"LayerView: {name} with {sizes['features']} features and {sizes['examples']} "
            f"examples. {self.step} of {sizes['units']} units are computed, with {counts['count']} "
            f"of {counts['total']} parameters.",
            f"LayerView: {name}, 특성 {sizes['features']}개, 샘플 {sizes['examples']}개. "
            f"유닛 {sizes['units']}개 가운데 {self.step}개를 계산했고, 여기에 파라미터 "
            f"{counts['total']}개 가운데 {counts['count']}개를 썼습니다.",
        )


def _checked(layer: Any, inputs: Any) -> tuple[keras.layers.Dense, np.ndarray]:
    if not isinstance(layer, keras.layers.Dense):
        raise TypeError(
            f"LayerView draws a Dense layer, but it got a {type(layer).__name__}. Pass for "
            "example keras.layers.Dense(4, activation='relu'), or a model's layers[0]."
        )
    inputs = np.asarray(tf.convert_to_tensor(inputs))
    if inputs.ndim != 2 or not len(inputs):
        raise ValueError(
            f"LayerView got inputs of shape {inputs.shape}, but it draws a table (examples, "
            "features). One example is a table of one row: inputs[tf.newaxis]; images are "
            "flattened first: tf.reshape(images, [len(images), -1])."
        )
    inputs = inputs.astype("float32")
    layer(inputs)  # builds it, or says that the features are not those it was built for
    return layer, inputs
