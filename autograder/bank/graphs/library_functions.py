"""Right: clip_by_norm, while_loop and Keras's Mean do the work."""

like = "plain"

# %% running_mean
from kerasish import keras


class RunningMean:
    def __init__(self):
        self.metric = keras.metrics.Mean()

    def update(self, value):
        self.metric.update_state(value)
        return self.metric.result()

# %% shortened
def shortened(vector, longest):
    return tf.clip_by_norm(vector, longest)

# %% years_until
def years_until(amount, goal, rate):
    _, years = tf.while_loop(
        lambda amount, years: amount < goal,
        lambda amount, years: (amount * (1 + rate), years + 1),
        (amount, tf.constant(0)),
    )
    return years
