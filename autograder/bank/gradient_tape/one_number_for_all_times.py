"""Wrong: sums over the moments."""

like = "by_the_book"
lost = {
    "motion_speed": "the tensor of places has shape ()",
}

# %% motion
def motion(position, times):
    t = tf.Variable(times)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            place = tf.reduce_sum(position(t))
        speed = inner.gradient(place, t)
    return place, speed, outer.gradient(speed, t)
