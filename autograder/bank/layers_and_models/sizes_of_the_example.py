"""Wrong: the layer and the functional model have the sizes of the example in the notebook."""

like = "plain"
lost = {
    "dense_formula": "stopped with",
    "dense_weights": "stopped with",
    "dense_trains": "stopped with",
    "way_functional": "inputs and outputs have the shapes (None, 4), (None, 3)",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(4, self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input((4,))
    x = keras.layers.Dense(5, activation="relu")(inputs)
    outputs = keras.layers.Dense(3, activation="softmax")(x)
    return keras.Model(inputs, outputs)
