"""Right: layers, a model and a trainer as classes of the student's own."""

# %% batches
class Batches:
    def __init__(self, inputs, targets, batch_size=32):
        self.inputs, self.targets, self.batch_size = inputs, targets, batch_size

    def __iter__(self):
        rows = list(range(len(self.inputs)))
        np.random.default_rng().shuffle(rows)
        while rows:
            now, rows = rows[: self.batch_size], rows[self.batch_size :]
            yield self.inputs[now], self.targets[now]


batches = Batches

# %% train_linear
class Affine:
    def __init__(self, n_in, n_out):
        scale = 0.5 / n_in
        self.weights = tf.Variable(tf.random.normal([n_in, n_out], stddev=scale), name="weights")
        self.bias = tf.Variable(tf.zeros([n_out]), name="bias")

    @property
    def variables(self):
        return [self.weights, self.bias]

    def __call__(self, x):
        return x @ self.weights + self.bias


class Stack:
    def __init__(self, *layers):
        self.layers = layers

    @property
    def variables(self):
        return [variable for layer in self.layers for variable in layer.variables]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


class Trainer:
    def __init__(self, model, rate):
        self.model, self.rate = model, rate

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = square_loss(y, self.model(tf.constant(x)))
        for variable, slope in zip(
            self.model.variables, tape.gradient(loss, self.model.variables)
        ):
            variable.assign(variable - self.rate * slope)
        return float(loss)

    def run(self, inputs, targets, epochs):
        losses = [
            np.mean([self.step(x, y) for x, y in batches(inputs, targets)]) for _ in range(epochs)
        ]
        return Trained(self.model, self.model.variables, losses)


def train_linear(inputs, targets, epochs=10):
    return Trainer(Stack(Affine(2, 1)), rate=0.02).run(inputs, targets, epochs)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=12):
    return Trainer(Stack(Affine(2, 4), Affine(4, 1)), rate=0.02).run(inputs, targets, epochs)

# %% why_linear
# A stack of affine maps is affine: the weights multiply to one (2, 1) matrix W1 W2,
# the biases to b1 W2 + b2. Without a bend in between there is no bend at the end.
