"""Wrong: a model in the functional way, where a Sequential is asked for."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "the model of `xor_plan` is a Functional",
    "gauss_rules": "this part is not written yet",
    "gauss_accuracy": "this part is not written yet",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% xor_plan
def xor_plan():
    inputs = keras.Input((2,))
    hidden = keras.layers.Dense(10, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(hidden))
    model.compile(keras.optimizers.Adam(0.03), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=60)
