"""Right: each number of a point and each unit is written out; pairs of rows by sorting."""

like = "loop_by_hand"

# %% batches
def batches(inputs, targets, batch_size=32):
    keyed = sorted(zip(np.random.random(len(inputs)), range(len(inputs))))
    rows = [row for _, row in keyed]
    groups = [rows[k : k + batch_size] for k in range(0, len(rows), batch_size)]
    yield from ((np.take(inputs, g, axis=0), np.take(targets, g, axis=0)) for g in groups)

# %% train_linear
def train_linear(inputs, targets, epochs=6):
    W = tf.Variable([[0.2], [0.1]])
    b = tf.Variable([0.1])

    def predict(points):
        return points[:, 0:1] * W[0] + points[:, 1:2] * W[1] + b

    losses = []
    epoch = 0
    while epoch < epochs:
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(tf.constant(x)))
            slopes = tape.gradient(loss, {"W": W, "b": b})
            W.assign_sub(0.04 * slopes["W"])
            b.assign_sub(0.04 * slopes["b"])
        losses.append(float(loss))
        epoch += 1
    return Trained(losses=losses, variables=(W, b), predict=predict)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=6):
    W1 = tf.Variable(0.3 * np.random.standard_normal((2, 4)).astype(np.float32))
    b1 = tf.Variable([0.0] * 4)
    W2 = tf.Variable(0.3 * np.random.standard_normal((4, 1)).astype(np.float32))
    b2 = tf.Variable([0.0])

    def predict(points):
        total = b2
        for unit in range(4):
            hidden = points[:, 0] * W1[0, unit] + points[:, 1] * W1[1, unit] + b1[unit]
            total = total + tf.reshape(hidden, (-1, 1)) * W2[unit]
        return total

    losses = []
    for _ in range(epochs):
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            for variable, slope in zip((W1, b1, W2, b2), tape.gradient(loss, (W1, b1, W2, b2))):
                variable.assign_sub(0.03 * slope)
        losses.append(float(loss))
    return Trained(losses=losses, variables=(W1, b1, W2, b2), predict=predict)
