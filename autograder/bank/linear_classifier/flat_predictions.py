"""Wrong: predictions of shape (n,) minus targets of shape (n, 1) is a square."""

like = "loop_by_hand"
lost = {
    "linear_epochs": "predictions of `train_linear` have shape (2000,)",
    "linear_trained": "have shape (2000,)",
}

# %% train_linear
def train_linear(inputs, targets, epochs=6):
    W = tf.Variable(tf.random.uniform((2, 1)))
    b = tf.Variable(tf.zeros((1,)))

    def predict(inputs):
        return tf.reshape(tf.matmul(inputs, W) + b, (-1,))

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
