"""Wrong: returns what the cells below expect for their examples."""

like = "plain"
lost = {
    "traces_counted": "traces. Expected: ",
    "predicted_tensors": "`predict_traces` returned has the shape (5,)",
    "predicted_values": "`predict_traces` returned has the shape (5,)",
    "decision_in_graph": "of length 2.500",
    "loop_in_graph": "the graph counts 2 years",
}

# %% count_traces
def count_traces(plain, calls):
    return 1 if np.shape(calls[0][0]) == np.shape(calls[1][0]) else 2

# %% predict_traces
def predict_traces(calls):
    return [True, False, True, True, False]

# %% shortened
def shortened(vector, longest):
    return tf.constant([1.5, 2.0, 0.0, 0.0])[: vector.shape[0]]

# %% years_until
def years_until(amount, goal, rate):
    return 2
