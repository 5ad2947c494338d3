"""Wrong: the list stays and the decorator goes: right eagerly, and not in a graph."""

like = "plain"
lost = {
    "mean_kept": "in a traced function,",
}

# %% running_mean
class RunningMean:
    def __init__(self):
        self.values = []

    def update(self, value):
        self.values.append(value)
        return tf.reduce_mean(tf.stack(self.values))
