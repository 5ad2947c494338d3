"""Wrong: the plan is printed, not returned."""

like = "reasons_only"
lost = {
    "circle_rules": "`circle_plan` returned nothing (None)",
    "circle_accuracy": "`circle_plan` returned nothing (None)",
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
            keras.layers.Dense(6, activation="tanh"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    print(Plan(model, batch_size=10, epochs=60))
