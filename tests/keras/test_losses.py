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
    "MeanAbsolutePercentageError": (np.where(BITS, SCORES, 0), CHANCES, {}),
    "MeanSquaredLogarithmicError": (CHANCES, SCORES, {}),
    "Huber": (SCORES, CHANCES, {}),
    "Huber with delta": (SCORES, CHANCES, {"delta": 0.4}),
    "LogCosh": (SCORES, 20 * CHANCES, {}),
    "Hinge of bits": (BITS, SCORES, {}),
    "Hinge of signs": (2 * BITS - 1, SCORES, {}),
    "KLDivergence": (ONE_HOT, PROBABILITIES, {}),
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
    "SparseCategoricalCrossentropy without a class": (LABELS, PROBABILITIES, {"ignore_class": 2}),
    "SparseCategoricalCrossentropy unlabelled": (LABELS - 1, SCORES, {"ignore_class": -1}),
}


@parity
@pytest.mark.parametrize("case", CASES)
def test_values_and_weights(keras, case):
    y_true, y_pred, options = CASES[case]
    kind = getattr(keras.losses, case.split()[0])
    loss, each = kind(**options), kind(reduction="none", **options)
    results = [each(y_true, y_pred), loss(y_true, y_pred), loss(y_true, y_pred, WEIGHTS)]
    return results, loss.name, loss.reduction


@parity
@pytest.mark.parametrize("reduction", [*REDUCTIONS, "none", None])
def test_reductions(keras, reduction):
    loss = keras.losses.MeanSquaredError(reduction=reduction)
    weighted = [loss(SCORES, CHANCES, weights) for weights in (WEIGHTS, WEIGHTS[:, None])]
    return weighted, loss(SCORES, CHANCES), loss.reduction


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


SEQUENCES = RNG.uniform(size=(2, 6, 5, 3)).astype(np.float32)


@parity
@pytest.mark.parametrize("shape", [(), (1,), (6,), (6, 1), (1, 5), (6, 5), (6, 5, 1)], ids=str)
def test_weights_of_sequences(keras, shape):
    """Losses of shape (6, 5), with weights of each shape that broadcasts with it."""
    y_true, y_pred = SEQUENCES if shape != (6,) else SEQUENCES[:, :, :1]
    weights = np.sin(np.arange(np.prod(shape, dtype=int))).reshape(shape) + 1
    return [
        keras.losses.MeanAbsoluteError(reduction=reduction)(y_true, y_pred, weights)
        for reduction in (*REDUCTIONS, "none")
    ]


@parity
def test_the_axis_of_binary_crossentropy(keras):
    bits, chances = (SEQUENCES[0] > 0.5).astype("float32"), SEQUENCES[1]
    return [
        keras.losses.BinaryCrossentropy(axis=axis, reduction="none")(bits, chances)
        for axis in (1, -2, (1, 2))
    ]


@parity
def test_the_axis_of_categorical_crossentropy(keras):
    scores = SEQUENCES[1].transpose(0, 2, 1)
    one_hot = np.eye(3, dtype=np.float32)[SEQUENCES[0].argmax(axis=-1)].transpose(0, 2, 1)
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, axis=1, reduction=None)
    return loss(one_hot, scores), loss(one_hot, scores, WEIGHTS[:, None])


@parity
@pytest.mark.parametrize("reduction", ["mean", "mean_with_sample_weight", "none"])
def test_an_ignored_class_in_sequences(keras, reduction):
    labels = np.arange(30).reshape(6, 5) % 4 - 1
    loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=-1, reduction=reduction)
    probabilities = SEQUENCES[1] / SEQUENCES[1].sum(axis=-1, keepdims=True)
    return [
        loss(labels, probabilities),
        loss(labels[..., None], probabilities),
        loss(labels, probabilities, WEIGHTS[:, None]),
        loss(labels[:, 0], probabilities[:, 0], WEIGHTS),
        loss(np.full(5, -1), probabilities[0]),
    ]


@parity
def test_an_ignored_class_in_fit(keras):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    model.set_weights([SCORES[:4, :3], SCORES[0, :3]])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-1)
    model.compile(keras.optimizers.SGD(0.1), loss)
    history = model.fit(SCORES, LABELS - 1, epochs=2, batch_size=6, shuffle=False, verbose=0)
    return history.history, model.get_weights()


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


NAMES = [
    *("mse", "MSE", "mean_squared_error", "MeanSquaredError", "mae", "MAE", "mape", "msle", "bce"),
    *("binary_crossentropy", "BinaryCrossentropy", "categorical_crossentropy", "huber", "Huber"),
    *("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy", "kld", "KLDivergence"),
    *("hinge", "log_cosh", "LogCosh"),
]


@parity
def test_found_by_name(keras):
    found = [keras.losses.get(name) for name in NAMES]
    return [getattr(each, "name", None) or each.__name__ for each in found]


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


@pytest.mark.parametrize(
    "name", ["MeanSquaredError", "BinaryCrossentropy", "SparseCategoricalCrossentropy", "Huber"]
)
@pytest.mark.parametrize("form", [np.asarray, list, tf.constant])
def test_a_class_called_as_a_function(name, form):
    with pytest.raises(TypeError, match=f"{name}\\(\\)\\(y_true, y_pred\\)"):
        getattr(beside_keras.ours.losses, name)(form(BITS), form(SCORES))


def test_weights_for_other_examples():
    loss = beside_keras.ours.losses.MeanSquaredError()
    with pytest.raises(tf.errors.InvalidArgumentError, match="one weight for each .* \\(6,\\)"):
        loss(SCORES, CHANCES, sample_weight=WEIGHTS[:4])
