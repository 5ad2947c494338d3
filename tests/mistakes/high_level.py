"""Mistakes with layers, models and training."""

from mistakes import Mistake

_MODEL = """
x = np.zeros([8, 4], "float32")
labels = np.array([0, 1, 2, 0, 1, 2, 0, 1])
model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
"""

LAYERS = [
    Mistake(
        "a misspelt layer",
        """
keras.layers.Dens(3)  # here
""",
        "AttributeError",
        came=r"'Dens'",
        expected=r"has no attribute",
        advice=r"Did you mean tf\.keras\.layers\.Dense",
    ),
    Mistake(
        "a misspelt argument that must be there",
        """
keras.layers.Dense(unit=3)  # here
""",
        "TypeError",
        came=r"'unit'",
        expected=r"It takes units, activation",
        advice=r"Did you mean 'units'",
    ),
    Mistake(
        "a misspelt argument that may be there",
        """
keras.layers.Dense(3, activaton="relu")  # here
""",
        "ValueError",
        came=r"'activaton': 'relu'",
        expected=r"It takes units, activation",
        advice=r"activation",
    ),
    Mistake(
        "a misspelt activation",
        """
keras.layers.Dense(3, activation="rellu")  # here
""",
        "ValueError",
        came=r"'rellu'",
        expected=r"Known names",
        advice=r"Did you mean 'relu'",
    ),
    Mistake(
        "units that are no number",
        """
keras.layers.Dense("3")  # here
""",
        "ValueError",
        came=r"units='3'",
        expected=r"positive integer",
        advice=r"Dense\(10\)",
    ),
    Mistake(
        "a class in place of a layer",
        """
keras.Sequential([keras.layers.Dense])  # here
""",
        "ValueError",
        came=r"layers\.dense\.Dense'",
        expected=r"Only instances of `keras\.Layer`",
        advice=r"Write Dense\(\.\.\.\)",
    ),
    Mistake(
        "layers that are in no list",
        """
keras.Sequential(keras.layers.Dense(3), keras.layers.Dense(1))  # here
""",
        "ValueError",
        came=r"<Dense name=dense\w*, built=False>",
        expected=r"one list",
        advice=r"Sequential\(\[layer, layer\]\)",
    ),
    Mistake(
        "a shape without its comma",
        """
keras.Input(shape=4)  # here
""",
        "ValueError",
        came=r"'4'",
        expected=r"a shape is a tuple",
        advice=r"\(4,\)",
    ),
    Mistake(
        "an example without its batch",
        """
layer = keras.layers.Dense(3)
layer(tf.ones([4]))  # here
""",
        "ValueError",
        came=r"shape received: \(4,\)",
        expected=r"expected min_ndim=2",
        advice=r"x\[None\]",
    ),
    Mistake(
        "a list of numbers as input",
        """
layer = keras.layers.Dense(3)
layer([[1.0, 2.0]])  # here
""",
        "ValueError",
        came=r"1\.0 \(float\)",
        expected=r"input tensors",
        advice=r"tf\.constant",
    ),
    Mistake(
        "a weight before the first call",
        """
layer = keras.layers.Dense(3)
layer.kernel  # here
""",
        "AttributeError",
        came=r"'kernel'",
        expected=r"not built",
        advice=r"call it on data first",
    ),
    Mistake(
        "a forgotten super().__init__()",
        """
class Times(keras.layers.Layer):
    def __init__(self, factor):
        self.factor = factor  # here

    def call(self, inputs):
        return self.factor * inputs

Times(2.0)(tf.ones([2]))
""",
        "RuntimeError",
        came=r"'Times'",
        expected=r"first statement in the `__init__\(\)`",
        advice=r"super\(\)\.__init__\(\)",
    ),
    Mistake(
        "a call without return",
        """
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(3)

    def call(self, inputs):
        self.dense(inputs)

net = Net()
net.compile(optimizer="adam", loss="mse")
net.fit(np.zeros([8, 4], "float32"), np.zeros([8, 3], "float32"), verbose=0)  # here
""",
        "ValueError",
        came=r"Net gave None",
        expected=r"must end with",
        advice=r"return outputs",
    ),
]

