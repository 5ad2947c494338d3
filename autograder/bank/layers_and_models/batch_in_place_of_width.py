"""Wrong: the first number of input_shape, the batch, is taken for the width."""

like = "plain"
lost = {
    "dense_formula": "stopped with",
    "dense_weights": "stopped with",
    "dense_build": "stopped with",
    "dense_trains": "stopped with",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[0], self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y
