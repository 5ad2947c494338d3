"""Wrong: the loss is computed before the tape records, so there is no gradient."""

like = "loop_by_hand"
lost = {
    "linear_epochs": "`train_linear` stopped with",
    "linear_trained": "`train_linear` stopped with",
}

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
            loss = square_loss(y, predict(x))
            with tf.GradientTape() as tape:
                tape.watch(loss)
            dW, db = tape.gradient(loss, [W, b])
            W.assign_sub(0.05 * dW)
            b.assign_sub(0.05 * db)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, [W, b], losses)
