"""SimpleRNN, LSTM and GRU beside Keras: outputs, gradients, states, options, errors."""

import numpy as np
import pytest

import kerasish as tf
from beside_keras import fill, gradients, parity

RNG = np.random.default_rng(0)
X = RNG.normal(size=(3, 5, 2)).astype(np.float32)
STATES = RNG.normal(size=(2, 3, 4)).astype(np.float32)
KINDS = ["SimpleRNN", "LSTM", "GRU"]
COUNT = {"SimpleRNN": 1, "LSTM": 2, "GRU": 1}

each_kind = pytest.mark.parametrize("kind", KINDS)


def made(keras, kind, **options):
    layer = getattr(keras.layers, kind)(4, **options)
    layer.build((3, 5, 2))
    return fill(layer)


def without_seeds(layer):
    """The weights alone; Keras also counts the states of random generators as variables."""
    return [(w.name, w.path, tuple(w.shape), w.trainable) for w in layer.weights]


# -- what comes out -----------------------------------------------------------------------------


@parity(tolerance=(1e-4, 1e-5))  # without an activation numbers grow
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("SimpleRNN", {}),
        ("SimpleRNN", {"go_backwards": True, "return_sequences": True}),
        ("SimpleRNN", {"activation": None}),
        ("SimpleRNN", {"unroll": True}),
        ("LSTM", {}),
        ("LSTM", {"return_sequences": True}),
        ("LSTM", {"go_backwards": True}),
        ("LSTM", {"activation": "softmax"}),
        ("GRU", {}),
        ("GRU", {"activation": "relu", "return_sequences": True}),
        ("GRU", {"unroll": True, "return_sequences": True}),
    ],
    ids=str,
)
def test_outputs_and_gradients(keras, kind, options):
    return gradients(keras, made(keras, kind, **options), X)


@parity
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("LSTM", {"recurrent_activation": "softsign"}),
        ("LSTM", {"recurrent_activation": "tanh"}),
        ("LSTM", {"recurrent_activation": None}),
        ("LSTM", {"unit_forget_bias": False}),
        ("GRU", {"recurrent_activation": "tanh"}),
        ("GRU", {"reset_after": False}),
        ("GRU", {"reset_after": False, "use_bias": False}),
        ("GRU", {"reset_after": False, "return_sequences": True, "go_backwards": True}),
        ("SimpleRNN", {"use_bias": False}),
        ("LSTM", {"use_bias": False}),
    ],
    ids=str,
)
def test_options_of_one_kind(keras, kind, options):
    return gradients(keras, made(keras, kind, **options), X)


def test_a_gru_without_bias():  # Keras on JAX fails here once 64-bit floats are on
    layer, other = made(tf.keras, "GRU", use_bias=False), made(tf.keras, "GRU")
    other.set_weights([*layer.get_weights(), np.zeros((2, 12))])
    np.testing.assert_allclose(layer(X), other(X), rtol=1e-6)


@parity
@pytest.mark.parametrize(
    ("kind", "sequences"), [("SimpleRNN", True), ("LSTM", False), ("LSTM", True), ("GRU", False)]
)
def test_states_are_returned(keras, kind, sequences):
    layer = made(keras, kind, return_state=True, return_sequences=sequences)
    result = layer(X)
    return isinstance(result, tuple), result, layer.compute_output_shape((None, 5, 2))


@parity
@each_kind
def test_states_to_begin_with(keras, kind):
    layer = made(keras, kind, return_state=True)
    return layer(X, initial_state=list(STATES[: COUNT[kind]]))


@parity
@pytest.mark.parametrize("kind", ["SimpleRNN", "GRU"])
def test_one_state_needs_no_list(keras, kind):
    return made(keras, kind)(X, initial_state=STATES[0])


@parity
@each_kind
def test_states_go_from_one_layer_to_another(keras, kind):
    first, second = (made(keras, kind, return_state=True) for _ in range(2))
    _, *states = first(X)
    return second(X[:, ::-1], initial_state=states)


