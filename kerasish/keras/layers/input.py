"""Input: the shape and the dtype of what goes into a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kerasish.core import dtypes
from kerasish.core.tracebacks import points_at_caller
from kerasish.keras.keras_tensor import KerasTensor, Node
from kerasish.keras.layers.base import Layer
from kerasish.keras.symbolic import Shape


class InputLayer(Layer):
    """The entrance of a model.

    Args:
        shape: of one example, None for a length that may vary.
        batch_size: examples in a batch, None for any number.
        dtype: of the inputs, float32 by default.
        batch_shape: `shape` with the batch in front, instead of the first two.
        name: see `Layer`.

    Raises:
        ValueError: no shape, or one that is not made of whole numbers and None.
    """

    config_omits = frozenset({"shape", "batch_size"})

    @points_at_caller
    def __init__(
        self,
        shape: Sequence[int | None] | None = None,
        batch_size: int | None = None,
        dtype: Any = None,
        batch_shape: Sequence[int | None] | None = None,
        name: str | None = None,
    ):
        super().__init__(name=name, dtype=dtype)
        if shape is None and batch_shape is None:
            raise ValueError(
                "You must pass a `shape` argument: that of one example, as in "
                "keras.Input(shape=(784,))."
            )
        if shape is not None and batch_shape is not None:
            raise ValueError(
                "You cannot pass both `shape` and `batch_shape` at the same time. Received: "
                f"shape={shape}, batch_shape={batch_shape}"
            )
        if batch_shape is None:
            batch_shape = (batch_size, *_checked_shape(shape))
        self.batch_shape = _checked_shape(batch_shape)
        Node(self, (), {}, KerasTensor(self.batch_shape, self.dtype, name))
        self.built = True

    def _config_value(self, name: str) -> Any:
        return getattr(self, name)  # its dtype is a name, not a policy

    def call(self) -> KerasTensor:
        return self.output


@points_at_caller
def Input(
    shape: Sequence[int | None] | None = None,
    batch_size: int | None = None,
    dtype: Any = None,
    batch_shape: Sequence[int | None] | None = None,
    name: str | None = None,
) -> KerasTensor:
    """Say what goes into a model: a functional or a Sequential one begins with it.

    Args:
        shape, batch_size, dtype, batch_shape, name: see `InputLayer`.

    Raises:
        ValueError: no shape, or one that is not made of whole numbers and None.
    """
    kind = None if dtype is None else dtypes.as_dtype(dtype)
    return InputLayer(shape, batch_size, kind, batch_shape, name).output


def _checked_shape(shape: Any) -> Shape:
    if isinstance(shape, int):
        raise ValueError(
            f"Cannot convert '{shape}' to a shape: a shape is a tuple, with a comma even when it "
            f"has one axis: ({shape},)."
        )
    lengths = tuple(shape)
    for length in lengths:
        if length is not None and (not isinstance(length, int) or length < 0):
            raise ValueError(
                f"Cannot convert '{shape}' to a shape. Found invalid dimension '{length}': "
                "lengths are whole numbers, or None for one that may vary."
            )
    return lengths
