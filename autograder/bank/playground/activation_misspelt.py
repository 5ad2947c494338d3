"""Wrong: the name of an activation that there is not."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "`spiral_plan` stopped with ValueError",
    "spiral_accuracy": "`spiral_plan` stopped with ValueError",
}

# %% spiral_plan
def spiral_plan():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(16, activation="rellu"),
            keras.layers.Dense(16, activation="rellu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=60)
