"""Right: asks for one concrete function, and hands it tensors of the right dtype."""

like = "plain"

# %% count_traces
def count_traces(plain, calls):
    traced, graphs = tf.function(plain), set()
    for arguments in calls:
        graphs.add(id(traced.get_concrete_function(*arguments)))
    return len(graphs)

# %% traced_once
def traced_once(plain):
    graph = tf.function(plain).get_concrete_function(
        tf.TensorSpec(shape=[None], dtype=tf.float32), tf.TensorSpec(shape=[], dtype=tf.float32)
    )

    def run(values, step):
        values = tf.cast(tf.convert_to_tensor(values), tf.float32)
        return graph(values, tf.cast(step, tf.float32))

    return run

# %% noisy
generator = tf.random.Generator.from_seed(1)


def noisy(values):
    return values + generator.normal(tf.shape(values))
