"""Wrong: keeps the step of the full batch and starts at ones: the loss becomes nan."""

like = "loop_by_hand"
lost = {
    "layer_trained": "not finite numbers",
}

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=15):
    W1 = tf.Variable(tf.ones((2, 4)))
    b1 = tf.Variable(tf.zeros((4,)))
    W2 = tf.Variable(tf.ones((4, 1)))
    b2 = tf.Variable(tf.zeros((1,)))
    variables = [W1, b1, W2, b2]

    def predict(inputs):
        hidden = tf.matmul(inputs, W1) + b1
        return tf.matmul(hidden, W2) + b2

    losses = []
    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            for variable, slope in zip(variables, tape.gradient(loss, variables)):
                variable.assign_sub(0.1 * slope)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, variables, losses)
