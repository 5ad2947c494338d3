"""Reductions, running totals and sums by group, beside TensorFlow's."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from ops.table import error, every_dtype, floats, kinked, parametrize, smooth, value
from oracle import assert_same

A = floats(2, 3, 4)
M = floats(3, 4)
INTS = np.array([[3, -1, 4], [-1, 5, -9]], "int32")
BOOLS = np.array([[True, False, True], [True, True, True]])
TIES = np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], "float32")
EMPTY = np.zeros((0, 3), "float32")

SMOOTH = (
    *("reduce_sum", "reduce_mean", "reduce_prod", "math.reduce_variance", "math.reduce_std"),
    *("reduce_logsumexp", "math.reduce_euclidean_norm"),
)
ORDER = ("reduce_max", "reduce_min")
LOGICAL = ("reduce_all", "reduce_any")
PLACES = ("argmax", "argmin")
RUNNING = ("cumsum", "math.cumprod", "math.cumulative_logsumexp")


@parametrize(
    *(smooth(name, M) for name in SMOOTH),
    *(kinked(name, A, axis=1) for name in SMOOTH),
    *(value(name, A, axis=[0, -1], keepdims=True) for name in (*SMOOTH, *ORDER)),
    *(value(name, A, axis=[]) for name in (*SMOOTH, *ORDER)),
    *(value(name, A, np.array(1)) for name in SMOOTH),
    *(value(name, EMPTY, axis=0) for name in (*SMOOTH, *ORDER)),
    *(kinked(name, TIES, axis=1) for name in ORDER),
    *(kinked(name, TIES) for name in ORDER),
    smooth("reduce_prod", np.array([[0.0, 2.0, 3.0], [0.0, 0.0, 4.0]], "float32"), axis=1),
    value("reduce_mean", INTS),
    value("reduce_mean", INTS, axis=0),
    *(value(name, BOOLS, axis=1) for name in LOGICAL),
    *(value(name, BOOLS, keepdims=True) for name in LOGICAL),
    *(value(name, [1.0, 2.0, 3.0]) for name in SMOOTH),
)
def test_reductions(case):
    case.check()


@parametrize(
    *(every_dtype(name, [[1, 2], [3, 1]], axis=1) for name in (*SMOOTH, *ORDER)),
    *(every_dtype(name, [[1, 0], [1, 1]], axis=1) for name in LOGICAL),
    *(every_dtype(name, [[1, 2], [3, 1]]) for name in PLACES),
    every_dtype("cumsum", [1, 2, 3]),
    every_dtype("math.cumprod", [1, 2, 3]),
    every_dtype("math.cumulative_logsumexp", [1, 2, 3]),
    every_dtype("math.count_nonzero", [1, 0, 3]),
)
def test_dtypes(case):
    case.check()


@parametrize(
    *(value(name, A) for name in PLACES),
    *(value(name, A, axis=-1) for name in PLACES),
    *(value(name, TIES, axis=1, output_type="int32") for name in PLACES),
    value("math.count_nonzero", INTS),
    value("math.count_nonzero", BOOLS, axis=1, keepdims=True),
    value("math.count_nonzero", A, axis=0, dtype="int32"),
)
def test_places_and_counts(case):
    case.check()


@parametrize(
    *(smooth(name, M) for name in RUNNING),
    *(kinked(name, M, axis=1, exclusive=True) for name in RUNNING),
    *(value(name, A, axis=-1, reverse=True) for name in RUNNING),
    *(value(name, A, 1, True, True) for name in RUNNING),
)
def test_running_totals(case):
    case.check()


LABELS = np.array([0, 1, 1, 2, 4])
GUESSES = np.array([0, 1, 2, 2, 0])
SEGMENTS = np.array([0, 0, 2])
UNSORTED = np.array([2, 0, -1])
SEGMENT_NAMES = ("sum", "prod", "mean", "max", "min")


@parametrize(
    value("math.bincount", LABELS),
    value("math.bincount", LABELS, minlength=8),
    value("math.bincount", LABELS, maxlength=3, dtype="int64"),
    value("math.bincount", LABELS, weights=floats(5)),
    value("math.confusion_matrix", LABELS, GUESSES),
    value("math.confusion_matrix", LABELS, GUESSES, num_classes=6, dtype="float32"),
    value("math.confusion_matrix", LABELS, GUESSES, weights=np.arange(5)),
    value("math.confusion_matrix", [1, 2], [1, 1]),
    *(value(f"math.segment_{name}", M, SEGMENTS) for name in SEGMENT_NAMES),
    *(value(f"math.unsorted_segment_{name}", M, UNSORTED, 4) for name in SEGMENT_NAMES),
    *(kinked(f"math.segment_{name}", M, SEGMENTS) for name in SEGMENT_NAMES),
    value("math.in_top_k", np.array([0, 1, 3]), floats(3, 4), 2),
    value("math.in_top_k", np.array([0, 1]), TIES, 1),
    value("nn.zero_fraction", INTS * (INTS > 0)),
    value("histogram_fixed_width", A, [-1.0, 1.0], 5),
    value("math.is_non_decreasing", np.array([1, 2, 2])),
    value("math.is_non_decreasing", np.array([1, 2, 1])),
    value("math.is_strictly_increasing", np.array([1, 2, 2])),
    value("math.is_strictly_increasing", np.array([1, 2, 3])),
)
def test_by_group(case):
    case.check()


@parametrize(
    *(error(name, A, axis=3) for name in (*SMOOTH, *ORDER, *PLACES, *RUNNING)),
    *(error(name, BOOLS, axis=-3) for name in LOGICAL),
    *(error(name, A, axis=0.5) for name in ("reduce_sum", "reduce_max", "argmax")),
    *(error(name, INTS) for name in LOGICAL),
    error("reduce_sum", [[1.0], [2.0, 3.0]]),
    error("reduce_sum", A, axes=1),
    error("math.confusion_matrix", LABELS, GUESSES, num_classes=2),
)
def test_errors(case):
    case.check()


@settings(max_examples=15)
@given(data=st.data(), shape=array_shapes(min_dims=0, max_dims=3, max_side=3))
def test_any_axes(data, shape):
    name = data.draw(st.sampled_from(("reduce_sum", "reduce_mean", "reduce_max")))
    axes = st.integers(-len(shape), len(shape) - 1) if shape else st.nothing()
    unlike = data.draw(st.lists(axes, unique_by=lambda axis: axis % len(shape)))
    keepdims = data.draw(st.booleans())
    numbers = floats(*shape)

    def run(tf):
        return getattr(tf, name)(tf.constant(numbers), axis=unlike, keepdims=keepdims)

    assert_same(run)
