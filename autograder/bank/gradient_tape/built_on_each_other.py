"""Right: later functions use the earlier ones."""

like = "by_the_book"

# %% slope
def slope(f, place):
    x = tf.convert_to_tensor(place)
    if x.dtype != tf.float32:
        x = tf.cast(x, tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return tape.gradient(y, x)

# %% motion
def motion(position, times):
    def speed(t):
        return slope(position, t)

    return position(times), speed(times), slope(speed, times)

# %% kind_of_place
def kind_of_place(f, place):
    first = slope(f, place)
    if tf.abs(first) >= 0.001:
        return "slope"
    return ["maximum", "minimum"][int(slope(lambda x: slope(f, x), place) > 0)]

# %% walk
def walk(loss, start, step, count):
    path = [tf.convert_to_tensor(start)]
    while len(path) <= count:
        path.append(path[-1] - step * slope(loss, path[-1]))
    return path

# %% solve
def solve(A, B):
    return walk(lambda X: tf.reduce_sum((A @ X - B) ** 2), 0 * B, 0.04, 250)[-1]

# %% find_minimum
def find_minimum(f, start):
    return float(walk(f, float(start), 0.12, 250)[-1])

# %% lowest_valley
def lowest_valley(f, starts):
    return min([find_minimum(f, s) for s in starts], key=lambda x: float(f(tf.constant(x))))
