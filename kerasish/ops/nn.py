"""What neural networks are made of: activations, losses, normalization, dropout."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np

from kerasish.core import dtypes, errors, random
from kerasish.core.op import Array, Index, freeze, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.elementwise import INEXACT
from kerasish.ops.norms import clip_by_norm
from kerasish.ops.reductions import AXES
from kerasish.ops.selection import gather

# -- activations --------------------------------------------------------------------------------


@op(dtypes=dtypes.REALS)
def relu(features: Array):
    """`max(x, 0)`; the gradient at 0 is 0."""
    return jax.nn.relu(features)


@op(dtypes=dtypes.REALS)
def relu6(features: Array):
    """`min(max(x, 0), 6)`; the gradient at 0 and at 6 is 0."""
    low = jnp.where(features > 0, features, 0)
    return jnp.where(low < 6, low, 6).astype(features.dtype)


@op(dtypes=dtypes.REALS)
def leaky_relu(features: Array, alpha: float = 0.2):
    """`x` for positive numbers, `alpha * x` for the others; float32 for integers."""
    if jnp.issubdtype(features.dtype, jnp.integer):
        features = features.astype(jnp.float32)
    return jnp.where(features > 0, features, alpha * features)


@op(dtypes=dtypes.FLOATS)
def elu(features: Array):
    """`x` for positive numbers, `exp(x) - 1` for the others."""
    negative = jnp.where(features < 0, features, 0)
    return jnp.where(features < 0, jnp.expm1(negative), features)


SELU_SCALE = 1.0507009873554805
SELU_ALPHA = 1.6732632423543772


@op(dtypes=dtypes.FLOATS)
def selu(features: Array):
    """`scale * x`, and `scale * alpha * (exp(x) - 1)` for negative numbers.

    The constants keep mean 0 and variance 1 (Klambauer et al. 2017, equation 14).
    """
    negative = jnp.where(features < 0, features, 0)
    return SELU_SCALE * jnp.where(features < 0, SELU_ALPHA * jnp.expm1(negative), features)


@op(dtypes=dtypes.FLOATS)
def gelu(features: Array, approximate: bool = False):
    """`x` times the probability that a standard normal number is below `x`.

    Hendrycks and Gimpel 2016; `approximate` takes their formula with tanh.
    """
    return jax.nn.gelu(features, bool(approximate))


@op(dtypes=dtypes.FLOATS)
def silu(features: Array, beta: float = 1.0):
    """`x * sigmoid(beta * x)`, also called swish."""
    return features * jax.nn.sigmoid(beta * features)


swish = silu


@op(dtypes=dtypes.FLOATS)
def softplus(features: Array):
    """`log(1 + exp(x))`."""
    return jax.nn.softplus(features)


@op(dtypes=dtypes.FLOATS)
def softsign(features: Array):
    """`x / (1 + abs(x))`."""
    return features / (1 + jnp.abs(features))


@op(dtypes=dtypes.FLOATS)
def log_sigmoid(x: Array):
    """`log(sigmoid(x))`."""
    return jax.nn.log_sigmoid(x)


@op(dtypes=dtypes.REALS - dtypes.UNSIGNED)
def crelu(features: Array, axis: int = -1):
    """`relu(x)` and `relu(-x)` one after the other along an axis."""
    return jax.nn.relu(jnp.concatenate([features, -features], axis))


@op(dtypes=dtypes.FLOATS, hint=AXES)
def softmax(logits: Array, axis=None):
    """`exp(x) / sum(exp(x))` along an axis, the last by default: positive, summing to 1."""
    _needs_axis("softmax", logits)
    return jax.nn.softmax(logits, -1 if axis is None else axis)


@op(dtypes=dtypes.FLOATS, hint=AXES)
def log_softmax(logits: Array, axis=None):
    """`log(softmax(x))`."""
    _needs_axis("log_softmax", logits)
    return jax.nn.log_softmax(logits, -1 if axis is None else axis)


def _needs_axis(name: str, logits) -> None:
    if not logits.ndim:
        raise errors.ShapeMismatchError(
            f"`{name}` compares the numbers along an axis, but one number without axes came: "
            "give a tensor of shape (..., classes)."
        )


# -- normalization and noise --------------------------------------------------------------------


@op(dtypes=dtypes.FLOATS, hint=AXES)
def l2_normalize(x: Array, axis=None, epsilon: float = 1e-12):
    """`x / sqrt(max(sum(x**2), epsilon))` along an axis."""
    squares = jnp.sum(x * x, axis, keepdims=True)
    floor = jnp.asarray(epsilon, x.dtype)
    return x * jax.lax.rsqrt(jnp.where(squares >= floor, squares, floor))


@op(dtypes=dtypes.FLOATS, hint=AXES)
def moments(x: Array, axes, shift=None, keepdims: bool = False):
    """The mean and the variance along the axes given."""
    mean = jnp.mean(x, axes, keepdims=True)
    variance = jnp.mean((x - jax.lax.stop_gradient(mean)) ** 2, axes, keepdims=True)
    if keepdims:
        return mean, variance
    return jnp.squeeze(mean, axes), jnp.squeeze(variance, axes)


@points_at_caller
def batch_normalization(x, mean, variance, offset, scale, variance_epsilon, name=None) -> Tensor:
    """`scale * (x - mean) / sqrt(variance + variance_epsilon) + offset`.

    Ioffe and Szegedy 2015, algorithm 1. `offset` and `scale` may be None.
    """
    return _batch_normalization(x, mean, variance, float(variance_epsilon), offset, scale)


@op(dtypes=dtypes.FLOATS, hint="Mean, variance, offset and scale must broadcast with `x`.")
def _batch_normalization(
    x: Array,
    mean: Array,
    variance: Array,
    variance_epsilon: float,
    offset: Array = None,
    scale: Array = None,
):
    factor = jax.lax.rsqrt(variance + variance_epsilon)
    factor = factor if scale is None else factor * scale
    shift = -mean * factor if offset is None else offset - mean * factor
    return x * factor + shift


@op(hint="The bias has one number for each channel: shape (value.shape[-1],).")
def bias_add(value: Array, bias: Array, data_format: str | None = None):
    """`value` plus a bias for each channel: the last axis, or the second for "NCHW"."""
    if bias.ndim != 1 or value.ndim < 2:
        raise errors.ShapeMismatchError(
            f"`bias_add` takes a value with two axes or more and a bias of one axis, but shapes "
            f"{value.shape} and {bias.shape} came."
        )
    axis = 1 if (data_format or "N...C").startswith("NC") else value.ndim - 1
    if value.shape[axis] != bias.shape[0]:
        raise errors.ShapeMismatchError(
            f"`bias_add` needs a bias of shape ({value.shape[axis]},) for a value of shape "
            f"{value.shape}, but a bias of shape {bias.shape} came."
        )
    return value + bias.reshape((-1,) + (1,) * (value.ndim - 1 - axis))


@points_at_caller
def dropout(x, rate, noise_shape=None, seed=None, name=None) -> Tensor:
    """`x` with a share of its elements set to 0, the others scaled up by 1 / (1 - rate).

    Srivastava et al. 2014, section 10.

    Args:
        x: floats of any shape.
        rate: the share, from 0 up to but without 1.
        noise_shape: the shape of the pattern, broadcast to that of `x`.
        seed: begins a stream of random numbers of its own.

    Raises:
        ValueError: a rate that is not in range, or integers.
    """
    tensor = Tensor.convert(x)
    if not tensor.dtype.is_floating:
        raise ValueError(
            "`x.dtype` must be a floating point tensor as `x` will be scaled, but "
            f"{tensor.dtype!r} came. Write tf.cast(x, tf.float32)."
        )
    if isinstance(rate, int | float) and not 0 <= rate < 1:
        raise ValueError(
            "`rate` must be a scalar tensor or a float in the range [0, 1): the share of elements "
            f"that become 0, but {rate} came."
        )
    if isinstance(rate, int | float) and rate == 0:
        return tensor
    shape = tensor.array.shape if noise_shape is None else freeze(noise_shape)
    shape = tuple(n if s is None else s for n, s in zip(tensor.array.shape, shape, strict=True))
    noise = random.uniform(shape, seed=seed, dtype=tensor.dtype)
    return _drop(tensor, noise, rate)


@op(dtypes=dtypes.FLOATS)
def _drop(x: Array, noise: Array, rate: Array):
    return jnp.where(noise >= rate, x / (1 - rate), 0)


# -- losses -------------------------------------------------------------------------------------


@points_at_caller
def sigmoid_cross_entropy_with_logits(labels=None, logits=None, name=None) -> Tensor:
    """The cross entropy of probabilities `labels` and `sigmoid(logits)`, element by element.

    Computed as `max(x, 0) - x * z + log(1 + exp(-abs(x)))` for logits x and labels z.

    Raises:
        ValueError: the shapes differ.
    """
    labels, logits = _labels_and_logits("sigmoid_cross_entropy_with_logits", labels, logits)
    if labels.shape != logits.shape:
        raise ValueError(
            "`logits` and `labels` must have the same shape, received "
            f"({logits.shape} vs {labels.shape})."
        )
    return _sigmoid_cross_entropy(labels, logits)


@op(dtypes=dtypes.FLOATS)
def _sigmoid_cross_entropy(labels: Array, logits: Array):
    positive = jnp.where(logits >= 0, logits, 0)
    size = jnp.where(logits >= 0, -logits, logits)
    return positive - logits * labels + jnp.log1p(jnp.exp(size))


@op(dtypes=dtypes.FLOATS, hint="`labels` and `logits` must have the same shape.")
def weighted_cross_entropy_with_logits(labels: Array, logits: Array, pos_weight: Array):
    """The sigmoid cross entropy with the term of positive labels times `pos_weight`."""
    weight = 1 + (pos_weight - 1) * labels
    rest = jnp.log1p(jnp.exp(-jnp.abs(logits))) + jax.nn.relu(-logits)
    return (1 - labels) * logits + weight * rest


@points_at_caller
def softmax_cross_entropy_with_logits(labels, logits, axis=-1, name=None) -> Tensor:
    """The cross entropy of probabilities `labels` and `softmax(logits)` along an axis.

    Args:
        labels: shape (..., classes), each row summing to 1.
        logits: of the same shape.
        axis: that of the classes.

    Returns:
        the shape without that axis.
    """
    labels, logits = _labels_and_logits("softmax_cross_entropy_with_logits", labels, logits)
    return _softmax_cross_entropy(labels, logits, axis)


@op(dtypes=dtypes.FLOATS, hint="`labels` and `logits` must have the same shape.")
def _softmax_cross_entropy(labels: Array, logits: Array, axis: int):
    return -jnp.sum(labels * jax.nn.log_softmax(logits, axis), axis)


@points_at_caller
def sparse_softmax_cross_entropy_with_logits(labels, logits, name=None) -> Tensor:
    """`-log(softmax(logits))` at the class that each label names.

    Args:
        labels: shape (...), class numbers.
        logits: shape (..., classes).

    Returns:
        shape (...).

    Raises:
        ValueError: the shapes do not fit.
    """
    labels, logits = Tensor.convert(labels), Tensor.convert(logits)
    if labels.array.ndim != logits.array.ndim - 1 or not logits.array.ndim:
        raise ValueError(
            "`labels.shape.rank` must equal `logits.shape.rank - 1`: labels are class numbers, "
            f"one for each row of logits. Received: labels.shape={labels.shape} and "
            f"logits.shape={logits.shape}. For probabilities as labels use "
            "tf.nn.softmax_cross_entropy_with_logits."
        )
    if labels.shape != logits.shape[:-1]:
        raise errors.ShapeMismatchError(
            "`labels` needs the shape of `logits` without its last axis, but labels of shape "
            f"{labels.shape} and logits of shape {logits.shape} came."
        )
    return _sparse_softmax_cross_entropy(labels, logits)


@op(dtypes=dtypes.FLOATS)
def _sparse_softmax_cross_entropy(labels: Index, logits: Array):
    scores = jax.nn.log_softmax(logits, -1)
    picked = jnp.take_along_axis(scores, labels[..., None], -1, mode="fill", fill_value=jnp.nan)
    return -picked[..., 0]


def _labels_and_logits(name: str, labels, logits) -> tuple[Tensor, Tensor]:
    if labels is None or logits is None:
        raise ValueError(f"Both `labels` and `logits` must be provided to `{name}`.")
    logits = Tensor.convert(logits)
    labels = Tensor.convert(labels, hint=logits.dtype)
    return labels, logits


@op(dtypes=dtypes.FLOATS)
def l2_loss(t: Array):
    """`sum(t**2) / 2`."""
    return jnp.sum(t * t) / 2


@op(dtypes=dtypes.FLOATS)
def log_poisson_loss(targets: Array, log_input: Array, compute_full_loss: bool = False):
    """`exp(c) - z * c` for log-rates c and counts z, with Stirling's term if asked for."""
    loss = jnp.exp(log_input) - log_input * targets
    if not compute_full_loss:
        return loss
    inner = (targets >= 0) & (targets <= 1)
    safe = jnp.where(inner, 2, targets)
    stirling = safe * jnp.log(safe) - safe + 0.5 * jnp.log(2 * np.pi * safe)
    return loss + jnp.where(inner, 0, stirling)


# -- looking up ---------------------------------------------------------------------------------


@points_at_caller
def embedding_lookup(params, ids, max_norm=None, name=None) -> Tensor:
    """The rows of a table (n, d) with the numbers `ids`: shape (*ids.shape, d)."""
    rows = gather(params, ids)
    return rows if max_norm is None else clip_by_norm(rows, max_norm, axes=(-1,))


@op(dtypes=INEXACT | dtypes.INTEGERS, hint=AXES)
def zero_fraction(value: Array):
    """The share of elements that are 0: float32."""
    return jnp.mean(value == 0, dtype=jnp.float32)
