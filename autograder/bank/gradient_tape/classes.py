"""Right: a class walks, and a closure differentiates."""

like = "by_the_book"

# %% slope
def derivative(f):
    def of_f(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = f(x)
        return tape.gradient(y, x)

    return of_f


slope = lambda f, place: derivative(f)(tf.constant(place, dtype=tf.float32))

# %% motion
def motion(position, times):
    functions = [position, derivative(position), derivative(derivative(position))]
    return [function(times) for function in functions]

# %% kind_of_place
def kind_of_place(f, place):
    x = tf.constant(place)
    if not -1e-3 < derivative(f)(x) < 1e-3:
        return "slope"
    return "minimum" if derivative(derivative(f))(x) > 0 else "maximum"

# %% walk
class Walker:
    def __init__(self, loss, start, step):
        self.loss, self.place, self.step = loss, tf.Variable(start), step

    def __iter__(self):
        return self

    def __next__(self):
        before = self.place + 0.0
        gradient = derivative(self.loss)(self.place)
        self.place.assign_sub(self.step * gradient)
        return before


def walk(loss, start, step, count):
    walker = iter(Walker(loss, start, step))
    return [next(walker) for _ in range(count + 1)]

# %% solve
def solve(A, B):
    walker = Walker(lambda X: tf.reduce_sum(tf.square(A @ X - B)), tf.zeros(B.shape), 0.05)
    for _ in range(200):
        next(walker)
    return walker.place

# %% find_minimum
def find_minimum(f, start):
    walker = Walker(f, float(start), 0.2)
    return [float(next(walker)) for _ in range(200)][-1]
