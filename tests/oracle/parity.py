"""One program, run with TensorFlow and with kerasish, and the two outcomes compared."""

import contextlib
import functools
import inspect
import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from oracle.described import Described, describe, differences


@dataclass
class Outcome:
    """What one run of a program gave: a value or an error, the text printed, the warnings."""

    value: Described | None
    error: Exception | None
    printed: str
    warnings: list[str]


def both(program: Callable[..., Any], **arguments: Any) -> tuple[Outcome, Outcome]:
    """The outcomes of `program(tf, **arguments)` with TensorFlow and with kerasish as `tf`."""
    # Here, since `oracle.notebook` runs in processes that load one of the two.
    import tensorflow

    import kerasish

    return _run(program, tensorflow, arguments), _run(program, kerasish, arguments)


def assert_same(
    program: Callable[..., Any],
    *,
    raises: str | None = None,
    warns: bool = False,
    tolerance: tuple[float, float] | None = None,
    **arguments: Any,
) -> None:
    """Run `program(tf, **arguments)` with each library and fail where the outcomes differ.

    Args:
        program: takes the library, returns a value of any kind that `describe` knows.
        raises: name of the error class that TensorFlow raises; without it TensorFlow must not.
        warns: whether TensorFlow warns, by `warnings` or by its log; kerasish then must, too.
        tolerance: relative and absolute, in place of the one for the dtype.
        **arguments: given to the program.
    """
    expected, actual = both(program, **arguments)
    if raises is None and expected.error is not None:
        raise AssertionError("the program fails in TensorFlow itself") from expected.error
    if raises is not None:
        assert expected.error is not None, f"TensorFlow raises no {raises} here"
        _assert_same_error(raises, expected.error, actual.error)
    elif actual.error is not None:
        raise actual.error
    assert actual.printed == expected.printed
    if warns:
        assert expected.warnings, "TensorFlow warns of nothing here"
        assert actual.warnings, f"no warning, where TensorFlow says: {expected.warnings[0]}"
    if raises is None:
        found = differences(expected.value, actual.value, tolerance)
        assert not found, "\n".join(found)


def _assert_same_error(raises: str, expected: Exception, actual: Exception | None) -> None:
    assert type(expected).__name__ == raises, f"TensorFlow raises {expected!r}"
    assert actual is not None, f"no error, where TensorFlow raises {raises}: {expected}"
    classes = [each.__name__ for each in type(actual).__mro__]
    # A name that kerasish lacks raises an AttributeError as well, and says nothing here.
    missing = isinstance(actual, AttributeError) and isinstance(actual.obj, ModuleType)
    if raises not in classes or missing:
        raise AssertionError(f"{raises} expected, TensorFlow's says: {expected}") from actual


def parity(program: Callable[..., Any] | None = None, **expected: Any) -> Callable[..., Any]:
    """Make the test that `assert_same` of the decorated program; takes its keyword arguments.

    The program's first argument is the library, the others are pytest's (fixtures, parameters).
    """
    if program is None:
        return functools.partial(parity, **expected)

    @functools.wraps(program)
    def test(**arguments: Any) -> None:
        assert_same(program, **expected, **arguments)

    signature = inspect.signature(program)
    arguments = list(signature.parameters.values())[1:]
    test.__signature__ = signature.replace(
        parameters=[each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in arguments]
    )
    return test


def compare_gradients(
    function: Callable[..., Any],
    *inputs: Any,
    second: bool = True,
    tolerance: tuple[float, float] | None = None,
) -> None:
    """Compare the value of `function(tf, *tensors)`, its gradient and the gradient of that.

    Args:
        function: takes the library and a tensor for each input, returns a tensor of any shape.
        *inputs: arrays; `float` ones are watched and differentiated, the others are given as
            constants.
        second: whether to compare the second gradient, for a function that has one.
        tolerance: relative and absolute, in place of the one for the dtype.
    """

    def program(tf: ModuleType) -> list[Any]:
        tensors = [tf.constant(each) for each in inputs]
        sources = [each for each in tensors if each.dtype.is_floating]
        with tf.GradientTape() as outer, tf.GradientTape() as inner:
            outer.watch(sources)
            inner.watch(sources)
            value = function(tf, *tensors)
            # Weights that differ, so that an entry of the gradient cannot stand in for another.
            weights = np.linspace(0.5, 1.5, int(np.prod(value.shape))).reshape(value.shape)
            with inner.stop_recording():
                weights = tf.cast(tf.constant(weights), value.dtype)
            weighted = tf.reduce_sum(value * weights)
            gradients = inner.gradient(weighted, sources)
            # TensorFlow's gradient of `gather` is sparse, and has no arithmetic.
            reached = [tf.convert_to_tensor(each) for each in gradients if each is not None]
            squares = sum(tf.reduce_sum(each * each) for each in reached) if reached else None
        results = [value, gradients]
        if second and reached:
            # Zeros where the gradient does not depend on the inputs: kerasish says 0 where
            # TensorFlow says None, since its backward pass is one operation of all of them.
            results.append(outer.gradient(squares, sources, unconnected_gradients="zero"))
        return results

    assert_same(program, tolerance=tolerance)


def _run(program: Callable[..., Any], tf: ModuleType, arguments: dict[str, Any]) -> Outcome:
    value = error = None
    with _output() as printed, _warnings() as raised:
        try:
            value = describe(program(tf, **arguments), tf)
        except Exception as problem:
            error = problem
    return Outcome(value, error, printed(), raised)


@contextlib.contextmanager
def _output() -> Iterator[Callable[[], str]]:
    """Everything written to stdout and stderr, by Python or below it (`tf.print` is C++)."""
    python_streams = sys.stdout, sys.stderr
    kept = [os.dup(descriptor) for descriptor in (1, 2)]
    with tempfile.TemporaryFile("w+", encoding="utf-8", buffering=1) as file:
        try:
            for stream in python_streams:
                stream.flush()
            for descriptor in (1, 2):
                os.dup2(file.fileno(), descriptor)
            sys.stdout = sys.stderr = file
            text = ""
            yield lambda: text
        finally:
            file.flush()
            sys.stdout, sys.stderr = python_streams
            for descriptor, copy in zip((1, 2), kept):
                os.dup2(copy, descriptor)
                os.close(copy)
            file.seek(0)
            text = file.read()


@contextlib.contextmanager
def _warnings() -> Iterator[list[str]]:
    """Messages of `warnings` and of log records of warning level, whoever gives them."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())
    loggers = [logging.getLogger(library) for library in ("tensorflow", "kerasish")]
    kept = [(logger, logger.handlers[:], logger.propagate) for logger in loggers]
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for logger in loggers:
            logger.handlers[:] = [handler]
            logger.propagate = False
        try:
            yield messages
        finally:
            for logger, handlers, propagate in kept:
                logger.handlers[:] = handlers
                logger.propagate = propagate
            messages += [str(each.message) for each in caught]
