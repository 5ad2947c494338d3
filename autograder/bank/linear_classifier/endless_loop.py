"""Wrong: waits for a loss that no line reaches."""

like = "loop_by_hand"
lost = {
    "layer_units": "took too long",
    "layer_affine": "had to be stopped in an earlier test",
    "layer_moves": "had to be stopped in an earlier test",
    "layer_trained": "had to be stopped in an earlier test",
}

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=15):
    W1 = tf.Variable(tf.random.normal((2, 4), stddev=0.2))
    b1 = tf.Variable(tf.zeros((4,)))
    W2 = tf.Variable(tf.random.normal((4, 1), stddev=0.2))
    b2 = tf.Variable(tf.zeros((1,)))
    variables = [W1, b1, W2, b2]

    def predict(inputs):
        hidden = tf.matmul(inputs, W1) + b1
        return tf.matmul(hidden, W2) + b2

    losses = []
    while not losses or losses[-1] > 0.001:
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            for variable, slope in zip(variables, tape.gradient(loss, variables)):
                variable.assign_sub(0.02 * slope)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, variables, losses)
