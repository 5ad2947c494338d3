"""Right: asks for jacobians, and takes what it needs of them."""

like = "by_the_book"

# %% slope
def slope(f, place):
    x = tf.Variable([float(place)])
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.jacobian(y, x)[0, 0]

# %% gradients
def gradients(f, inputs):
    variables = [tf.Variable(x) for x in inputs]
    with tf.GradientTape() as tape:
        y = f(*variables)
    return tape.jacobian(y, variables, unconnected_gradients="zero")

# %% motion
def motion(position, times):
    with tf.GradientTape() as outer:
        outer.watch(times)
        with tf.GradientTape() as inner:
            inner.watch(times)
            places = position(times)
        speeds = inner.gradient(places, times)
    jacobian = outer.jacobian(speeds, times)
    return places, speeds, tf.reduce_sum(jacobian * tf.eye(len(times)), axis=1)
