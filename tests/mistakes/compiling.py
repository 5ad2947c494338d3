"""Mistakes with compile, optimizers, losses, metrics and several outputs."""

from mistakes import Mistake

_MODEL = """
x = np.zeros([8, 4], "float32")
labels = np.array([0, 1, 2, 0, 1, 2, 0, 1])
model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
"""

_TWO = """
x = keras.Input([4])
outputs = [keras.layers.Dense(1, name="p")(x), keras.layers.Dense(1, name="q")(x)]
model = keras.Model(x, outputs)
x, y = np.zeros([8, 4], "float32"), np.zeros([8, 1], "float32")
"""

MISTAKES = [
    Mistake(
        "a misspelt optimizer",
        f"""{_MODEL}
model.compile(optimizer="adm", loss="mse")  # here
""",
        "ValueError",
        came=r"'adm'",
        expected=r"Known names",
        advice=r"Did you mean 'adam'",
    ),
    Mistake(
        "an optimizer's old argument",
        """
keras.optimizers.SGD(lr=0.1)  # here
""",
        "ValueError",
        came=r"'lr': 0\.1",
        expected=r"SGD takes",
        advice=r"learning_rate",
    ),
    Mistake(
        "a loss that there is not",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="categorical_crossentrpy"); model.fit(x, labels)  # here
""",
        "ValueError",
        came=r"'categorical_crossentrpy'",
        expected=r"Known names",
        advice=r"Did you mean 'categorical_crossentropy'",
    ),
    Mistake(
        "metrics in no list",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="mse", metrics="accuracy")  # here
""",
        "ValueError",
        came=r"metrics='accuracy'",
        expected=r"to be a list",
        advice=r"metrics=\['accuracy'\]",
    ),
    Mistake(
        "a forgotten compile",
        f"""{_MODEL}
model.fit(x, labels, verbose=0)  # here
""",
        "ValueError",
        came=r"`fit\(\)`",
        expected=r"`compile\(\)` before",
        advice=r"model\.compile\(optimizer='adam', loss='mse'\)",
    ),
    Mistake(
        "a compile without a loss",
        f"""{_MODEL}
model.compile(optimizer="adam")
model.fit(x, labels, verbose=0)  # here
""",
        "ValueError",
        came=r"No loss",
        expected=r"`loss` argument",
        advice=r"loss='mse'",
    ),
    Mistake(
        "gradients without their variables",
        """
v = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = v * v
optimizer = keras.optimizers.SGD()
optimizer.apply_gradients([tape.gradient(loss, v)])  # here
""",
        "TypeError",
        came=r"shape=\(\), dtype=float32",
        expected=r"pairs of \(gradient, variable\)",
        advice=r"apply_gradients\(zip\(gradients, variables\)\)",
    ),
    Mistake(
        "gradients that are all None",
        """
v = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = tf.square(2.0)
optimizer = keras.optimizers.SGD()
optimizer.apply_gradients([(tape.gradient(loss, v), v)])  # here
""",
        "ValueError",
        came=r"all of them are None",
        expected=r"from the variables",
        advice=r"inside the tape's `with` block",
    ),
    Mistake(
        "a class in place of an optimizer",
        f"""{_MODEL}
model.compile(optimizer=keras.optimizers.Adam, loss="mse")  # here
""",
        "ValueError",
        came=r"optimizers\.adam\.Adam'",
        expected=r"optimizer identifier",
        advice=r"keras\.optimizers\.Adam\(",
    ),
    Mistake(
        "a learning rate as text",
        """
keras.optimizers.Adam(learning_rate="0.1")  # here
""",
        "ValueError",
        came=r"'0\.1' \(str\)",
        expected=r"should be float, a schedule",
        advice=r"a number with a point",
    ),
    Mistake(
        "two ways to clip",
        """
keras.optimizers.SGD(clipnorm=1.0, clipvalue=0.5)  # here
""",
        "ValueError",
        came=r"clipnorm=1\.0, clipvalue=0\.5",
        expected=r"Only one of",
        advice=r"Leave out all but one",
    ),
    Mistake(
        "a learning rate set where a schedule is",
        """
schedules = keras.optimizers.schedules
optimizer = keras.optimizers.SGD(schedules.ExponentialDecay(0.1, 10, 0.9))
optimizer.learning_rate = 0.01  # here
""",
        "TypeError",
        came=r"ExponentialDecay.*cannot be set to 0\.01",
        expected=r"follows from",
        advice=r"make the optimizer with a float",
    ),
    Mistake(
        "as many boundaries as rates",
        """
keras.optimizers.schedules.PiecewiseConstantDecay([10, 20], [1.0, 0.1])  # here
""",
        "ValueError",
        came=r"boundaries=\[10, 20\]",
        expected=r"1 less than the length of values",
        advice=r"one rate for each stretch",
    ),
    Mistake(
        "a misspelt metric",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="mse", metrics=["acuracy"]); model.fit(x, labels)  # here
