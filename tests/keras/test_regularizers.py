"""Regularizers and added losses beside Keras: penalties, `losses`, whole fits, mistakes."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import fill, parity
from kerasish import keras as ours

RNG = np.random.default_rng(11)
X = RNG.normal(size=(24, 4)).astype(np.float32)
Y = RNG.normal(size=(24, 2)).astype(np.float32)


def square_sum(keras, x):
    return keras.ops.sum(x * x) if hasattr(keras, "ops") else tf.reduce_sum(x * x)


def added_up(keras, losses):
    return [np.asarray(each) for each in losses]


@parity
@pytest.mark.parametrize(
    "name, arguments",
    [
        *[("L1", {}), ("L1", {"l1": 2.0}), ("L2", {}), ("L2", {"l2": 1}), ("L1L2", {})],
        *[("L1L2", {"l1": 0.5, "l2": 0.25}), ("L1", {"l1": None}), ("l1", {}), ("l2", {})],
        *[("l1_l2", {"l1": 1.0}), ("Regularizer", {})],
    ],
)
def test_a_penalty(keras, name, arguments):
    regularizer = getattr(keras.regularizers, name)(**arguments)
    variable = keras.Variable(X)
    return regularizer(variable), regularizer(variable.value), type(regularizer).__name__


@parity
@pytest.mark.parametrize("name", ["l1", "L1", "l2", "L2", "l1l2", "L1L2"])
def test_found_by_name(keras, name):
    regularizer = keras.regularizers.get(name)
    return type(regularizer).__name__, regularizer(keras.Variable(X))


@parity
def test_found_as_it_is(keras):
    def mine(x):
        return 0.0

    get, l2 = keras.regularizers.get, keras.regularizers.L2(0.5)
    return get(None), get(mine) is mine, get(l2) is l2, type(get(keras.regularizers.L1)).__name__


@parity(raises="ValueError", says="Did you mean 'l2'")
def test_a_misspelt_name(keras):
    keras.regularizers.get("l2_")


@parity(raises="ValueError", says="l1=-1.0")
def test_a_factor_below_zero(keras):
    keras.regularizers.L1(-1.0)


@parity(raises="ValueError", says="l2='big'")
def test_a_factor_that_is_no_number(keras):
    keras.regularizers.L1L2(l2="big")


@parity(raises="ValueError", says="regularizer")
def test_a_layer_with_an_unknown_regularizer(keras):
    keras.layers.Dense(2, kernel_regularizer="l3")


# -- losses of layers -----------------------------------------------------------------------


def dense(keras, **arguments):
    layer = keras.layers.Dense(3, activation="tanh", **arguments)
    layer.build((None, 4))
    return fill(layer)


@parity
def test_losses_of_a_layer(keras):
    layer = dense(
        keras,
        kernel_regularizer="l1",
        bias_regularizer=keras.regularizers.L2(0.5),
        activity_regularizer=keras.regularizers.L1L2(0.1, 0.2),
    )
    before = added_up(keras, layer.losses)
    layer(X)
    once = added_up(keras, layer.losses)
    layer(X[:5])
    twice = added_up(keras, layer.losses)
    layer.set_weights([np.ones((4, 3), np.float32), np.ones(3, np.float32)])
    weights = added_up(keras, layer.losses)
    layer.trainable = False
    return before, once, twice, weights, added_up(keras, layer.losses)


IMAGES = RNG.normal(size=(3, 5, 5, 2)).astype(np.float32)
L = [name + "_regularizer" for name in ("kernel", "recurrent", "bias", "beta", "gamma")]
LAYERS = {
    "Conv1D": ((4, 2), X.reshape(12, 4, 2), [L[0], L[2], "activity_regularizer"]),
    "Conv2D": ((2, 3), IMAGES, [L[0], L[2], "activity_regularizer"]),
    "Embedding": ((9, 2), np.arange(6).reshape(2, 3), ["embeddings_regularizer"]),
    "SimpleRNN": ((3,), X.reshape(6, 4, 4), L[:3]),
    "LSTM": ((3,), X.reshape(6, 4, 4), [*L[:3], "activity_regularizer"]),
    "GRU": ((3,), X.reshape(6, 4, 4), [*L[:3], "activity_regularizer"]),
    "BatchNormalization": ((), X, L[3:]),
    "LayerNormalization": ((), X, L[3:]),
}


@parity
@pytest.mark.parametrize("name", LAYERS)
def test_every_weight_can_have_a_penalty(keras, name):
    """In the order of the weights, each by a factor of its own; and none for a frozen layer."""
    arguments, x, kinds = LAYERS[name]
    factors = {kind: keras.regularizers.L2(0.1 * place) for place, kind in enumerate(kinds, 1)}
    layer = getattr(keras.layers, name)(*arguments, **factors)
    layer.build(x.shape)
    fill(layer)
    layer(x)
    attributes = [getattr(layer, kind) is factors[kind] for kind in kinds]
    losses = added_up(keras, layer.losses)
    layer.trainable = False
    return losses, attributes, len(layer.losses)


def test_outputs_of_a_simple_recurrence_can_have_a_penalty():
    """Keras's SimpleRNN takes `activity_regularizer` and forgets it; its LSTM and GRU do not."""
    layer = ours.layers.SimpleRNN(3, activity_regularizer="l2")
    output = layer(X.reshape(6, 4, 4)).numpy()
    np.testing.assert_allclose(layer.losses[0], 0.01 * np.sum(output**2) / 6, rtol=1e-5)


