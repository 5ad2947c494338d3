"""Right: Adam moves the variables; the loss is written out in place."""

like = "loop_by_hand"

# %% train_linear
from kerasish import keras


def descend(predict, variables, inputs, targets, epochs, optimizer):
    losses = []
    for _ in range(epochs):
        of_batches = []
        for x, y in batches(inputs, targets, 32):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((predict(x) - y) ** 2)
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
            of_batches.append(loss.numpy())
        losses.append(float(np.mean(of_batches)))
    return Trained(predict=predict, variables=variables, losses=losses)


def train_linear(inputs, targets, epochs=15):
    W = tf.Variable(tf.zeros((2, 1)))
    b = tf.Variable(tf.zeros((1,)))
    return descend(
        lambda x: tf.matmul(x, W) + b,
        [W, b],
        inputs,
        targets,
        epochs,
        keras.optimizers.Adam(learning_rate=0.01),
    )

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=15):
    W1, b1 = tf.Variable(tf.random.normal((2, 4))), tf.Variable(tf.random.normal((4,)))
    W2, b2 = tf.Variable(tf.random.normal((4, 1))), tf.Variable(tf.random.normal((1,)))
    return descend(
        lambda x: tf.matmul(tf.matmul(x, W1) + b1, W2) + b2,
        [W1, b1, W2, b2],
        inputs,
        targets,
        epochs,
        keras.optimizers.Adam(learning_rate=0.01),
    )
