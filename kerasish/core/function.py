"""`tf.function`: Python traced once for each signature, then run compiled."""

from __future__ import annotations

import functools
import inspect
import time
import weakref
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import jax
import jax.export
import numpy as np

from kerasish.core import nest
from kerasish.core.autograph.calls import converted, rewriting
from kerasish.core.concrete import (
    ConcreteFunction,
    TensorSpec,
    conformed_all,
    spec_of,
)
from kerasish.core.context import context
from kerasish.core.lift import Lifted
from kerasish.core.random import default_generator
from kerasish.core.tensor import Tensor
from kerasish.core.tracebacks import shortened
from kerasish.core.variable import Variable

Callback = Callable[[ConcreteFunction, tuple, dict[str, Any]], None]

eagerly = False


def run_functions_eagerly(run_eagerly: bool) -> None:
    """Run the Python code of every `tf.function` at each call, for example to debug it."""
    global eagerly
    eagerly = bool(run_eagerly)


def functions_run_eagerly() -> bool:
    """Whether the Python code of every `tf.function` runs at each call."""
    return eagerly


class Function:
    """A Python function that runs compiled; made by `tf.function`."""

    def __init__(
        self,
        python_function: Callable,
        input_signature: Sequence | None = None,
        autograph: bool = True,
    ):
        functools.update_wrapper(self, python_function)
        self.python_function = python_function
        self.input_signature = None if input_signature is None else tuple(input_signature)
        self._autograph = autograph
        self._signature = inspect.signature(python_function)
        self._plain_arity = _plain_arity(self._signature)
        self._name = getattr(python_function, "__name__", "function")
        self._concrete: dict[Hashable, ConcreteFunction] = {}
        self._methods: weakref.WeakKeyDictionary = weakref.WeakKeyDictionary()
        self._callbacks: list[Callback] = []

    def __get__(self, instance, owner=None):
        """As a method: one function for each object, so `self` is no part of the signature."""
        if instance is None:
            return self
        bound = self._methods.get(instance)
        if bound is None:
            # a weak reference, or the object would keep itself alive through the dictionary
            weak = weakref.ref(instance)
            function = self.python_function

            @functools.wraps(function)
            def method(*args, **kwargs):
                return converted(function)(weak(), *args, **kwargs)

            parameters = list(self._signature.parameters.values())[1:]
            method.__signature__ = self._signature.replace(parameters=parameters)
            bound = self._methods[instance] = Function(
                method, self.input_signature, self._autograph
            )
        return bound

    def __call__(self, *args, **kwargs):
        try:
            if eagerly:
                return self.python_function(*args, **kwargs)
            call = args, kwargs
            named: dict[str, Any] = {}
            if kwargs or len(args) != self._plain_arity or self.input_signature is not None:
                given, named = self._bind(args, kwargs)
                args = tuple(given.values())
            tensors: list[Tensor] = []
            key = self._key(args, named, tensors)
            concrete = self._concrete.get(key)
            if concrete is None:
                concrete = self._trace(key, args, named, tensors)
            result = concrete.run(tensors)
            if self._callbacks and context.trace is None:
                for callback in tuple(self._callbacks):
                    callback(concrete, *call)
            return result
        except Exception as error:
            __tracebackhide__ = True
            raise shortened(error) from error.__cause__

    def get_concrete_function(self, *args, **kwargs) -> ConcreteFunction:
        """The function traced for arguments like these; a TensorSpec stands for a tensor."""
        if self.input_signature is not None and not args and not kwargs:
            args = self.input_signature
        given, named = self._bind(args, kwargs)
        values = tuple(given.values())
        tensors: list = []
        key = self._key(values, named, tensors)
        return self._concrete.get(key) or self._trace(key, values, named, tensors)

    def experimental_get_tracing_count(self) -> int:
        """How many times the Python code was traced."""
        return len(self._concrete)

    @property
    def traces(self) -> list[ConcreteFunction]:
        """The function as it was traced, once for each signature."""
        return list(self._concrete.values())

    def on_call(self, callback: Callback) -> Callable[[], None]:
        """Have a function called after each call, to watch what goes on.

        Args:
            callback: gets the trace that was used, the arguments that went by place, and those
                that went by name. It does not hear of calls within another function's trace.

        Returns:
            a function that ends it.
        """
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def pretty_printed_concrete_signatures(self) -> str:
        """The signatures that were traced, as text."""
        return "\n\n".join(map(str, self._concrete.values()))

    # -- binding and tracing ---------------------------------------------------------------

    def _bind(self, args: tuple, kwargs: dict) -> tuple[dict[str, Any], dict[str, Any]]:
        """The arguments that go by place and those that go by name, defaults filled in."""
        try:
            bound = self._signature.bind(*args, **kwargs)
        except TypeError as error:
            raise TypeError(
                f"Binding inputs to tf.function failed due to `{error}`. Received args: {args} "
                f"and kwargs: {kwargs} for signature: {self._signature}."
            ) from None
        bound.apply_defaults()
        by_place, by_name = {}, {}
        for name, value in bound.arguments.items():
            kind = self._signature.parameters[name].kind
            if kind is inspect.Parameter.VAR_POSITIONAL:
                by_place |= {f"{name}_{i}": item for i, item in enumerate(value)}
            elif kind is inspect.Parameter.VAR_KEYWORD:
                by_name |= dict(sorted(value.items()))
            elif kind is inspect.Parameter.KEYWORD_ONLY:
                by_name[name] = value
            else:
                by_place[name] = value
        for name, spec in zip(by_place, self.input_signature or ()):
            by_place[name] = conformed_all(spec, by_place[name], name)
        return by_place, by_name

    def _key(self, values: tuple, named: dict[str, Any], tensors: list) -> Hashable:
        """The signature of a call; its tensors are collected."""
        places = tuple([_key(value, tensors) for value in values])
        names = tuple([(name, _key(value, tensors)) for name, value in named.items()])
        return (places, names) if self.input_signature is None else names

    def _trace(
        self, key: Hashable, values: tuple, named: dict[str, Any], tensors: Sequence
    ) -> ConcreteFunction:
        if self.input_signature is not None:
            values = (*self.input_signature, *values[len(self.input_signature) :])
        arguments = dict(zip(self._names(len(values)), values)) | named
        labels = [name for name, value in arguments.items() for _ in _tensors(value)]
        specs = _shapes_dtypes([t for value in arguments.values() for t in _tensors(value)])

        def body(*traced):
            rest = iter(traced)
            filled = {
                name: nest.map_structure(lambda leaf: _fill(leaf, rest), value)
                for name, value in arguments.items()
            }
            by_name = {name: filled.pop(name) for name in named}
            with rewriting(self._autograph):
                return converted(self.python_function)(*filled.values(), **by_name)

        def lift(may_create: bool) -> Lifted:
            return Lifted(body, specs, name=self._name, names=labels, may_create=may_create)

        start = time.perf_counter()
        default_generator()  # were it made meanwhile, the function would be traced again
        lifted = lift(may_create=not self._concrete)
        if lifted.made or lifted.grew:
            lifted.make_variables([_concrete(tensor) for tensor in tensors])
            lifted = lift(may_create=False)
        described = {n: nest.map_structure(spec_of, value) for n, value in arguments.items()}
        seconds = time.perf_counter() - start
        self._concrete[key] = ConcreteFunction(lifted, described, seconds)
        return self._concrete[key]

    def _names(self, count: int) -> list[str]:
        """The names of `count` arguments that go by place."""
        names = [
            name
            for name, parameter in self._signature.parameters.items()
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        ]
        return names[:count] + [f"args_{i}" for i in range(count - len(names))]


