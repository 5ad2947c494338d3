"""Wrong: the bias is added behind the activation."""

like = "plain"
lost = {
    "dense_formula": "the outputs are not what the activation gave",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="random_normal")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W)
        if self.activation is not None:
            y = self.activation(y)
        return y + self.b
