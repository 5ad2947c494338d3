"""Functional models beside Keras: what they are asked, what they compute, how they are trained."""

import warnings

import numpy as np
import pytest

import kerasish as tf
from beside_keras import fill, gradients, ours, parity, real

RNG = np.random.default_rng(11)
X = RNG.normal(size=(8, 4)).astype(np.float32)
Z = RNG.normal(size=(8, 2)).astype(np.float32)


def two_paths(keras):
    """Two inputs, a shared layer, arithmetic, two outputs."""
    layers = keras.layers
    x, z = keras.Input((4,), name="x"), keras.Input((2,), name="z")
    shared = layers.Dense(3, activation="tanh", name="shared")
    h = shared(x)
    both = layers.Concatenate()([h, z])
    again = shared(layers.Dense(4)(both))
    total = (h + again) * 0.5 - h[:, :1]
    a = layers.Dense(2, activation="softmax", name="a")(total)
    b = layers.Dense(1, name="b")(layers.Dropout(0)(both))
    return fill(keras.Model(inputs=[x, z], outputs=[a, b]))


def described(model):
    return [
        model.name,
        type(model).__name__,
        repr(model),
        [repr(layer) for layer in model.layers],
        [repr(tensor) for tensor in model.inputs + model.outputs],
        model.input_shape,
        model.output_shape,
        model.output_names,
        [(w.path, tuple(w.shape)) for w in model.weights],
        model.count_params(),
        model.built,
    ]


@parity
def test_two_paths(keras):
    model = two_paths(keras)
    return (
        described(model),
        model([X, Z]),
        model({"x": X, "z": Z}),
        model.predict([X, Z], verbose=0),
    )


@parity
def test_one_layer_after_another(keras):
    x = keras.Input((4,))
    h = keras.layers.Dense(3, activation="relu")(x)
    model = fill(keras.Model(x, keras.layers.Dense(2)(h), name="line"))
    model.summary()
    return described(model), gradients(keras, model, X), model.layers[1].output.shape


@parity
def test_the_table_of_two_paths(keras):
    two_paths(keras).summary()
    two_paths(keras).summary(show_trainable=True, line_length=75)


A = RNG.integers(0, 2, size=8)
B = RNG.normal(size=(8, 1)).astype(np.float32)


@parity
@pytest.mark.parametrize(
    "losses, weights, metrics",
    [
        (["sparse_categorical_crossentropy", "mse"], [0.5, 2.0], [["accuracy"], ["mae"]]),
        (
            {"a": "sparse_categorical_crossentropy", "b": "mse"},
            {"a": 0.5, "b": 2.0},
            {"a": "accuracy"},
        ),
    ],
    ids=["lists", "dicts"],
)
def test_two_losses(keras, losses, weights, metrics):
    model = two_paths(keras)
    model.compile("sgd", loss=losses, loss_weights=weights, metrics=metrics)
    data = {"x": X, "z": Z}, [A, B]
    history = model.fit(*data, 8, 2, verbose=2, shuffle=False, validation_data=data)
    return [
        history.history,
        model.metrics_names,
        model.evaluate({"z": Z, "x": X}, [A, B], verbose=0),
        model.get_weights(),
    ]


@parity
def test_one_loss_for_all_and_weights_of_examples(keras):
    x = keras.Input((4,))
    h = keras.layers.Dense(3, name="h")(x)
    outputs = {"second": keras.layers.Dense(1)(h), "first": keras.layers.Dense(1)(h)}
    model = fill(keras.Model(x, outputs))
    model.compile("sgd", "mse", weighted_metrics={"second": ["mae", "mse"]})
    y, weights = {"first": B, "second": B * 2}, np.arange(8, dtype=np.float32)
    history = model.fit(X, y, verbose=0, shuffle=False, sample_weight=weights)
    predicted = dict(sorted(model.predict(X, verbose=0).items()))
    return described(model), history.history, predicted, model.get_weights()


@parity
def test_an_output_without_a_loss(keras):
    model = two_paths(keras)
    model.compile("sgd", loss=["sparse_categorical_crossentropy", None])
    with warnings.catch_warnings():  # Keras on JAX does not say which weights stay as they are
        warnings.simplefilter("ignore")
        history = model.fit([X, Z], [A, B], verbose=0, shuffle=False)
    return history.history, model.metrics_names, model.get_weights()


