"""Models beside Keras: how they are put together, what they are asked, one step by hand."""

import numpy as np
import pytest

from beside_keras import fill, gradients, parity

RNG = np.random.default_rng(4)
X = RNG.normal(size=(6, 4)).astype(np.float32)
Y = RNG.integers(0, 3, size=6)


def small(keras):
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(5, activation="tanh"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    return fill(model)


@parity
def test_forward_and_gradients(keras):
    return gradients(keras, small(keras), X)


@parity
def test_names_paths_and_shapes(keras):
    model = small(keras)
    return [
        model.name,
        [layer.name for layer in model.layers],
        [(w.name, w.path, tuple(w.shape)) for w in model.weights],
        model.input_shape,
        model.output_shape,
        model.count_params(),
        model.built,
        repr(model),
        [repr(layer) for layer in model.layers],
        [w.shape for w in model.get_weights()],
    ]


@parity
def test_layers_are_numbered_by_class(keras):
    class MyOwnDense2D(keras.layers.Dense):
        pass

    kinds = [keras.layers.Dense, keras.layers.Flatten, MyOwnDense2D, keras.Sequential]
    layers = [kind(2) if "Dense" in kind.__name__ else kind() for kind in kinds * 2]
    keras.backend.clear_session()
    return [layer.name for layer in layers], keras.layers.Dense(1).name


@parity
def test_add_and_pop(keras):
    model = keras.Sequential()
    model.add(keras.Input((4,)))
    model.add(keras.layers.Dense(5))
    model.add(keras.layers.Dense(3))
    shapes = [model.output_shape, len(model.weights)]
    popped = model.pop()
    shapes += [popped.name, model.output_shape, len(model.weights), len(model.layers)]
    model.add(keras.layers.Dense(2, name="last"))
    return shapes, model.output_shape, model(X).shape, [layer.name for layer in model.layers]


@parity
def test_weights_are_made_at_the_first_call(keras):
    model = keras.Sequential([keras.layers.Dense(5), keras.layers.Dense(3)])
    before = [model.built, len(model.weights)]
    output = model(X)
    return before, model.built, [w.path for w in model.weights], output.shape, model.input_shape


@parity(warns=True)
@pytest.mark.parametrize("given", [{"input_shape": (4,)}, {"input_dim": 4}], ids=str)
def test_an_input_shape_at_the_first_layer(keras, given):
    model = keras.Sequential([keras.layers.Dense(5, **given), keras.layers.Dense(3)])
    return model.input_shape, model.output_shape, [w.path for w in model.weights]


@parity
def test_a_batch_of_fixed_size(keras):
    model = keras.Sequential([keras.Input((4,), batch_size=6), keras.layers.Dense(2)])
    return model.input_shape, model.output_shape


@parity
def test_input_prints_itself(keras):
    tensor = keras.Input((4, None), dtype="int32")
    return tuple(tensor.shape), repr(tensor).split(", name")[0]


@parity
def test_get_layer(keras):
    model = small(keras)
    return [
        model.get_layer("dense_1").units,
        model.get_layer(index=0).units,
        model.get_layer(name="dense").name,
    ]


@parity
def test_trainable(keras):
    model = small(keras)
    counts = [len(model.trainable_weights)]
    model.layers[0].trainable = False
    counts += [len(model.trainable_weights), len(model.non_trainable_weights)]
    counts += [len(model.trainable_variables), [w.trainable for w in model.weights]]
    model.trainable = False
    counts += [len(model.trainable_weights), model.layers[1].trainable]
    model.trainable = True
    return [*counts, len(model.trainable_weights), model.layers[0].trainable]


@parity
def test_a_model_of_ones_own(keras):
    class Mine(keras.Model):
        def __init__(self, units):
            super().__init__()
            self.blocks = {"one": keras.layers.Dense(units), "two": keras.layers.Dense(2)}
            self.drop = keras.layers.Dropout(0.5)
            self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

        def call(self, x, training=False):
            x = self.blocks["one"](x)
            return self.blocks["two"](self.drop(x, training=training)) * self.scale

    model = Mine(3)
    before = [model.name, model.built, len(model.weights)]
    model(X)
    fill(model)
    return [
        before,
        model(X),
        [w.path for w in model.weights],
        [layer.name for layer in model.layers],
        model.count_params(),
    ]


@parity
def test_training_reaches_layers_inside(keras):
    class Tells(keras.layers.Layer):
        def call(self, x, training=None):
            return x * (2.0 if training else 1.0 if training is None else 0.0)

    class Between(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.inner = Tells()

        def call(self, x):
            return self.inner(x)

    model = keras.Sequential([Between()])
    return model(X), model(X, training=True), model(X, training=False), Between()(X, training=True)


@parity
def test_a_layer_of_two_inputs(keras):
    class Blend(keras.layers.Layer):
        def build(self, one_shape, other_shape):
            self.scale = self.add_weight(
                shape=(one_shape[-1] + other_shape[-1],), initializer="ones"
            )

        def call(self, one, other):
            return one * self.scale[0] + other[:, :1] * self.scale[1]

    class Total(keras.layers.Layer):
        def build(self, input_shape):
            self.shapes = input_shape

        def call(self, inputs):
            return inputs[0] + inputs[1]

    total = Total()
    return Blend()(X, X[:, :2]), Blend()(X, other=X), total([X, X]), total.shapes


@parity
def test_a_step_by_hand(keras):
    model = small(keras)
    model.compile(keras.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["acc"])
    logs = [model.train_on_batch(X, Y, return_dict=True) for _ in range(3)]
    logs.append(model.test_on_batch(X, Y))
    weights = [0.5, 0, 1, 1, 2, 1]
    logs.append(model.train_on_batch(X, Y, sample_weight=np.float32(weights)))
    return logs, model.get_weights(), model.predict_on_batch(X)


@parity
def test_what_compile_makes(keras):
    model = small(keras)
    names = [model.compiled, model.metrics_names if model.compiled else None]
    model.compile("adam", "mse", metrics=["mae"])
    names += [model.compiled, model.metrics_names, [repr(m) for m in model.metrics[:1]]]
    return [*names, model.optimizer.name, model.loss, model.run_eagerly]


@parity
@pytest.mark.parametrize("loss", ["crossentropy", "mse", "MeanSquaredError"])
def test_losses_by_name(keras, loss):
    model = small(keras)
    model.compile("sgd", loss, loss_weights=0.5, metrics=["accuracy"])
    y = Y if loss == "crossentropy" else np.eye(3, dtype=np.float32)[Y]
    return model.evaluate(X, y, verbose=0)


@parity
def test_functions_and_objects_for_loss_and_metrics(keras):
    def distance(y_true, y_pred):
        return abs(y_true - y_pred)

    model = small(keras)
    kinds = keras.metrics
    model.compile(
        keras.optimizers.SGD(),
        loss=distance,
        metrics=[distance, kinds.MeanSquaredError(), kinds.MeanSquaredError(name="mine"), "mse"],
        weighted_metrics=["mse", kinds.MeanSquaredError()],
    )
    hot = np.eye(3, dtype=np.float32)[Y]
    return model.evaluate(X, hot, verbose=0, return_dict=True)


@parity
def test_set_weights_takes_what_get_weights_gave(keras):
    one, other = small(keras), small(keras)
    fill(other, seed=5)
    other.set_weights(one.get_weights())
    return other(X)


@parity
def test_variables_print_themselves(keras):
    model = small(keras)
    variable = keras.Variable(np.float32([[1, 2], [3, 4]]), name="mine")
    return repr(variable), repr(model.weights[1]), str(model.weights[3]), variable.name


@parity
def test_variables_of_ones_own(keras):
    variable = keras.Variable(np.float32([1, 2]))
    variable.assign([3, 4])
    variable.assign_add([1, 1])
    variable.assign_sub(np.float64([0, 1]))
    drawn = keras.Variable(keras.initializers.Ones(), shape=(2, 3), trainable=False)
    return variable, variable + 1.0, variable.value, drawn, drawn.trainable, drawn.name
