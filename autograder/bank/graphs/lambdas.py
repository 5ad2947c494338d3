"""Right: as short as it gets."""

like = "plain"

# %% count_traces
def count_traces(plain, calls):
    f = tf.function(plain)
    [f(*c) for c in calls]
    return tf.constant(f.experimental_get_tracing_count())

# %% predict_traces
def predict_traces(calls):
    seen = set()
    key = lambda x: (np.asarray(x).dtype, np.shape(x)) if hasattr(x, "dtype") else repr(x)
    return [k not in seen and not seen.add(k) for k in (tuple(map(key, c)) for c in calls)]

# %% traced_once
traced_once = lambda plain: tf.function(
    input_signature=(tf.TensorSpec((None,)), tf.TensorSpec(()))
)(lambda values, step: plain(values, step))

# %% shortened
shortened = lambda v, most: v if tf.norm(v) <= most else v * most / tf.norm(v)

# %% noisy
noisy = lambda values: tf.add(values, tf.random.normal(tf.shape(values), 0.0, 1.0))
