"""Right: as in the chapter."""

# %% count_traces
def count_traces(plain, calls):
    f = tf.function(plain)
    for args in calls:
        f(*args)
    return f.experimental_get_tracing_count()

# %% predict_traces
def predict_traces(calls):
    seen = []
    result = []
    for args in calls:
        key = []
        for x in args:
            if isinstance(x, (tf.Tensor, np.ndarray, np.generic)):
                x = np.asarray(x)
                key.append(("tensor", str(x.dtype), x.shape))
            else:
                key.append((str(type(x)), x))
        result.append(key not in seen)
        seen.append(key)
    return result

# %% traced_once
def traced_once(plain):
    signature = [tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)]
    return tf.function(plain, input_signature=signature)

# %% running_mean
class RunningMean:
    def __init__(self):
        self.total = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    @tf.function
    def update(self, value):
        self.total.assign_add(value)
        self.count.assign_add(1.0)
        return self.total / self.count

# %% noisy
@tf.function
def noisy(values):
    return values + tf.random.normal(values.shape)

# %% shortened
@tf.function
def shortened(vector, longest):
    length = tf.sqrt(tf.reduce_sum(vector * vector))
    if length > longest:
        return vector / length * longest
    else:
        return vector

# %% years_until
@tf.function
def years_until(amount, goal, rate):
    years = 0
    while amount < goal:
        amount += amount * rate
        years += 1
    return years

# %% slower_why
# The function may get a Python number that changes, then it is traced each time: count the traces
# and hand over tensors. Or it is called only once, then tracing does not pay: leave it away.
