"""Wrong: the values of the variables are taken before predict, which never sees another."""

like = "plain"
lost = {
    "way_variables": "gives other outputs than the formula",
}

# %% from_variables
def from_variables(width, units, classes):
    W1 = tf.Variable(tf.random.normal((width, units)) * 0.1)
    b1 = tf.Variable(tf.zeros(units))
    W2 = tf.Variable(tf.random.normal((units, classes)) * 0.1)
    b2 = tf.Variable(tf.zeros(classes))

    A1, c1, A2, c2 = W1.numpy(), b1.numpy(), W2.numpy(), b2.numpy()

    def predict(x):
        hidden = tf.nn.relu(tf.matmul(x, A1) + c1)
        return tf.nn.softmax(tf.matmul(hidden, A2) + c2)

    return predict, [W1, b1, W2, b2]
