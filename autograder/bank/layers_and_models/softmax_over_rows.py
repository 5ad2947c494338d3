"""Wrong: softmax runs over the rows, so the columns add up to 1."""

like = "plain"
lost = {
    "way_variables": "with softmax over the rows",
}

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal((width, units)) * 0.1)
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.random.normal((units, classes)) * 0.1)
    b2 = tf.Variable(tf.zeros(classes))

    def predict(x):
        x = tf.nn.relu(x @ W1 + b1)
        return tf.nn.softmax(x @ W2 + b2, axis=0)

    return predict, [W1, b1, W2, b2]
