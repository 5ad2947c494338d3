"""Wrong: a colon is missing, so the cell of problem 2 does not run and its function does not exist."""

like = "loop_by_hand"
lost = {
    "layer_units": "there is no function `train_two_layers`",
    "layer_affine": "there is no function `train_two_layers`",
    "layer_moves": "there is no function `train_two_layers`",
    "layer_trained": "there is no function `train_two_layers`",
}

# %% train_two_layers
def train_two_layers(inputs, targets, epochs=15)
    W1 = tf.Variable(tf.random.normal((2, 4), stddev=0.2))
    b1 = tf.Variable(tf.zeros((4,)))
    W2 = tf.Variable(tf.random.normal((4, 1), stddev=0.2))
    b2 = tf.Variable(tf.zeros((1,)))

    def predict(inputs):
        return tf.matmul(tf.matmul(inputs, W1) + b1, W2) + b2
