"""Wrong: the layer notes its activation and never uses it; the functional model has none between its layers."""

like = "plain"
lost = {
    "dense_formula": "calls the activation 0 times",
    "way_functional": "are those of a model without relu",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return tf.matmul(inputs, self.W) + self.b

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((width,))
    x = keras.layers.Dense(units)(inputs)
    outputs = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs)
