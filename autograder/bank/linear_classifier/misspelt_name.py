"""Wrong: problem 1 is right, in problem 2 a name is misspelt."""

like = "loop_by_hand"
lost = {
    "layer_units": "`train_two_layers` stopped with NameError: name 'hiden'",
    "layer_affine": "`train_two_layers` stopped with NameError: name 'hiden'",
    "layer_moves": "`train_two_layers` stopped with NameError: name 'hiden'",
    "layer_trained": "`train_two_layers` stopped with NameError: name 'hiden'",
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
        return tf.matmul(hiden, W2) + b2

    losses = []
    for epoch in range(epochs):
        total = 0.0
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, predict(x))
            for variable, slope in zip(variables, tape.gradient(loss, variables)):
                variable.assign_sub(0.02 * slope)
            total += float(loss) * len(x)
        losses.append(total / len(inputs))
    return Trained(predict, variables, losses)