@each_kind
def test_gradients_reach_the_states_to_begin_with(kind):
    layer = made(tf.keras, kind)
    states = [tf.constant(each) for each in STATES[: COUNT[kind]]]
    with tf.GradientTape() as tape:
        tape.watch(states)
        total = tf.reduce_sum(layer(X, initial_state=states))
    for number, found in enumerate(tape.gradient(total, states)):
        step = np.zeros_like(STATES)
        step[number, 1, 2] = 1e-2
        ends = [
            layer(X, initial_state=list((STATES + sign * step)[: COUNT[kind]])).numpy().sum()
            for sign in (1, -1)
        ]
        np.testing.assert_allclose(found[1, 2], (ends[0] - ends[1]) / 2e-2, rtol=0.02, atol=1e-4)


@parity
@pytest.mark.parametrize(
    ("kind", "dtype"), [("LSTM", "int32"), ("GRU", "float64"), ("SimpleRNN", "float16")]
)
def test_numbers_of_any_dtype(keras, kind, dtype):
    return made(keras, kind)((4 * X).astype(dtype))


@parity
@each_kind
def test_sequences_of_any_length(keras, kind):
    layer = made(keras, kind, return_sequences=True)
    return layer(X[:, :1]), layer(X), layer(X[:1, :3])


# -- weights ------------------------------------------------------------------------------------


@parity
@pytest.mark.parametrize(
    ("kind", "options"),
    [
        *((kind, {}) for kind in KINDS),
        ("SimpleRNN", {"name": "mine"}),
        ("LSTM", {"use_bias": False}),
        ("GRU", {"trainable": False}),
    ],
    ids=str,
)
def test_weights(keras, kind, options):
    layer = made(keras, kind, **options)
    return without_seeds(layer), layer.count_params(), layer.name, len(layer.trainable_weights)


@parity
def test_weights_of_a_gru_that_resets_before(keras):
    return without_seeds(made(keras, "GRU", reset_after=False))


@parity
@each_kind
def test_weights_begin_as_keras_has_them(keras, kind):
    layer = getattr(keras.layers, kind)(4)
    layer.build((None, 5, 2))
    kernel, recurrent_kernel, bias = layer.get_weights()
    limit = np.sqrt(6 / sum(kernel.shape))
    product = recurrent_kernel @ recurrent_kernel.T
    return bool(np.abs(kernel).max() < limit), bias, product.round(4)


@parity
@each_kind
def test_initializers(keras, kind):
    layer = getattr(keras.layers, kind)(
        2,
        kernel_initializer="ones",
        recurrent_initializer=keras.initializers.Constant(0.5),
        bias_initializer=keras.initializers.Constant(0.1),
    )
    layer.build((None, 5, 2))
    return layer.get_weights(), layer(X)


@parity
def test_bias_of_the_forget_gate(keras):
    layer = keras.layers.LSTM(2, unit_forget_bias=False)
    layer.build((None, 5, 2))
    return layer.get_weights()[2], layer.unit_forget_bias


@parity
@each_kind
def test_freezing(keras, kind):
    layer = made(keras, kind)
    layer.trainable = False
    return len(layer.trainable_weights), len(layer.non_trainable_weights), layer.cell.trainable


@parity
@each_kind
def test_what_a_layer_says_of_itself(keras, kind):
    layer = made(keras, kind, return_sequences=True)
    return layer.units, layer.use_bias, layer.return_sequences, layer.stateful, layer.dropout


# -- states that stay ---------------------------------------------------------------------------


@parity
@each_kind
def test_stateful(keras, kind):
    layer = made(keras, kind, stateful=True)
    first, second = layer(X), layer(X)
    kept = [np.asarray(state) for state in layer.states]
    layer.reset_state()
    empty = [np.asarray(state) for state in layer.states]
    third = layer(X)
    layer.reset_states()
    return first, second, kept, empty, third, len(layer.weights), layer.states