""",
        "ValueError",
        came=r"'acuracy'",
        expected=r"Known names",
        advice=r"Did you mean 'accuracy'",
    ),
    Mistake(
        "a misspelt argument of compile",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="mse", metric=["mae"])  # here
""",
        "TypeError",
        came=r"'metric'",
        expected=r"It takes optimizer, loss",
        advice=r"Did you mean 'metrics'",
    ),
    Mistake(
        "a misspelt reduction",
        """
keras.losses.MeanSquaredError(reduction="average")  # here
""",
        "ValueError",
        came=r"Received: reduction='average'",
        expected=r"Expected one of",
        advice=r"'sum_over_batch_size'",
    ),
    Mistake(
        "labels where a loss takes its settings",
        """
keras.losses.MeanSquaredError(np.zeros([3]), np.zeros([3]))  # here
""",
        "TypeError",
        came=r"labels or predictions came",
        expected=r"takes its settings",
        advice=r"MeanSquaredError\(\)\(y_true, y_pred\)",
        tensorflow="ValueError",
    ),
    Mistake(
        "a threshold that is no probability",
        """
keras.metrics.Precision(thresholds=50)  # here
""",
        "ValueError",
        came=r"\[50\]|50",
        expected=r"in \[0, 1\]",
        advice=r"thresholds=0\.5",
    ),
    Mistake(
        "the loss of an output that there is not",
        f"""{_TWO}
model.compile("adam", {{"p": "mse", "r": "mse"}}); model.fit(x, [y, y], verbose=0)  # here
""",
        "ValueError",
        came=r"\['p', 'r'\]",
        expected=r"Expected keys \['p', 'q'\]",
        advice=r"Give None for an output",
    ),
    Mistake(
        "too few weights of losses",
        f"""{_TWO}
model.compile("adam", ["mse", "mse"], [0.5]); model.fit(x, [y, y], verbose=0)  # here
""",
        "ValueError",
        came=r"2 losses and 1 weights",
        expected=r"must match the number",
        advice=r"an entry for each output",
    ),
    Mistake(
        "the metrics of one output for two",
        f"""{_TWO}
model.compile("adam", "mse", metrics=["mae"]); model.fit(x, [y, y], verbose=0)  # here
""",
        "ValueError",
        came=r"`metrics` has 1 entries",
        expected=r"2 outputs: \['p', 'q'\]",
        advice=r"an entry for each",
    ),
    Mistake(
        "one target for two outputs",
        f"""{_TWO}
model.compile("adam", "mse")
model.fit(x, y, verbose=0)  # here
""",
        "ValueError",
        came=r"shape \(8, 1\) came as the target",
        expected=r"has 2 outputs",
        advice=r"model\.fit\(x, \[y_a, y_b\]\)",
        tensorflow="KeyError",
    ),
    Mistake(
        "a loss computed with NumPy",
        f"""{_MODEL}
def loss(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)  # here

model.compile("sgd", loss)
model.fit(x, labels[:, None], verbose=0)
""",
        "NotImplementedError",
        came=r"symbolic tf\.Tensor",
        expected=r"no value yet",
        advice=r"instead of NumPy's",
    ),
    Mistake(
        "a loss that no gradient goes through",
        f"""{_MODEL}
def loss(y_true, y_pred):
    return tf.reduce_mean(tf.cast(tf.argmax(y_pred, axis=-1), tf.float32))

model.compile("sgd", loss)
model.fit(x, labels, verbose=0)  # here
""",
        "ValueError",
        came=r"all of them are None",
        expected=r"No gradients provided",
        advice=r"with tf operations alone",
    ),
]
