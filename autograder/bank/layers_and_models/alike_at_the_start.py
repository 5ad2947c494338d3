"""Wrong: each matrix starts at one number, so all units learn the same."""

like = "plain"
lost = {
    "dense_weights": "all units start with the same weights",
    "way_variables": "starts with the same numbers for all of its units",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="ones")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.fill((width, units), 0.1))
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.fill((units, classes), 0.1))
    b2 = tf.Variable(tf.zeros(classes))

    def predict(x):
        x = tf.nn.relu(x @ W1 + b1)
        return tf.nn.softmax(x @ W2 + b2)

    return predict, [W1, b1, W2, b2]