@parity
@each_kind
def test_stateful_in_a_model(keras, kind):
    model = keras.Sequential([getattr(keras.layers, kind)(4, stateful=True)])
    first = fill_once(model, X)
    return first, model(X), model.predict(X, batch_size=3, verbose=0)


def fill_once(model, x):
    model.build(x.shape)
    fill(model)
    return model(x)


@pytest.mark.parametrize("method", ["fit", "predict"])
def test_states_stay_in_compiled_loops(method):  # Keras on JAX forgets them there
    layer = made(tf.keras, "GRU", stateful=True)
    other = made(tf.keras, "GRU", stateful=True)
    model = tf.keras.Sequential([layer])
    model.compile(optimizer=tf.keras.optimizers.SGD(0.0), loss="mse")
    if method == "fit":
        model.fit(X, STATES[0], epochs=3, batch_size=3, shuffle=False, verbose=0)
    else:
        model.predict(np.concatenate([X, X, X]), batch_size=3, verbose=0)
    for _ in range(3):
        other(X)
    np.testing.assert_allclose(layer.states[0], other.states[0], rtol=1e-5)


# -- in models ----------------------------------------------------------------------------------


@parity
def test_fit(keras):
    kinds = [getattr(keras.layers, kind) for kind in KINDS]
    layers = [layer(4, return_sequences=layer is not kinds[-1]) for layer in kinds]
    model = keras.Sequential([keras.Input((5, 2)), *layers, keras.layers.Dense(1)])
    fill(model)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="mse")
    x = np.random.default_rng(1).normal(size=(20, 5, 2)).astype(np.float32)
    history = model.fit(x, x[:, -1, :1], epochs=3, batch_size=8, shuffle=False, verbose=0)
    return model.get_weights(), model.predict(x, verbose=0), len(history.history["loss"])


@parity
@pytest.mark.parametrize(("kind", "length"), [("SimpleRNN", 5), ("LSTM", None), ("GRU", None)])
def test_summary(keras, kind, length):
    model = keras.Sequential(
        [
            keras.Input((length, 2)),
            getattr(keras.layers, kind)(4, return_sequences=True),
            getattr(keras.layers, kind)(3),
        ]
    )
    model.summary(line_length=80)
    return model.output_shape


@parity
@pytest.mark.parametrize("sequences", [False, True])
def test_embedding_before(keras, sequences):
    model = keras.Sequential(
        [keras.layers.Embedding(7, 2), keras.layers.LSTM(4, return_sequences=sequences)]
    )
    model.build((None, 5))
    fill(model)
    return gradients(keras, model, (np.arange(15).reshape(3, 5) % 7).astype(np.float32))[:2]


@each_kind
def test_in_a_tf_function(kind):
    layer = made(tf.keras, kind)

    @tf.function
    def both(x):
        with tf.GradientTape() as tape:
            total = tf.reduce_sum(layer(x))
        return total, tape.gradient(total, layer.trainable_weights)

    with tf.GradientTape() as tape:
        total = tf.reduce_sum(layer(X))
    found = both(tf.constant(X))
    np.testing.assert_allclose(found[0], total, rtol=1e-5)
    for one, other in zip(found[1], tape.gradient(total, layer.trainable_weights)):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


@each_kind
def test_a_function_of_open_length(kind):
    layer = made(tf.keras, kind)
    traced = tf.function(layer, input_signature=[tf.TensorSpec([None, 5, 2])])
    for rows in (1, 3):
        np.testing.assert_allclose(traced(X[:rows]), layer(X[:rows]), rtol=1e-5, atol=1e-6)


