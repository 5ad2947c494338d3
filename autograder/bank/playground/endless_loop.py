"""Wrong: waits for an accuracy that an untrained model never has."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "took too long",
    "xor_accuracy": "had to be stopped in an earlier test",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% xor_plan
def xor_plan():
    (x, y), _ = points_of("xor")
    right = 0.0
    while right < 0.99:
        model = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(1, "sigmoid")])
        model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
        right = np.mean((np.asarray(model(x))[:, 0] > 0.5) == y)
    return Plan(model, batch_size=10, epochs=60)
