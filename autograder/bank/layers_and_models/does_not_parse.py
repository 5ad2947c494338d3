"""Wrong: a bracket is not closed, so the cell does not run and there is no SimpleDense."""

like = "plain"
lost = {
    "dense_formula": "there is no function `SimpleDense`",
    "dense_weights": "there is no function `SimpleDense`",
    "dense_build": "there is no function `SimpleDense`",
    "dense_trains": "there is no function `SimpleDense`",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal"
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y