@parity
def test_a_function_of_ones_own(keras):
    layer = dense(keras, kernel_regularizer=lambda weight: 0.5 * square_sum(keras, weight))
    layer.activity_regularizer = lambda output: square_sum(keras, output)
    layer(X)
    return added_up(keras, layer.losses)


@parity
def test_a_weight_with_a_regularizer(keras):
    class Scale(keras.layers.Layer):
        def build(self, input_shape):
            self.factor = self.add_weight(
                shape=(4,), initializer="ones", regularizer="l2", name="factor"
            )
            self.fixed = self.add_weight(
                shape=(4,), initializer="ones", regularizer="l2", trainable=False
            )

        def call(self, x):
            return x * self.factor

    layer = Scale()
    layer(X)
    return added_up(keras, layer.losses), layer.factor.regularizer is None, layer.built


def nested(keras):
    class Inner(keras.layers.Layer):
        def call(self, x):
            self.add_loss(square_sum(keras, x))
            return 2.0 * x

    class Outer(keras.layers.Layer):
        def __init__(self):
            super().__init__(activity_regularizer="l1")
            self.one = Inner()
            self.two = [keras.layers.Dense(3, kernel_regularizer="l2"), Inner()]

        def call(self, x):
            x = self.one(self.one(x))
            self.add_loss([square_sum(keras, x) * 0.1, square_sum(keras, x) * 0.2])
            for layer in self.two:
                x = layer(x)
            return x

    return Outer()


@parity
def test_losses_of_layers_within_a_layer(keras):
    layer = nested(keras)
    layer(X)
    fill(layer)
    layer(X)
    all_of_them = added_up(keras, layer.losses)
    inner = added_up(keras, layer.one.losses), added_up(keras, layer.two[0].losses)
    layer.two[1](X)  # a call by itself clears what the layer itself added
    return all_of_them, inner, added_up(keras, layer.losses)


@parity
def test_an_output_of_several_tensors(keras):
    class Two(keras.layers.Layer):
        def call(self, x):
            return [x, {"sum": square_sum(keras, x)}]

    layer = Two(activity_regularizer="l2")
    layer(X)
    return added_up(keras, layer.losses)


@parity(raises="ValueError", says="reduce_sum")
def test_adding_a_plain_number(keras):
    keras.layers.Layer().add_loss(1.0)


@parity
def test_building_adds_nothing(keras):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, activity_regularizer="l2")])
    return model.losses, model.compute_output_shape((3, 4)), model.losses


# -- models ---------------------------------------------------------------------------------


