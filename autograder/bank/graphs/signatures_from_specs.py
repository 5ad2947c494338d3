"""Right: tf.type_spec-like keys, written as text; numbers that are equal as text are equal."""

like = "plain"

# %% predict_traces
def describe(argument):
    try:
        spec = tf.TensorSpec(argument.shape, argument.dtype)
        return f"{spec.dtype.name} {tuple(spec.shape)}"
    except AttributeError:
        return f"{type(argument).__name__} {argument!r}"


def predict_traces(calls):
    graphs = {}
    answers = []
    for number, arguments in enumerate(calls):
        text = "; ".join(describe(argument) for argument in arguments)
        answers.append(graphs.setdefault(text, number) == number)
    return tuple(answers)

# %% years_until
def years_until(amount, goal, rate):
    start = tf.constant(0)

    def one_more(amount, years):
        return amount * (1.0 + rate), years + tf.cast(amount < goal, tf.int32)

    years = start
    while tf.less(amount, goal):
        amount, years = one_more(amount, years)
    return years
