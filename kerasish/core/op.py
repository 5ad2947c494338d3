"""Operations: a pure JAX function, declared once.

Calling an operation converts its arguments to tensors, runs the compiled function, tells the
active tapes, and wraps the result. The annotation of a parameter says what it is:

    Array       a tensor; all parameters marked so must have one and the same dtype
    AnyArray    a tensor of any dtype
    Index       a tensor of integers
    Mask        a tensor of booleans
    Arrays      a list of tensors of one dtype

Everything else is static: a number, a name or a list that is fixed when the function is compiled.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import jax
import numpy as np

from kerasish.core import dtypes, errors
from kerasish.core.kernel import Kernel, compute
from kerasish.core.tracebacks import (
    in_library,
    is_traceback_filtering_enabled,
    misfit,
    shortened,
)

Array = AnyArray = Index = Mask = jax.Array
Arrays = Sequence[jax.Array]

TENSOR_KINDS = ("Array", "AnyArray", "Index", "Mask", "Arrays")


class Op:
    """A public operation.

    Args:
        function: the pure JAX function; see the module's text for its annotations.
        dtypes: the NumPy dtypes that `Array` parameters may have.
        differentiable: False for operations that tapes do not follow.
        keeps: True for operations that contain a loop: under a tape they keep what their
            derivative needs.
        hint: what to try when shapes do not fit.

    Attributes:
        tensor_type: the class of inputs and results. Its `convert` makes one from a value.
            The tensor's own module sets it: its operators are operations, so it comes later.
    """

    tensor_type: type

    def __init__(
        self,
        function: Callable,
        *,
        dtypes: frozenset = dtypes.NUMBERS,
        differentiable: bool = True,
        keeps: bool = False,
        hint: str = "",
    ):
        self.function = function
        self.dtypes = dtypes
        self.options = {"differentiable": differentiable, "keeps": keeps}
        self.hint = hint
        self.signature = inspect.signature(function)
        kinds = {name: p.annotation for name, p in self.signature.parameters.items()}
        self.tensors = {name: kind for name, kind in kinds.items() if kind in TENSOR_KINDS}
        self.defaults = {name: p.default for name, p in self.signature.parameters.items()}
        # How many arguments a call has that are all `Array`s, with no static one: the usual call.
        alike = set(self.tensors.values()) <= {"Array"}
        self.plainly = len(self.tensors) if alike else None
        self.kernels: dict[Hashable, Kernel] = {}
        self.plain: Kernel | None = None  # the kernel of a call without static arguments
        self.__name__ = self.__qualname__ = function.__name__.strip("_")
        self.__module__ = function.__module__
        self.__doc__ = function.__doc__
        self.__wrapped__ = function

    def __repr__(self) -> str:
        return f"<operation {self.__name__}{self.signature}>"

    def __get__(self, instance, owner=None):
        """Operations are functions of modules; as an attribute of a class, a static one."""
        return self

    def __call__(self, *args, **kwargs):
        try:
            return self.apply(args, kwargs)
        except Exception as error:
            __tracebackhide__ = True
            told = self.explain(error, args, kwargs)
            raise told from told.__cause__

    def apply(self, args: tuple, kwargs: dict):
        """The result of a call; its errors are still to be explained."""
        if kwargs or len(args) != self.plainly:
            kernel, inputs = self.bind(args, kwargs)
        else:
            kernel = self.plain
            if kernel is None:
                kernel = self.plain = self.bind(args, {})[0]
            inputs = self.convert(args)
        return compute(kernel, inputs, self.tensor_type)

    # -- from arguments to tensors ---------------------------------------------------------

    def bind(self, args: tuple, kwargs: dict) -> tuple[Kernel, Sequence]:
        """The kernel for the static arguments of a call, and its tensors as one flat list."""
        values, counts, static = [], [], []
        all_arrays = True
        for name, value in self._arguments(args, kwargs):
            kind = self.tensors.get(name)
            if kind is None or (value is None and self.defaults[name] is None):
                static.append((name, freeze(value), type(value)))
            elif kind == "Arrays":
                items = self._list(name, value)
                values += [(item, "Array") for item in items]
                counts.append((name, len(items)))
            else:
                all_arrays = all_arrays and kind == "Array"
                values.append((value, kind))
                counts.append((name, None))
        key = (tuple(counts), tuple(static))
        kernel = self.kernels.get(key)
        if kernel is None:
            fixed = {name: value for name, value, _ in static}
            pure = _call_flat(self.function, tuple(counts), fixed)
            made_of = ("op", self.__module__, self.function.__qualname__, *key)
            kernel = Kernel(self.__name__, pure, key=made_of, **self.options)
            self.kernels[key] = kernel
        if all_arrays:
            return kernel, self.convert([value for value, _ in values])
        return kernel, self._convert_kinds(values)

    def _arguments(self, args: tuple, kwargs: dict) -> list[tuple[str, Any]]:
        """All parameters with their values: given by place, by name, or by default."""
        given = dict(zip(self.defaults, args))
        named = {name: value for name, value in kwargs.items() if name != "name"}
        repeated = given.keys() & named.keys()
        values = self.defaults | given | named
        missing = any(value is inspect.Parameter.empty for value in values.values())
        if (
            missing
            or repeated
            or len(args) > len(self.defaults)
            or len(values) > len(self.defaults)
        ):
            raise TypeError(misfit(self.__name__, self.signature, args, named))
        return list(values.items())

    def _list(self, name: str, value) -> list:
        if isinstance(value, list | tuple):
            return list(value)
        if isinstance(value, self.tensor_type | np.ndarray | jax.Array) and np.ndim(value) > 0:
            return list(value)
        raise TypeError(
            f"`{self.__name__}` takes a list of tensors as `{name}`, but "
            f"{describe(value)} came. Write {self.__name__}([a, b], ...)."
        )

    def convert(self, values: Sequence) -> Sequence:
        """Tensors of one dtype: that of the first tensor, else what the values suggest."""
        kind = self.tensor_type
        for value in values:
            if type(value) is not kind:
                values = self._tensors(values)
                break
        if values:
            dtype = values[0].array.dtype
            if dtype not in self.dtypes:
                raise self.wrong_dtype(values)
            for value in values[1:]:
                if value.array.dtype != dtype:
                    raise self.mixed_dtypes(values)
        return values

    def _tensors(self, values: Sequence) -> list:
        hint = None
        for value in values:
            hint = getattr(value, "dtype", None)
            if hint is not None:
                hint = hint if isinstance(hint, dtypes.DType) else dtypes.from_numpy(np.dtype(hint))
                break
        convert = self.tensor_type.convert
        tensors = []
        for value in values:
            tensor = convert(value, None, hint)
            hint = hint or tensor.dtype
            tensors.append(tensor)
        return tensors

    def _convert_kinds(self, values: list) -> list:
        arrays = iter(self.convert([value for value, kind in values if kind == "Array"]))
        tensors = []
        for value, kind in values:
            if kind == "Array":
                tensors.append(next(arrays))
                continue
            tensor = value if type(value) is self.tensor_type else self.tensor_type.convert(value)
            found = tensor.array.dtype
            if kind == "Index" and found not in dtypes.INTEGERS:
                raise errors.DtypeMismatchError(
                    f"`{self.__name__}` takes whole numbers (int32 or int64) as indices, but "
                    f"{describe(tensor)} came. Convert them: tf.cast(indices, tf.int32)."
                )
            if kind == "Mask" and found not in dtypes.BOOLS:
                raise errors.DtypeMismatchError(
                    f"`{self.__name__}` takes a mask of booleans, but {describe(tensor)} came. "
                    "Make one by comparing: x > 0, or tf.cast(mask, tf.bool)."
                )
            tensors.append(tensor)
        return tensors

    # -- errors ----------------------------------------------------------------------------

    def wrong_dtype(self, values: Sequence) -> Exception:
        found = values[0].dtype
        given = ", ".join(map(describe, values))
        if found == "string":
            text = (
                f"`{self.__name__}` does not work on text: {given} came. Strings can be made, "
                "shown and compared; for anything else take them out with .numpy()."
            )
        elif found.is_bool:
            text = (
                f"`{self.__name__}` does not work on booleans: {given} came. "
                "Turn them into numbers first: tf.cast(x, tf.float32)."
            )
        else:
            allowed = [d.name for d in map(dtypes.from_numpy, self.dtypes)]
            text = (
                f"`{self.__name__}` does not work on {found.name}: {given} came, one of "
                f"{', '.join(sorted(allowed))} was expected. Convert it: tf.cast(x, tf.float32)."
            )
        return errors.DtypeMismatchError(text)

    def mixed_dtypes(self, values: Sequence) -> Exception:
        given = " and ".join(describe(value) for value in values)
        if any(value.dtype == "string" for value in values):
            return self.wrong_dtype([v for v in values if v.dtype == "string"])
        floats = [value.dtype.name for value in values if value.dtype.is_floating]
        # float32 is what weights are
        wanted = "float32" if "float32" in floats else (floats or [values[0].dtype.name])[0]
        return errors.DtypeMismatchError(
            f"`{self.__name__}` works on tensors of one dtype, but {given} came. "
            f"Nothing is converted silently: convert one, for example tf.cast(x, tf.{wanted})."
        )

    def explain(self, error: Exception, args: tuple, kwargs: dict) -> Exception:
        """The error to raise: those of JAX about shapes are told in the operation's words.

        JAX's own is the `__context__` of what is raised, and shown if tracebacks are not filtered.
        """
        inside_jax = isinstance(error, TypeError | ValueError | IndexError) and from_jax(error)
        if not inside_jax:
            return shortened(error)
        given = " and ".join(map(describe, _flat((*args, *kwargs.values()))))
        hint = f" {self.hint}" if self.hint else ""
        detail = str(error).split("\n")[0].rstrip(".")
        told = errors.ShapeMismatchError(
            f"`{self.__name__}` cannot work on {given}: {detail}.{hint}"
        )
        told.__cause__ = None if is_traceback_filtering_enabled() else error
        return told


def op(function: Callable | None = None, **options):
    """Declare an operation: `@op`, or `@op(dtypes=..., hint=...)`; see `Op`."""
    if function is None:
        return lambda function: Op(function, **options)
    return Op(function, **options)


def describe(value: Any) -> str:
    """A value in a message: its dtype and shape, or the thing itself where it is short."""
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        name = getattr(value.dtype, "name", str(value.dtype))
        what = getattr(type(value), "__name__", "tensor")
        return f"a {what} of dtype {name} and shape {tuple(value.shape)}"
    text = repr(value)
    return f"{text if len(text) <= 60 else text[:57] + '...'} ({type(value).__name__})"


def _flat(values: Sequence) -> list:
    """The tensors among arguments, lists of them opened; all arguments if there are none."""
    flat = []
    for value in values:
        flat += value if isinstance(value, list | tuple) else [value]
    return [value for value in flat if hasattr(value, "shape")] or list(values)


def freeze(value: Any) -> Hashable:
    """A static argument as something hashable: lists and arrays become tuples."""
    if isinstance(value, list | tuple):
        return tuple(freeze(item) for item in value)
    if isinstance(value, dict):
        return tuple((key, freeze(item)) for key, item in value.items())
    if hasattr(value, "numpy"):
        value = value.numpy()
    if isinstance(value, np.ndarray | np.generic):
        return freeze(value.tolist())
    return value


def from_jax(error: Exception) -> bool:
    """Whether JAX raised the error while it worked on an operation's pure function."""
    traceback, inside = error.__traceback__, False
    while traceback is not None:
        inside = inside or traceback.tb_frame.f_code.co_name == "_pure"
        last, traceback = traceback.tb_frame, traceback.tb_next
    return inside and not in_library(last)


def _call_flat(function: Callable, counts: tuple, static: dict) -> Callable:
    """`function` as one of a flat list of arrays."""

    def _pure(*arrays):
        rest = iter(arrays)
        given = {
            name: next(rest) if count is None else [next(rest) for _ in range(count)]
            for name, count in counts
        }
        return function(**given, **static)

    return _pure
