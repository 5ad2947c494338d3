"""Mistakes with layers."""

from mistakes import Mistake

MISTAKES = [
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
        "a number of NumPy as input",
        """
keras.layers.Dense(3)(np.int64(5))  # here
""",
        "ValueError",
        came=r"found ndim=0",
        expected=r"expected min_ndim=2",
        advice=r"np\.array\(\[\[x\]\]\)",
    ),
    Mistake(
        "a recurrent layer on the last step of another",
        """
model = keras.Sequential([keras.Input([10, 3]), keras.layers.LSTM(4)])
model.add(keras.layers.LSTM(4))  # here
""",
        "ValueError",
        came=r"shape received: \(None, 4\)",
        expected=r"expected ndim=3",
        advice=r"return_sequences=True",
    ),
    Mistake(
        "pooling after Flatten",
        """
x = keras.layers.Flatten()(np.zeros([8, 10, 10, 1], "float32"))
keras.layers.MaxPooling2D()(x)  # here
""",
        "ValueError",
        came=r"shape received: \(8, 100\)",
        expected=r"\(batch, height, width, channels\)",
        advice=r"come before Flatten",
    ),
    Mistake(
        "a kernel larger than the image",
        """
keras.layers.Conv2D(8, 5)(np.zeros([1, 3, 3, 1], "float32"))  # here
""",
        "ValueError",
        came=r"5 × 5 does not fit.*\(1, 3, 3, 1\)",
        expected=r"output size would be negative",
        advice=r"padding='same'",
    ),
    Mistake(
        "a forgotten kernel size",
        """
keras.layers.Conv2D(8)  # here
""",
        "TypeError",
        came=r"missing a required argument: 'kernel_size'",
        expected=r"It takes filters, kernel_size",
        advice=r"kernel_size",
    ),
    Mistake(
        "a misspelt padding",
        """
keras.layers.Conv2D(8, 3, padding="sam")  # here
""",
        "ValueError",
        came=r"Received: 'sam'",
        expected=r"one of",
        advice=r"'same'",
    ),
    Mistake(
        "percent to drop",
        """
keras.layers.Dropout(20)  # here
""",
        "ValueError",
        came=r"rate=20",
        expected=r"between 0 and 1",
        advice=r"0\.2",
    ),
    Mistake(
        "a word that the embedding does not have",
        """
keras.layers.Embedding(10, 4)(np.array([[3, 10]]))  # here
""",
        "InvalidArgumentError",
        came=r"indices\[0, 1\] = 10",
        expected=r"not in \[0, 10\)",
        advice=r"from 0 to 9",
    ),
    Mistake(
        "a reshape to other numbers of an example",
        """
keras.layers.Reshape([3, 5])(np.zeros([8, 16], "float32"))  # here
""",
        "ValueError",
        came=r"input_shape=\(16,\)",
        expected=r"total size .* must be unchanged",
        advice=r"target_shape=\(3, 5\)",
    ),
    Mistake(
        "a merge of one tensor",
        """
keras.layers.Concatenate()(np.zeros([8, 4], "float32"))  # here
""",
        "ValueError",
        came=r"\(8, 4\)",
        expected=r"list of inputs",
        advice=r"layer\(\[a, b\]\)",
    ),
    Mistake(
        "a sum of other shapes",
        """
keras.layers.Add()([np.zeros([8, 4], "float32"), np.zeros([8, 3], "float32")])  # here
""",
        "ValueError",
        came=r"\(8, 4\), \(8, 3\)",
        expected=r"incompatible shapes",
        advice=r"must be equal, or 1",
    ),
    Mistake(
        "a layer in place of a tensor",
        """
hidden = keras.layers.Dense(8)
keras.layers.Dense(3)(hidden)  # here
""",
        "ValueError",
        came=r"<Dense name=dense\w*, built=False>",
        expected=r"Only input tensors",
        advice=r"layer\(x\)",
    ),
    Mistake(
        "a misspelt initializer",
        """
keras.layers.Dense(3, kernel_initializer="glorot")  # here
""",
        "ValueError",
        came=r"'glorot'",
        expected=r"Known names",
        advice=r"Did you mean 'glorot_",
    ),
    Mistake(
        "a number as regularizer",
        """
keras.layers.Dense(3, kernel_regularizer=0.01)  # here
""",
        "ValueError",
        came=r"0\.01 \(float\)",
        expected=r"regularizer identifier",
        advice=r"such as 'L1', an object",
    ),
    Mistake(
        "weights the other way around",
        """
layer = keras.layers.Dense(3)
layer.build([None, 4])
layer.set_weights([np.zeros([3, 4]), np.zeros([3])])  # here
""",
        "ValueError",
        came=r"provided weight shape \(3, 4\)",
        expected=r"weight shape \(4, 3\)",
        advice=r"not compatible",
    ),
    Mistake(
        "weights for a layer that is not built",
        """
keras.layers.Dense(3).set_weights([np.zeros([4, 3]), np.zeros([3])])  # here
""",
        "ValueError",
        came=r"weight list of length 2",
        expected=r"expecting 0 weights",
        advice=r"call it on data first",
    ),
    Mistake(
        "a layer of one's own without call",
        """
class Mine(keras.layers.Layer):
    pass

Mine()(np.zeros([2, 2], "float32"))  # here
""",
        "NotImplementedError",
        came=r"Layer Mine does not have",
        expected=r"`call\(\)` method",
        advice=r"def call\(self, inputs\)",
    ),
    Mistake(
        "weights made in call",
        """
class Mine(keras.layers.Layer):
    def call(self, inputs):
        return inputs @ self.add_weight(shape=[2, 2])  # here

layer = Mine()
layer(np.zeros([2, 2], "float32"))
layer(np.zeros([2, 2], "float32"))
""",
        "ValueError",
        came=r"already built",
        expected=r"All state must be created",
        advice=r"`build\(\)`",
    ),
]
