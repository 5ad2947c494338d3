"""Right: as short as it gets; an activation that is None is replaced by one that does nothing."""

like = "plain"

# %% simple_dense
class SimpleDense(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.units, self.f = units, activation or (lambda y: y)

    def build(self, shape):
        self.weights_ = [self.add_weight(shape=(shape[-1], self.units)),
                         self.add_weight(shape=(self.units,), initializer="zeros")]

    def call(self, x):
        return self.f(x @ self.weights_[0] + self.weights_[1])

# %% sequential_model
sequential_model = lambda width, units, classes: keras.Sequential([
    keras.Input((width,)),
    keras.layers.Dense(units, "relu"),
    keras.layers.Dense(classes, "softmax"),
])

# %% functional_model
def functional_model(width, units, classes):
    x = keras.Input((width,))
    return keras.Model(
        x, keras.layers.Dense(classes, "softmax")(keras.layers.Dense(units, "relu")(x))
    )

# %% count_parameters
def count_parameters(shape, layers):
    counts = []
    for kind, *n in layers:
        *front, last = shape
        count, shape = {
            "dense": lambda: ((last + 1) * n[0], (*front, n[0])),
            "conv2d": lambda: (
                (n[1] ** 2 * last + 1) * n[0], (*[side - n[1] + 1 for side in front], n[0])
            ),
            "max_pooling2d": lambda: (0, (*[side // n[0] for side in front], last)),
            "embedding": lambda: (n[0] * n[1], (*shape, n[1])),
            "flatten": lambda: (0, (int(np.prod(shape)),)),
            "dropout": lambda: (0, shape),
        }[kind]()
        counts.append(count)
    return tuple(counts)
