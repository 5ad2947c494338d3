"""Convolution and pooling: a window that slides over images, signals and volumes."""

from __future__ import annotations

import jax
import jax.numpy as jnp

from kerasish.core import dtypes, errors
from kerasish.core.op import Array, freeze, op
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import points_at_caller
from kerasish.ops.creation import static_shape

WINDOW = (
    "The input has shape (batch, *sizes, channels), the filters (*window, channels, filters): the "
    "channels must be equal."
)


def _per_axis(name: str, value, axes: int) -> tuple[int, ...]:
    """One number for each spatial axis, from one number, one for each, or one for all axes."""
    sizes = freeze(value)
    sizes = sizes if isinstance(sizes, tuple) else (sizes,)
    if len(sizes) == 1:
        return sizes * axes
    if len(sizes) == axes:
        return sizes
    if len(sizes) == axes + 2:
        return sizes[1:-1]
    raise ValueError(
        f"{name} should be of length 1, {axes} or {axes + 2} but was {len(sizes)}: {sizes}."
    )


def _padding(padding):
    if isinstance(padding, str) and padding.upper() in ("SAME", "VALID"):
        return padding.upper()
    if isinstance(padding, list | tuple):
        return freeze(padding)[1:-1]
    raise errors.ShapeMismatchError(
        f'padding must be "SAME", "VALID" or a list of pairs, but {padding!r} came.'
    )


def _only_channels_last(data_format, axes: int) -> None:
    if data_format is not None and not data_format.endswith("C"):
        raise errors.UnimplementedError(
            f"data_format={data_format!r} is not supported: channels come last here. "
            "Write tf.transpose(x, ...) to move them."
        )


@points_at_caller
def convolution(
    input, filters, strides=None, padding="VALID", data_format=None, dilations=None, name=None
) -> Tensor:
    """Filters slid over the input; at each place the products are summed.

    Args:
        input: shape (batch, *sizes, channels).
        filters: shape (*window, channels, outputs); with fewer channels, as many as a group has.
        strides: how far the window moves, for each axis.
        padding: "VALID" for places where the window fits, "SAME" for one a stride, with zeros
            around.
        dilations: how far apart the elements of the window are.

    Returns:
        shape (batch, *places, outputs).
    """
    input, filters = Tensor.convert(input), Tensor.convert(filters)
    axes = filters.array.ndim - 2
    _only_channels_last(data_format, axes)
    if input.array.ndim != filters.array.ndim:
        raise errors.ShapeMismatchError(
            f"convolution of an input of shape {input.shape} with filters of shape "
            f"{filters.shape}: both need the same number of axes. {WINDOW}"
        )
    strides = _per_axis("strides", 1 if strides is None else strides, axes)
    dilations = _per_axis("dilations", 1 if dilations is None else dilations, axes)
    return _convolution(input, filters, strides, _padding(padding), dilations)


