"""Every loss beside Keras: values, reductions, weights, gradients, mistakes."""

import jax
import numpy as np
import pytest

import beside_keras
import kerasish as tf
from beside_keras import parity

RNG = np.random.default_rng(1)
SCORES = RNG.normal(size=(6, 4)).astype(np.float32)
PROBABILITIES = np.exp(SCORES) / np.exp(SCORES).sum(axis=1, keepdims=True)
LABELS = np.array([0, 3, 1, 2, 2, 0])
ONE_HOT = np.eye(4, dtype=np.float32)[LABELS]
BITS = RNG.integers(0, 2, size=(6, 4))
CHANCES = RNG.uniform(size=(6, 4)).astype(np.float32)
WEIGHTS = np.array([1, 0, 2, 0.5, 1, 3], np.float32)

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight")
CASES = {
    "MeanSquaredError": (SCORES, CHANCES, {}),
    "MeanAbsoluteError": (SCORES, CHANCES, {}),
    "BinaryCrossentropy": (BITS, CHANCES, {}),
    "BinaryCrossentropy of logits": (BITS, SCORES, {"from_logits": True}),
    "BinaryCrossentropy smoothed": (BITS, CHANCES, {"label_smoothing": 0.2}),
    "CategoricalCrossentropy": (ONE_HOT, PROBABILITIES, {}),
    "CategoricalCrossentropy of logits": (ONE_HOT, SCORES, {"from_logits": True}),
    "CategoricalCrossentropy smoothed": (ONE_HOT, PROBABILITIES, {"label_smoothing": 0.1}),
    "CategoricalCrossentropy of scores": (ONE_HOT, 3 * PROBABILITIES, {}),
    "SparseCategoricalCrossentropy": (LABELS, PROBABILITIES, {}),
    "SparseCategoricalCrossentropy of logits": (LABELS, SCORES, {"from_logits": True}),
    "SparseCategoricalCrossentropy of columns": (LABELS[:, None], PROBABILITIES, {}),
    "SparseCategoricalCrossentropy of floats": (LABELS.astype("float32"), PROBABILITIES, {}),
}


@parity
@pytest.mark.parametrize("case", CASES)
def test_reductions_and_weights(keras, case):
    y_true, y_pred, options = CASES[case]
    results = []
    for reduction in (
        "sum_over_batch_size",
        "sum",
        "mean",
        "mean_with_sample_weight",
        "none",
        None,
    ):
        loss = getattr(keras.losses, case.split()[0])(reduction=reduction, **options)
        results.append(loss(y_true, y_pred))
        results.append(loss(y_true, y_pred, sample_weight=WEIGHTS))
    results.append(loss(y_true, y_pred, sample_weight=WEIGHTS[:, None]))
    return results, loss.name, loss.reduction


@parity(dtypes=False)  # Keras counts classes in float64 where JAX has 64 bits enabled
@pytest.mark.parametrize("case", CASES)
def test_functions(keras, case):
    y_true, y_pred, options = CASES[case]
    name = beside_keras.ours.naming.to_snake_case(case.split()[0])
    function = getattr(keras.losses, name)
    if case.startswith("Sparse"):
        y_true = y_true.astype("int32")
    return function(y_true, y_pred, **options)


@pytest.mark.parametrize("case", CASES)
def test_gradients(case):
    y_true, y_pred, options = CASES[case]
    expected = jax.grad(
        lambda x: getattr(beside_keras.real.losses, case.split()[0])(**options)(y_true, x)
    )(y_pred)
    x = tf.constant(y_pred)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = getattr(beside_keras.ours.losses, case.split()[0])(**options)(y_true, x)
    np.testing.assert_allclose(tape.gradient(loss, x), expected, 2e-5, 2e-6)


@parity
@pytest.mark.parametrize("value", [0.0, 1.0])
def test_certain_predictions_give_finite_losses(keras, value):
    certain = np.full((3, 1), value, np.float32)
    two = np.concatenate([certain, 1 - certain], axis=1)
    return [
        keras.losses.BinaryCrossentropy()(np.array([[0], [1], [1]]), certain),
        keras.losses.CategoricalCrossentropy()(np.eye(2)[[1, 0, 0]], two),
        keras.losses.SparseCategoricalCrossentropy()(np.array([0, 1, 1]), two),
    ]


@parity
@pytest.mark.parametrize("shapes", [((6,), (6, 1)), ((6, 1), (6,)), ((6, 4, 1), (6, 4))], ids=str)
def test_a_last_axis_of_one_is_added_or_taken_away(keras, shapes):
    one, other = (RNG.uniform(size=shape).astype("float32") * 0 + 0.3 for shape in shapes)
    return [keras.losses.MeanSquaredError(reduction="none")(2 * one, other)] + [
        keras.losses.BinaryCrossentropy()(one, other)
    ]


@parity
@pytest.mark.parametrize(
    "name",
    [
        *("mse", "MSE", "mean_squared_error", "MeanSquaredError", "mae", "MAE", "bce"),
        *("binary_crossentropy", "BinaryCrossentropy", "categorical_crossentropy"),
        *("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"),
    ],
)
def test_found_by_name(keras, name):
    found = keras.losses.get(name)
    return getattr(found, "name", None) or found.__name__


@parity
def test_a_loss_of_ones_own(keras):
    class Largest(keras.losses.Loss):
        def call(self, y_true, y_pred):
            return abs(y_true - y_pred)[:, 0]

    loss = Largest(name="largest")
    return loss(SCORES, CHANCES), loss(SCORES, CHANCES, WEIGHTS), loss.name


@parity
def test_lists_and_whole_numbers_are_taken(keras):
    return [
        keras.losses.MeanSquaredError()([[0, 1], [0, 0]], [[1, 1], [1, 0]]),
        keras.losses.MeanSquaredError()([[0.0, 1.0], [0.0, 0.0]], [[1.0, 1.0], [1.0, 0.0]]),
        keras.losses.mean_squared_error(np.array([[0, 1]]), np.array([[0.5, 0.5]])),
    ]


@parity(raises="ValueError", says="sum_over_batch_size")
def test_a_reduction_that_there_is_not(keras):
    keras.losses.MeanSquaredError(reduction="average")


@parity(raises="ValueError", says="Did you mean 'mean_squared_error'")
def test_a_misspelt_name(keras):
    keras.losses.get("mean_square_error")


@parity(raises="ValueError", says="sparse_categorical_crossentropy")
def test_class_numbers_where_one_hot_labels_belong(keras):
    keras.losses.CategoricalCrossentropy()(LABELS, PROBABILITIES)


@parity(raises="ValueError", says="categorical_crossentropy")
def test_one_hot_labels_where_class_numbers_belong(keras):
    keras.losses.SparseCategoricalCrossentropy()(ONE_HOT, PROBABILITIES)


@parity(raises="ValueError", says="Dense\\(1\\)")
def test_two_outputs_for_one_bit(keras):
    keras.losses.BinaryCrossentropy()(BITS[:, 0], CHANCES[:, :2])
