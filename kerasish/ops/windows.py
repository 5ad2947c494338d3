"""Windows that slide over a signal or an image: size, steps, and how many places they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PADDINGS = ("valid", "same")


def per_axis(value: Any, axes: int, name: str, least: int = 1) -> tuple[int, ...]:
    """One whole number for each axis, from one for all or from one each.

    Raises:
        ValueError: another count, or a number below `least`.
    """
    numbers = (value,) * axes if isinstance(value, int) else value
    fits = isinstance(numbers, Sequence) and len(numbers) == axes
    if not fits or not all(isinstance(n, int) and n >= least for n in numbers):
        raise ValueError(
            f"The `{name}` argument must be an integer, or a tuple of {axes}, each at least "
            f"{least}. Received: {name}={value!r}. Write for example "
            f"{name}={2 if axes == 1 else (2,) * axes}."
        )
    return tuple(numbers)


def checked_padding(padding: Any, allowed: tuple[str, ...] = PADDINGS) -> str:
    """The padding in lower case.

    Raises:
        ValueError: none of those allowed.
    """
    if not isinstance(padding, str) or padding.lower() not in allowed:
        raise ValueError(
            "The `padding` argument must be one of "
            f"{', '.join(map(repr, allowed))}. Received: {padding!r}."
        )
    return padding.lower()


def only_channels_last(data_format: str | None) -> str:
    """Accept the one order of axes that there is here, and give its name.

    Raises:
        ValueError: channels are to come first.
    """
    if data_format not in (None, "channels_last"):
        raise ValueError(
            "Channels come last here: data has shape (batch, *sizes, channels). Received: "
            f"data_format={data_format!r}. Move the axis with tf.transpose, and leave "
            "`data_format` out."
        )
    return "channels_last"


def places(
    input_shape: tuple[int | None, ...],
    window: tuple[int, ...],
    strides: tuple[int, ...],
    padding: str,
    dilation: tuple[int, ...] | None = None,
) -> tuple[int | None, ...]:
    """How many places the window takes along each axis of (batch, *sizes, channels).

    Args:
        padding: "valid" for places where the window fits; "same" and "causal" for one a stride.
        dilation: how far apart the elements of the window are.

    Raises:
        ValueError: the window is larger than the input.
    """
    counts: list[int | None] = []
    dilation = dilation or (1,) * len(window)
    for length, size, step, apart in zip(input_shape[1:-1], window, strides, dilation):
        reach = (size - 1) * apart + 1 if padding == "valid" else 1
        count = None if length is None else (length - reach) // step + 1
        if count is not None and count < 1:
            raise ValueError(
                "Computed output size would be negative: a window of "
                f"{' × '.join(map(str, window))} does not fit into an input of shape "
                f"{tuple(input_shape)}. Take a smaller window, or padding='same'."
            )
        counts.append(count)
    return tuple(counts)
