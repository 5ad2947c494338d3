"""Right: shows its progress, on stderr as progress bars do, and gives a warning on the way."""

like = "loop_by_hand"

# %% train_linear
import sys
import warnings


def train_linear(inputs, targets, epochs=6):
    warnings.warn("this may take a while")
    W = tf.Variable(tf.random.uniform((2, 1)))
    b = tf.Variable(tf.zeros((1,)))
    losses = []
    for epoch in range(epochs):
        for x, y in batches(inputs, targets):
            with tf.GradientTape() as tape:
                loss = square_loss(y, tf.matmul(x, W) + b)
            dW, db = tape.gradient(loss, (W, b))
            W.assign_sub(0.03 * dW)
            b.assign_sub(0.03 * db)
        losses.append(float(loss))
        print("#", end="", file=sys.stderr)
    return Trained(lambda x: tf.matmul(x, W) + b, [W, b], losses)
