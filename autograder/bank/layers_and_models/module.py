"""Right: the variables belong to a tf.Module, whose method is predict."""

like = "plain"

# %% from_variables
class Affine(tf.Module):
    def __init__(self, width, units):
        super().__init__()
        self.kernel = tf.Variable(tf.random.truncated_normal((width, units), stddev=0.2))
        self.bias = tf.Variable(tf.zeros((units,)))

    def __call__(self, x):
        return tf.linalg.matmul(x, self.kernel) + self.bias


class Network(tf.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.hidden = Affine(sizes[0], sizes[1])
        self.last = Affine(sizes[1], sizes[2])

    def __call__(self, x):
        return tf.nn.softmax(self.last(tf.nn.relu(self.hidden(x))))


def from_variables(width, units, classes):
    network = Network(width, units, classes)
    return network, network.trainable_variables
