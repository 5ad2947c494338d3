"""Wrong: the variables belong to the class, so all means share them."""

like = "plain"
lost = {
    "mean_kept": "while another RunningMean got others",
}

# %% running_mean
class RunningMean:
    total = tf.Variable(0.0)
    count = tf.Variable(0.0)

    def update(self, value):
        self.total.assign_add(value)
        self.count.assign_add(1.0)
        return self.total / self.count