def model_for(keras, loss="mse", **options):
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(5, activation="tanh", kernel_regularizer="l2", bias_regularizer="l1",
                               activity_regularizer=keras.regularizers.L1(0.05)),
            keras.layers.Dense(2, kernel_regularizer=keras.regularizers.L1L2(0.01, 0.02)),
        ]
    )  # fmt: skip
    fill(model)
    model.compile(keras.optimizers.SGD(0.05), loss, metrics=["mae"], **options)
    return model


@parity
@pytest.mark.parametrize("options", [{}, {"run_eagerly": True}, {"loss_weights": 0.5}])
def test_a_fit_with_penalties(keras, options):
    model = model_for(keras, **options)
    history = model.fit(X, Y, epochs=2, batch_size=10, shuffle=False, verbose=0,
                        validation_data=(X[:7], Y[:7]))  # fmt: skip
    found = model.evaluate(X, Y, verbose=0)
    on_one = model.train_on_batch(X, Y), model.test_on_batch(X, Y)
    return history.history, found, on_one, model.get_weights()


@parity
def test_losses_added_in_a_model_of_ones_own(keras):
    layer = nested(keras)

    class Mine(keras.Model):
        def __init__(self):
            super().__init__()
            self.inner = layer
            self.last = keras.layers.Dense(2)

        def call(self, x):
            x = self.inner(x)
            self.add_loss(1e-3 * square_sum(keras, x))
            return self.last(x)

    model = Mine()
    model(X)
    fill(model)
    model.compile(keras.optimizers.SGD(1e-4), "mse")
    history = model.fit(X, Y, epochs=2, batch_size=12, shuffle=False, verbose=0)
    return history.history, model.get_weights()


@parity
def test_added_losses_alone(keras):
    class Still(keras.layers.Layer):
        def call(self, x):
            self.add_loss(square_sum(keras, x))
            return x

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2), Still()])
    fill(model)
    model.compile(keras.optimizers.SGD(1e-3))
    history = model.fit(X, epochs=2, batch_size=12, shuffle=False, verbose=0)
    return history.history, model.get_weights()


@parity
def test_a_frozen_layer_has_no_penalty(keras):
    model = model_for(keras)
    model.layers[0].trainable = False
    model.compile("sgd", "mse", metrics=["mae"])
    return model.fit(X, Y, shuffle=False, verbose=0).history, added_up(keras, model.losses)


# -- what traces leave behind ---------------------------------------------------------------


def test_no_tensor_of_a_finished_trace_is_left():
    model = model_for(ours)
    model.fit(X, Y, verbose=0)
    assert [each.numpy().shape for each in model.losses] == [()] * 3  # those of the weights
    model(X)
    eager = [each.numpy() for each in model.losses]
    assert len(eager) == 4
    tf.function(model)(X[:3])
    model.predict(X, verbose=0)
    np.testing.assert_equal([each.numpy() for each in model.losses], eager)
    np.testing.assert_equal([each.numpy() for each in model.losses], eager)


def test_losses_in_a_traced_step_of_ones_own():
    def step(model, x):
        with tf.GradientTape() as tape:
            model(x)
            loss = tf.add_n(model.losses)
        return [loss, *tape.gradient(loss, model.trainable_weights[:3])]

    model = model_for(ours)
    eager = [each.numpy() for each in step(model, tf.constant(X))]
    traced = tf.function(lambda x: step(model, x))
    for _ in range(2):
        for one, other in zip(eager, traced(tf.constant(X))):
            np.testing.assert_allclose(one, other.numpy(), rtol=1e-5)
    model(X[:2])
    kept = [each.numpy() for each in model.losses]
    traced(tf.constant(X[:4]))  # another trace, with losses of its own
    np.testing.assert_equal([each.numpy() for each in model.losses], kept)


def test_what_layers_added_does_not_keep_them_alive():
    import gc
    import weakref

    layer = ours.layers.Dense(2, activity_regularizer="l2")
    layer(X)
    alive = weakref.ref(layer)
    del layer
    gc.collect()
    assert alive() is None
