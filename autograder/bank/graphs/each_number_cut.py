"""Wrong: the numbers are cut, not the vector, so its direction changes."""

like = "plain"
lost = {
    "decision_in_graph": "the same direction, and length",
}

# %% shortened
def shortened(vector, longest):
    return tf.clip_by_value(vector, -longest, longest)
