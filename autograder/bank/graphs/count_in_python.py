"""Wrong: the total is a variable, the count a Python number, frozen into the graph."""

like = "plain"
lost = {
    "mean_kept": "the mean of its own values",
}

# %% running_mean
class RunningMean:
    def __init__(self):
        self.total = tf.Variable(0.0)
        self.count = 0

    @tf.function
    def update(self, value):
        self.count += 1
        self.total.assign_add(value)
        return self.total / self.count
