"""Right: build makes variables without add_weight; Keras finds them in the attributes."""

like = "plain"

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        if self.built:
            return
        start = keras.initializers.GlorotNormal()((input_shape[-1], self.units))
        self.W = keras.Variable(start, name="W")
        self.b = keras.Variable(tf.zeros(self.units), name="b")

    def call(self, inputs):
        y = tf.tensordot(inputs, self.W, axes=1)
        y += self.b
        return y if self.activation is None else self.activation(y)

# %% from_variables
def from_variables(width, units, classes):
    normal = keras.initializers.RandomNormal(stddev=0.05)
    shapes = {"W1": (width, units), "b1": (units,), "W2": (units, classes), "b2": (classes,)}
    v = {name: keras.Variable(normal(shape), name=name) for name, shape in shapes.items()}

    def predict(x):
        hidden = keras.activations.relu(tf.matmul(x, v["W1"]) + v["b1"])
        return keras.activations.softmax(tf.matmul(hidden, v["W2"]) + v["b2"])

    return predict, list(v.values())
