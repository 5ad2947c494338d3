"""Activations, losses, normalization, dropout, convolution and pooling, beside TensorFlow's."""

import numpy as np

from ops.table import (
    error,
    every_dtype,
    floats,
    kinked,
    linear,
    parametrize,
    program,
    smooth,
    value,
)

A = floats(3, 4, low=-3.0, high=3.0)
KINKS = np.array([-1.0, 0.0, -0.0, 6.0, 7.0], "float32")
WIDE = np.array([-1000.0, -50.0, 0.0, 50.0, 1000.0], "float32")
PROBABILITIES = np.abs(floats(3, 4)) / np.abs(floats(3, 4)).sum(axis=1, keepdims=True)
LABELS = np.array([0, 3, 1])

ACTIVATIONS = (
    *("relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "silu", "swish", "softplus"),
    *("softsign", "sigmoid", "tanh", "crelu"),
)


@parametrize(
    *(smooth(f"nn.{name}", A) for name in ACTIVATIONS if name != "softsign"),
    kinked("nn.softsign", A),
    *(kinked(f"nn.{name}", KINKS) for name in ACTIVATIONS),
    *(value(f"nn.{name}", WIDE) for name in ACTIVATIONS),
    *(every_dtype(f"nn.{name}", [1, 2, 3]) for name in ACTIVATIONS if name != "gelu"),
    # TensorFlow's constants of float64 have float32's precision here.
    every_dtype("nn.gelu", [1, 2, 3], only=("float16", "bfloat16", "int32", "bool")),
    smooth("math.log_sigmoid", A),
    smooth("nn.gelu", A, approximate=True),
    smooth("nn.leaky_relu", A, 0.1),
    smooth("nn.silu", A, beta=1.5),
    value("nn.crelu", A, axis=0),
)
def test_activations(case):
    case.check()


@parametrize(
    smooth("nn.softmax", A),
    smooth("nn.log_softmax", A),
    value("nn.softmax", A, axis=0),
    value("nn.log_softmax", A, axis=0),
    value("nn.softmax", WIDE),
    value("nn.log_softmax", WIDE),
    smooth("math.l2_normalize", A, axis=1),
    value("nn.l2_normalize", np.zeros(3, "float32")),
    value("nn.l2_normalize", A, [0, 1], 0.5),
    program("nn.moments", lambda tf: tf.nn.moments(tf.constant(A), axes=[0])),
    program("nn.moments", lambda tf: tf.nn.moments(tf.constant(A), [0, 1], keepdims=True)),
    program("nn.moments", lambda tf: variance_slope(tf)),
    smooth("nn.batch_normalization", A, floats(4), floats(4, low=0.1), floats(4), floats(4), 1e-3),
    value("nn.batch_normalization", A, floats(4), floats(4, low=0.1), None, None, 1e-3),
    linear("nn.bias_add", A, floats(4)),
    value("nn.bias_add", floats(2, 3, 4), floats(3), data_format="NCHW"),
    every_dtype("nn.softmax", [1, 2, 3]),
)
def test_normalization(case):
    case.check()


def variance_slope(tf):
    x = tf.constant(A)
    with tf.GradientTape() as tape:
        tape.watch(x)
        mean, variance = tf.nn.moments(x, axes=[1])
        y = mean * variance
    return tape.gradient(y, x)


SIGMOID = "nn.sigmoid_cross_entropy_with_logits"
SOFTMAX = "nn.softmax_cross_entropy_with_logits"
SPARSE = "nn.sparse_softmax_cross_entropy_with_logits"
WEIGHTED = "nn.weighted_cross_entropy_with_logits"


@parametrize(
    smooth(SIGMOID, PROBABILITIES, A),
    value(SIGMOID, labels=np.ones(5, "float32"), logits=WIDE),
    smooth(WEIGHTED, PROBABILITIES, A, 2.0),
    kinked(SOFTMAX, PROBABILITIES, A),
    program(SOFTMAX, lambda tf: curvature(tf)),
    value(SOFTMAX, PROBABILITIES, A, axis=0),
    value(SOFTMAX, np.eye(5, dtype="float32"), np.stack([WIDE] * 5)),
    smooth(SPARSE, LABELS, A),
    value(SPARSE, np.array([[0, 1]]), A[None, :2]),
    value(SPARSE, labels=LABELS.astype("int32"), logits=A.astype("float64")),
    smooth("nn.l2_loss", A),
    smooth("nn.log_poisson_loss", np.abs(A), A),
    value("nn.log_poisson_loss", np.abs(A), A, compute_full_loss=True),
)
def test_losses(case):
    case.check()


def curvature(tf):
    """The second derivative of the softmax cross entropy by the logits."""
    labels, logits = tf.constant(PROBABILITIES), tf.constant(A)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        outer.watch(logits)
        inner.watch(logits)
        loss = tf.nn.softmax_cross_entropy_with_logits(labels, logits)
        gradient = inner.gradient(loss, logits)
    return outer.jacobian(gradient, logits)


@parametrize(
    program("nn.dropout", lambda tf: tf.nn.dropout(tf.constant(A), 0)),
    program("nn.dropout", lambda tf: dropped(tf)),
    program("nn.dropout", lambda tf: whole_rows_dropped(tf)),
    program("nn.dropout", lambda tf: kept_slope(tf)),
)
def test_dropout(case):
    case.check()


def dropped(tf):
    """What stays is scaled, and about the share asked for is 0."""
    result = tf.nn.dropout(tf.ones([100, 100]), 0.2)
    zeros = tf.reduce_mean(tf.cast(result == 0, tf.float32))
    return tf.unique(tf.sort(tf.reshape(result, [-1]))).y, bool(abs(zeros - 0.2) < 0.02)


def whole_rows_dropped(tf):
    result = tf.nn.dropout(tf.ones([20, 5]), 0.5, noise_shape=[20, 1])
    return tf.reduce_all(result == result[:, :1])


def kept_slope(tf):
    """The gradient is 0 where the element was dropped, the scale elsewhere."""
    x = tf.ones([10, 10])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.dropout(x, 0.25)
    return tf.reduce_all(tape.gradient(y, x) == y)


IMAGES = floats(2, 5, 6, 3)
FILTERS = floats(3, 2, 3, 4)
SIGNALS = floats(2, 7, 3)


@parametrize(
    smooth("nn.conv2d", IMAGES, FILTERS, strides=1, padding="VALID"),
    kinked("nn.conv2d", IMAGES, FILTERS, strides=2, padding="SAME"),
    value("nn.conv2d", IMAGES, FILTERS, [1, 2, 1, 1], "SAME"),
    value("nn.conv2d", IMAGES, FILTERS, 1, "VALID", dilations=2),
    value("nn.conv2d", IMAGES, FILTERS, 1, [[0, 0], [1, 1], [2, 0], [0, 0]]),
    value("nn.conv1d", SIGNALS, floats(3, 3, 2), 2, "SAME"),
    value("nn.conv3d", floats(1, 3, 4, 4, 2), floats(2, 2, 2, 2, 3), [1, 1, 1, 1, 1], "VALID"),
    value("nn.convolution", IMAGES, FILTERS, padding="SAME"),
    kinked("nn.depthwise_conv2d", IMAGES, floats(2, 2, 3, 2), [1, 1, 1, 1], "SAME"),
    value(
        "nn.separable_conv2d", IMAGES, floats(2, 2, 3, 2), floats(1, 1, 6, 4), [1, 1, 1, 1], "VALID"
    ),
    kinked("nn.conv2d_transpose", floats(2, 3, 3, 4), FILTERS, [2, 6, 6, 3], 2, "SAME"),
    value("nn.conv2d_transpose", floats(2, 3, 3, 4), FILTERS, [2, 7, 6, 3], 2, "VALID"),
    kinked("nn.max_pool", IMAGES, 2, 2, "VALID"),
    value("nn.max_pool2d", IMAGES, [2, 3], 1, "SAME"),
    value("nn.max_pool1d", SIGNALS, 2, 2, "SAME"),
    value("nn.max_pool3d", floats(1, 4, 4, 4, 2), 2, 2, "VALID"),
    linear("nn.avg_pool", IMAGES, 2, 2, "SAME"),
    value("nn.avg_pool2d", IMAGES, [2, 3], 1, "VALID"),
    value("nn.avg_pool1d", SIGNALS, 3, 2, "SAME"),
    value("nn.avg_pool3d", floats(1, 4, 4, 4, 2), 2, 2, "VALID"),
    linear("nn.depth_to_space", floats(2, 3, 3, 8), 2),
    linear("nn.space_to_depth", floats(2, 4, 6, 2), 2),
)
def test_windows(case):
    case.check()


@parametrize(
    error("nn.softmax", 3.0),
    error("nn.softmax", A, axis=3),
    error("nn.relu", np.array([True])),
    error("nn.gelu", np.array([1, 2])),
    error("nn.dropout", A, 1.5),
    error("nn.dropout", A, -0.1),
    error("nn.dropout", np.array([1, 2]), 0.5),
    error("nn.bias_add", A, floats(3)),
    error("nn.bias_add", floats(4), floats(4)),
    error(SIGMOID, A, floats(4)),
    error(SIGMOID, logits=A),
    error(SOFTMAX, floats(3, 3), A),
    error(SPARSE, LABELS[:2], A),
    error(SPARSE, A, A),
    error(SPARSE, LABELS.astype("float32"), A),
    error("nn.conv2d", IMAGES, floats(3, 2, 4, 4), 1, "SAME"),
    error("nn.conv2d", IMAGES, FILTERS, 1, "AROUND"),
    error("nn.conv2d", IMAGES, FILTERS, [1, 1, 1], "SAME"),
    error("nn.conv2d", IMAGES[0], FILTERS, 1, "SAME"),
    error("nn.max_pool", IMAGES, 2, 2, "AROUND"),
    error("nn.embedding_lookup", A, [7]),
)
def test_errors(case):
    case.check()
