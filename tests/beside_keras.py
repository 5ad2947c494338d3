"""Asks Keras what `kerasish.keras` should do.

A test is one program, written once and run twice in the same process: with `keras` bound to Keras
(on JAX), then with `keras` bound to kerasish's. What it returns, prints and raises has to be the
same; no expected value is written by hand.

    @parity
    def test_dense(keras):
        layer = keras.layers.Dense(3)
        layer.build((None, 2))
        layer.set_weights([KERNEL, BIAS])
        return layer(X)

    @parity(raises="ValueError")
    def test_units_below_one(keras):
        keras.layers.Dense(0)

Names are numbered from the start in each run. Floats are equal within `TOLERANCE`, or that given;
dictionaries in the order of their keys.
"""

import contextlib
import functools
import inspect
import io
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import jax
import numpy as np

import keras as real
import kerasish as tf
from kerasish import keras as ours

TOLERANCE = (2e-5, 2e-6)  # relative and absolute


@dataclass
class Outcome:
    value: Any
    printed: str
    error: Exception | None
    warned: list[str]


def parity(program: Callable | None = None, **expected: Any) -> Callable:
    """Make the test that `assert_same` of the decorated program; takes its keyword arguments."""
    if program is None:
        return functools.partial(parity, **expected)

    @functools.wraps(program)
    def test(**arguments: Any) -> None:
        assert_same(program, **expected, **arguments)

    parameters = list(inspect.signature(program).parameters.values())[1:]
    test.__signature__ = inspect.Signature(
        [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in parameters]
    )
    return test


def assert_same(
    program: Callable,
    *,
    raises: str | None = None,
    says: str = "",
    warns: bool = False,
    tolerance: tuple[float, float] = TOLERANCE,
    dtypes: bool = True,
    **arguments: Any,
) -> None:
    """Run `program(keras, **arguments)` with both and fail where the outcomes differ.

    Args:
        program: takes the library, returns arrays, tensors, numbers, texts and structures of them.
        raises: the class of the error that Keras raises; without it Keras must not.
        says: a regular expression that is found in kerasish's message.
        warns: whether Keras warns; kerasish then must, too.
        tolerance: relative and absolute, for floats.
        dtypes: whether those of arrays must be the same.
    """
    expected, actual = (_run(program, keras, arguments) for keras in (real, ours))
    if raises is None:
        if expected.error is not None:
            raise AssertionError("the program fails in Keras itself") from expected.error
        if actual.error is not None:
            raise actual.error
        assert as_seen(actual.printed) == as_seen(expected.printed)
        _compare(expected.value, actual.value, tolerance, dtypes, "value")
    else:
        assert expected.error is not None, f"Keras raises no {raises} here"
        assert type(expected.error).__name__ == raises, f"Keras raises {expected.error!r}"
        assert actual.error is not None, f"no error, where Keras says: {expected.error}"
        classes = [each.__name__ for each in type(actual.error).__mro__]
        if raises not in classes:
            raise AssertionError(f"{raises} expected: {expected.error}") from actual.error
        assert re.search(says, str(actual.error)), str(actual.error)
    assert bool(actual.warned) == bool(expected.warned) == warns, (actual.warned, expected.warned)


def _run(program: Callable, keras: ModuleType, arguments: dict[str, Any]) -> Outcome:
    keras.backend.clear_session(free_memory=False)  # looking for it takes longer than most programs
    value = error = None
    with (
        contextlib.redirect_stdout(io.StringIO()) as printed,
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", UserWarning)
        try:
            value = plain(program(keras, **arguments))
        except Exception as problem:
            error = problem
    return Outcome(value, printed.getvalue(), error, [str(each.message) for each in caught])


def plain(value: Any) -> Any:
    """A value of either library as NumPy arrays and Python's own types."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tf.TensorShape):
        return tuple(value)
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return np.asarray(value)


def _compare(
    expected: Any, actual: Any, tolerance: tuple[float, float], dtypes: bool, where: str
) -> None:
    if isinstance(expected, dict):
        assert list(actual) == list(expected), where
        for key in expected:
            _compare(expected[key], actual[key], tolerance, dtypes, f"{where}[{key!r}]")
    elif isinstance(expected, list | tuple):
        assert len(actual) == len(expected), f"{where}: {actual} instead of {expected}"
        for place, (one, other) in enumerate(zip(expected, actual)):
            _compare(one, other, tolerance, dtypes, f"{where}[{place}]")
    elif isinstance(expected, float | np.ndarray):
        assert np.shape(actual) == np.shape(expected), f"{where}: the shape"
        if isinstance(expected, np.ndarray) and dtypes:
            assert actual.dtype == expected.dtype, f"{where}: {actual.dtype}, not {expected.dtype}"
        relative, absolute = tolerance
        np.testing.assert_allclose(actual, expected, relative, absolute, err_msg=where)
    else:
        assert actual == expected, where


def as_seen(text: str) -> str:
    """Printed text without times, and without what a progress bar drew over."""
    lines = [re.split(r"[\r\x08]+", line)[-1].rstrip() for line in text.split("\n")]
    text = "\n".join(lines)
    text = re.sub(r"(?<=\x1b\[1m)(\d+s|[\d:]+)(?=\x1b\[0m)|(?<= - )\d+s(?= )", "TIME", text)
    return re.sub(r"\d+(s|ms|us)/step", "TIME/step", text)


def gradients(keras: ModuleType, model: Any, *inputs: np.ndarray, **options: Any) -> list:
    """Outputs of a built layer or model, and the gradients of a number made of them.

    Returns:
        the output, then the gradients with respect to the trainable variables, then to the inputs.
    """
    if keras is real:

        def total(weights, inputs):
            fixed = [variable.value for variable in model.non_trainable_variables]
            output, _ = model.stateless_call(weights, fixed, *inputs, **options)
            return jax.numpy.sum(jax.numpy.sin(output) * 1.5), output

        weights = [variable.value for variable in model.trainable_variables]
        differentiate = jax.jit(jax.grad(total, argnums=(0, 1), has_aux=True))
        (by_weights, by_inputs), output = differentiate(weights, list(inputs))
        return [output, by_weights, by_inputs]
    tensors = [tf.constant(each) for each in inputs]
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        output = model(*tensors, **options)
        total = tf.reduce_sum(tf.sin(output) * 1.5)
    by_weights, by_inputs = tape.gradient(total, [model.trainable_variables, tensors])
    return [output, by_weights, by_inputs]


def fill(model: Any, seed: int = 0) -> Any:
    """Give the weights of a built layer or model numbers that depend on the seed alone."""
    generator = np.random.default_rng(seed)
    model.set_weights(
        [generator.normal(size=tuple(each.shape)).astype(np.float32) for each in model.weights]
    )
    return model
