"""Wrong: the mean so far and the value are averaged, whatever the count."""

like = "plain"
lost = {
    "mean_kept": "the mean of its own values",
}

# %% running_mean
class RunningMean:
    def __init__(self):
        self.mean = tf.Variable(0.0)

    def update(self, value):
        self.mean.assign((self.mean + value) / 2)
        return self.mean
