"""`tf.range` whose length is known only when the traced function runs."""

from __future__ import annotations

import jax.numpy as jnp

from kerasish.core.errors import OperatorNotAllowedInGraphError
from kerasish.core.kernel import Kernel, run
from kerasish.core.tensor import Tensor


class SymbolicRange:
    """Numbers to loop over, `for i in tf.range(n)`; no tensor, since XLA compiles for lengths.

    Args:
        start, limit, delta: scalar tensors of one dtype.
    """

    def __init__(self, start: Tensor, limit: Tensor, delta: Tensor):
        self._bounds = start, limit, delta

    def count(self) -> Tensor:
        """How many numbers these are: an int32 tensor."""
        return run(_COUNT, self._bounds, Tensor)

    def at(self, place: Tensor) -> Tensor:
        """The number at a place, from 0."""
        start, _, delta = self._bounds
        return run(_AT, [start, delta, place], Tensor)

    def __iter__(self):
        raise OperatorNotAllowedInGraphError(
            "Iterating over a symbolic `tf.Tensor` is not allowed: inside tf.function the length "
            "of this tf.range is not known yet, and autograph is off or cannot see this loop. "
            "Write `for i in tf.range(n)` in a function of a file or cell, or use tf.while_loop."
        )

    def __as_tensor__(self) -> Tensor:
        raise ValueError(
            "tf.range with a limit that is known only later has no length yet, and XLA compiles "
            "for known lengths. Loop over it: for i in tf.range(n), or give a Python number or a "
            "length such as tf.shape(x)[0]."
        )

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return self.__as_tensor__()

    def __repr__(self) -> str:
        return "<tf.range of a length known only later>"


def _count(start, limit, delta):
    if jnp.issubdtype(start.dtype, jnp.integer):
        rounds = (limit - start + delta - jnp.sign(delta)) // delta
    else:
        rounds = jnp.ceil((limit - start) / delta)
    return jnp.maximum(rounds, 0).astype(jnp.int32)


def _at(start, delta, place):
    return start + place.astype(start.dtype) * delta


_COUNT = Kernel("range", _count, differentiable=False, key=("range", "count"))
_AT = Kernel("range", _at, differentiable=False, key=("range", "at"))
