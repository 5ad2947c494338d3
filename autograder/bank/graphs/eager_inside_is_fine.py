"""Right: nothing is decorated; arguments become tensors with asserts on their shapes."""

like = "plain"

# %% running_mean
class RunningMean:
    def __init__(self):
        self.before, self.count = tf.Variable(0.0), tf.Variable(0.0)

    def update(self, value):
        value = tf.convert_to_tensor(value, tf.float32)
        assert value.shape == ()
        mean = (self.before * self.count + value) / (self.count + 1)
        self.count.assign(self.count + 1)
        self.before.assign(mean)
        return mean

# %% noisy
def noisy(values):
    assert len(values.shape) == 1
    noise = tf.random.normal(shape=[values.shape[0]], mean=0.0, stddev=1.0, seed=11)
    return values + noise

# %% shortened
def shortened(vector, longest):
    result = vector
    if tf.reduce_sum(tf.square(vector)) > tf.square(longest):
        result = tf.math.l2_normalize(vector) * longest
    return result

# %% years_until
def years_until(amount, goal, rate):
    years = -1
    going = tf.constant(True)
    while going:
        years = years + 1
        going = amount < goal
        amount = amount * (1.0 + rate)
    return years
