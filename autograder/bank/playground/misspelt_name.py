"""Wrong: the function has a name of its own."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "there is no function `spiral_plan`",
    "spiral_accuracy": "there is no function `spiral_plan`",
}

# %% spiral_plan
def plan_spiral():
    model = keras.Sequential(
        [keras.layers.Dense(16, "relu"), keras.layers.Dense(16, "relu"), keras.layers.Dense(1, "sigmoid")]
    )
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=150)
