"""Wrong: takes the acceleration from neighbouring moments with NumPy."""

like = "by_the_book"
lost = {
    "motion_acceleration": "the tensor of accelerations is",
}

# %% motion
def motion(position, times):
    t = tf.Variable(times)
    with tf.GradientTape() as tape:
        place = position(t)
    speed = tape.gradient(place, t)
    order = np.argsort(times.numpy())
    acceleration = np.empty(len(order))
    acceleration[order] = np.gradient(speed.numpy()[order], times.numpy()[order])
    return place, speed, acceleration
