"""Wrong: update, noisy and shortened compute and return nothing."""

like = "plain"
lost = {
    "mean_kept": "`update` returned None",
    "noise_drawn": "`noisy` returned None",
    "decision_in_graph": "returned None",
}

# %% running_mean
class RunningMean:
    def __init__(self):
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    def update(self, value):
        self.total.assign_add(value)
        self.count.assign_add(1.0)
        self.mean = self.total / self.count

# %% noisy
def noisy(values):
    values = values + tf.random.normal(values.shape)

# %% shortened
def shortened(vector, longest):
    length = tf.norm(vector)
    if length > longest:
        vector = vector / length * longest
