"""Right: float64 throughout, and a persistent tape that is asked for each gradient by itself."""

like = "loop_by_hand"

# %% train_linear
def train_linear(inputs, targets, epochs=7):
    W = tf.Variable(np.random.uniform(-0.5, 0.5, (2, 1)), dtype=tf.float64)
    b = tf.Variable(np.zeros(1), dtype=tf.float64)

    def predict(points):
        return tf.tensordot(tf.cast(points, tf.float64), W, axes=1) + b

    losses = []
    for epoch in range(epochs):
        for x, y in batches(inputs, targets):
            with tf.GradientTape(persistent=True) as tape:
                loss = tf.reduce_mean((tf.cast(y, tf.float64) - predict(x)) ** 2)
            step_W = tape.gradient(loss, W) * 0.02
            step_b = tape.gradient(loss, b) * 0.02
            del tape
            W.assign(W - step_W)
            b.assign(b - step_b)
        losses.append(loss.numpy().item())
    return Trained(predict, [W, b], losses)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=7):
    W1 = tf.Variable(np.random.uniform(-0.5, 0.5, (2, 4)), dtype=tf.float64)
    b1 = tf.Variable(np.zeros((4,)), dtype=tf.float64)
    W2 = tf.Variable(np.random.uniform(-0.5, 0.5, (4, 1)), dtype=tf.float64)
    b2 = tf.Variable(np.zeros((1,)), dtype=tf.float64)
    everything = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}

    def predict(points):
        hidden = tf.cast(points, tf.float64) @ W1 + b1
        return hidden @ W2 + b2

    losses = []
    for epoch in range(epochs):
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((tf.cast(y, tf.float64) - predict(x)) ** 2)
            slopes = tape.gradient(loss, everything)
            for name in everything:
                everything[name].assign_sub(0.02 * slopes[name])
        losses.append(float(loss))
    return Trained(predict, list(everything.values()), losses)
