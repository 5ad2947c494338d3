"""Right: every start is drawn with a seed, so it is the same each time; weights have names."""

like = "plain"

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(
            name="W",
            shape=(input_shape[-1], self.units),
            initializer=keras.initializers.RandomNormal(stddev=0.5, seed=7),
            trainable=True,
        )
        self.b = self.add_weight(
            name="b", shape=(self.units,), initializer=keras.initializers.Zeros(), trainable=True
        )
        self.built = True

    def call(self, inputs):
        x = tf.cast(inputs, tf.float32)
        x = tf.linalg.matvec(tf.transpose(self.W), x) + self.b
        return self.activation(x) if callable(self.activation) else x

# %% from_variables
def from_variables(width, units, classes):
    tf.random.set_seed(3)
    variables = [
        tf.Variable(tf.random.normal(shape, stddev=0.1, seed=5), name=name)
        for name, shape in [
            ("W1", (width, units)), ("b1", (units,)), ("W2", (units, classes)), ("b2", (classes,))
        ]
    ]

    def predict(inputs):
        W1, b1, W2, b2 = variables
        scores = tf.nn.bias_add(tf.matmul(tf.nn.relu(tf.nn.bias_add(tf.matmul(inputs, W1), b1)), W2), b2)
        return tf.exp(tf.nn.log_softmax(scores))

    return predict, variables
