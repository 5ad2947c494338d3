"""What Python generators yield, brought into the form that was announced."""

from __future__ import annotations

from typing import Any

import numpy as np

from kerasish.core.errors import InvalidArgumentError
from kerasish.core.function import TensorSpec
from kerasish.core.nest import map_structure
from kerasish.data.elements import as_arrays


def signature_of(types: Any, shapes: Any) -> Any:
    """A TensorSpec for each dtype; without shapes nothing is known of them."""
    if shapes is None:
        return map_structure(lambda dtype: TensorSpec(None, dtype), types)
    leaves = iter(shapes if isinstance(types, list | tuple) else [shapes])
    return map_structure(lambda dtype: TensorSpec(next(leaves), dtype), types)


def conformed(item: Any, signature: Any) -> Any:
    """What a generator yielded, as the arrays that were announced.

    Raises:
        InvalidArgumentError: it is something else.
    """
    if isinstance(signature, tuple):
        parts = tuple(item) if isinstance(item, list | tuple) else (item,)
        if len(parts) != len(signature):
            raise InvalidArgumentError(
                f"`generator` yielded {len(parts)} parts, but its signature has "
                f"{len(signature)}: {signature}."
            )
        return tuple(map(conformed, parts, signature))
    if isinstance(signature, dict):
        return {name: conformed(item[name], spec) for name, spec in signature.items()}
    array = np.asarray(as_arrays(item))
    if signature.dtype != "string":
        array = array.astype(signature.dtype.as_numpy_dtype)
    if not signature.shape.is_compatible_with(array.shape):
        raise InvalidArgumentError(
            f"TypeError: `generator` yielded an element of shape {array.shape} where an element "
            f"of shape {signature.shape} was expected. Change output_signature, or what is yielded."
        )
    return array
