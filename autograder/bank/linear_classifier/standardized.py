"""Right: the inputs are centred and scaled first; the model that is returned does so too."""

like = "loop_by_hand"

# %% train_linear
class Standardized:
    def __init__(self, inputs):
        self.mean = np.mean(inputs, axis=0)
        self.deviation = np.std(inputs, axis=0)

    def __call__(self, points):
        return tf.constant((np.asarray(points) - self.mean) / self.deviation, tf.float32)


def train_standardized(model, variables, inputs, targets, epochs, rate):
    scaled = Standardized(inputs)
    history = [None] * epochs
    for epoch in range(epochs):
        of_batches = []
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, model(scaled(x)))
            for variable, slope in zip(variables, tape.gradient(loss, variables)):
                variable.assign_add(-rate * slope)
            of_batches.append(float(loss))
        history[epoch] = sum(of_batches) / len(of_batches)
    return Trained(lambda points: model(scaled(points)), variables, history)


def train_linear(inputs, targets, epochs=8):
    slopes = tf.Variable([[0.0], [0.0]])
    height = tf.Variable([0.0])
    model = lambda x: x @ slopes + height
    return train_standardized(model, [slopes, height], inputs, targets, epochs, 0.02)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=8):
    shapes = [(2, 4), (1, 4), (4, 1), (1, 1)]
    W1, b1, W2, b2 = variables = [tf.Variable(tf.random.normal(s, stddev=0.4)) for s in shapes]
    model = lambda x: (x @ W1 + b1) @ W2 + b2
    return train_standardized(model, variables, inputs, targets, epochs, 0.02)