@op(dtypes=dtypes.FLOATS, hint=WINDOW)
def _convolution(input: Array, filters: Array, strides, padding, dilations):
    letters = "DHW"[-len(strides) :]
    return jax.lax.conv_general_dilated(
        input,
        filters,
        strides,
        padding,
        rhs_dilation=dilations,
        dimension_numbers=(f"N{letters}C", f"{letters}IO", f"N{letters}C"),
        # filters for fewer channels than there are: each group of channels has its own
        feature_group_count=max(1, input.shape[-1] // filters.shape[-2]),
    )


@points_at_caller
def conv1d(input, filters, stride, padding, data_format="NWC", dilations=None, name=None) -> Tensor:
    """`convolution` of signals (batch, length, channels)."""
    return convolution(input, filters, stride, padding, data_format, dilations)


@points_at_caller
def conv2d(
    input, filters, strides, padding, data_format="NHWC", dilations=None, name=None
) -> Tensor:
    """`convolution` of images (batch, height, width, channels)."""
    return convolution(input, filters, strides, padding, data_format, dilations)


@points_at_caller
def conv3d(
    input, filters, strides, padding, data_format="NDHWC", dilations=None, name=None
) -> Tensor:
    """`convolution` of volumes (batch, depth, height, width, channels)."""
    return convolution(input, filters, strides, padding, data_format, dilations)


@points_at_caller
def depthwise_conv2d(
    input, filter, strides, padding, data_format=None, dilations=None, name=None
) -> Tensor:
    """Each channel of images convolved with filters of its own.

    Args:
        input: shape (batch, height, width, channels).
        filter: shape (height, width, channels, multiplier).

    Returns:
        shape (batch, height, width, channels * multiplier).
    """
    filter = Tensor.convert(filter)
    _only_channels_last(data_format, 2)
    strides = _per_axis("strides", strides, 2)
    dilations = _per_axis("dilations", 1 if dilations is None else dilations, 2)
    return _depthwise(input, filter, strides, _padding(padding), dilations)


@op(dtypes=dtypes.FLOATS, hint=WINDOW)
def _depthwise(input: Array, filter: Array, strides, padding, dilations):
    height, width, channels, multiplier = filter.shape
    grouped = filter.reshape(height, width, 1, channels * multiplier)
    return jax.lax.conv_general_dilated(
        input,
        grouped,
        strides,
        padding,
        rhs_dilation=dilations,
        dimension_numbers=("NHWC", "HWIO", "NHWC"),
        feature_group_count=channels,
    )


@points_at_caller
def separable_conv2d(
    input,
    depthwise_filter,
    pointwise_filter,
    strides,
    padding,
    data_format=None,
    dilations=None,
    name=None,
) -> Tensor:
    """`depthwise_conv2d`, and then a convolution that mixes the channels of each place.

    Args:
        input: shape (batch, height, width, channels).
        depthwise_filter: shape (height, width, channels, multiplier).
        pointwise_filter: shape (1, 1, channels * multiplier, outputs).
    """
    spread = depthwise_conv2d(input, depthwise_filter, strides, padding, data_format, dilations)
    return convolution(spread, pointwise_filter)


@points_at_caller
def conv2d_transpose(
    input,
    filters,
    output_shape,
    strides,
    padding="SAME",
    data_format="NHWC",
    dilations=None,
    name=None,
) -> Tensor:
    """The transpose of `conv2d` as a linear map: from its results to images of its input's size.

    Args:
        input: shape (batch, height, width, channels).
        filters: shape (height, width, outputs, channels).
        output_shape: of the result, which must be a size from which `conv2d` gets to `input`.
        strides: of that convolution, for each axis.
        padding: of that convolution.
    """
    _only_channels_last(data_format, 2)
    strides = _per_axis("strides", strides, 2)
    dilations = _per_axis("dilations", 1 if dilations is None else dilations, 2)
    shape = static_shape(output_shape)
    return _conv2d_transpose(input, filters, shape, strides, _padding(padding), dilations)


@op(dtypes=dtypes.FLOATS, hint=WINDOW)
def _conv2d_transpose(input: Array, filters: Array, shape, strides, padding, dilations):
    def forward(images):
        return _convolution.function(images, filters, strides, padding, dilations)

    return jax.linear_transpose(forward, jax.ShapeDtypeStruct(shape, input.dtype))(input)[0]


@op(dtypes=dtypes.ANY, hint="`block_size` must divide height and width.")
def space_to_depth(input: Array, block_size: int, data_format: str = "NHWC"):
    """Blocks of `block_size` by `block_size` places made channels of one place."""
    batch, height, width, channels = input.shape
    size = block_size
    blocks = input.reshape(batch, height // size, size, width // size, size, channels)
    moved = jnp.transpose(blocks, (0, 1, 3, 2, 4, 5))
    return moved.reshape(batch, height // size, width // size, size * size * channels)


@op(dtypes=dtypes.ANY, hint="`block_size` squared must divide the channels.")
def depth_to_space(input: Array, block_size: int, data_format: str = "NHWC"):
    """The inverse of `space_to_depth`."""
    batch, height, width, channels = input.shape
    size = block_size
    blocks = input.reshape(batch, height, width, size, size, channels // size**2)
    moved = jnp.transpose(blocks, (0, 1, 3, 2, 4, 5))
    return moved.reshape(batch, height * size, width * size, channels // size**2)


# -- pooling ------------------------------------------------------------------------------------


@points_at_caller
def max_pool(input, ksize, strides, padding, data_format=None, name=None) -> Tensor:
    """The greatest element in each window.

    Args:
        input: shape (batch, *sizes, channels).
        ksize: the window's size, for each axis.
        strides: how far the window moves, for each axis.
        padding: "VALID" or "SAME".
    """
    return _pool(input, ksize, strides, padding, data_format, "max")


@points_at_caller
def avg_pool(input, ksize, strides, padding, data_format=None, name=None) -> Tensor:
    """The mean of each window; places added around do not count. See `max_pool`."""
    return _pool(input, ksize, strides, padding, data_format, "mean")


max_pool1d = max_pool2d = max_pool3d = max_pool
avg_pool1d = avg_pool2d = avg_pool3d = avg_pool


def _pool(input, ksize, strides, padding, data_format, how: str) -> Tensor:
    input = Tensor.convert(input)
    axes = input.array.ndim - 2
    _only_channels_last(data_format, axes)
    window = (1, *_per_axis("ksize", ksize, axes), 1)
    steps = (1, *_per_axis("strides", strides, axes), 1)
    return _pooled(input, window, steps, _padding(padding), how)


@op(dtypes=dtypes.FLOATS)
def _pooled(input: Array, window, steps, padding, how: str):
    if window == steps and padding == "VALID":
        return _tiled(input, window[1:-1], how)
    if not isinstance(padding, str):
        padding = ((0, 0), *padding, (0, 0))
    reduce = jax.lax.reduce_window
    if how == "max":
        return reduce(input, -jnp.inf, jax.lax.max, window, steps, padding)
    total = reduce(input, 0.0, jax.lax.add, window, steps, padding)
    return total / reduce(jnp.ones_like(input), 0.0, jax.lax.add, window, steps, padding)


def _tiled(input: jax.Array, window: tuple[int, ...], how: str) -> jax.Array:
    """Pooling whose windows lie side by side.

    It is a reduction of a reshaped array; with `reduce_window` a training step of a small ConvNet
    took half as long again. Of equal numbers the first is the largest, and gets the gradient.
    """
    batch, *sizes, channels = input.shape
    counts = [size // length for size, length in zip(sizes, window)]
    whole = input[:, *(slice(n * length) for n, length in zip(counts, window))]
    pairs = [n for pair in zip(counts, window) for n in pair]
    split = whole.reshape(batch, *pairs, channels)
    inner = range(2, 2 + 2 * len(window), 2)
    last = jnp.moveaxis(split, inner, range(-1 - len(window), -1))
    tiles = last.reshape(batch, *counts, -1, channels)
    if how == "mean":
        return tiles.mean(axis=-2)
    largest = jnp.argmax(jax.lax.stop_gradient(tiles), axis=-2, keepdims=True)
    places = jax.lax.broadcasted_iota(largest.dtype, tiles.shape, tiles.ndim - 2)
    return jnp.where(places == largest, tiles, 0).sum(axis=-2)
