"""Right: tf.where chooses, tf.cond decides, and the loop runs over a range with a break."""

like = "plain"

# %% shortened
def shortened(vector, longest):
    length = tf.norm(vector)
    too_long = length > longest
    return tf.where(too_long, vector * longest / tf.where(too_long, length, 1.0), vector)

# %% years_until
def years_until(amount, goal, rate):
    years = tf.constant(0)
    for _ in tf.range(100_000):
        if amount >= goal:
            break
        amount = amount * (1.0 + rate)
        years += 1
    return years

# %% noisy
def noisy(values):
    shape = tf.shape(values)
    u, v = tf.random.uniform(shape), tf.random.uniform(shape)
    return values + tf.sqrt(-2.0 * tf.math.log(1.0 - u)) * tf.cos(2.0 * np.pi * v)
