"""Right: Python keeps account of its own visits, in a list and in a counter."""

like = "plain"

# %% count_traces
def count_traces(plain, calls):
    visits = 0

    @tf.function
    def visited(*arguments):
        nonlocal visits
        visits += 1
        return plain(*arguments)

    for arguments in calls:
        visited(*arguments)
    return visits

# %% predict_traces
def same(a, b):
    if hasattr(a, "shape") != hasattr(b, "shape"):
        return False
    if hasattr(a, "shape"):
        a, b = np.asarray(a), np.asarray(b)
        return a.dtype == b.dtype and a.shape == b.shape
    return type(a) is type(b) and a == b


def predict_traces(calls):
    return [
        not any(all(same(a, b) for a, b in zip(call, earlier)) for earlier in calls[:i])
        for i, call in enumerate(calls)
    ]

# %% running_mean
class RunningMean(tf.Module):
    """Moves the mean towards each value, by a part that gets smaller."""

    def __init__(self):
        super().__init__()
        self.n = tf.Variable(0)
        self.mean = tf.Variable(0.0)

    def update(self, value):
        n = self.n.assign_add(1)
        self.mean.assign_add((value - self.mean) / tf.cast(n, tf.float32))
        return self.mean
