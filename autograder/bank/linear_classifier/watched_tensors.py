"""Right: plain tensors, watched by the tape, become new tensors; variables hold the last ones."""

like = "loop_by_hand"

# %% batches
def batches(inputs, targets, batch_size=32):
    waiting = [int(i) for i in np.random.permutation(len(targets))]
    made = []
    while len(waiting) > 0:
        x, y = [], []
        while waiting and len(x) < batch_size:
            i = waiting.pop()
            x.append(inputs[i])
            y.append(targets[i])
        made.append((np.array(x), np.array(y)))
    return made

# %% train_linear
def descend(formula, tensors, inputs, targets, epochs, rate):
    losses = []
    for _ in range(epochs):
        losses.append(0.0)
        for x, y in batches(inputs, targets):
            with tf.GradientTape(watch_accessed_variables=False) as tape:
                for tensor in tensors:
                    tape.watch(tensor)
                loss = square_loss(y, formula(x, *tensors))
            slopes = tape.gradient(loss, tensors)
            tensors = [tensor - rate * slope for tensor, slope in zip(tensors, slopes)]
            losses[-1] += float(loss) * len(x) / len(inputs)
    variables = [tf.Variable(tensor) for tensor in tensors]
    return Trained(lambda x: formula(x, *variables), variables, losses)


def one_layer(x, W, b):
    return tf.einsum("ni,ij->nj", x, W) + b


def train_linear(inputs, targets, epochs=9):
    start = [tf.zeros((2, 1)), tf.zeros((1,))]
    return descend(one_layer, start, inputs, targets, epochs, 0.03)

# %% train_two_layers
def stacked(x, W1, b1, W2, b2):
    return one_layer(one_layer(x, W1, b1), W2, b2)


def train_two_layers(inputs, targets, epochs=9):
    start = [tf.random.normal(shape) / 3 for shape in [(2, 4), (4,), (4, 1), (1,)]]
    return descend(stacked, start, inputs, targets, epochs, 0.03)
