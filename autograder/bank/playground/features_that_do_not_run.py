"""Wrong: the function for the features asks for a third coordinate."""

like = "reasons_only"
lost = {
    "circle_rules": "the function for the features in `circle_plan` stopped with IndexError",
    "circle_accuracy": "the function for the features in `circle_plan` stopped with IndexError",
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
            keras.Input((3,)),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=60, features=lambda points: points[:, [0, 1, 2]] ** 2)
