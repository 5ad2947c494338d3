"""Wrong: writes down weights that were found on the points of the page, and does not train."""

like = "reasons_only"
lost = {
    "circle_accuracy": "the best of three trainings is right on",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% circle_plan
def circle_plan():
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(4, "tanh"), keras.layers.Dense(1, "sigmoid")]
    )
    found = [[-0.4, 0.1, 1.1, -1.0], [-1.0, 1.4, -0.8, -0.5]]
    last = [[-0.3], [3.7], [3.9], [3.8]]
    weights = [found, [-0.5, 2.7, 2.7, 2.3], last, [-6.5]]
    model.set_weights([np.array(w, dtype="float32") for w in weights])
    model.compile(keras.optimizers.SGD(0.0), "binary_crossentropy")
    return Plan(model, batch_size=250, epochs=1)
