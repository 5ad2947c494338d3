"""Wrong: so high a rate of regularization that no weight is worth its price."""

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
            keras.layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.L2(1.0)),
            keras.layers.Dense(1, activation="sigmoid", kernel_regularizer=keras.regularizers.L2(1.0)),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=40)
