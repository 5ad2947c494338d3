"""Wrong: categorical cross-entropy with a single output, which has nothing to learn from."""

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
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation="tanh"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("adam", "categorical_crossentropy")
    return Plan(model, batch_size=10, epochs=10)
