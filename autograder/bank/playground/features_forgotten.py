"""Wrong: a model for one feature, and the plan without the function that computes it."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "the model of `xor_plan` stopped with ValueError",
    "xor_accuracy": "the model of `xor_plan` stopped with ValueError",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% xor_plan
def xor_plan():
    model = keras.Sequential(
        [
            keras.Input((1,)),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=60)
