"""Wrong: the number of points stands where the number of coordinates belongs."""

like = "reasons_only"
lost = {
    "circle_rules": "the model of `circle_plan` stopped with ValueError",
    "circle_accuracy": "the model of `circle_plan` stopped with ValueError",
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
        [
            keras.Input((250,)),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=60)
