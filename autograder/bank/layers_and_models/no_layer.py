"""Wrong: SimpleDense is a class of its own, no subclass of Layer."""

like = "plain"
lost = {
    "dense_formula": "is no Keras layer",
    "dense_weights": "is no Keras layer",
    "dense_build": "is no Keras layer",
    "dense_trains": "is no Keras layer",
}

# %% simple_dense
class SimpleDense:
    def __init__(self, units, activation=None):
        self.units = units
        self.activation = activation
        self.W = None

    def __call__(self, inputs):
        if self.W is None:
            self.W = tf.Variable(tf.random.normal((inputs.shape[-1], self.units)))
            self.b = tf.Variable(tf.zeros((self.units,)))
        y = tf.matmul(inputs, self.W) + self.b
        return y if self.activation is None else self.activation(y)
