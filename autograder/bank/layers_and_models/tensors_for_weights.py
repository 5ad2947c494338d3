"""Wrong: tensors stand where weights and variables should."""

like = "plain"
lost = {
    "dense_weights": "has weights of the shapes none",
    "dense_build": "the layer has no weights",
    "dense_trains": "`layer.trainable_weights` is empty",
    "way_variables": "is no list of tf.Variable",
}

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = tf.random.normal((input_shape[-1], self.units))
        self.b = tf.zeros((self.units,))

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.random.normal((width, units)) * 0.1
    b1 = tf.zeros(units)
    W2 = tf.random.normal((units, classes)) * 0.1
    b2 = tf.zeros(classes)

    def predict(x):
        x = tf.nn.relu(x @ W1 + b1)
        return tf.nn.softmax(x @ W2 + b2)

    return predict, [W1, b1, W2, b2]
