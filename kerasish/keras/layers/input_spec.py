"""What a layer's input must be like."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InputSpec:
    """The form of an input that a layer accepts.

    Args:
        ndim: how many axes it has.
        max_ndim: how many axes it has at most.
        min_ndim: how many axes it has at least.
        axes: the length that an axis must have, by its number; -1 is the last.
    """

    ndim: int | None = None
    max_ndim: int | None = None
    min_ndim: int | None = None
    axes: dict[int, int] | None = None

    def check(self, shape: tuple[int | None, ...], layer: str) -> None:
        """Accept a shape.

        Raises:
            ValueError: the input of that layer has another form.
        """
        start = f"Input 0 with name 'None' of layer '{layer}' is incompatible with the layer: "
        rank = len(shape)
        for name, wrong in (
            ("ndim", self.ndim is not None and rank != self.ndim),
            ("min_ndim", self.min_ndim is not None and rank < self.min_ndim),
            ("max_ndim", self.max_ndim is not None and rank > self.max_ndim),
        ):
            if wrong:
                raise ValueError(
                    f"{start}expected {name}={getattr(self, name)}, found ndim={rank}. "
                    f"Full shape received: {shape}.{_advice(rank, self.ndim)}"
                )
        for axis, length in (self.axes or {}).items():
            if shape[axis] not in (length, None):
                raise ValueError(
                    f"{start}expected axis {axis} of input shape to have value {length}, but "
                    f"received input with shape {shape}. The layer was built for that length: "
                    "give data of the same form, or make a new layer. The first axis is the batch: "
                    "a single example x is x[None]."
                )


def _advice(rank: int, wanted: int | None) -> str:
    """What to do about a wrong number of axes."""
    if rank == 0:
        return " One number came: a batch of one example with one feature is np.array([[x]])."
    if rank == 1:
        return (
            " The first axis is the batch: a single example x is x[None], "
            "a column of numbers x[:, None]; a tf.data.Dataset is cut with dataset.batch(32)."
        )
    if wanted == 3 and rank == 2:
        return (
            " Expected (batch, steps, features). A recurrent layer gives its last step alone "
            "unless it has return_sequences=True; numbers with one feature a step are x[..., None]."
        )
    if wanted == 4 and rank == 2:
        return (
            " Expected (batch, height, width, channels): layers for images come before Flatten "
            "and Dense; Reshape makes images of rows."
        )
    if wanted is not None and rank == wanted - 1:
        return (
            " An axis is missing. The first is the batch: a single example x is x[None]. The last "
            "are the channels or features: images or signals x with one number a place are "
            "x[..., None]."
        )
    return ""
