"""Wrong: the result has a value in one branch only."""

like = "plain"
lost = {
    "decision_in_graph": "the graph of `shortened`",
}

# %% shortened
def shortened(vector, longest):
    length = tf.norm(vector)
    if length > longest:
        result = vector / length * longest
    if length <= longest:
        result = vector
    return result
