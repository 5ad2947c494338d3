"""Wrong: no loop over the epochs, a single pass."""

like = "loop_by_hand"
lost = {
    "linear_epochs": "in 3 epochs `batches` was called 1 times",
}

# %% train_linear
def train_linear(inputs, targets, epochs=10):
    W = tf.Variable(tf.random.uniform((2, 1)))
    b = tf.Variable(tf.zeros((1,)))
    losses = []
    for x, y in batches(inputs, targets):
        with tf.GradientTape() as tape:
            loss = square_loss(y, tf.matmul(x, W) + b)
        dW, db = tape.gradient(loss, [W, b])
        W.assign_sub(0.05 * dW)
        b.assign_sub(0.05 * db)
        losses.append(float(loss))
    return Trained(lambda x: tf.matmul(x, W) + b, [W, b], losses)