TRAINING = [
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
        "a misspelt argument of fit",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, labels, epoch=5)  # here
""",
        "TypeError",
        came=r"'epoch'",
        expected=r"It takes x, y, batch_size, epochs",
        advice=r"Did you mean 'epochs'",
    ),
    Mistake(
        "epochs as text",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, labels, epochs="5", verbose=0)  # here
""",
        "TypeError",
        came=r"'5' came",
        expected=r"whole number",
        advice=r"such as 5",
    ),
    Mistake(
        "forgotten targets",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="mse")
model.fit(x, verbose=0)  # here
""",
        "ValueError",
        came=r"no targets came",
        expected=r"compares predictions with targets",
        advice=r"model\.fit\(x, y\)",
    ),
    Mistake(
        "inputs and targets of different lengths",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, labels[:6], verbose=0)  # here
""",
        "ValueError",
        came=r"'x' has \[8\], 'y' has \[6\]",
        expected=r"same number of samples",
        advice=r"Make sure",
    ),
    Mistake(
        "words as inputs",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="mse")
model.fit(["a", "b"], [0, 1], verbose=0)  # here
""",
        "ValueError",
        came=r"dtype <U1",
        expected=r"must be numbers",
        advice=r"Turn text .* into numbers",
    ),
    Mistake(
        "one-hot labels where class numbers belong",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, np.eye(3)[labels], verbose=0)  # here
""",
        "ValueError",
        came=r"target\.shape=\(8, 3\)",
        expected=r"class numbers, one for each example",
        advice=r"take categorical_crossentropy",
    ),
    Mistake(
        "class numbers where one-hot labels belong",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="categorical_crossentropy")
model.fit(x, labels, verbose=0)  # here
""",
        "ValueError",
        came=r"target\.shape=\(8,\), output\.shape=\(8, 3\)",
        expected=r"one-hot labels",
        advice=r"take sparse_categorical_crossentropy",
    ),
    Mistake(
        "labels that are no classes",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
model.fit(x, labels + 1, verbose=0)  # here
""",
        "InvalidArgumentError",
        came=r"label value of 3.*go from 1 to 3",
        expected=r"valid range of \[0, 3\)",
        advice=r"Number the classes from 0",
    ),
    Mistake(
        "targets that are not as wide as the predictions",
        f"""{_MODEL}
model.compile(optimizer="adam", loss="mse")
model.fit(x, np.zeros([8, 2], "float32"), verbose=0)  # here
""",
        "ValueError",
        came=r"shape \(8, 2\).*shape \(8, 3\)",
        expected=r"Expected one number for each",
        advice=r"`units` be as many",
    ),
    Mistake(
        "other inputs than the model was built for",
        f"""{_MODEL}
model.build([None, 4])
model.predict(np.zeros([8, 5], "float32"), verbose=0)  # here
""",
        "ValueError",
        came=r"input with shape \(8, 5\)",
        expected=r"axis -1 of input shape to have value 4",
        advice=r"give data of the same form, or make a new layer",
    ),
    Mistake(
        "images without an axis of channels",
        """
keras.layers.Conv2D(8, 3)(np.zeros([5, 28, 28], "float32"))  # here
""",
        "ValueError",
        came=r"shape received: \(5, 28, 28\)",
        expected=r"expected (min_)?ndim=4, found ndim=3",
        advice=r"x\[\.\.\., None\]",
    ),
    Mistake(
        "one picture in place of a batch",
        """
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)])
model.build([None, 28, 28])
model.predict(np.zeros([28, 28], "float32"), verbose=0)  # here
""",
        "ValueError",
        came=r"input with shape \(28, 28\)",
        expected=r"to have value 784",
        advice=r"a single example x is x\[None\]",
    ),
    Mistake(
        "validation data without targets",
        f"""{_MODEL}
x, y = np.zeros([8, 4], "float32"), np.zeros([8, 3], "float32")
model.compile("sgd", "mse")
model.fit(x, y, validation_data=x, verbose=0)  # here
""",
        "ValueError",
        came=r"`validation_data` came without targets: a ndarray of dtype float32",
        expected=r"compare predictions with targets",
        advice=r"validation_data=\(x_val, y_val\)",
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
]

MISTAKES = LAYERS + TRAINING
