"""Wrong: layer and predict compute with NumPy: right numbers, and no gradient."""

like = "plain"
lost = {
    "dense_trains": "no gradient reaches the weight of shape (7, 6)",
    "way_variables": "no gradient reaches the variables of shape (6, 4), (7, 6), (4,), (6,)",
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
        y = tf.constant(np.asarray(inputs) @ self.W.numpy()) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal((width, units)) * 0.1)
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.random.normal((units, classes)) * 0.1)
    b2 = tf.Variable(tf.zeros(classes))

    def predict(x):
        hidden = np.maximum(np.asarray(x) @ W1.numpy() + b1.numpy(), 0)
        powers = np.exp(hidden @ W2.numpy() + b2.numpy())
        return powers / powers.sum(axis=1, keepdims=True)

    return predict, [W1, b1, W2, b2]
