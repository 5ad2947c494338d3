"""Embedding: a vector for each whole number."""

from __future__ import annotations

from typing import Any

from kerasish.core import dtypes
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller, warn
from kerasish.keras import initializers, regularizers
from kerasish.keras.layers.base import Layer
from kerasish.ops.creation import cast
from kerasish.ops.selection import look_up


class Embedding(Layer):
    """A trained vector for each of the numbers 0 to `input_dim` - 1 (Bengio et al. 2003).

    Input shape (n, ...), whole numbers, or floats whose fraction is cut off. Output shape
    (n, ..., output_dim). Inside a compiled program, such as `fit` or `tf.function`, nothing can
    be raised: there a number without a vector gives NaN.

    Args:
        input_dim: how many vectors there are.
        output_dim: the length of each.
        embeddings_initializer: for `embeddings`, shape (input_dim, output_dim).
        embeddings_regularizer: a name, or a function of `embeddings` to a number that is added to
            the loss.
        mask_zero: not supported: only False is taken.
        weights: the first value of `embeddings`; the layer is then built at once.
        **kwargs: see `Layer`. An `input_length`, as older programs have it, changes nothing.

    Raises:
        ValueError: `input_dim` or `output_dim` is not a positive whole number, or `mask_zero` is
            true.
        InvalidArgumentError: a call with a number that is not from 0 to `input_dim` - 1.

    Example:
        >>> layer = keras.layers.Embedding(1000, 8)
        >>> layer(tf.constant([[4, 20, 7]])).shape
        TensorShape([1, 3, 8])
    """

    config_omits = frozenset({"autocast", "weights"})
    config_if_changed = frozenset()

    @points_at_caller
    def __init__(
        self,
        input_dim: int,
        output_dim: int,
        embeddings_initializer: Any = "uniform",
        embeddings_regularizer: Any = None,
        mask_zero: bool = False,
        weights: Any = None,
        **kwargs: Any,
    ):
        for name, value in (("input_dim", input_dim), ("output_dim", output_dim)):
            if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
                raise ValueError(
                    f"`{name}` must be a positive integer. Received: {name}={value!r} "
                    f"(of type {type(value).__name__}). Write for example Embedding(1000, 64): "
                    "1000 different numbers, a vector of length 64 for each."
                )
        if mask_zero:
            raise ValueError(
                f"Embedding(mask_zero={mask_zero!r}) came, but layers pass on no masks here. "
                "Leave it out, and cut or pad all sequences to one length; to leave padding out "
                "of the loss, give fit() a sample_weight that is 0 there."
            )
        if kwargs.pop("input_length", None) is not None:
            warn("Argument `input_length` is deprecated. Just remove it.")
        kwargs.setdefault("autocast", False)  # numbers beyond 2**24 would change as float32
        super().__init__(**kwargs)
        self.input_dim = input_dim
        self.output_dim = output_dim
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.embeddings_regularizer = regularizers.get(embeddings_regularizer)
        self.mask_zero = False
        if weights is not None:
            self.build()
            self.set_weights(weights if isinstance(weights, list) else [weights])

    def build(self, input_shape: Any = None) -> None:
        if not self.built:
            self.embeddings = self.add_weight(
                (self.input_dim, self.output_dim),
                self.embeddings_initializer,
                regularizer=self.embeddings_regularizer,
                name="embeddings",
            )

    def call(self, inputs: Tensor) -> Tensor:
        if inputs.dtype not in (dtypes.int32, dtypes.int64):
            inputs = cast(inputs, dtypes.int32)
        return look_up(self.embeddings, inputs)

    def compute_output_shape(self, input_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return (*input_shape, self.output_dim)
