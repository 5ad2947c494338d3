"""Wrong: `variables` holds the names of the variables."""

like = "loop_by_hand"
lost = {
    "layer_units": "the `variables` that `train_two_layers` returned are of the type list",
    "layer_affine": "the `variables` that `train_two_layers` returned",
    "layer_moves": "the `variables` that `train_two_layers` returned",
    "layer_trained": "the `variables` that `train_two_layers` returned",
}

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=6):
    W1 = tf.Variable(tf.random.normal((2, 4), stddev=0.2))
    b1 = tf.Variable(tf.zeros((4,)))
    W2 = tf.Variable(tf.random.normal((4, 1), stddev=0.2))
    b2 = tf.Variable(tf.zeros((1,)))
    variables = [W1, b1, W2, b2]

    def predict(inputs):
        return tf.matmul(tf.matmul(inputs, W1) + b1, W2) + b2

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
    return Trained(predict, ["W1", "b1", "W2", "b2"], losses)
