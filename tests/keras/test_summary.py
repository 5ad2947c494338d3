"""What `summary()` prints, to the letter."""

import numpy as np
import pytest

from beside_keras import ours, parity


def perceptron(keras, *, name=None):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(),
            layers.Dense(128, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax", name="answer"),
        ],
        name=name,
    )


@parity
@pytest.mark.parametrize("columns", ["60", "80", "93", "200"])
def test_a_perceptron(keras, columns, monkeypatch):
    monkeypatch.setenv("COLUMNS", columns)
    perceptron(keras, name="digits").summary()


@parity
def test_before_anything_is_known(keras):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3)])
    model.summary()
    model.add(keras.layers.Activation("relu"))
    model.summary()


@parity
def test_after_a_call_on_data(keras):
    model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(3)])
    model(np.zeros((7, 2, 2), np.float32))
    model.summary()


@parity
def test_built_by_shape(keras):
    model = keras.Sequential([keras.layers.Dense(3), keras.layers.Dropout(0.1)])
    model.build((None, 5))
    model.summary()


@parity
def test_names_that_are_too_long(keras):
    model = keras.Sequential(
        [
            keras.Input((3,)),
            keras.layers.Dense(2, name="a_name_that_is_much_longer_than_its_column_is_wide_here"),
            keras.layers.Dense(1000, name="x" * 29),
            keras.layers.Dense(1000, name="x" * 33),
        ]
    )
    model.summary()
    model.summary(line_length=50)


@parity
def test_what_is_trained(keras):
    model = perceptron(keras)
    model.layers[1].trainable = False
    model.summary(show_trainable=True)


@parity
def test_a_model_inside_a_model(keras):
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
    model = keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(1)])
    model.summary()
    model.summary(expand_nested=True)


@parity
def test_with_the_optimizer(keras):
    model = perceptron(keras)
    model.compile(optimizer=keras.optimizers.SGD(momentum=0.5), loss="mse")
    model.summary()
    model.optimizer.build(model.trainable_variables)
    texts = []
    model.summary(print_fn=texts.append)
    return len(texts), texts[0].split("Optimizer")[0]


@parity
def test_a_model_of_ones_own(keras):
    class Mine(keras.Model):
        def __init__(self):
            super().__init__()
            self.first = keras.layers.Dense(3)
            self.rest = [keras.layers.Dropout(0.1), keras.layers.Dense(2)]
            self.flat = keras.layers.Flatten()

        def call(self, x):
            x = self.first(self.flat(x))
            for layer in self.rest:
                x = layer(x)
            return x

    model = Mine()
    model.summary()
    model(np.zeros((4, 2, 2), np.float32))
    model.summary()


@parity
def test_layers_of_ones_own(keras):
    class Scale(keras.layers.Layer):
        def build(self, input_shape):
            self.factor = self.add_weight(shape=(), initializer="ones")
            self.count = self.add_weight(shape=(2,), initializer="zeros", trainable=False)

        def call(self, x):
            return x * self.factor

    model = keras.Sequential([keras.Input((4,)), Scale(), keras.layers.Dense(2)])
    model.summary()


@parity(raises="ValueError")
def test_a_line_that_is_too_short(keras):
    perceptron(keras).summary(line_length=9)


@parity
@pytest.mark.parametrize(
    "options",
    [
        {"layer_range": ["flatten", "dropout"]},
        {"layer_range": ["answer", "den"]},
        {"positions": [0.3, 0.7, 1.0]},
    ],
    ids=str,
)
def test_a_part_and_other_columns(keras, options):
    perceptron(keras, name="digits").summary(**options)


@parity(raises="ValueError", says="'flatten'")
def test_a_part_that_there_is_not(keras):
    perceptron(keras, name="digits").summary(layer_range=["first", "last"])


def test_columns_that_are_too_few():
    with pytest.raises(ValueError, match="Param #.*positions="):
        perceptron(ours).summary(positions=[0.5, 1.0])
