"""Right: helpers with names that others might use, too."""

like = "plain"

# %% count_traces
def fresh(plain):
    return tf.function(plain)


def count_traces(plain, calls):
    traced = fresh(plain)
    for arguments in calls:
        traced(*arguments)
    return traced.experimental_get_tracing_count()

# %% predict_traces
def vector(x):
    return hasattr(x, "dtype")


def told(x):
    return (np.asarray(x).dtype.name, np.shape(x)) if vector(x) else (type(x).__name__, x)


def predict_traces(calls):
    few, some = [], []
    for call_ in calls:
        some.append(tuple(told(x) for x in call_))
        few.append(some[-1] not in some[:-1])
    return few

# %% noisy
def share(values):
    return tf.random.normal(tf.shape(values))


array = np.array


def noisy(values):
    return share(values) + values

# %% shortened
def close(vector, longest):
    return tf.norm(vector) <= longest


def shortened(vector, longest):
    if close(vector, longest):
        return vector
    else:
        return longest * tf.math.l2_normalize(vector)

# %% years_until
def growth(rate):
    return 1.0 + rate


def true_traces(amount, goal):
    return amount < goal


def years_until(amount, goal, rate):
    values = tf.constant(0)
    while true_traces(amount, goal):
        amount *= growth(rate)
        values += 1
    return values
