"""Right: traced functions call traced functions."""

like = "plain"

# %% shortened
@tf.function
def length_of(vector):
    return tf.linalg.norm(vector)


@tf.function
def shortened(vector, longest):
    too_long = length_of(vector) > longest
    return tf.cond(too_long, lambda: vector / length_of(vector) * longest, lambda: vector)

# %% years_until
@tf.function
def next_year(amount, rate):
    return amount + amount * rate


@tf.function
def years_until(amount, goal, rate):
    years = tf.constant(0.0)
    reached = amount >= goal
    while not reached:
        amount = next_year(amount, rate)
        years = years + 1.0
        reached = amount >= goal
    return years

# %% traced_once
def traced_once(plain):
    inner = tf.function(plain)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32), tf.TensorSpec([], tf.float32)])
    def outer(values, step):
        return inner(values, step)

    return outer
