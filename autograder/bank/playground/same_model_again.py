"""Wrong: one model is made outside of the function and handed in with every call."""

like = "reasons_only"
lost = {
    "circle_rules": "two calls of `circle_plan` returned the same model",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% circle_plan
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1, "sigmoid")])
model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")


def circle_plan():
    return Plan(model, batch_size=10, epochs=60)
