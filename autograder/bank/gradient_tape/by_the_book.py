"""Right: variables, tapes and loops as in the chapter."""

# %% slope
def slope(f, place):
    x = tf.Variable(float(place))
    with tf.GradientTape() as tape:
        y = f(x)
    return tape.gradient(y, x).numpy()

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        for x in inputs:
            tape.watch(x)
        y = f(*inputs)
    result = []
    for x, gradient in zip(inputs, tape.gradient(y, inputs)):
        if gradient is None:
            gradient = tf.zeros_like(x)
        result.append(gradient)
    return result

# %% motion
def motion(position, times):
    t = tf.Variable(times)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            place = position(t)
        speed = inner.gradient(place, t)
    acceleration = outer.gradient(speed, t)
    return place, speed, acceleration

# %% kind_of_place
def kind_of_place(f, place):
    x = tf.constant(place)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = f(x)
        first = inner.gradient(y, x)
    second = outer.gradient(first, x)
    if abs(float(first)) >= 0.001:
        return "slope"
    elif second > 0:
        return "minimum"
    else:
        return "maximum"

# %% walk
def walk(loss, start, step, count):
    x = tf.Variable(start)
    path = [x.numpy()]
    for _ in range(count):
        with tf.GradientTape() as tape:
            wrong = loss(x)
        x.assign_sub(step * tape.gradient(wrong, x))
        path.append(x.numpy())
    return path

# %% solve
def solve(A, B):
    X = tf.Variable(tf.zeros(B.shape))
    for _ in range(200):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(tf.square(A @ X - B))
        X.assign_sub(0.05 * tape.gradient(loss, X))
    return X

# %% find_minimum
def find_minimum(f, start):
    x = tf.Variable(float(start))
    for _ in range(300):
        with tf.GradientTape() as tape:
            y = f(x)
        x.assign_sub(0.1 * tape.gradient(y, x))
    return x.numpy()

# %% lowest_valley
def lowest_valley(f, starts):
    best_place, best_height = None, None
    for start in starts:
        place = float(find_minimum(f, start))
        height = float(f(tf.constant(place)))
        if best_height is None or height < best_height:
            best_place, best_height = place, height
    return best_place

# %% step_length
# 1. The slope of |5x - 10| is 5 or -5, so each step is 5 * step long, however close the solution
# is. In the end the walk jumps across it and back, at most 5 * step away.
# 2. The slope of the square is 50 (x - 2), so a step multiplies the distance by 1 - 50 step. That
# is between -1 and 1 for steps below 0.04, in general below 1 / a^2. Beyond it the walk explodes.