@parity
def test_two_outputs_of_a_model_of_ones_own(keras):
    class Mine(keras.Model):
        def __init__(self):
            super().__init__()
            self.one, self.two = keras.layers.Dense(1), keras.layers.Dense(2)

        def call(self, inputs):
            x, z = inputs
            return self.one(x), self.two(z)

    model = Mine()
    model([X, Z])
    fill(model)
    model.compile("sgd", ["mse", "mae"], metrics=[["mae"], ["mse"]])
    weights = [np.arange(8, dtype=np.float32), np.ones(8, np.float32)]
    history = model.fit([X, Z], [B, Z], verbose=0, shuffle=False, sample_weight=weights)
    return history.history, model.get_weights()


@parity
def test_models_inside_a_model(keras):
    layers = keras.layers
    inner_x = keras.Input((4,))
    inner = keras.Model(inner_x, layers.Dense(3, activation="relu")(inner_x), name="inner")
    tail = keras.Sequential([layers.Dense(4), layers.Dense(2, activation="softmax")], name="tail")
    x = keras.Input((4,))
    model = fill(keras.Model(x, tail(inner(x) - inner(x * 2))))
    model.summary()
    model.summary(expand_nested=True)
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(X, A, epochs=2, verbose=0, shuffle=False)
    return described(model), history.history, model(X), tail.output_shape


@parity
def test_a_functional_model_in_a_sequential_one(keras):
    x = keras.Input((4,))
    inner = keras.Model(x, keras.layers.Dense(3)(x))
    model = keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(2)])
    begun = keras.Sequential([inner])
    begun.add(keras.layers.Dense(2))
    fill(model)
    model.summary(expand_nested=True)
    return (
        [(w.path, w.shape) for w in model.weights],
        model(X),
        [begun.built, begun(X).shape, begun.output_shape],
    )


@parity
def test_parts_of_a_model(keras):
    model = two_paths(keras)
    part = keras.Model(model.inputs, [model.get_layer("shared").output, model.outputs[1]])
    line = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
    fill(line)
    first = keras.Model(line.inputs, line.layers[0].output)
    second = keras.Model(line.layers[1].input, line.outputs[0])
    second.summary()
    return [
        part([X, Z]),
        [layer.name for layer in part.layers],
        first([X]),
        second(first([X])),
        line(X),
        [layer.name for layer in second.layers],
    ]


