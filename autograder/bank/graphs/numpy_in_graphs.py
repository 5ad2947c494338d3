"""Wrong: NumPy draws the noise, once, while tracing, and should measure a vector that has no numbers yet."""

like = "plain"
lost = {
    "noise_drawn": "in a graph two calls added the same noise",
    "decision_in_graph": "the graph of `shortened` stopped with",
}

# %% noisy
def noisy(values):
    return values + np.random.normal(size=values.shape).astype("float32")

# %% shortened
def shortened(vector, longest):
    if np.linalg.norm(vector) > longest:
        vector = vector / np.linalg.norm(vector) * longest
    return vector
