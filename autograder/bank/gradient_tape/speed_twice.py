"""Wrong: the outer tape is asked about the places, not about the speeds."""

like = "by_the_book"
lost = {
    "motion_acceleration": "the accelerations are the speeds once more",
}

# %% motion
def motion(position, times):
    t = tf.Variable(times)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            place = position(t)
        speed = inner.gradient(place, t)
    acceleration = outer.gradient(place, t)
    return place, speed, acceleration
