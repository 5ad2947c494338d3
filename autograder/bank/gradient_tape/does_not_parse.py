"""Wrong: a colon is missing, so the cell does not run and its function does not exist."""

like = "by_the_book"
lost = {
    "motion_speed": "there is no function `motion`",
    "motion_acceleration": "there is no function `motion`",
}

# %% motion
def motion(position, times):
    with tf.GradientTape() as outer
        outer.watch(times)
        with tf.GradientTape() as inner:
            inner.watch(times)
            place = position(times)
        speed = inner.gradient(place, times)
    return place, speed, outer.gradient(speed, times)
