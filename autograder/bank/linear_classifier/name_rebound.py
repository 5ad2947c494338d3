"""Wrong: `W = W - ...` makes a tensor of the variable, and the next step finds no gradient."""

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
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            dW, db = tape.gradient(loss, [W, b])
            W = W - 0.05 * dW
            b = b - 0.05 * db
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, [W, b], losses)
