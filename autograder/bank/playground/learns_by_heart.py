"""Wrong: all features, a large network and no regularization learn the accidents of few points."""

like = "reasons_only"
lost = {
    "circle_rules": "this part is not written yet",
    "circle_accuracy": "this part is not written yet",
    "xor_rules": "this part is not written yet",
    "xor_accuracy": "this part is not written yet",
    "gauss_accuracy": "less often than the line",
    "spiral_rules": "this part is not written yet",
    "spiral_accuracy": "this part is not written yet",
}

# %% gauss_plan
def all_features(points):
    x1, x2 = points[:, :1], points[:, 1:]
    return np.concatenate([x1, x2, x1**2, x2**2, x1 * x2, np.sin(x1), np.sin(x2)], axis=1)


def gauss_plan():
    model = keras.Sequential(
        [
            keras.Input((7,)),
            keras.layers.Dense(20, activation="tanh"),
            keras.layers.Dense(14, activation="tanh"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    return Plan(model, batch_size=10, epochs=150, features=all_features)
