"""Wrong: three layers of sigmoid, through which hardly a gradient comes."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_accuracy": "the best of three trainings is right on",
}

# %% spiral_plan
def spiral_plan():
    model = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(10, activation="sigmoid"),
            keras.layers.Dense(10, activation="sigmoid"),
            keras.layers.Dense(10, activation="sigmoid"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=80)
