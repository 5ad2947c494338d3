"""Mistakes with models."""

from mistakes import NOTHING, Mistake

MISTAKES = [
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
        "an Input without a shape",
        """
keras.Input()  # here
""",
        "ValueError",
        came=r"must pass",
        expected=r"`shape` argument",
        advice=r"shape=\(784,\)",
    ),
    Mistake(
        "two layers of one name",
        """
keras.Sequential([keras.layers.Dense(3, name="a"), keras.layers.Dense(1, name="a")])  # here
""",
        "ValueError",
        came=r"Name 'a' is already",
        expected=r"unique names",
        advice=r"Update the `name` argument",
    ),
    Mistake(
        "a tensor among the layers",
        """
x = keras.Input([4])
keras.Sequential([x, keras.layers.Dense(3)(x)])  # here
""",
        "ValueError",
        came=r"<KerasTensor shape=\(None, 3\)",
        expected=r"Only instances of `keras\.Layer`",
        advice=r"keras\.Model\(inputs, outputs\)",
    ),
    Mistake(
        "a model without layers",
        """
keras.Sequential().predict(np.zeros([2, 2]), verbose=0)  # here
""",
        "ValueError",
        came=r"has no layers",
        expected=r"cannot be built",
        advice=r"model\.add\(layer\)",
    ),
    Mistake(
        "a shape that is not known yet",
        """
keras.Sequential([keras.layers.Dense(3)]).output_shape  # here
""",
        "AttributeError",
        came=r"Sequential model 'sequential\w*'",
        expected=r"no defined output shape",
        advice=r"keras\.Input\(shape\)",
    ),
    Mistake(
        "weights counted before they are made",
        """
keras.Sequential([keras.layers.Dense(3)]).count_params()  # here
""",
        "ValueError",
        came=r"'sequential\w*'",
        expected=r"isn't built",
        advice=r"build\(input_shape\)",
    ),
    Mistake(
        "a layer that the model does not have",
        """
keras.Sequential([keras.layers.Dense(3, name="a")]).get_layer("b")  # here
""",
        "ValueError",
        came=r"No such layer: b",
        expected=r"Existing layers",
        advice=r"\['a'\]",
    ),
    Mistake(
        "a layer in place of its output",
        """
x = keras.Input([4])
keras.Model(x, keras.layers.Dense(3))  # here
""",
        "ValueError",
        came=r"<Dense name=dense\w*, built=False>",
        expected=r"must be KerasTensors",
        advice=r"keras\.layers\.Dense\(3\)\(x\)",
    ),
    Mistake(
        "arrays in place of inputs and outputs",
        """
keras.Model(np.zeros([8, 4]), np.zeros([8, 3]))  # here
""",
        "ValueError",
        came=r"numpy\.ndarray",
        expected=r"must be KerasTensors",
        advice=r"keras\.Input\(shape\)",
    ),
    Mistake(
        "an output that hangs on another input",
        """
a, b = keras.Input([4], name="a"), keras.Input([4], name="b")
keras.Model(a, keras.layers.Add()([a, b]))  # here
""",
        "ValueError",
        came=r"input 'b' of shape \(None, 4\)",
        expected=r"not connected to `inputs` alone",
        advice=r"inputs=\[a, b\]",
    ),
    Mistake(
        "an operation of tf on a KerasTensor",
        """
tf.exp(keras.Input([4]))  # here
""",
        "ValueError",
        came=r"A KerasTensor cannot go into a tf operation",
        expected=r"has a shape but no numbers",
        advice=r"`call` of a layer of your own",
    ),
    Mistake(
        "an if on a KerasTensor",
        """
x = keras.Input([4])
y = x if x > 0 else -x  # here
""",
        "TypeError",
        came=r"A KerasTensor is neither true nor false",
        expected=r"has a shape but no numbers",
        advice=r"`call` of a layer of your own",
    ),
    Mistake(
        "one array for two inputs",
        """
a, b = keras.Input([4], name="a"), keras.Input([4], name="b")
model = keras.Model([a, b], keras.layers.Add()([a, b]))
model.predict(np.zeros([2, 4], "float32"), verbose=0)  # here
""",
        "ValueError",
        came=r"it received 1",
        expected=r"expects 2 input\(s\), \['a', 'b'\]",
        advice=r"as a list in this order",
    ),
    Mistake(
        "a dict without one of the inputs",
        """
a, b = keras.Input([4], name="a"), keras.Input([4], name="b")
model = keras.Model({"a": a, "b": b}, keras.layers.Add()([a, b]))
model.predict({"a": np.zeros([2, 4]), "c": np.zeros([2, 4])}, verbose=0)  # here
""",
        "ValueError",
        came=r"keys \['a', 'c'\]",
        expected=r"Missing data for input .b.",
        advice=r"Expected the following keys: \['a', 'b'\]",
    ),
    Mistake(
        "a file that is not there",
        """
keras.models.load_model("nowhere.keras")  # here
""",
        "ValueError",
        came=r"nowhere\.keras",
        expected=r"File not found",
        advice=r"taken from the folder",
    ),
    Mistake(
        "a model saved without an extension",
        """
keras.Sequential([keras.Input([4]), keras.layers.Dense(3)]).save("model")  # here
""",
        "ValueError",
        came=r"filepath=model",
        expected=r"Invalid filepath extension",
        advice=r"model\.keras",
    ),
    Mistake(
        "a model without super().__init__()",
        """
class Net(keras.Model):
    def __init__(self):
        self.dense = keras.layers.Dense(3)  # here

Net()
""",
        "RuntimeError",
        came=r"'Net'",
        expected=r"first statement in the `__init__\(\)`",
        advice=r"super\(\)\.__init__\(\)",
        tensorflow=NOTHING,
    ),
]
