"""Right: as in the chapter, two Dense layers each time."""

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        width = input_shape[-1]
        self.W = self.add_weight(shape=(width, self.units), initializer="random_normal")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros")

    def call(self, inputs):
        y = tf.matmul(inputs, self.W) + self.b
        if self.activation is not None:
            y = self.activation(y)
        return y

# %% sequential_model
def sequential_model(width, units, classes):
    model = keras.Sequential([
        keras.layers.Dense(units, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ])
    return model

# %% functional_model
def functional_model(width, units, classes):
    inputs = keras.Input(shape=(width,))
    x = keras.layers.Dense(units, activation="relu")(inputs)
    x = keras.layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs=inputs, outputs=x)

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.dense1 = keras.layers.Dense(units, activation="relu")
        self.dense2 = keras.layers.Dense(classes, activation="softmax")

    def call(self, inputs):
        x = self.dense1(inputs)
        return self.dense2(x)

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal((width, units)) * 0.1)
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.random.normal((units, classes)) * 0.1)
    b2 = tf.Variable(tf.zeros(classes))

    def predict(x):
        x = tf.nn.relu(x @ W1 + b1)
        return tf.nn.softmax(x @ W2 + b2)

    return predict, [W1, b1, W2, b2]

# %% count_parameters
def count_parameters(input_shape, layers):
    shape = list(input_shape)
    counts = []
    for layer in layers:
        if layer[0] == "dense":
            counts.append(shape[-1] * layer[1] + layer[1])
            shape[-1] = layer[1]
        elif layer[0] == "conv2d":
            counts.append(layer[2] * layer[2] * shape[2] * layer[1] + layer[1])
            shape = [shape[0] - layer[2] + 1, shape[1] - layer[2] + 1, layer[1]]
        elif layer[0] == "max_pooling2d":
            counts.append(0)
            shape = [shape[0] // layer[1], shape[1] // layer[1], shape[2]]
        elif layer[0] == "embedding":
            counts.append(layer[1] * layer[2])
            shape = shape + [layer[2]]
        elif layer[0] == "flatten":
            counts.append(0)
            shape = [int(np.prod(shape))]
        else:
            counts.append(0)
    return counts

# %% why_build
# __init__ knows the units, build knows the shape of the first inputs and runs once, call runs each
# time. In __init__ I would have to tell each layer its width, in call the weights would be new at
# each call.
