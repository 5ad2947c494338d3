"""Wrong: returns how many traces, the result for the function, and the amount for the years."""

like = "plain"
lost = {
    "predicted_tensors": "`predict_traces` returned has the shape ()",
    "predicted_values": "`predict_traces` returned has the shape ()",
    "once_for_numbers": "returned something of the type Tensor",
    "once_for_lengths": "returned something of the type Tensor",
    "loop_in_graph": "the graph counts",
}

# %% predict_traces
def predict_traces(calls):
    seen = []
    result = []
    for args in calls:
        key = []
        for x in args:
            if isinstance(x, (tf.Tensor, np.ndarray, np.generic)):
                x = np.asarray(x)
                key.append(("tensor", str(x.dtype), x.shape))
            else:
                key.append((str(type(x)), x))
        result.append(key not in seen)
        seen.append(key)
    return sum(result)

# %% traced_once
def traced_once(plain):
    f = tf.function(plain, input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])
    return f([1.0, 2.0], 1.0)

# %% years_until
def years_until(amount, goal, rate):
    while amount < goal:
        amount += amount * rate
    return amount
