"""Wrong: returns the last loss, not the list of them."""

like = "loop_by_hand"
lost = {
    "linear_epochs": "the `losses` that `train_linear` returned are of the type float",
    "linear_trained": "the `losses` that `train_linear` returned are of the type float",
}

# %% train_linear
def train_linear(inputs, targets, epochs=6):
    W = tf.Variable(tf.random.uniform((2, 1)))
    b = tf.Variable(tf.zeros((1,)))

    def predict(inputs):
        return tf.matmul(inputs, W) + b

    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            dW, db = tape.gradient(loss, [W, b])
            W.assign_sub(0.05 * dW)
            b.assign_sub(0.05 * db)
            total += float(loss) * len(x)
    return Trained(predict, [W, b], total / len(inputs))
