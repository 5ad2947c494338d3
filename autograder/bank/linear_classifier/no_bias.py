"""Wrong: the line has no bias."""

like = "loop_by_hand"
lost = {
    "linear_trained": "the variables have the shapes (2, 1)",
}

# %% train_linear
def train_linear(inputs, targets, epochs=6):
    W = tf.Variable(tf.random.uniform((2, 1)))

    def predict(inputs):
        return tf.matmul(inputs, W)

    losses = []
    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            dW = tape.gradient(loss, W)
            W.assign_sub(0.05 * dW)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, [W], losses)
