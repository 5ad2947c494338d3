"""Wrong: computes the speed when the outer tape has stopped."""

like = "by_the_book"
lost = {
    "motion_acceleration": "the accelerations are None",
}

# %% motion
def motion(position, times):
    with tf.GradientTape() as outer:
        outer.watch(times)
        with tf.GradientTape() as inner:
            inner.watch(times)
            place = position(times)
    speed = inner.gradient(place, times)
    acceleration = outer.gradient(speed, times)
    return place, speed, acceleration
