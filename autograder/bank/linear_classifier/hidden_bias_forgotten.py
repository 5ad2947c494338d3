"""Wrong: the layer of four units has no bias."""

like = "loop_by_hand"
lost = {
    "layer_units": "the variables have the shapes (2, 4), (4, 1), (1,)",
}

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=6):
    W1 = tf.Variable(tf.random.normal((2, 4), stddev=0.2))
    W2 = tf.Variable(tf.random.normal((4, 1), stddev=0.2))
    b2 = tf.Variable(tf.zeros((1,)))
    variables = [W1, W2, b2]

    def predict(inputs):
        return tf.matmul(tf.matmul(inputs, W1), W2) + b2

    losses = []
    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            for variable, slope in zip(variables, tape.gradient(loss, variables)):
                variable.assign_sub(0.04 * slope)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, variables, losses)
