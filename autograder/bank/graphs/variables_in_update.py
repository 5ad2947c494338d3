"""Wrong: update makes its variables at each call."""

like = "plain"
lost = {
    "mean_kept": "the mean of its own values",
}

# %% running_mean
class RunningMean:
    def __init__(self):
        pass

    def update(self, value):
        total = tf.Variable(0.0)
        count = tf.Variable(0.0)
        total.assign_add(value)
        count.assign_add(1.0)
        return total / count
