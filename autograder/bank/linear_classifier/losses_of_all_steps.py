"""Wrong: `losses` has a number for each batch, not for each epoch."""

like = "loop_by_hand"
lost = {
    "linear_epochs": "3 epochs gave 189 losses",
}

# %% train_linear
def train_linear(inputs, targets, epochs=6):
    W = tf.Variable(tf.random.uniform((2, 1)))
    b = tf.Variable(tf.zeros((1,)))

    def predict(inputs):
        return tf.matmul(inputs, W) + b

    losses = []
    for epoch in range(epochs):
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            dW, db = tape.gradient(loss, [W, b])
            W.assign_sub(0.05 * dW)
            b.assign_sub(0.05 * db)
            losses.append(float(loss))
    return Trained(predict, [W, b], losses)