@parity
def test_a_train_step_of_ones_own(keras):
    class Halved(keras.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return super().compute_loss(x, y, y_pred, sample_weight) / 2

    x = keras.Input((4,))
    model = fill(Halved(x, keras.layers.Dense(1)(x)))
    model.compile("sgd", "mse")
    history = model.fit(X, B, verbose=0, shuffle=False, epochs=2)
    return type(model).__name__, model.name, history.history, isinstance(model, Halved)


@parity
def test_a_class_that_builds_its_graph(keras):
    class Small(keras.Model):
        def __init__(self, units):
            x = keras.Input((4,))
            super().__init__(inputs=x, outputs=keras.layers.Dense(units)(x))

    model = fill(Small(3))
    return described(model), model(X)


@parity
def test_layers_with_arguments_and_several_outputs(keras):
    class Mix(keras.layers.Layer):
        def build(self, one_shape, other_shape):
            self.scale = self.add_weight(shape=(one_shape[-1],), name="scale")

        def call(self, one, other=None, factor=1.0, training=False):
            sign = -1.0 if training else 1.0
            return {"sum": one * self.scale + other, "scaled": other * factor * sign}

    x, z = keras.Input((2,)), keras.Input((2,))
    mixed = Mix()(x, other=z, factor=3.0)
    rows, last = keras.layers.LSTM(3, return_sequences=True, return_state=True)(
        keras.layers.Reshape((2, 1))(mixed["sum"])
    )[:2]
    model = fill(keras.Model([x, z], [mixed["scaled"], rows, last]))
    model.summary()
    return described(model), model([Z, Z + 1], training=True)


@parity
def test_arithmetic(keras):
    x = keras.Input((4,))
    results = [x + 1, 2 - x, x * x, 1 / (x + 9.0), x**2, -x, abs(x), x[:, 1:3], x[..., 0], x // 2]
    results += [x % 2.0, x > 0, x <= 1]
    model = keras.Model(x, results)
    return described(model), model(X)


@parity
def test_an_input_nobody_uses_and_numbers_of_other_dtypes(keras):
    x, unused = keras.Input((3,), dtype="int32", name="x"), keras.Input((1,), name="unused")
    model = fill(keras.Model([x, unused], keras.layers.Embedding(5, 2)(x)))
    model.summary()
    return described(model), model([np.array([[1.0, 2.0, 4.0]]), np.zeros(1, np.float32)])


@parity(warns=True)
def test_a_list_for_a_dict(keras):
    x, z = keras.Input((4,), name="x"), keras.Input((4,), name="z")
    return keras.Model({"x": x, "z": z}, x - z)([X, X * 2])


def mistakes(keras):
    """Each is a mistake, given a model of two paths and an input."""
    dense = keras.layers.Dense
    x = keras.Input((4,), name="other")
    model = two_paths(keras)
    model.compile("sgd", ["mse", "mse"])
    return {
        "an array as input": lambda: keras.Model(X, dense(1)(x)),
        "an array as output": lambda: keras.Model(x, X),
        "no inputs": lambda: keras.Model([], dense(1)(x)),
        "no outputs": lambda: keras.Model(x, []),
        "another input": lambda: keras.Model(x, model.outputs),
        "one name twice": lambda: keras.Model(x, dense(1, name="a")(dense(1, name="a")(x))),
        "one argument": lambda: keras.Model(x),
        "wrong length": lambda: model([X, X]),
        "one input for two": lambda: model(X),
        "a missing key": lambda: model({"x": X}),
        "one axis": lambda: model([X[0], Z]),
        "wrong layer input": lambda: model.get_layer("shared")(keras.Input((5,))),
        "true or false": lambda: 1 if x else 0,
        "a number": lambda: float(x),
        "rows": lambda: list(x),
        "an array": lambda: np.asarray(x),
        "an output in a sequence": lambda: keras.Sequential([dense(1)(x)]),
        "no output yet": lambda: dense(1).output,
        "no inputs yet": lambda: keras.Sequential([dense(1)]).inputs,
        "one target for two": lambda: model.fit([X, Z], B, verbose=0),
        "a target of two": lambda: model.fit([X, Z], {"a": B}, verbose=0),
        "three losses": lambda: _fit(model, loss=["mse"] * 3),
        "a loss for a name that is not there": lambda: _fit(model, loss={"c": "mse"}),
        "too few weights": lambda: _fit(model, loss=["mse"] * 2, loss_weights=[1.0]),
        "metrics for one": lambda: _fit(model, loss="mse", metrics=["mae"]),
        "a metric for a name that is not there": lambda: _fit(model, "mse", metrics={"c": "mae"}),
        "class weights": lambda: model.fit([X, Z], [A, B], verbose=0, class_weight={0: 2.0}),
    }


def _fit(model, loss, **options):
    model.compile("sgd", loss, **options)
    model.fit([X, Z], [A, B], verbose=0)


def test_mistakes_are_of_the_same_class():
    expected, actual = (list(map(_error, mistakes(keras).values())) for keras in (real, ours))
    for name, one, other in zip(mistakes(ours), expected, actual):
        assert one is not None and other is not None, (name, one, other)
        assert type(one).__name__ in [each.__name__ for each in type(other).__mro__], name


def _error(program):
    try:
        program()
    except Exception as error:
        return error


def test_mistakes_say_what_to_do():
    found = {name: str(_error(program)) for name, program in mistakes(ours).items()}
    assert "keras.Input" in found["an array as input"]
    assert "'other'" in found["another input"] and "'x'" in found["another input"]
    assert "model({'x': ..., 'z': ...})" in found["one input for two"]
    assert "['x', 'z']" in found["a missing key"]
    assert "shape=(None, 4), found shape=(4,)" in found["one axis"]
    assert "keras.Model(inputs, outputs)" in found["an output in a sequence"]
    assert "model.fit(x, [y_a, y_b])" in found["one target for two"]
    assert "['a', 'b']" in found["a loss for a name that is not there"]
    with pytest.raises(ValueError, match="call` of a layer of your own"):
        tf.nn.relu(ours.Input((3,)))


def test_labels_that_are_no_classes():
    model = two_paths(ours)
    model.compile("sgd", ["sparse_categorical_crossentropy", "mse"])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"\[0, 2\)"):
        model.fit([X, Z], [A + 1, B], verbose=0)
