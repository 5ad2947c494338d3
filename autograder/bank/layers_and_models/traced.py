"""Right: call and predict run as tf.function."""

like = "plain"

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="he_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    @tf.function
    def affine(self, inputs):
        return tf.matmul(inputs, self.W) + self.b

    def call(self, inputs):
        outputs = self.affine(inputs)
        if self.activation is None:
            return outputs
        return self.activation(outputs)

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal([width, units], stddev=0.1))
    b1 = tf.Variable(tf.zeros([units]))
    W2 = tf.Variable(tf.random.normal([units, classes], stddev=0.1))
    b2 = tf.Variable(tf.zeros([classes]))

    @tf.function
    def predict(inputs):
        return tf.nn.softmax(tf.nn.relu(inputs @ W1 + b1) @ W2 + b2)

    return predict, (W1, b1, W2, b2)
