"""Right: the bias is one more row below the matrix, for an input that is always 1."""

like = "plain"

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.W = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_uniform")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        ones = tf.ones((tf.shape(inputs)[0], 1))
        y = tf.concat([inputs, ones], axis=1) @ tf.concat([self.W, [self.b]], axis=0)
        if self.activation:
            return self.activation(y)
        return y

# %% count_parameters
def count_parameters(input_shape, layers):
    shape = tuple(input_shape)
    result = []
    for layer in layers:
        match layer:
            case ("dense", units):
                weights = [(shape[-1], units), (units,)]
                shape = shape[:-1] + (units,)
            case ("conv2d", filters, size):
                weights = [(size, size, shape[-1], filters), (filters,)]
                shape = (shape[0] - (size - 1), shape[1] - (size - 1), filters)
            case ("max_pooling2d", size):
                weights = []
                shape = (shape[0] // size, shape[1] // size, shape[2])
            case ("embedding", tokens, length):
                weights = [(tokens, length)]
                shape = shape + (length,)
            case ("flatten",):
                weights = []
                shape = (np.prod(shape),)
            case _:
                weights = []
        result.append(sum(np.prod(weight) for weight in weights))
    return tf.constant(result, dtype=tf.int64)
