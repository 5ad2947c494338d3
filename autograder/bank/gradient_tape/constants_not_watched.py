"""Wrong: forgets that a tape does not watch constants."""

like = "by_the_book"
lost = {
    "gradients_watched": "the gradient with respect to input 0 of 3 is None",
    "gradients_zero": "an input that f does not use is None",
    "motion_speed": "`motion` stopped with",
    "motion_acceleration": "`motion` stopped with",
}

# %% gradients
def gradients(f, inputs):
    with tf.GradientTape() as tape:
        y = f(*inputs)
    return tape.gradient(y, inputs)

# %% motion
def motion(position, times):
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            place = position(times)
        speed = inner.gradient(place, times)
    return place, speed, outer.gradient(speed, times)