def function(
    func: Callable | None = None,
    input_signature: Sequence | None = None,
    autograph: bool = True,
    jit_compile: bool | None = None,
    reduce_retracing: bool = False,
) -> Function | Callable[[Callable], Function]:
    """Make a function run compiled.

    The Python code runs once for each new signature (dtypes and shapes of tensors, values of
    everything else) and writes down its operations; after that these run without Python.
    Variables may be created in the first call alone.

    Python's `if`, `while` and `for`, `and`, `or`, `not` and `a if t else b` over tensors become
    part of the program, also in functions of your own that are called. Both branches give a
    variable a value of one dtype and shape, and a loop leaves dtypes and shapes as they are. What
    depends on Python values alone runs once, while tracing.

    To see what was made of it:

        f.pretty_printed_concrete_signatures()      # what was traced
        for one in f.traces:
            one.trace_seconds, one.compile_seconds  # and how long that took
            one.operations                          # what is in it
        tf.autograph.to_code(f)                     # the rewritten Python code

    Args:
        func: the function; left out when used as `@tf.function(...)`.
        input_signature: a TensorSpec for each argument: others are refused.
        autograph: whether `if`, `while` and `for` are rewritten; without, Python runs them once.
        jit_compile, reduce_retracing: accepted so that programs written for TensorFlow run: code
            is always compiled, and each shape is traced.
    """
    if func is None:
        return lambda func: Function(func, input_signature, autograph)
    if isinstance(func, Function):
        return func
    return Function(func, input_signature, autograph)


