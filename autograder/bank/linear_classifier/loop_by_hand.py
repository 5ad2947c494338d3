"""Right: loops, slices, and every variable moved by hand."""

# %% batches
def batches(inputs, targets, batch_size=32):
    order = np.random.permutation(len(inputs))
    for start in range(0, len(inputs), batch_size):
        rows = order[start : start + batch_size]
        yield inputs[rows], targets[rows]

# %% train_linear
def train_linear(inputs, targets, epochs=6):
    W = tf.Variable(tf.random.uniform((2, 1)))
    b = tf.Variable(tf.zeros((1,)))

    def predict(inputs):
        return tf.matmul(inputs, W) + b

    losses = []
    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            dW, db = tape.gradient(loss, [W, b])
            W.assign_sub(0.05 * dW)
            b.assign_sub(0.05 * db)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, [W, b], losses)

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=6):
    W1 = tf.Variable(tf.random.normal((2, 4), stddev=0.2))
    b1 = tf.Variable(tf.zeros((4,)))
    W2 = tf.Variable(tf.random.normal((4, 1), stddev=0.2))
    b2 = tf.Variable(tf.zeros((1,)))

    def predict(inputs):
        return tf.matmul(tf.matmul(inputs, W1) + b1, W2) + b2

    losses = []
    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            dW1, db1, dW2, db2 = tape.gradient(loss, [W1, b1, W2, b2])
            W1.assign_sub(0.04 * dW1)
            b1.assign_sub(0.04 * db1)
            W2.assign_sub(0.04 * dW2)
            b2.assign_sub(0.04 * db2)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, [W1, b1, W2, b2], losses)

# %% why_linear
# Two affine maps one after the other are one affine map:
# $(x W_1 + b_1) W_2 + b_2 = x (W_1 W_2) + (b_1 W_2 + b_2)$. The matrix is (2, 1), the bias (1,).
# Only an activation between the layers could bend the line.
