"""Mistakes with fit, data sets and callbacks."""

from mistakes import WARNING, Mistake

_MODEL = """
x = np.zeros([8, 4], "float32")
labels = np.array([0, 1, 2, 0, 1, 2, 0, 1])
model = keras.Sequential([keras.layers.Dense(3, activation="softmax")])
"""

_COMPILED = f"""{_MODEL}
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
"""

MISTAKES = [
    Mistake(
        "a dataset that is not cut into batches",
        """
x, y = np.zeros([8, 4], "float32"), np.zeros([8, 1], "float32")
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit(tf.data.Dataset.from_tensor_slices((x, y)), verbose=0)  # here
""",
        "ValueError",
        came=r"shape received: \(4,\)",
        expected=r"expected min_ndim=2, found ndim=1",
        advice=r"dataset\.batch\(32\)",
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
        "a forgotten Flatten",
        f"""{_COMPILED}
model.fit(np.zeros([8, 4, 4], "float32"), labels, verbose=0)  # here
""",
        "ValueError",
        came=r"target\.shape=\(8,\), output\.shape=\(8, 4, 3\)",
        expected=r"same shape up until the last",
        advice=r"Flatten",
    ),
    Mistake(
        "percent to validate on",
        f"""{_COMPILED}
model.fit(x, labels, validation_split=20, verbose=0)  # here
""",
        "ValueError",
        came=r"20 came",
        expected=r"fraction between 0 and 1",
        advice=r"`validation_split`",
        tensorflow=WARNING,
    ),
    Mistake(
        "all data to validate on",
        f"""{_COMPILED}
model.fit(x, labels, validation_split=1.0, verbose=0)  # here
""",
        "ValueError",
        came=r"1\.0 came",
        expected=r"fraction between 0 and 1",
        advice=r"`validation_split`",
    ),
    Mistake(
        "a part split off a dataset",
        f"""{_COMPILED}
data = tf.data.Dataset.from_tensor_slices((x, labels)).batch(4)
model.fit(data, validation_split=0.25, verbose=0)  # here
""",
        "ValueError",
        came=r"iterable of batches",
        expected=r"needs arrays",
        advice=r"give `validation_data`",
    ),
    Mistake(
        "a dataset that is in no batches",
        f"""{_COMPILED}
model.fit(tf.data.Dataset.from_tensor_slices((x, labels)), verbose=0)  # here
""",
        "ValueError",
        came=r"shape received: \(4,\)",
        expected=r"min_ndim=2",
        advice=r"The first axis is the batch",
    ),
    Mistake(
        "targets beside a dataset",
        f"""{_COMPILED}
data = tf.data.Dataset.from_tensor_slices((x, labels)).batch(4)
model.fit(data, labels, verbose=0)  # here
""",
        "ValueError",
        came=r"iterable of batches",
        expected=r"must yield \(x, y\)",
        advice=r"Leave `y` out",
    ),
    Mistake(
        "a dataset of other lengths",
        f"""{_COMPILED}
tf.data.Dataset.from_tensor_slices((x, labels[:5]))  # here
""",
        "ValueError",
        came=r"\[8, 5\] rows",
        expected=r"Dimensions 8 and 5 are not compatible",
        advice=r"a row of every one",
    ),
    Mistake(
        "a function of x for a dataset of x and y",
        f"""{_COMPILED}
tf.data.Dataset.from_tensor_slices((x, labels)).map(lambda x: x / 2)  # here
""",
        "TypeError",
        came=r"<lambda>\(x\)",
        expected=r"has 2 parts",
        advice=r"one argument for each",
    ),
    Mistake(
        "a dataset with places",
        f"""{_COMPILED}
tf.data.Dataset.from_tensor_slices((x, labels))[3]  # here
""",
        "TypeError",
        came=r"has no places",
        expected=r"one after another",
        advice=r"dataset\.skip\(3\)\.take\(1\)",
    ),
    Mistake(
        "a generator of lists",
        f"""{_COMPILED}
batches = ([x, labels] for _ in range(3))
model.fit(batches, steps_per_epoch=3, verbose=0)  # here
""",
        "ValueError",
        came=r"a list of 2 came",
        expected=r"must be a tuple",
        advice=r"`yield x, y`",
    ),
    Mistake(
        "a function in place of its generator",
        f"""{_COMPILED}
def batches():
    yield x, labels

model.fit(batches, verbose=0)  # here
""",
        "ValueError",
        came=r"<function batches",
        expected=r"an iterable of batches",
        advice=r"call it",
    ),
    Mistake(
        "a generator that ends early",
        f"""{_COMPILED}
batches = ((x, labels) for _ in range(1))
model.fit(batches, steps_per_epoch=3, epochs=1, verbose=0)  # here
""",
        WARNING,
        came=r"after 1 batches",
        expected=r"steps_per_epoch \* epochs",
        advice=r"repeat\(\)",
    ),
    Mistake(
        "nested lists as data",
        f"""{_COMPILED}
model.fit([[1.0, 2.0], [3.0, 4.0]], [0, 1], verbose=0)  # here
""",
        "ValueError",
        came=r"\[\[1\.0, 2\.0\], \[3\.0, 4\.0\]\] \(list\)",
        expected=r"an array with one row",
        advice=r"np\.array\(x\)",
    ),
    Mistake(
        "weights of another number of samples",
        f"""{_COMPILED}
model.fit(x, labels, sample_weight=np.ones(5), verbose=0)  # here
""",
        "ValueError",
        came=r"'sample_weight' has \[5\]",
        expected=r"same number of samples",
        advice=r"Make sure",
    ),
    Mistake(
        "weights of classes in a list",
        f"""{_COMPILED}
model.fit(x, labels, class_weight=[1.0, 2.0, 3.0], verbose=0)  # here
""",
        "TypeError",
        came=r"\[1\.0, 2\.0, 3\.0\] \(list\)",
        expected=r"is a dict",
        advice=r"\{0: 1\.0",
        tensorflow="AttributeError",
    ),
    Mistake(
        "a class in place of a callback",
        f"""{_COMPILED}
model.fit(x, labels, callbacks=[keras.callbacks.EarlyStopping], verbose=0)  # here
""",
        "TypeError",
        came=r"EarlyStopping'> came",
        expected=r"list of keras\.callbacks\.Callback objects",
        advice=r"Make an object",
    ),
    Mistake(
        "a callback that watches what is not there",
        f"""{_COMPILED}
stop = keras.callbacks.EarlyStopping(monitor="val_loss")
model.fit(x, labels, callbacks=[stop], verbose=0)  # here
""",
        WARNING,
        came=r"`val_loss` which is not available",
        expected=r"Available metrics are",
        advice=r"loss",
    ),
    Mistake(
        "a misspelt argument of a callback",
        """
keras.callbacks.EarlyStopping(patient=3)  # here
""",
        "TypeError",
        came=r"'patient'",
        expected=r"It takes monitor",
        advice=r"Did you mean 'patience'",
    ),
    Mistake(
        "a callback that reduces by more than one",
        """
keras.callbacks.ReduceLROnPlateau(factor=2.0)  # here
""",
        "ValueError",
        came=r"factor=2\.0",
        expected=r"does not support a factor >= 1",
        advice=r"Try 0\.5",
    ),
    Mistake(
        "a train_step without return",
        f"""{_MODEL}
class Net(keras.Model):
    def call(self, inputs):
        return inputs

    def train_step(self, data):
        loss = tf.reduce_mean(data[0])

net = Net()
net.compile("sgd")
net.fit(x, verbose=0)  # here
""",
        "ValueError",
        came=r"None \(NoneType\) came",
        expected=r"must return a dict",
        advice=r"Is there a `return`",
    ),
    Mistake(
        "a schedule without return",
        f"""{_COMPILED}
def schedule(epoch):
    0.1 / (epoch + 1)

slower = keras.callbacks.LearningRateScheduler(schedule)
model.fit(x, labels, callbacks=[slower], verbose=0)  # here
""",
        "ValueError",
        came=r"Got: None",
        expected=r"should be a float",
        advice=r"return float",
    ),
]
