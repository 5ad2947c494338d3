"""Wrong: steps so large that the weights become NaN."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_accuracy": "are not finite numbers",
}

# %% spiral_plan
def spiral_plan():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(1e30), "mean_squared_error")
    return Plan(model, batch_size=10, epochs=5)
