"""Right: tapes that answer as often as they are asked."""

like = "by_the_book"

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        tape.watch(inputs)
        y = f(*inputs)
    answers = []
    for x in inputs:
        gradient = tape.gradient(y, x, unconnected_gradients="zero")
        answers.append(gradient)
    del tape
    return tuple(answers)

# %% motion
def motion(position, times):
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(times)
        place = position(times)
        speed = tape.gradient(place, times)
    acceleration = tape.gradient(speed, times)
    return [place, speed, acceleration]

# %% kind_of_place
def kind_of_place(f, place):
    x = tf.Variable(place)
    with tf.GradientTape(persistent=True) as tape:
        slope_here = tape.gradient(f(x), x)
    bend_here = tape.gradient(slope_here, x)
    if -0.001 < slope_here < 0.001:
        return "minimum" if bend_here > 0 else "maximum"
    return "slope"
