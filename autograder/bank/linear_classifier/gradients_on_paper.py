"""Right: no tape; the gradients were derived on paper and are computed in NumPy."""

like = "loop_by_hand"

# %% batches
def batches(inputs, targets, batch_size=32):
    together = np.hstack([inputs, targets])
    together = together[np.argsort(np.random.rand(len(together)))]
    cuts = range(batch_size, len(together), batch_size)
    return [(part[:, :2], part[:, 2:]) for part in np.split(together, cuts)]

# %% train_linear
def train_linear(inputs, targets, epochs=8):
    W, b = tf.Variable(np.random.rand(2, 1).astype("float32")), tf.Variable([0.0])
    losses = []
    for _ in range(epochs):
        for x, y in batches(inputs, targets):
            x, y = np.asarray(x), np.asarray(y)
            error = x @ W.numpy() + b.numpy() - y
            W.assign_sub(0.03 * 2 * x.T @ error / len(x))
            b.assign_sub(0.03 * 2 * error.mean(axis=0))
        losses.append(float(np.mean((inputs @ W.numpy() + b.numpy() - targets) ** 2)))
    return Trained(lambda x: np.asarray(x) @ W.numpy() + b.numpy(), [W, b], losses)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=12):
    start = np.random.default_rng()
    W1 = tf.Variable(start.normal(scale=0.4, size=(2, 4)).astype("float32"))
    b1 = tf.Variable(np.zeros(4, "float32"))
    W2 = tf.Variable(start.normal(scale=0.4, size=(4, 1)).astype("float32"))
    b2 = tf.Variable(np.zeros(1, "float32"))

    def predict(x):
        return (np.asarray(x) @ W1.numpy() + b1.numpy()) @ W2.numpy() + b2.numpy()

    losses = []
    for _ in range(epochs):
        for x, y in batches(inputs, targets):
            x, y = np.asarray(x), np.asarray(y)
            hidden = x @ W1.numpy() + b1.numpy()
            slope = 2 * (hidden @ W2.numpy() + b2.numpy() - y) / len(x)
            back = slope @ W2.numpy().T
            W2.assign_sub(0.02 * hidden.T @ slope)
            b2.assign_sub(0.02 * slope.sum(axis=0))
            W1.assign_sub(0.02 * x.T @ back)
            b1.assign_sub(0.02 * back.sum(axis=0))
        losses.append(float(np.mean((predict(inputs) - targets) ** 2)))
    return Trained(predict, [W1, b1, W2, b2], losses)
