"""Right: helpers with names that others might use, too."""

like = "plain"

# %% simple_dense
UNITS = 3


def same(values):
    return values


class SimpleDense(keras.layers.Layer):
    def __init__(self, units=UNITS, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation or same

    def build(self, input_shape):
        self.W = self.add_weight(shape=sizes(input_shape, self.units))
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        return self.activation(inputs @ self.W + self.b)


def sizes(input_shape, units):
    return input_shape[-1], units

# %% from_variables
def relu(x):
    return tf.maximum(x, 0.0)


def softmax(x):
    powers = tf.exp(x - tf.reduce_max(x, axis=1, keepdims=True))
    return powers / tf.reduce_sum(powers, axis=1, keepdims=True)


def fresh(shape):
    return tf.Variable(tf.random.normal(shape, stddev=0.1))


def from_variables(width, units, classes):
    layers = [(fresh((width, units)), fresh((units,))), (fresh((units, classes)), fresh((classes,)))]

    def model(rows):
        (W1, b1), (W2, b2) = layers
        return softmax(tf.matmul(relu(tf.matmul(rows, W1) + b1), W2) + b2)

    return model, [variable for layer in layers for variable in layer]

# %% count_parameters
def dense(shape, units):
    return (shape[-1] + 1) * units, [*shape[:-1], units]


def conv2d(shape, filters, size):
    new = [side - size + 1 for side in shape[:2]]
    return (size * size * shape[2] + 1) * filters, [*new, filters]


def max_pooling2d(shape, size):
    return 0, [side // size for side in shape[:2]] + [shape[2]]


def embedding(shape, tokens, length):
    return tokens * length, [*shape, length]


def flatten(shape):
    return 0, [int(np.prod(shape))]


def dropout(shape, rate):
    return 0, shape


def count_parameters(shape, layers):
    model = []
    for name, *rest in layers:
        count, shape = globals()[name](shape, *rest)
        model.append(count)
    return model
