"""Right: one time after the other, each with tapes of its own."""

like = "by_the_book"

# %% motion
def motion(position, times):
    rows = []
    for moment in times.numpy():
        t = tf.Variable(moment)
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                place = position(t)
            speed = inner.gradient(place, t)
        rows.append([float(place), float(speed), float(outer.gradient(speed, t))])
    return np.array(rows, dtype="float32").T

# %% walk
def walk(loss, start, step, count):
    x = start if tf.is_tensor(start) else tf.constant(start)
    places = tf.expand_dims(x, 0)
    for _ in range(count):
        with tf.GradientTape() as tape:
            tape.watch(x)
            wrong = loss(x)
        x = x - step * tape.gradient(wrong, x)
        places = tf.concat([places, tf.expand_dims(x, 0)], axis=0)
    return places
