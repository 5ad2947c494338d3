"""Wrong: the bias is made and never added."""

like = "plain"
lost = {
    "dense_formula": "for inputs of 0 the layer does not give its bias",
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
        y = tf.matmul(inputs, self.W)
        return y if self.activation is None else self.activation(y)
