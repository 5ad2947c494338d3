"""TensorShape: the length of every axis, `None` where it is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


class TensorShape:
    """The shape of a tensor: a tuple of lengths that also knows about unknown ones.

    Args:
        dims: lengths, `None` for an unknown one; `None` instead of a list where even the
            number of axes is unknown.
    """

    __slots__ = ("_dims",)

    def __init__(self, dims: Iterable[int | None] | int | None):
        if type(dims) is tuple and all(type(d) is int and d >= 0 for d in dims):
            self._dims = dims
        elif dims is None:
            self._dims = None
        elif isinstance(dims, TensorShape):
            self._dims = dims._dims
        elif isinstance(dims, Iterable):
            self._dims = tuple(None if d is None else _length(d) for d in dims)
        else:
            self._dims = (_length(dims),)

    @property
    def rank(self) -> int | None:
        return None if self._dims is None else len(self._dims)

    @property
    def ndims(self) -> int | None:
        return self.rank

    @property
    def dims(self) -> list[int | None] | None:
        return None if self._dims is None else list(self._dims)

    def as_list(self) -> list[int | None]:
        return list(self._known("as_list()"))

    def num_elements(self) -> int | None:
        """How many numbers a tensor of this shape holds; `None` if not known."""
        if not self.is_fully_defined():
            return None
        count = 1
        for length in self._dims:
            count *= length
        return count

    def is_fully_defined(self) -> bool:
        return self._dims is not None and None not in self._dims

    def is_compatible_with(self, other) -> bool:
        """Whether some tensor could have both shapes."""
        other = TensorShape(other)
        if self._dims is None or other._dims is None:
            return True
        return len(self._dims) == len(other._dims) and all(
            a is None or b is None or a == b for a, b in zip(self._dims, other._dims, strict=True)
        )

    def assert_is_compatible_with(self, other) -> None:
        if not self.is_compatible_with(other):
            raise ValueError(f"Shapes {self} and {TensorShape(other)} are incompatible")

    def with_rank(self, rank: int) -> TensorShape:
        """This shape, or one of `rank` unknown lengths if nothing is known.

        Raises:
            ValueError: it has another number of axes.
        """
        if self._dims is None:
            return TensorShape([None] * rank)
        if len(self._dims) != rank:
            raise ValueError(f"Shape {self} must have rank {rank}")
        return self

    def merge_with(self, other) -> TensorShape:
        """The shape that says what either of the two says."""
        other = TensorShape(other)
        self.assert_is_compatible_with(other)
        if self._dims is None or other._dims is None:
            return other if self._dims is None else self
        pairs = zip(self._dims, other._dims, strict=True)
        return TensorShape(b if a is None else a for a, b in pairs)

    def concatenate(self, other) -> TensorShape:
        other = TensorShape(other)
        if self._dims is None or other._dims is None:
            return TensorShape(None)
        return TensorShape(self._dims + other._dims)

    def _known(self, what: str) -> tuple[int | None, ...]:
        if self._dims is None:
            raise ValueError(f"{what} is not defined on an unknown TensorShape.")
        return self._dims

    def __len__(self) -> int:
        if self._dims is None:
            raise ValueError("Cannot take the length of shape with unknown rank.")
        return len(self._dims)

    def __bool__(self) -> bool:
        return self._dims is not None

    def __iter__(self) -> Iterator[int | None]:
        return iter(self._known("Iterating"))

    def __getitem__(self, key):
        if isinstance(key, slice):
            return TensorShape(None if self._dims is None else self._dims[key])
        return None if self._dims is None else self._dims[key]

    def __add__(self, other) -> TensorShape:
        return self.concatenate(other)

    def __radd__(self, other) -> TensorShape:
        return TensorShape(other).concatenate(self)

    def __eq__(self, other) -> bool:
        try:
            return self._dims == TensorShape(other)._dims
        except (TypeError, ValueError):
            return NotImplemented

    def __hash__(self) -> int:
        return hash(self._dims)

    def __repr__(self) -> str:
        return f"TensorShape({None if self._dims is None else list(self._dims)})"

    def __str__(self) -> str:
        if self._dims is None:
            return "<unknown>"
        if len(self._dims) == 1:
            return f"({self._dims[0]},)"
        return f"({', '.join(map(str, self._dims))})"


def _length(value) -> int:
    try:
        length = value.__index__()
    except AttributeError:
        raise TypeError(
            f"A shape is made of whole numbers and None, but {value!r} "
            f"({type(value).__name__}) came. Write for example shape=(2, 3)."
        ) from None
    if length < 0:
        raise ValueError(f"Dimension {length} must be >= 0")
    return length


# Two lengths that stand for one that is not known: an axis whose length differs between two runs
# with them depends on it. Both can be halved twice and divided by three.
STAND_INS = (60, 84)


def common_shape(shapes: Iterable[Sequence[int]]) -> tuple[int | None, ...]:
    """Shapes of one rank as one: None for a length in which they differ."""
    return tuple(
        lengths[0] if len(set(lengths)) == 1 else None for lengths in zip(*shapes, strict=True)
    )