def _plain_arity(signature: inspect.Signature) -> int:
    """How many positional arguments make a call complete; -1 if calls must be bound by name."""
    kinds = [parameter.kind for parameter in signature.parameters.values()]
    if any(kind is not inspect.Parameter.POSITIONAL_OR_KEYWORD for kind in kinds):
        return -1
    return len(kinds)


def _key(value: Any, tensors: list) -> Hashable:
    """What a value adds to the signature; its tensors are collected."""
    if type(value) is Tensor:
        tensors.append(value)
        array = value.array
        return array.dtype, array.shape
    if isinstance(value, Tensor | TensorSpec):
        tensors.append(value)
        return np.dtype(value.dtype.as_numpy_dtype), tuple(value.shape)
    if isinstance(value, np.ndarray | np.generic | jax.Array):
        return _key(Tensor.convert(value), tensors)
    if isinstance(value, Variable):
        return "variable", value._number
    if isinstance(value, dict):
        return "dict", tuple((name, _key(value[name], tensors)) for name in sorted(value))
    if isinstance(value, list | tuple):
        return type(value).__name__, tuple([_key(item, tensors) for item in value])
    try:
        hash(value)
    except TypeError:
        return "object", id(value)
    return type(value), value


def _tensors(value: Any) -> list:
    tensors: list = []
    _key(value, tensors)
    return tensors


def _fill(leaf: Any, tensors) -> Any:
    is_tensor = isinstance(leaf, Tensor | TensorSpec | np.ndarray | np.generic | jax.Array)
    return next(tensors) if is_tensor else leaf


def _shapes_dtypes(tensors: Sequence[Tensor | TensorSpec]) -> list[jax.ShapeDtypeStruct]:
    """What JAX traces with; an open length becomes a symbol."""
    scope = jax.export.SymbolicScope()
    specs = []
    for place, tensor in enumerate(tensors):
        shape = tuple(tensor.shape)
        if None in shape:
            lengths = [f"n{place}_{i}" if n is None else str(n) for i, n in enumerate(shape)]
            shape = jax.export.symbolic_shape(",".join(lengths), scope=scope)
        specs.append(jax.ShapeDtypeStruct(shape, tensor.dtype.as_numpy_dtype))
    return specs


def _concrete(tensor: Tensor | TensorSpec):
    if isinstance(tensor, Tensor):
        return tensor.array
    return np.zeros(tuple(tensor.shape), tensor.dtype.as_numpy_dtype)
