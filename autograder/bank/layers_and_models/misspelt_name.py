"""Wrong: `call` asks for self.w, and build has made self.W."""

like = "plain"
lost = {
    "dense_formula": "has no attribute 'w'",
    "dense_weights": "has no attribute 'w'",
    "dense_trains": "has no attribute 'w'",
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
        y = tf.matmul(inputs, self.w) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y