@each_kind
def test_second_derivatives(kind):
    layer = made(tf.keras, kind)

    def slope(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            total = tf.reduce_sum(layer(x) ** 2)
        return tape.gradient(total, x)

    x = tf.constant(X)
    with tf.GradientTape() as outer:
        outer.watch(x)
        first = slope(x)[0, 0, 0]
    second = outer.gradient(first, x)[0, 1, 1]
    step = np.zeros_like(X)
    step[0, 1, 1] = 1e-2
    ends = [slope(tf.constant(X + sign * step))[0, 0, 0].numpy() for sign in (1, -1)]
    np.testing.assert_allclose(second, (ends[0] - ends[1]) / 2e-2, rtol=0.03, atol=2e-3)


# -- dropout ------------------------------------------------------------------------------------


@parity
@each_kind
def test_dropout_outside_of_training_changes_nothing(keras, kind):
    layer = made(keras, kind, dropout=0.5)
    return layer(X), layer(X, training=False), layer.dropout, len(layer.weights)


@each_kind
def test_dropout_drops_a_feature_at_all_times(kind):
    layer = made(tf.keras, kind, dropout=0.5, seed=1)
    x = np.zeros((200, 5, 2), np.float32)
    x[:, 3, 0] = x[:, 1, 0] = 1
    results = layer(x, training=True).numpy()
    found = {tuple(row) for row in results.round(5).tolist()}
    assert len(found) == 2  # both ones are there, doubled, or neither
    doubled, none = layer(2 * x).numpy()[0], layer(0 * x).numpy()[0]
    assert found == {tuple(row.round(5).tolist()) for row in (doubled, none)}


def test_recurrent_dropout_is_refused_with_advice():
    with pytest.raises(ValueError, match=r"recurrent_dropout=0\.2.*Use dropout="):
        tf.keras.layers.LSTM(4, recurrent_dropout=0.2)


# -- errors -------------------------------------------------------------------------------------


@parity(raises="ValueError", says=r"`units`.*Write for example")
@pytest.mark.parametrize(("kind", "units"), [("SimpleRNN", 0), ("LSTM", -2), ("GRU", 0)])
def test_units_below_one(keras, kind, units):
    getattr(keras.layers, kind)(units)


@parity(raises="ValueError", says="expected ndim=3, found ndim=2")
@each_kind
def test_input_without_a_time_axis(keras, kind):
    getattr(keras.layers, kind)(4)(X[:, 0])


@parity(raises="ValueError", says=r"batch size.*keeps states for 3 sequences, but 2 came")
@each_kind
def test_stateful_with_another_batch(keras, kind):
    layer = made(keras, kind, stateful=True)
    layer(X)
    layer(X[:2])


@parity(raises="ValueError", says=r"batch size must be static.*batch_shape=")
@each_kind
def test_stateful_without_a_known_batch(keras, kind):
    keras.Sequential([keras.Input((5, 2)), getattr(keras.layers, kind)(4, stateful=True)])


@parity(raises="ValueError")
@each_kind
def test_an_option_that_no_layer_has(keras, kind):
    getattr(keras.layers, kind)(4, return_sequence=True)


@parity(raises="ValueError", says="activation function identifier")
@each_kind
def test_an_activation_that_is_not_known(keras, kind):
    getattr(keras.layers, kind)(4, activation="tahn")


@pytest.mark.parametrize("states", [STATES[:1], STATES[:, :2], [1.0, 2.0]], ids=["one", "n", "no"])
def test_other_initial_states(states):
    layer = made(tf.keras, "LSTM")
    with pytest.raises(ValueError, match=r"2 initial state.*hidden state and carry.*tf\.zeros"):
        layer(X, initial_state=list(states))


def test_features_of_another_length():
    layer = made(tf.keras, "LSTM")
    with pytest.raises(ValueError, match="expected axis -1 of input shape to have value 2"):
        layer(X[:, :, :1])


def test_an_activation_with_a_variable():
    slope = tf.Variable(0.5)
    layer = tf.keras.layers.SimpleRNN(4, activation=lambda x: x * slope)
    with pytest.raises(ValueError, match="uses a variable.*a layer after this one"):
        layer(X)


def test_an_activation_that_changes_the_shape():
    layer = tf.keras.layers.SimpleRNN(4, activation=lambda x: x[:, :2])
    with pytest.raises(ValueError, match="an activation keeps the shape"):
        layer(X)
