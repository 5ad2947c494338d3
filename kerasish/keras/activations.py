"""Activations: functions of one tensor that layers apply to what they computed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kerasish._missing import missing as _missing
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import warn
from kerasish.keras.lookup import Registry
from kerasish.keras.saving.serialization import serialize_keras_object
from kerasish.keras.symbolic import is_unknown
from kerasish.ops import elementwise, nn, selection


def linear(x: Any) -> Tensor:
    """`x` itself."""
    return Tensor.convert(x)


def relu(
    x: Any, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0
) -> Tensor:
    """The larger of `x` and 0.

    Args:
        x: a tensor of floats.
        negative_slope: the slope below the threshold.
        max_value: what larger results are cut down to.
        threshold: where the positive part begins.
    """
    x = Tensor.convert(x)
    if not negative_slope and not threshold:
        result = nn.relu(x)
    else:
        result = selection.where(x > threshold, x, negative_slope * (x - threshold))
    return result if max_value is None else elementwise.minimum(result, max_value)


def leaky_relu(x: Any, negative_slope: float = 0.2) -> Tensor:
    """`x` where it is positive, `negative_slope * x` elsewhere (Maas et al. 2013)."""
    return nn.leaky_relu(x, negative_slope)


def relu6(x: Any) -> Tensor:
    """`x` cut off below 0 and above 6."""
    return nn.relu6(x)


def elu(x: Any, alpha: float = 1.0) -> Tensor:
    """`x` where it is positive, `alpha * (exp(x) - 1)` elsewhere (Clevert et al. 2016)."""
    x = Tensor.convert(x)
    return selection.where(x > 0, x, alpha * elementwise.expm1(elementwise.minimum(x, 0.0)))


def selu(x: Any) -> Tensor:
    """`elu` scaled so that mean and variance are kept (Klambauer et al. 2017)."""
    return nn.selu(x)


def gelu(x: Any, approximate: bool = False) -> Tensor:
    """`x` times the normal distribution function of `x` (Hendrycks and Gimpel 2016)."""
    return nn.gelu(x, approximate=approximate)


def sigmoid(x: Any) -> Tensor:
    """1 / (1 + exp(-x))."""
    return elementwise.sigmoid(x)


def tanh(x: Any) -> Tensor:
    """The hyperbolic tangent."""
    return elementwise.tanh(x)


def softplus(x: Any) -> Tensor:
    """log(1 + exp(x))."""
    return nn.softplus(x)


def softsign(x: Any) -> Tensor:
    """X / (1 + |x|)."""
    return nn.softsign(x)


def silu(x: Any) -> Tensor:
    """X * sigmoid(x), also called swish."""
    return nn.silu(x)


def exponential(x: Any) -> Tensor:
    """exp(x)."""
    return elementwise.exp(x)


def softmax(x: Any, axis: int = -1) -> Tensor:
    """exp(x), divided by its sum along `axis`: numbers from 0 to 1 that add up to 1.

    Warns if there is one number alone along `axis`: then it is always 1.
    """
    result = nn.softmax(x, axis=axis)
    # Not while a model is put together: the lengths that stand in there would puzzle the reader.
    if isinstance(axis, int) and result.shape[axis] == 1 and not is_unknown(result.shape[0]):
        warn(
            f"You are using a softmax over axis {axis} of a tensor of shape {result.shape}. This "
            "axis has size 1. The softmax operation will always return the value 1, which is "
            "likely not what you intended. Did you mean to use a sigmoid instead?"
        )
    return result


def log_softmax(x: Any, axis: int = -1) -> Tensor:
    """The logarithm of `softmax`."""
    return nn.log_softmax(x, axis=axis)


_registry = Registry(
    "activation function",
    functions=(
        *(linear, relu, leaky_relu, relu6, elu, selu, gelu, sigmoid, tanh, softplus, softsign),
        *(silu, exponential, softmax, log_softmax),
    ),
    others={"swish": silu},
)


def get(identifier: Any) -> Callable:
    """The activation that `identifier` means: a name or a function; None is `linear`.

    Raises:
        ValueError: nothing goes by that name.
    """
    return linear if identifier is None else _registry.get(identifier)


serialize, deserialize = serialize_keras_object, _registry.deserialize

__all__ = [
    "deserialize",
    "elu",
    "exponential",
    "gelu",
    "get",
    "leaky_relu",
    "linear",
    "log_softmax",
    "relu",
    "relu6",
    "selu",
    "serialize",
    "sigmoid",
    "silu",
    "softmax",
    "softplus",
    "softsign",
    "tanh",
]

__getattr__ = _missing(__name__)


def __dir__() -> list[str]:
    return __all__
