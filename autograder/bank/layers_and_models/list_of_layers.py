"""Right: layers in a list, made from the last to the first; a loop sends the inputs through."""

like = "plain"

# %% functional_model
def functional_model(width, units, classes):
    rows = keras.Input((width,))
    inner = keras.Sequential([keras.layers.Dense(units, activation="relu"),
                              keras.layers.Dense(classes, activation="softmax")])
    return keras.Model(rows, inner(rows))

# %% subclassed_model
class SubclassedModel(keras.Model):
    def __init__(self, units, classes):
        super().__init__()
        self.last = keras.layers.Dense(classes)
        self.first = keras.layers.Dense(units)
        self.steps = [self.first, tf.nn.relu, self.last, tf.nn.softmax]

    def call(self, x):
        for step in self.steps:
            x = step(x)
        return x

# %% from_variables
def from_variables(width, units, classes):
    sizes = [width, units, classes]
    layers = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        W = tf.Variable(tf.random.uniform((n_in, n_out), -0.1, 0.1))
        b = tf.Variable(tf.random.uniform((n_out,), -0.1, 0.1))
        layers.append((W, b))

    def predict(inputs):
        x = tf.convert_to_tensor(inputs)
        for i, (W, b) in enumerate(layers):
            x = tf.add(tf.matmul(x, W), b)
            x = tf.nn.relu(x) if i == 0 else tf.nn.softmax(x, axis=1)
        return x

    return [predict, [variable for pair in layers for variable in pair]]
