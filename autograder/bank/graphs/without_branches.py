"""Right: no decision and no loop, a minimum and a logarithm in their places."""

like = "plain"

# %% shortened
def shortened(vector, longest):
    return vector * tf.minimum(1.0, longest / tf.norm(vector))

# %% years_until
def years_until(amount, goal, rate):
    years = tf.math.ceil(tf.math.log(goal / amount) / tf.math.log(1.0 + rate))
    return tf.cast(tf.maximum(years, 0.0), tf.int32)

# %% predict_traces
def predict_traces(calls):
    def key(x):
        if isinstance(x, tf.Tensor):
            return x.dtype.as_numpy_dtype, tuple(x.shape)
        if isinstance(x, np.ndarray | np.generic):
            return x.dtype.type, x.shape
        return x, type(x)

    keys = [tuple(map(key, call)) for call in calls]
    return np.array([keys.index(k) == i for i, k in enumerate(keys)])
