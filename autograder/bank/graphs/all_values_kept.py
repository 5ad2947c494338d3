"""Right: the mean keeps every value, in a variable with room for many."""

like = "plain"

# %% running_mean
class RunningMean:
    def __init__(self, room=1000):
        self.values = tf.Variable(tf.zeros(room))
        self.used = tf.Variable(0)
        self.room = room

    def update(self, value):
        here = tf.cast(tf.range(self.room) == self.used, tf.float32)
        self.values.assign_add(here * value)
        self.used.assign(self.used + 1)
        return tf.reduce_sum(self.values) / tf.cast(self.used, tf.float32)

# %% noisy
def noisy(values):
    halves = [tf.random.normal(tf.shape(values), stddev=0.5**0.5) for _ in range(2)]
    return tf.add_n([values, *halves])

# %% count_traces
def count_traces(plain, calls):
    notes = []

    def noting(*arguments):
        notes.append(arguments)
        return plain(*arguments)

    traced = tf.function(noting)
    for arguments in list(calls):
        traced(*arguments)
    return len(notes)
