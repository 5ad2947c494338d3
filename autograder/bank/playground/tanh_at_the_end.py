"""Wrong: tanh as the last activation, which goes from -1 to 1."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "the outputs of the model go from",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% xor_plan
def xor_plan():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(10, activation="relu"),
            keras.layers.Dense(1, activation="tanh"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "mean_squared_error")
    return Plan(model, batch_size=10, epochs=60)
