"""Wrong: rounds the number of years, so a part of a year counts as none."""

like = "plain"
lost = {
    "loop_in_graph": "the graph counts",
}

# %% years_until
def years_until(amount, goal, rate):
    years = tf.math.log(goal / amount) / tf.math.log(1.0 + rate)
    return tf.maximum(tf.round(years), 0.0)
