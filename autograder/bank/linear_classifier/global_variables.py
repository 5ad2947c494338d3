"""Right: the variables are the notebook's, set anew by every training; momentum and smaller steps."""

like = "loop_by_hand"

# %% train_linear
weights = tf.Variable([[0.0], [0.0]])
offset = tf.Variable([0.0])


def model(points):
    return points @ weights + offset


def train_linear(inputs, targets, epochs=10):
    weights.assign([[0.1], [-0.1]])
    offset.assign([0.0])
    speed = [0.0, 0.0]
    history = []
    for epoch in range(epochs):
        rate = 0.02 / (1 + epoch)
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, model(x))
            for i, (v, g) in enumerate(
                zip([weights, offset], tape.gradient(loss, [weights, offset]))
            ):
                speed[i] = 0.5 * speed[i] - rate * g
                v.assign_add(speed[i])
        history.append(float(square_loss(targets, model(inputs))))
    return Trained(model, [weights, offset], history)
