"""Wrong: without `build`: `call` looks whether the weights are there already."""

like = "plain"
lost = {
    "dense_build": "the layer has no weights",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation
        self.W = None

    def call(self, inputs):
        if self.W is None:
            self.W = self.add_weight(shape=(inputs.shape[-1], self.units))
            self.b = self.add_weight(shape=(self.units,), initializer="zeros")
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y
