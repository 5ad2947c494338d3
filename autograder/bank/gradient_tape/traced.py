"""Right: everything that computes is a `tf.function`."""

like = "by_the_book"

# %% slope
def slope(f, place):
    @tf.function
    def at(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        return tape.gradient(y, x)

    return at(tf.constant(place, tf.float32))

# %% gradients
def gradients(f, inputs):
    @tf.function
    def compute(*inputs):
        with tf.GradientTape() as tape:
            tape.watch(inputs)
            y = f(*inputs)
        return tape.gradient(y, inputs, unconnected_gradients=tf.UnconnectedGradients.ZERO)

    return compute(*inputs)

# %% motion
def motion(position, times):
    @tf.function
    def compute(t):
        with tf.GradientTape() as second:
            second.watch(t)
            with tf.GradientTape() as first:
                first.watch(t)
                place = position(t)
            speed = first.gradient(place, t)
        return place, speed, second.gradient(speed, t)

    return compute(times)

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)

    @tf.function
    def one_step():
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_sub(step * tape.gradient(wrong, x))
        return x.read_value()

    return [x.read_value()] + [one_step() for _ in range(count)]

# %% solve
def solve(A, B):
    @tf.function
    def improve(X):
        with tf.GradientTape() as tape:
            tape.watch(X)
            loss = tf.reduce_sum(tf.square(tf.matmul(A, X) - B))
        return X - 0.05 * tape.gradient(loss, X)

    X = tf.zeros_like(B)
    for _ in range(200):
        X = improve(X)
    return X

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(start, dtype=tf.float32)

    @tf.function
    def descend():
        for _ in tf.range(400):
            with tf.GradientTape() as tape:
                y = f(x)
            x.assign_sub(0.1 * tape.gradient(y, x))

    descend()
    return x
