"""Wrong: the mean is told to use self.totl; years are counted in yaers."""

like = "plain"
lost = {
    "mean_kept": "has no attribute 'totl'",
    "loop_in_graph": "'yaers'",
}

# %% running_mean
class RunningMean:
    def __init__(self):
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    def update(self, value):
        self.totl.assign_add(value)
        self.count.assign_add(1.0)
        return self.total / self.count

# %% years_until
def years_until(amount, goal, rate):
    years = 0
    while amount < goal:
        amount += amount * rate
        years += 1
    return yaers
