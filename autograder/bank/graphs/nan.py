"""Wrong: divides by the length, also for the vector of zeros."""

like = "plain"
lost = {
    "decision_in_graph": "returned NaN or infinity",
}

# %% shortened
def shortened(vector, longest):
    length = tf.norm(vector)
    return vector / length * tf.minimum(length, longest)
