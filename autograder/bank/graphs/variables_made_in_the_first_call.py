"""Right: the mean makes its variable when it is first told a value; two numbers in one variable."""

like = "plain"

# %% running_mean
class RunningMean:
    def __init__(self):
        self.state = None

    def update(self, value):
        if self.state is None:
            self.state = tf.Variable(tf.zeros(2))
        total, count = tf.unstack(self.state.assign_add(tf.stack([value, 1.0])))
        return total / count

# %% traced_once
class Once:
    def __init__(self, plain):
        self.plain = plain

    @tf.function(input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])
    def run(self, values, step):
        return self.plain(values, step)


def traced_once(plain):
    once = Once(plain)
    return lambda values, step: once.run(values, step)
