"""Wrong: each vector is brought to the greatest length, short ones too."""

like = "plain"
lost = {
    "decision_in_graph": "the same direction, and length",
}

# %% shortened
def shortened(vector, longest):
    length = tf.norm(vector)
    if length > 0.0:
        vector = vector / length * longest
    return vector
