"""Wrong: a learning rate that flings the weights away."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_accuracy": "the best of three trainings is right on",
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
            keras.layers.Dense(3, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(30.0), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=40)
